"""Sessions: listed, ended, ended by themselves; what was typed into an ended one is kept for its owner alone."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.desks.shell import sessions as shell
from motcua.dossiers.models import Draft
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.people import actions as people
from motcua.people.account_models import SignIn
from motcua.people.models import Account
from tests.desks.citizen import story
from tests.factories import plain_lives

PASSWORD, NEW = "mot hai ba bon", "nam sau bay tam"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"


@pytest.fixture
def lan(db: None) -> Account:
    account = plain_lives.an_account("0912000345", email="lan@example.org")
    return people.set_password(account, PASSWORD, by=plain_lives.SYSTEM, at=clock.now())


def signed_in(account: Account, agent: str = DESK, password: str = PASSWORD) -> Client:
    browser = Client(headers={"user-agent": agent})
    answer = browser.post("/dang-nhap/", {"username": account.username, "password": password})
    assert answer.status_code == 303, answer.content.decode()
    return browser


def away(browser: Client, minutes: int) -> None:
    """Nothing was done for so long."""
    session = browser.session
    session[shell.SEEN] = (clock.now() - timedelta(minutes=minutes)).isoformat()
    session.save()


def test_sessions_are_listed_with_machine_and_time_and_one_is_ended(lan):
    desk, phone = signed_in(lan), signed_in(lan, PHONE)
    body = desk.get("/tai-khoan/phien/").content.decode()
    assert "Firefox · Windows" in body
    assert "Chrome · Android" in body
    row = SignIn.objects.get(device="Chrome · Android")
    assert desk.post("/tai-khoan/phien/", {"end": row.pk}).status_code == 303
    assert phone.get("/ho-so/").status_code == 302
    assert desk.get("/ho-so/").status_code == 200
    assert Event.objects.filter(type="account.session_ended", by_id=str(lan.pk)).count() == 1


def test_all_others_are_ended_at_once(lan):
    desk, phone, third = signed_in(lan), signed_in(lan, PHONE), signed_in(lan, PHONE)
    assert desk.post("/tai-khoan/phien/", {"act": "others"}).status_code == 303
    assert [one.get("/ho-so/").status_code for one in (desk, phone, third)] == [200, 302, 302]


def test_somebody_elses_session_is_not_mine_to_end(lan):
    other = plain_lives.an_account("0987654321")
    people.set_password(other, PASSWORD, by=plain_lives.SYSTEM, at=clock.now())
    theirs = signed_in(other)
    number = SignIn.objects.get(account=other).pk
    assert signed_in(lan).post("/tai-khoan/phien/", {"end": number}).status_code == 404
    assert theirs.get("/ho-so/").status_code == 200


def test_a_new_password_ends_the_others_and_keeps_this_one(lan):
    desk, phone = signed_in(lan), signed_in(lan, PHONE)
    answer = desk.post("/tai-khoan/mat-khau/", {"present": PASSWORD, "password": NEW})
    assert answer.status_code == 303
    assert (desk.get("/ho-so/").status_code, phone.get("/ho-so/").status_code) == (200, 302)
    assert "Firefox · Windows" in desk.get("/tai-khoan/phien/").content.decode()
    assert SignIn.objects.filter(account=lan, ended_at=None).count() == 1


def test_signing_out_closes_the_row(lan):
    desk = signed_in(lan)
    desk.post("/dang-xuat/")
    assert not SignIn.objects.filter(ended_at=None).exists()


def test_the_account_page_is_there_for_staff_too(db):
    officer = Account.objects.get(pk=plain_lives.staff("single_window_officer").account_id)
    people.set_password(officer, PASSWORD, by=plain_lives.SYSTEM, at=clock.now())
    browser = signed_in(officer)
    for url in ("/tai-khoan/", "/tai-khoan/phien/", "/tai-khoan/mat-khau/", "/tai-khoan/thu-dien-tu/"):
        assert browser.get(url).status_code == 200, url
    assert browser.get("/tai-khoan/nguoi-than/").status_code == 403


def test_after_half_an_hour_a_citizens_session_ends_and_says_so(lan):
    browser = signed_in(lan)
    away(browser, 29)
    assert browser.get("/ho-so/").status_code == 200
    away(browser, 31)
    answer = browser.get("/ho-so/")
    assert answer.status_code == 303
    page = browser.get(answer["Location"])
    assert "Đã quá 30 phút không thao tác" in page.content.decode()
    assert not SignIn.objects.filter(ended_at=None).exists()


def test_an_officer_is_not_signed_out_at_lunch(db):
    officer = Account.objects.get(pk=plain_lives.staff("single_window_officer").account_id)
    people.set_password(officer, PASSWORD, by=plain_lives.SYSTEM, at=clock.now())
    browser = signed_in(officer)
    away(browser, 120)
    assert browser.get("/tai-khoan/").status_code == 200


def test_public_pages_stay_open_when_a_session_has_ended(lan):
    browser = signed_in(lan)
    away(browser, 31)
    assert browser.get("/").status_code == 200


def test_being_used_is_noted_at_most_once_a_minute(lan):
    browser = signed_in(lan)
    before = SignIn.objects.get().seen_at
    browser.get("/ho-so/")
    assert SignIn.objects.get().seen_at == before
    away(browser, 5)
    browser.get("/ho-so/")
    assert SignIn.objects.get().seen_at > before


@pytest.fixture
def at_work(hanh: Account) -> tuple[Client, Draft]:
    people.set_password(hanh, PASSWORD, by=plain_lives.SYSTEM, at=clock.now())
    browser = signed_in(hanh)
    draft = story.begin(browser)
    browser.post(story.url(draft, "nguoi-nop"), {"for": "me"})
    return browser, draft


def test_what_was_typed_into_an_ended_session_is_saved_when_its_owner_is_back(at_work, hanh):
    browser, draft = at_work
    away(browser, 45)
    answer = browser.post(story.url(draft, "child_name"), {"child_name": "Bùi Gia Bảo"})
    assert answer.status_code == 303
    assert answer["Location"].startswith("/dang-nhap/?next=")
    page = browser.get(answer["Location"])
    assert "Bài làm vẫn giữ" in page.content.decode()
    onward = story.url(draft, "child_name")
    back = browser.post("/dang-nhap/", {"username": hanh.username, "password": PASSWORD, "next": onward})
    assert back["Location"] == onward
    draft.refresh_from_db()
    assert draft.answers["child_name"].casefold() == "bùi gia bảo"
    assert "Đã lưu những gì" in browser.get(onward).content.decode()


def test_what_was_kept_is_never_given_to_somebody_else(at_work):
    browser, draft = at_work
    away(browser, 45)
    browser.post(story.url(draft, "child_name"), {"child_name": "Bùi Gia Bảo"})
    stranger = plain_lives.an_account("0900000001")
    people.set_password(stranger, PASSWORD, by=plain_lives.SYSTEM, at=clock.now())
    browser.post("/dang-nhap/", {"username": stranger.username, "password": PASSWORD})
    assert shell.KEPT not in browser.session
    draft.refresh_from_db()
    assert "child_name" not in draft.answers


def test_an_autosave_into_an_ended_session_is_kept_and_not_called_saved(at_work):
    browser, draft = at_work
    away(browser, 45)
    quiet = browser.post(story.url(draft, "child_name"), {"child_name": "A"}, headers={"x-autosave": "1"})
    assert quiet.status_code == 401
    assert browser.session[shell.KEPT]["path"] == story.url(draft, "child_name")


def test_a_visitor_who_never_was_signed_in_keeps_nothing_of_use(client, db):
    answer = client.post("/ban-nhap/khong-co/child_name/", {"child_name": "x"})
    assert answer.status_code == 303
    lan = plain_lives.an_account("0912000345")
    people.set_password(lan, PASSWORD, by=plain_lives.SYSTEM, at=clock.now())
    assert client.post("/dang-nhap/", {"username": "0912000345", "password": PASSWORD}).status_code == 303
    assert Draft.objects.count() == 0


def test_a_whole_office_behind_one_address_is_not_closed_out_by_one_who_forgot(lan):
    browser = Client()
    for _ in range(11):
        browser.post("/dang-nhap/", {"username": "0900000000", "password": "sai"})
    assert browser.post("/dang-nhap/", {"username": lan.username, "password": PASSWORD}).status_code == 303


def test_an_account_tried_from_many_places_closes_for_a_while(lan):
    for place in range(3):
        browser = Client(REMOTE_ADDR=f"10.0.0.{place}")
        for _ in range(10):
            browser.post("/dang-nhap/", {"username": lan.username, "password": "sai"})
    answer = Client(REMOTE_ADDR="10.0.0.99").post("/dang-nhap/", {"username": lan.username, "password": PASSWORD})
    assert answer.status_code == 429
    body = answer.content.decode()
    assert "thử lại sau" in body
    assert "/quen-mat-khau/" in body
    assert 'value="0912000345"' in body


def test_one_address_that_tries_many_names_is_closed(lan):
    browser = Client(REMOTE_ADDR="10.0.0.7")
    for number in range(60):
        browser.post("/dang-nhap/", {"username": f"ten{number}", "password": "sai"})
    assert browser.post("/dang-nhap/", {"username": lan.username, "password": PASSWORD}).status_code == 429
    assert Client().post("/dang-nhap/", {"username": lan.username, "password": PASSWORD}).status_code == 303
