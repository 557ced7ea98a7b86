"""Django's admin: off by default, for system administrators alone, a place to look and not to change."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from motcua.config import env
from motcua.desks.manage.system.site import TRIES, site
from motcua.journal.models import Delivery, Event, Throttle
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import access, accounts, actions
from motcua.people.models import Account
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, an_account, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
PASSWORD = "con chim non tren canh"


@pytest.fixture
def keeper():
    account = an_account("keeper", "staff")
    actions.set_password(account, PASSWORD, by=SYSTEM, at=OPENED_AT)
    return accounts.set_system(account, True, by=SYSTEM, at=OPENED_AT)


@pytest.fixture
def browser(keeper):
    client = Client()
    client.force_login(keeper)
    return client


def test_it_is_off_unless_its_address_is_set(monkeypatch):
    assert settings.ADMIN_PATH == "ky-thuat"  # the tests set it
    monkeypatch.delenv("MOTCUA_ADMIN_PATH")
    assert env.read().admin_path == ""
    monkeypatch.setenv("MOTCUA_ADMIN_PATH", "a/b")
    with pytest.raises(SystemExit):
        env.read()


@pytest.mark.parametrize("role", sorted(access.STAFF_ROLES))
def test_no_ordinary_role_reaches_it(role):
    browser = browser_of(staff(role))
    for name in ("index", "journal_event_changelist", "people_account_changelist", "dossiers_dossier_add"):
        assert browser.get(reverse(f"admin:{name}")).status_code == 403, name


def test_a_visitor_is_led_to_its_own_sign_in():
    answer = Client().get(reverse("admin:index"))
    assert answer.status_code == 302
    assert reverse("admin:login") in answer["Location"]


def test_an_account_that_is_closed_or_no_longer_of_the_system_is_out(keeper, browser):
    assert browser.get(reverse("admin:index")).status_code == 200
    accounts.set_system(keeper, False, by=SYSTEM, at=OPENED_AT)
    assert browser.get(reverse("admin:index")).status_code == 403


def test_the_sign_in_is_throttled(keeper):
    browser = Client()
    wrong = {"username": "keeper", "password": "sai"}
    for _time in range(TRIES):
        assert browser.post(reverse("admin:login"), wrong).status_code == 200
    answer = browser.post(reverse("admin:login"), {**wrong, "password": PASSWORD})
    assert answer.status_code == 429
    assert "Retry-After" in answer


def test_a_right_sign_in_begins_a_session_of_the_account(keeper):
    browser = Client()
    answer = browser.post(reverse("admin:login"), {"username": "keeper", "password": PASSWORD})
    assert answer.status_code == 302
    assert keeper.sign_ins.filter(ended_at=None).count() == 1
    assert browser.get(reverse("admin:index")).status_code == 200
    browser.post(reverse("admin:logout"))
    assert keeper.sign_ins.filter(ended_at=None).count() == 0
    assert browser.get(reverse("admin:index")).status_code == 302


def test_an_officer_does_not_sign_in_there():
    account = an_account("officer", "staff")
    actions.set_password(account, PASSWORD, by=SYSTEM, at=OPENED_AT)
    browser = Client()
    assert browser.post(reverse("admin:login"), {"username": "officer", "password": PASSWORD}).status_code == 200
    assert "_auth_user_id" not in browser.session


def test_every_table_is_shown_and_none_can_be_changed(browser):
    a_received_dossier(email="lanh@thu.vn")
    for model in site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        assert browser.get(reverse(f"admin:{name}_changelist")).status_code == 200, name
        assert browser.get(reverse(f"admin:{name}_add")).status_code == 403, name
        row = model.objects.first()
        if row is not None:
            page = browser.get(reverse(f"admin:{name}_change", args=[row.pk]))
            assert page.status_code == 200, name
            assert browser.post(reverse(f"admin:{name}_change", args=[row.pk]), {}).status_code == 403, name
            assert browser.post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_nothing_secret_or_personal_is_shown(browser):
    dossier = a_received_dossier(email="lanh@thu.vn")
    pages = [
        reverse("admin:people_party_change", args=[dossier.applicant_id]),
        reverse("admin:people_account_changelist"),
        reverse("admin:people_account_change", args=[Account.objects.get(username="keeper").pk]),
        reverse("admin:dossiers_dossier_change", args=[dossier.pk]),
    ]
    for page in pages:
        text = browser.get(page).content.decode()
        for secret in ("lanh@thu.vn", "017184003125", Account.objects.get(username="keeper").password):
            assert secret not in text


def test_who_looked_at_a_row_is_in_the_journal(keeper, browser):
    dossier = a_received_dossier()
    browser.get(reverse("admin:dossiers_dossier_change", args=[dossier.pk]))
    event = Event.objects.get(type="account.technical_page_seen")
    assert event.by_id == str(keeper.pk)
    assert '"table":"dossiers_dossier"' in event.facts


def test_throttles_are_given_up_and_deliveries_tried_again(browser):
    throttle = Throttle.objects.create(key="x", began_at=OPENED_AT, count=9)
    browser.post(reverse("admin:journal_throttle_changelist"), {"action": "give_up", "_selected_action": throttle.pk})
    assert not Throttle.objects.filter(pk=throttle.pk).exists()
    a_received_dossier()
    delivery = Delivery.objects.create(
        event=Event.objects.first(), handler="test", state="failed", attempts=12, next_try_at=clock.now()
    )
    browser.post(reverse("admin:journal_delivery_changelist"), {"action": "try_again", "_selected_action": delivery.pk})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 0)
