"""A new password at the counter: number, name and paper; a code printed once; journalled who, and why beside it."""

import re

import pytest
from django.test import Client

from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.people import actions as people
from motcua.people.account_models import Reset
from motcua.people.models import Account
from tests.factories import plain_lives

NUMBER, NAME, NEW = "001198003125", "Bùi Thị Mai", "nam sau bay tam"
ISSUE = {"personal_id": NUMBER, "full_name": NAME, "paper": "identity_card", "reason": "quên mật khẩu", "act": "issue"}


@pytest.fixture
def mai(db: None) -> Account:
    born = clock.parse("1998-03-14").date()
    account = plain_lives.an_account("0912000345", personal_id=NUMBER, birth_date=born)
    return people.set_password(account, "mot hai ba bon", by=plain_lives.SYSTEM, at=clock.now())


@pytest.fixture
def counter(db: None) -> Client:
    browser = Client()
    browser.force_login(Account.objects.get(pk=plain_lives.staff("single_window_officer").account_id))
    return browser


def issue(counter: Client, whose: Account, **changed: str):
    return counter.post("/quay/mat-khau/", {**ISSUE, "account": whose.pk, **changed})


def test_the_officer_finds_compares_and_prints_and_the_citizen_sets_the_password(counter, mai):
    found = counter.post("/quay/mat-khau/", {"personal_id": "001 198 003 125", "full_name": "bui thi mai"})
    body = found.content.decode()
    assert "14/03/1998" in body
    assert "0912000345" not in body  # the user name is the citizen's to know
    answer = issue(counter, mai)
    assert (answer.status_code, answer["Location"]) == (303, "/quay/mat-khau/phieu/")
    slip = counter.get("/quay/mat-khau/phieu/").content.decode()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", slip)[0]
    assert "<svg" in slip
    citizen = Client()
    typed = citizen.post("/quen-mat-khau/ma/", {"code": code.lower().replace("-", " ")})
    assert typed.status_code == 303
    assert citizen.post(typed["Location"], {"password": NEW, "again": NEW})["Location"] == "/ho-so/"
    assert citizen.post("/quen-mat-khau/ma/", {"code": code}).status_code == 422
    mai.refresh_from_db()
    assert mai.check_password(NEW)


def test_the_slip_is_shown_once(counter, mai):
    issue(counter, mai)
    assert counter.get("/quay/mat-khau/phieu/").status_code == 200
    assert counter.get("/quay/mat-khau/phieu/")["Location"] == "/quay/mat-khau/"


def test_the_journal_says_who_and_the_row_says_why(counter, mai):
    issue(counter, mai, reason="mất điện thoại")
    event = Event.objects.get(type="account.reset_issued")
    assert event.chain == f"account:{mai.pk}"
    assert (event.by_role, event.by_agency) == ("single_window_officer", "H44.229")
    assert journal.facts(event)["way"] == "counter"
    row = Reset.objects.get()
    assert (row.reason, row.paper, str(row.issued_by_id)) == ("mất điện thoại", "identity_card", event.by_id)
    assert "điện thoại" not in event.facts


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"paper": ""}, "Chọn giấy tờ đã đối chiếu"),
        ({"reason": " "}, "Ghi lý do cấp mã"),
        ({"account": "0"}, "Chọn tài khoản"),
        ({"full_name": "Bùi Thị Lan"}, "Không có tài khoản nào"),
        ({"personal_id": "00119800312"}, "12 chữ số"),
        ({"full_name": ""}, "Ghi họ, chữ đệm, tên"),
        ({"card": "khong phai the"}, "không phải của thẻ căn cước"),
    ],
)
def test_what_is_wrong_is_said_and_gives_no_code(counter, mai, changed, said):
    answer = issue(counter, mai, **changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Reset.objects.exists()


def test_the_card_fills_number_and_name(counter, mai):
    card = f"{NUMBER}||{NAME}|14031998|Nữ|Xã Lạc Thủy|01012022"
    assert counter.post("/quay/mat-khau/", {"card": card}).context["found"]


def test_staff_accounts_are_not_found_here_and_a_disabled_one_neither(counter, mai):
    Account.objects.filter(pk=mai.pk).update(kind="staff")
    assert issue(counter, mai).status_code == 422
    Account.objects.filter(pk=mai.pk).update(kind="citizen", is_active=False)
    assert issue(counter, mai).status_code == 422


def test_a_newer_code_ends_the_older(counter, mai):
    issue(counter, mai)
    issue(counter, mai)
    assert Reset.objects.filter(used_at=None, replaced_at=None).count() == 1
    assert Reset.objects.count() == 2


def test_nobody_finds_out_who_has_an_account_by_trying(counter, mai):
    for _ in range(30):
        counter.post("/quay/mat-khau/", {"personal_id": NUMBER, "full_name": "Ai Đó"})
    answer = counter.post("/quay/mat-khau/", {"personal_id": NUMBER, "full_name": NAME})
    assert answer.status_code == 429


def test_only_the_counter_opens_it(db, mai):
    for role in ("specialist_officer", "commune_leader"):
        browser = Client()
        browser.force_login(Account.objects.get(pk=plain_lives.staff(role).account_id))
        assert browser.get("/quay/mat-khau/").status_code == 403
    citizen = Client()
    citizen.force_login(mai)
    assert citizen.get("/quay/mat-khau/").status_code == 403
