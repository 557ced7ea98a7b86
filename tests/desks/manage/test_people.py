"""An administrator keeps the people of the unit: who reaches whom, what each page does, and what it refuses."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.agencies.models import Position
from motcua.deadlines.actions import load_calendar
from motcua.desks.manage.people.person import ISSUED
from motcua.flows import staff_sheet
from motcua.journal import outbox
from motcua.journal.models import Event, Reason
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import actions
from motcua.people.models import Account, Appointment
from tests.asked import asked_of
from tests.factories.plain_lives import BEGAN, _calendar, a_commune, a_province, an_account, an_agency, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db


def today():
    return clock.local_day(clock.now())


@pytest.fixture
def chief():
    return staff("administrator")


@pytest.fixture
def browser(chief):
    return browser_of(chief)


@pytest.fixture
def post():
    return Position.objects.create(
        agency=a_commune(), slug="specialist_justice", title_vi="Chuyên viên tư pháp", valid_from=BEGAN
    )


def url(name, *args):
    return reverse(f"manage:{name}", args=args)


def a_colleague(username="lan", **values):
    return actions.open_account(
        username, kind="staff", full_name="Lê Thị Lan", password=None, agency=a_commune(), by=SYSTEM,
        at=clock.now(), **values,
    )  # fmt: skip


def added(browser, post, **values):
    given = {
        "full_name": "Nguyễn Thị Ỷ",
        "email": "y@xa.vn",
        "position": post.pk,
        "first_day": today().isoformat(),
        "reason": "thay người nghỉ",
    }
    return browser.post(url("add_person"), {**given, **values})


def test_a_colleague_is_added_with_a_post_and_a_link_to_set_the_password(browser, post):
    answer = added(browser, post)
    account = Account.objects.get(full_name="Nguyễn Thị Ỷ")
    assert answer.status_code == 303
    assert answer["Location"] == url("person_link", account.pk)
    assert account.username == "ynt"
    assert not account.has_usable_password()
    held = account.appointments.get()
    assert (held.role, held.position) == ("specialist_officer", post)
    page = browser.get(answer["Location"])
    assert page["Cache-Control"] == "private, no-store"
    link = page.context["link"]
    assert "password" not in link
    own = Client()
    answer = own.post("/" + link.split("/", 3)[3], {
        "password": "con chim non tren canh", "again": "con chim non tren canh"})  # fmt: skip
    assert answer.status_code == 303
    assert browser.get(url("person_link", account.pk)).status_code == 303  # used: nothing to show any more
    assert Reason.objects.get(event__type="account.appointed", event__chain=f"account:{account.pk}").text


def test_the_link_stands_in_no_session_and_is_shown_for_a_while(browser, post):
    added(browser, post)
    account = Account.objects.get(full_name="Nguyễn Thị Ỷ")
    session = browser.session
    assert set(session[ISSUED]) == {"account", "at"}
    session[ISSUED] = {"account": account.pk, "at": (clock.now() - timedelta(hours=1)).isoformat()}
    session.save()
    assert browser.get(url("person_link", account.pk))["Location"] == url("new_link", account.pk)


def test_the_link_is_written_to_its_owner_by_the_outbox(browser, post, mailoutbox):
    added(browser, post)
    account = Account.objects.get(full_name="Nguyễn Thị Ỷ")
    assert browser.post(url("person_link", account.pk)).status_code == 303
    assert Event.objects.filter(type="account.link_mailed").count() == 1
    outbox.run_due(clock.now())
    (mail,) = [one for one in mailoutbox if one.to == ["y@xa.vn"]]
    assert "/dat-mat-khau/" in mail.body
    assert "ynt" in mail.body


def test_without_an_address_the_page_says_what_to_do(browser, post):
    added(browser, post, email="")
    account = Account.objects.get(full_name="Nguyễn Thị Ỷ")
    page = browser.post(url("person_link", account.pk))
    assert page.status_code == 422
    assert "chưa có thư điện tử" in page.content.decode()


def test_everything_wrong_is_said_at_its_field_and_nothing_is_lost(browser, post):
    page = added(browser, post, full_name="", email="xyz", username="co dau cach")
    assert page.status_code == 422
    assert set(page.context["errors"]) == {"full_name", "email", "username"}
    assert page.context["given"]["username"] == "co dau cach"
    assert Account.objects.filter(kind="staff").count() == 1


def test_the_list_filters_by_what_needs_to_be_done_and_finds_by_folded_names(browser):
    a_colleague(email="lan@xa.vn")
    assert browser.get(url("people"), {"loc": "chua-giao"}).context["count"] == 1
    assert browser.get(url("people"), {"q": "le thi lan"}).context["count"] == 1
    assert browser.get(url("people"), {"q": "khong ai"}).context["count"] == 0
    assert browser.get(url("people"), {"loc": "nonsense"}).context["count"] == 1


def test_a_stranger_and_a_citizen_do_not_exist(browser):
    other = an_agency("H44.230", parent="H44", short="Xã An Bình")
    for account in (
        an_account("dan"),
        Account.objects.get(pk=staff("specialist_officer", agency=other).account_id),
    ):
        for name in ("person", "contact", "new_link", "disable_person", "appoint"):
            assert browser.get(url(name, account.pk)).status_code == 404, name


def test_a_province_administers_all_below_and_a_commune_nobody_above(chief):
    province = a_province()
    above = staff("administrator", agency=province)
    page = browser_of(above).get(url("people"))
    assert {row["account"].pk for row in page.context["rows"]} == {above.account_id, chief.account_id}
    assert browser_of(above).get(url("people"), {"don-vi": "H44.229"}).context["count"] == 1
    assert browser_of(above).get(url("posts"), {"don-vi": "H44.229"}).status_code == 200
    assert browser_of(chief).get(url("posts"), {"don-vi": "H44"}).status_code == 404
    assert browser_of(chief).get(url("person", above.account_id)).status_code == 404
    assert browser_of(above).get(url("choose_unit"), {"q": "lac thuy"}).context["count"] == 1


def test_whoever_holds_a_post_elsewhere_too_is_kept_by_the_unit_above(browser, post):
    account = a_colleague()
    actions.appoint(account, post, "specialist_officer", valid_from=BEGAN, by=SYSTEM, at=clock.now())
    other = an_agency("H44.230", parent="H44", short="Xã An Bình")
    elsewhere = Position.objects.create(agency=other, slug="leader", title_vi="Chủ tịch", valid_from=BEGAN)
    actions.appoint(account, elsewhere, "commune_leader", valid_from=BEGAN, by=SYSTEM, at=clock.now())
    assert browser.get(url("person", account.pk)).status_code == 200
    assert browser.get(url("disable_person", account.pk)).status_code == 409
    theirs = account.appointments.get(position=elsewhere)
    assert browser.get(url("end_appointment", theirs.pk)).status_code == 404


def test_an_appointment_is_given_prolonged_and_ended(browser, post):
    account = a_colleague()
    given = {"position": post.pk, "first_day": today().isoformat(), "last_day": today().isoformat(), "reason": "thử"}
    assert browser.post(url("appoint", account.pk), given).status_code == 303
    again = browser.post(url("appoint", account.pk), given)
    assert again.status_code == 422
    assert "đã giữ vị trí đó" in again.content.decode()
    held = account.appointments.get()
    assert browser.post(url("prolong_appointment", held.pk), {"last_day": "", "reason": "làm tiếp"}).status_code == 303
    longer = account.appointments.get(valid_to=None)
    assert browser.post(url("end_appointment", longer.pk), {"reason": "x"}).context["errors"]["when"]
    answer = browser.post(url("end_appointment", longer.pk), {"when": "today", "reason": "thôi"})
    assert answer.status_code == 303
    assert account.appointments.get(pk=longer.pk).withdrawn_at is not None  # it had not begun


def test_ending_takes_the_desk_away_at_once(browser, post):
    load_calendar(_calendar(), by=SYSTEM, at=clock.now())
    account = a_colleague()
    actions.appoint(account, post, "specialist_officer", valid_from=BEGAN, by=SYSTEM, at=clock.now())
    hers = Client()
    hers.force_login(account)
    assert hers.get("/viec/").status_code == 200
    held = account.appointments.get()
    browser.post(url("end_appointment", held.pk), {"when": "now", "reason": "thôi việc"})
    assert hers.get("/viec/").status_code == 403


def test_the_last_administrator_cannot_be_ended_or_disabled(browser, chief):
    held = Appointment.objects.get(account_id=chief.account_id)
    page = browser.post(url("end_appointment", held.pk), {"when": "today", "reason": "nghỉ"})
    assert page.status_code == 422
    assert "quản trị viên cuối cùng" in page.content.decode()
    page = browser.post(url("disable_person", chief.account_id), {"reason": "nghỉ"})
    assert page.status_code == 422


def test_an_account_is_disabled_with_a_reason_and_opened_again(browser):
    account = a_colleague()
    hers = Client()
    hers.force_login(account)
    assert browser.post(url("disable_person", account.pk), {"reason": " "}).status_code == 422
    assert browser.post(url("disable_person", account.pk), {"reason": "nghỉ hưu"}).status_code == 303
    assert hers.get(reverse("citizen:account")).status_code == 302
    assert browser.get(url("people"), {"loc": "da-khoa"}).context["count"] == 1
    assert browser.post(url("enable_person", account.pk), {"reason": "trở lại"}).status_code == 303
    account.refresh_from_db()
    assert account.is_active


def test_contact_data_change_with_a_reason(browser):
    account = a_colleague(email="cu@xa.vn")
    given = {"full_name": "Lê Thị Lan", "email": "moi@xa.vn", "phone": ""}
    assert browser.post(url("contact", account.pk), given).status_code == 422
    assert browser.post(url("contact", account.pk), {**given, "reason": "đổi thư"}).status_code == 303
    page = browser.get(url("person", account.pk)).content.decode()
    assert "moi@xa.vn" in page
    assert "cu@xa.vn" in page
    assert "đổi thư" in page


def test_a_new_link_ends_password_and_sessions(browser):
    account = a_colleague()
    actions.set_password(account, "con chim non tren canh", by=SYSTEM, at=clock.now())
    hers = Client()
    assert hers.login(username="lan", password="con chim non tren canh")
    assert browser.post(url("new_link", account.pk)).status_code == 303
    assert hers.get(reverse("citizen:account")).status_code == 302
    assert browser.get(url("person_link", account.pk)).status_code == 200
    assert browser.post(url("end_person_sessions", account.pk)).status_code == 303


class TestBringingIn:
    HEAD = "Họ tên,Tên đăng nhập,Thư điện tử,Vị trí,Quyền\n"

    def upload(self, browser, text, name="nguoi.csv"):
        file = io.BytesIO(text.encode())
        file.name = name
        return browser.post(url("import_people"), {"file": file})

    def test_a_trial_writes_nothing_and_the_whole_table_is_brought_in(self, browser, post):
        table = f"{self.HEAD}Bùi Văn Ểu,,eu@xa.vn,Chuyên viên tư pháp,\nQuách Ngữ,ngu,,specialist_justice,\n"
        page = self.upload(browser, table)
        assert (page.status_code, page.context["right"], page.context["wrong"]) == (200, 2, 0)
        assert page.context["lines"][0]["line"].values["ten_dang_nhap"] == "eubv"
        assert Account.objects.count() == 1
        assert not Event.objects.filter(type="account.opened", by_role="administrator").exists()
        answer = browser.post(
            url("import_people"), {"table": page.context["table"], "reason": "thành lập", "mail": "1"}
        )
        assert answer.status_code == 303
        assert {one.username for one in Account.objects.filter(agency=a_commune())} == {"eubv", "ngu"}
        assert Event.objects.filter(type="account.link_mailed").count() == 1
        links = browser.get(answer["Location"])
        assert len(links.context["rows"]) == 2

    def test_one_wrong_row_stops_all_and_is_named(self, browser, post):
        table = f"{self.HEAD}Bùi Văn Ểu,,xyz,,\n,b,,,\nLê Lan,c,,Không có,\nLê Lan,c,,,\n"
        page = self.upload(browser, table)
        assert page.status_code == 422
        assert page.context["table"] == ""
        assert [len(one["errors"]) for one in page.context["lines"]] == [1, 1, 1, 1]
        assert Account.objects.count() == 1

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Họ tên,Lương\nA,1\n", "Lương"),
            ("Thư điện tử\na@b.vn\n", "ho_ten"),
            ("", "không có dòng nào"),
            ("Họ tên\n", "không có dòng nào"),
        ],
    )
    def test_a_wrong_table_is_refused_with_the_column(self, browser, text, code):
        page = self.upload(browser, text)
        assert page.status_code == 422
        assert code in page.context["errors"]["file"]

    def test_the_blank_table_is_read_again(self, browser, post):
        answer = browser.get(url("import_people_blank"))
        assert answer.status_code == 200
        rows = staff_sheet.read_table("mau.xlsx", b"".join(answer))
        assert rows[0]["ho_ten"] == "Nguyễn Thị Mai"

    def test_a_broken_file_and_an_old_trial_are_refused(self, browser):
        assert "không đọc được" in self.upload(browser, "PK nonsense", "x.xlsx").context["errors"]["file"].lower()
        assert browser.post(url("import_people"), {"table": "x:y:z"}).status_code == 422
        assert browser.post(url("import_people")).status_code == 422


@pytest.mark.parametrize("name", ["unit", "people", "posts", "hours", "openings", "fees", "templates", "unit_journal"])
def test_the_pages_need_few_queries(browser, name):
    for number in range(12):
        a_colleague(f"lan{number}")
    load_calendar(_calendar(), by=SYSTEM, at=clock.now())
    browser.get(url(name))
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url(name)).status_code == 200
    assert len(asked := asked_of(captured)) <= 15, asked
