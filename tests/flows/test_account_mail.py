"""Letters about an account, by a real mail server: the link for a new password, a new address, what was changed."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from motcua.adapters.notify.email import EmailSender
from motcua.journal.models import Delivery, Event
from motcua.kernel import clock, registry
from motcua.notifications.ports import MailUnavailable
from motcua.people import resets
from motcua.people.account_models import EmailChange, Reset
from motcua.people.models import Account
from tests.contracts.post_office import PostOffice
from tests.factories import plain_lives
from tests.flows.notify.worker import work

PASSWORD, NEW = "mot hai ba bon", "nam sau bay tam"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    before = registry.provider("mail_sender")
    office = PostOffice()
    options = {"host": "127.0.0.1", "port": office.port, "timeout": 5, "username": "", "password": ""}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    sender = EmailSender("mot-cua@motcua.test", backend=backend, use_tls=False, use_ssl=False, **options)
    registry.wire("mail_sender", sender)
    office.open()
    yield office
    office.close()
    registry.wire("mail_sender", before)


@pytest.fixture
def hanh() -> Account:
    account = plain_lives.an_account("0912000345", email="hanh@example.org", phone="0912000345")
    account.set_password(PASSWORD)
    account.save()
    return account


def post(client: Client, url: str, **values: str):
    return client.post(url, values)


def link(office: PostOffice) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", office.arrived[-1].get_content())
    assert found is not None
    return found[1]


def test_a_forgotten_password_is_set_anew_by_the_link_of_a_letter_once(office, hanh, client):
    assert post(client, "/quen-mat-khau/", username="0912 000 345")["Location"] == "/quen-mat-khau/da-gui/"
    work()
    letter = office.arrived[-1]
    assert letter["To"] == "hanh@example.org"
    assert "0912000345" in letter.get_content()
    url = link(office)
    assert client.get(url).status_code == 200
    assert post(client, url, password=NEW, again=NEW)["Location"] == "/ho-so/"
    assert client.get("/ho-so/").status_code == 200  # signed in
    assert Client().get(url).status_code == 404  # used up
    hanh.refresh_from_db()
    assert hanh.check_password(NEW)
    work()
    assert "Mật khẩu đã đổi" in office.arrived[-1]["Subject"]


def test_the_link_stands_nowhere_but_in_the_letter(office, hanh, client):
    post(client, "/quen-mat-khau/", username="hanh@example.org")
    work()
    secret = link(office).rstrip("/").rsplit("/", 1)[-1]
    assert not Reset.objects.filter(hash__contains=secret).exists()
    assert not any(secret in event.facts for event in Event.objects.all())


def test_whoever_asks_gets_the_same_answer_and_only_an_owner_gets_mail(office, hanh, client):
    plain_lives.an_account("0987654321")  # without an address
    answers = [
        post(client, "/quen-mat-khau/", username=name) for name in ("0912000345", "0987654321", "khong.co@example.org")
    ]
    assert {(one.status_code, one["Location"]) for one in answers} == {(303, "/quen-mat-khau/da-gui/")}
    work()
    assert office.recipients == [["hanh@example.org"]]


def test_an_account_gets_three_letters_an_hour_and_the_newest_link_holds(office, hanh, client):
    for _ in range(5):
        post(client, "/quen-mat-khau/", username="0912000345")
    work()
    assert len(office.arrived) == 3
    urls = [re.search(r"(/quen-mat-khau/moi/\S+)", one.get_content())[1] for one in office.arrived]
    assert [Client().get(url).status_code for url in urls] == [404, 404, 200]


def test_asking_too_often_from_one_place_is_refused_with_a_time(db, client):
    for _ in range(10):
        assert post(client, "/quen-mat-khau/", username="khong.co").status_code == 303
    answer = post(client, "/quen-mat-khau/", username="khong.co")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) <= 3600


def test_a_link_ends_after_an_hour(hanh):
    at = clock.now() - timedelta(minutes=61)
    secret = resets.issue_link(hanh, by=plain_lives.SYSTEM, at=at)
    page = Client().get(f"/quen-mat-khau/moi/{secret}/")
    assert page.status_code == 404
    assert "đã quá hạn" in page.content.decode()
    assert resets.owner_of(secret, at=at + timedelta(minutes=59)) == hanh


def test_two_different_passwords_and_a_weak_one_are_said_and_the_link_holds(hanh):
    secret = resets.issue_link(hanh, by=plain_lives.SYSTEM, at=clock.now())
    url, browser = f"/quen-mat-khau/moi/{secret}/", Client()
    assert post(browser, url, password=NEW, again="khac").status_code == 422
    assert "ít nhất 10 ký tự" in post(browser, url, password="ngan", again="ngan").content.decode()
    assert "Ghi mật khẩu" in post(browser, url, password="", again="").content.decode()
    assert post(browser, url, password=NEW, again=NEW).status_code == 303


def test_while_no_mail_can_go_the_letter_waits_and_then_goes(office, hanh, client):
    office.close()
    post(client, "/quen-mat-khau/", username="0912000345")
    event = Event.objects.get(type="account.reset_asked")
    from motcua.flows.account_mail import handle

    with pytest.raises(MailUnavailable):
        handle(event)
    office.open()
    handle(event)
    assert client.get(link(office)).status_code == 200
    assert Delivery.objects.filter(event=event).count() == 1


def test_an_address_nobody_takes_mail_at_is_not_tried_again(office, hanh, client):
    office.answers["hanh@example.org"] = "550 no such user"
    post(client, "/quen-mat-khau/", username="0912000345")
    work()
    work()
    assert office.arrived == []
    assert not Delivery.objects.exclude(state="done").exists()


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(office, hanh):
    browser = Client()
    browser.force_login(hanh)
    assert post(browser, "/tai-khoan/thu-dien-tu/", email="moi@example.org", present="sai").status_code == 422
    assert post(browser, "/tai-khoan/thu-dien-tu/", email="moi@example", present=PASSWORD).status_code == 422
    assert post(browser, "/tai-khoan/thu-dien-tu/", email="hanh@example.org", present=PASSWORD).status_code == 422
    assert post(browser, "/tai-khoan/thu-dien-tu/", email="moi@example.org", present=PASSWORD).status_code == 303
    assert "moi@example.org" in browser.get("/tai-khoan/").content.decode()
    hanh.refresh_from_db()
    assert hanh.email == "hanh@example.org"
    work()
    assert office.recipients == [["moi@example.org"]]
    url = link(office)
    stranger = Client()  # the link may be opened on another machine
    assert "moi@example.org" in stranger.get(url).content.decode()
    hanh.refresh_from_db()
    assert hanh.email == "hanh@example.org"  # looking changes nothing
    assert stranger.post(url).status_code == 303
    hanh.refresh_from_db()
    assert hanh.email == "moi@example.org"
    work()
    assert office.recipients[-1] == ["hanh@example.org"]
    assert "moi@example.org" not in office.arrived[-1].get_content()
    assert stranger.post(url).status_code == 404


def test_a_wish_for_another_address_can_be_dropped(office, hanh):
    browser = Client()
    browser.force_login(hanh)
    post(browser, "/tai-khoan/thu-dien-tu/", email="moi@example.org", present=PASSWORD)
    work()
    assert post(browser, "/tai-khoan/thu-dien-tu/", act="drop").status_code == 303
    assert EmailChange.objects.get().replaced_at is not None
    assert Client().get(link(office)).status_code == 404


def test_the_journal_keeps_no_address(office, hanh):
    browser = Client()
    browser.force_login(hanh)
    post(browser, "/tai-khoan/thu-dien-tu/", email="moi@example.org", present=PASSWORD)
    work()
    browser.post(link(office))
    assert not any("example.org" in event.facts for event in Event.objects.all())
