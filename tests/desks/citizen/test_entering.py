"""Signing in and out, opening an account, the pages of the demo."""

import json

import pytest
from django.test import Client

from motcua.kernel import clock
from motcua.people import actions as people
from motcua.people.models import Account
from tests.factories import plain_lives

PASSWORD = "mot hai ba bon"
PERSON = {
    "full_name": "Bùi Thị Hạnh",
    "personal_id": "001 198 003 125",
    "birth_date-day": "14",
    "birth_date-month": "3",
    "birth_date-year": "1998",
    "phone": "0912 000 345",
    "email": "hanh@example.org",
    "password": PASSWORD,
}


def an_account(username="0912000345", **values) -> Account:
    account = plain_lives.an_account(username, **values)
    return people.set_password(account, PASSWORD, by=plain_lives.SYSTEM, at=clock.now())


def test_a_citizen_signs_in_and_lands_on_her_dossiers(client, db):
    an_account()
    page = client.get("/dang-nhap/")
    assert page.status_code == 200
    answer = client.post("/dang-nhap/", {"username": "0912 000 345", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (303, "/ho-so/")
    assert client.get("/ho-so/").status_code == 200


@pytest.mark.parametrize(
    ("onward", "lands"),
    [("/nop/1.001193/", "/nop/1.001193/"), ("https://example.org/", "/ho-so/"), ("//example.org", "/ho-so/")],
)
def test_next_is_local(client, db, onward, lands):
    an_account()
    answer = client.post("/dang-nhap/", {"username": "0912000345", "password": PASSWORD, "next": onward})
    assert answer["Location"] == lands


def test_a_wrong_password_says_so_and_keeps_the_name(client, db):
    an_account()
    answer = client.post("/dang-nhap/", {"username": "0912000345", "password": "khong phai"})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in body
    assert 'value="0912000345"' in body
    assert "khong phai" not in body
    unknown = client.post("/dang-nhap/", {"username": "khongco", "password": "khong phai"})
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in unknown.content.decode()


def test_ten_wrong_tries_close_the_door_for_a_while(client, db):
    an_account()
    for _ in range(10):
        assert client.post("/dang-nhap/", {"username": "0912000345", "password": "sai"}).status_code == 422
    answer = client.post("/dang-nhap/", {"username": "0912000345", "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15 * 60


def test_a_program_does_not_sign_in(client, db):
    an_account("phanmem", kind="client")
    assert client.post("/dang-nhap/", {"username": "phanmem", "password": PASSWORD}).status_code == 422


def test_signing_out_ends_the_session(client, db):
    client.force_login(an_account())
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").status_code == 303
    assert client.get("/ho-so/").status_code == 302


def test_a_visitor_is_sent_to_sign_in_and_comes_back(client, db):
    answer = client.get("/nop/1.001193/")
    assert answer["Location"] == "/dang-nhap/?next=%2Fnop%2F1.001193%2F"


def test_signing_up_opens_an_account_and_goes_on(client, db):
    assert client.get("/dang-ky/").status_code == 200
    answer = client.post("/dang-ky/", {**PERSON, "next": "/nop/1.001193/"})
    assert (answer.status_code, answer["Location"]) == (303, "/nop/1.001193/")
    account = Account.objects.get()
    assert (account.username, account.personal_id, account.birth_date.isoformat()) == (
        "0912000345",
        "001198003125",
        "1998-03-14",
    )


def test_without_telephone_the_mail_address_is_the_user_name(client, db):
    client.post("/dang-ky/", {**PERSON, "phone": "", "email": "Hanh@Example.org"})
    assert Account.objects.get().username == "hanh@example.org"


def test_every_fault_of_signing_up_is_said_at_once_and_input_kept(client, db):
    faulty = {**PERSON, "full_name": "", "personal_id": "0123", "birth_date-month": "13", "password": ""}
    answer = client.post("/dang-ky/", faulty)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert [line.field for line in answer.context["problems"]] == [
        "id_full_name",
        "id_personal_id",
        "id_birth_date",
        "id_password",
    ]
    assert "Số định danh có 12 chữ số; đang có 4" in body
    assert 'value="0912 000 345"' in body
    assert body.index("govuk-error-summary") < body.index("<h1>")
    assert not Account.objects.exists()


def test_a_taken_name_and_a_short_password_are_refused_in_words(client, db):
    an_account()
    taken = client.post("/dang-ky/", PERSON)
    assert "đã có người dùng" in taken.content.decode()
    short = client.post("/dang-ky/", {**PERSON, "phone": "0912000346", "password": "ngan"})
    assert "ít nhất 10 ký tự" in short.content.decode()


def test_my_account_keeps_how_i_want_to_be_told(client, db):
    account = an_account(email="hanh@example.org", personal_id="001198003125")
    client.force_login(account)
    page = client.get("/tai-khoan/").content.decode()
    assert "•••" in page
    assert "001198003125" not in page
    answer = client.post("/tai-khoan/", {"language": "en"})
    assert answer.status_code == 303
    assert answer.cookies["language"].value == "en"
    account.refresh_from_db()
    assert (account.notice_preference.language, account.notice_preference.email) == ("en", False)
    assert client.post("/tai-khoan/", {"language": "fr"}).status_code == 422


def test_the_password_is_changed_only_with_the_present_one(client, db):
    account = an_account()
    client.force_login(account)
    assert client.post("/tai-khoan/mat-khau/", {"present": "sai", "password": "nam sau bay tam"}).status_code == 422
    assert client.post("/tai-khoan/mat-khau/", {"present": PASSWORD, "password": "ngan"}).status_code == 422
    assert client.post("/tai-khoan/mat-khau/", {"present": PASSWORD, "password": "nam sau bay tam"}).status_code == 303
    account.refresh_from_db()
    assert account.check_password("nam sau bay tam")
    assert client.get("/tai-khoan/").status_code == 200


class TestDemo:
    @pytest.fixture
    def rows(self, home, settings):
        settings.DEMO = True
        rows = [
            {"username": "mai", "password": PASSWORD, "role": "citizen", "agency": None, "full_name": "Bùi Thị Mai"},
            {"username": "phanmem", "password": PASSWORD, "role": "api_client", "agency": None, "full_name": "Máy"},
        ]
        path = home / "accounts.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        yield rows
        path.unlink()

    @pytest.mark.parametrize("address", ["/dung-thu/", "/dung-thu/thu/"])
    def test_outside_the_demo_there_are_no_such_pages(self, client, db, address):
        assert client.get(address).status_code == 404
        assert client.post("/dung-thu/vao/", {"username": "mai"}).status_code == 404

    def test_one_press_signs_in(self, client, db, rows):
        an_account("mai")
        an_account("phanmem", kind="client")
        an_account("khac")
        page = client.get("/dung-thu/").content.decode()
        assert "Bùi Thị Mai" in page
        assert "phanmem" not in page
        assert client.post("/dung-thu/vao/", {"username": "phanmem"}).status_code == 404
        assert client.post("/dung-thu/vao/", {"username": "khac"}).status_code == 404
        assert client.post("/dung-thu/vao/", {"username": "mai"})["Location"] == "/ho-so/"

    def test_mail_that_would_have_gone_out_can_be_read(self, client, db, rows, settings, tmp_path):
        settings.EMAIL_FILE_PATH = str(tmp_path)
        from django.core.mail import EmailMessage, get_connection

        connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path))
        for number in (1, 2):
            EmailMessage(
                f"Hồ sơ {number}", "Mời ông/bà xem <hồ sơ>.", "a@b.vn", ["c@d.vn"], connection=connection
            ).send()
        body = client.get("/dung-thu/thu/").content.decode()
        assert body.index("Hồ sơ 2") < body.index("Hồ sơ 1")
        assert "&lt;hồ sơ&gt;" in body


def test_the_browser_must_send_the_token(db):
    an_account()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/dang-nhap/", {"username": "0912000345", "password": PASSWORD}).status_code == 403
