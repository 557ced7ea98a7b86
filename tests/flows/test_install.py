"""An installation of one's own, and the link by which its administrator sets the password."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.flows import install, install_link
from motcua.flows.country_pack import load_folder
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow, NotVisible
from motcua.people import queries as people
from motcua.people.models import Account
from tests.factories.organisation import AT, TODAY
from tests.factories.small_pack import a_small_pack

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "mùa gặt tháng mười"


@pytest.fixture
def agency(tmp_path):
    load_folder(a_small_pack(tmp_path / "small"), by=SYSTEM, at=AT)
    return "H44.229"


def installed(agency: str, at=AT) -> Account:
    return install.install(agency, full_name="Nguyễn Thị An", username="quantri", at=at)


@pytest.fixture
def account(agency):
    return installed(agency)


def test_the_first_administrator_holds_the_post_and_has_no_password(account):
    actor = people.actor_for(account, TODAY)
    assert (actor.role, actor.agency, actor.position) == ("administrator", "H44.229", "administrator")
    assert not account.has_usable_password()


def test_a_second_run_is_refused_and_changes_nothing(account):
    with pytest.raises(NotLawfulNow) as refused:
        installed("H44.229")
    assert (refused.value.code, refused.value.facts) == ("install.done_already", {"accounts": 1})
    with pytest.raises(NotLawfulNow):
        install.refuse_second()
    assert Account.objects.count() == 1


@pytest.mark.parametrize("code", ["H99", "H44.001", ""])
def test_an_agency_that_is_not_of_today_is_refused(agency, code):
    with pytest.raises(NotVisible) as refused:
        installed(code)
    assert refused.value.code == "agency.unknown"
    assert not Account.objects.exists()


def test_a_kind_of_agency_without_typical_posts_is_refused(agency):
    with pytest.raises(Cannot):
        install.install("H44.45", full_name="", username="a b", at=AT)
    assert not Account.objects.exists()


def test_a_link_sets_the_password_once(account):
    token = install_link.make_token(account, at=AT)
    assert install_link.owner_of(token, at=AT) == account
    install_link.set_password(token, PASSWORD, at=AT)
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    for act in (install_link.owner_of, lambda token, at: install_link.set_password(token, "một mật khẩu khác", at=at)):
        with pytest.raises(NotVisible):
            act(token, at=AT)


def test_any_other_setting_of_the_password_makes_the_link_worthless(account):
    older, newer = (install_link.make_token(account, at=AT) for _ in range(2))
    install_link.set_password(newer, PASSWORD, at=AT)
    with pytest.raises(NotVisible):
        install_link.owner_of(older, at=AT)


def test_a_link_ends_after_48_hours(account):
    token = install_link.make_token(account, at=AT)
    assert install_link.owner_of(token, at=AT + timedelta(hours=47, minutes=59))
    with pytest.raises(NotVisible) as refused:
        install_link.owner_of(token, at=AT + timedelta(hours=48))
    assert refused.value.code == "install.link_gone"


def test_a_weak_password_leaves_the_link(account):
    token = install_link.make_token(account, at=AT)
    with pytest.raises(Invalid):
        install_link.set_password(token, "ngắn", at=AT)
    assert install_link.owner_of(token, at=AT)


def test_a_link_cannot_be_made_up(account):
    token = install_link.make_token(account, at=AT)
    for wrong in ("", "x", token[:-1], token.replace(token[0], "f", 1), f"{token}x"):
        with pytest.raises(NotVisible):
            install_link.owner_of(wrong, at=AT)


def test_a_disabled_account_has_no_link(account):
    token = install_link.make_token(account, at=AT)
    Account.objects.update(is_active=False)
    with pytest.raises(NotVisible):
        install_link.owner_of(token, at=AT)


def test_the_page_signs_its_owner_in(agency):
    account = installed(agency, clock.now())
    url = reverse("citizen:one_time", args=[install_link.make_token(account, at=clock.now())])
    page = Client().get(url)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "quantri" in page.content.decode()
    client = Client()
    refused = client.post(url, {"password": PASSWORD, "again": "khác"})
    assert refused.status_code == 422
    assert "Hai lần ghi mật khẩu chưa giống nhau" in refused.content.decode()
    assert client.post(url, {"password": "123", "again": "123"}).status_code == 422
    done = client.post(url, {"password": PASSWORD, "again": PASSWORD})
    assert done.status_code == 303
    assert client.session["_auth_user_id"] == str(account.pk)
    assert Client().get(url).status_code == 404
    assert Client().post(url, {"password": PASSWORD, "again": PASSWORD}).status_code == 404
