"""The office's own words in letters, and what everybody is told on the first pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.notifications import actions, queries, rules
from motcua.notifications.models import Announcement, NoticeText
from motcua.notifications.rendering import render_about
from tests.factories.plain_lives import OPENED_AT, a_commune, a_dossier, a_province, a_received_dossier, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
URL = reverse("manage:notice_text", args=["received", "vi"])


def today():
    return clock.local_day(clock.now())


def written(day: date) -> str:
    return day.strftime("%d/%m/%Y")


@pytest.fixture
def officer():
    return staff("procedure_control_officer", agency=a_province())


@pytest.fixture
def control(officer):
    return browser_of(officer)


def given(**changes):
    words = {
        "subject": "Hồ sơ {code}: xã đã nhận",
        "body": "Xã đã nhận lúc {at}.\nHẹn {due}.\nXin lỗi vì {reason}.",
        "valid_from": written(today()),
        "reason": "",
        "act": "save",
    }
    return {**words, **changes}


def test_letters_are_listed_in_both_languages(control):
    page = control.get(reverse("manage:notices")).content.decode()
    assert page.count("lời có sẵn") == 4 * len(rules.EVERY_TEXT)


def test_own_words_are_seen_then_kept_from_a_day(control):
    seen = control.post(URL, given(act="see"))
    assert "Hồ sơ H44.229-261109-0034: xã đã nhận" in seen.content.decode()
    assert "Xin lỗi vì phải xác minh" in seen.content.decode()
    assert not NoticeText.objects.exists()
    assert control.post(URL, given(valid_from=written(today() + timedelta(days=2)))).status_code == 303
    assert queries.text_on("received", "vi", today()) is None
    assert queries.text_on("received", "vi", today() + timedelta(days=2)).number == 1
    assert Event.objects.filter(type="notice_text.set").count() == 1
    assert "đổi từ" in control.get(reverse("manage:notices")).content.decode()


def test_a_letter_is_sent_in_the_words_of_its_day(officer):
    dossier = a_received_dossier()
    event = Event.objects.get(chain=dossier.code, type="dossier.received")
    shipped = render_about(event, dossier, "received", "vi")
    day = clock.local_day(event.at)
    NoticeText.objects.create(
        template="received", language="vi", number=1, subject="Hồ sơ {code}: xong", body="Nhận lúc {at}.\nVì {reason}.",
        valid_from=day, valid_to=day + timedelta(days=1), set_at=OPENED_AT,
    )  # fmt: skip
    own = render_about(event, dossier, "received", "vi")
    assert own.subject == f"Hồ sơ {dossier.code}: xong"
    assert "Nhận lúc" in own.body
    assert "Vì" not in own.body, "a line without its value is left out"
    assert "Theo dõi hồ sơ:" in own.body
    NoticeText.objects.update(valid_from=day + timedelta(days=1), valid_to=None)
    assert render_about(event, dossier, "received", "vi") == shipped


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"subject": "Hồ sơ đã nhận"}, "Tiêu đề phải có mã hồ sơ: ghi {code}"),
        ({"body": "Chào {name}"}, "Dòng 1, ký tự 6: không có chỗ điền “name”. Dùng một trong: {code}"),
        ({"body": "Hẹn {due"}, "ngoặc nhọn thiếu một nửa"),
        ({"body": ""}, "Ghi mục này"),
        ({"valid_from": "01/01/2026"}, "thư đã gửi giữ nguyên lời cũ"),
        ({"valid_from": "mai"}, "Ghi ngày như"),
    ],
)
def test_words_that_cannot_be_sent_are_refused_and_kept(control, changes, said):
    answer = control.post(URL, given(**changes))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "xã đã nhận" in page or "subject" in changes


def test_back_to_the_shipped_words(control, officer):
    yesterday = clock.now() - timedelta(days=1)
    words = {"subject": "Hồ sơ {code}", "body": "Đã nhận."}
    actions.set_text("received", "vi", **words, valid_from=clock.local_day(yesterday), by=officer, at=yesterday)
    assert control.post(URL, given(act="end")).status_code == 303
    assert queries.text_on("received", "vi", today()) is None
    assert control.post(URL, given(act="end")).status_code == 409
    later = written(today() + timedelta(days=3))
    assert control.post(URL, given(valid_from=later)).status_code == 303
    assert control.post(URL, given(act="end")).status_code == 303
    assert queries.text_on("received", "vi", today() + timedelta(days=3)) is None
    assert [row.withdrawn for row in queries.texts_of("received", "vi")] == [2, 0]


def test_every_shipped_letter_can_be_begun_from(control):
    for template in rules.TEXTS:
        for language in rules.LANGUAGES:
            page = control.get(reverse("manage:notice_text", args=[template, language]))
            assert rules.judge_text(page.context["given"]["subject"], page.context["given"]["body"]) == []


NEW = reverse("manage:new_announcement")


def told(**changes):
    words = {
        "kind": "maintenance",
        "title_vi": "Bảo trì máy chủ",
        "title_en": "Maintenance",
        "start_day": written(today() + timedelta(days=14)),
        "start_hour": "20:00",
        "end_day": written(today() + timedelta(days=14)),
        "end_hour": "23:00",
    }
    return {**words, **changes}


@pytest.mark.parametrize("role", ["procedure_control_officer", "administrator"])
def test_maintenance_is_announced_on_the_first_page_and_withdrawn(role):
    a_commune()
    agency = a_province() if role == "procedure_control_officer" else None
    browser = browser_of(staff(role, agency=agency))
    a_dossier()  # loads the calendar
    assert browser.post(NEW, told()).status_code == 303
    home = browser.get("/").content.decode()
    assert "Bảo trì máy chủ" in home
    assert "20:00" in home
    row = Announcement.objects.get()
    url = reverse("manage:withdraw_announcement", args=[row.pk])
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "Hoãn"}).status_code == 303
    assert "Bảo trì máy chủ" not in browser.get("/").content.decode()
    assert "Đã rút" in browser.get(reverse("manage:announcements")).content.decode()
    assert browser.post(url, {"reason": "Hoãn"}).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start_day": written(clock.local_day(clock.now()) + timedelta(days=1))}, "reason"),
        ({"title_en": ""}, "title_en"),
        ({"end_hour": "19:00"}, "end_day"),
        ({"end_day": ""}, "end_day"),
        ({"start_day": "x"}, "start_day"),
        ({"start_day": ""}, "start_day"),
        ({"kind": "other", "end_day": "01/01/2026"}, "end_day"),
    ],
)
def test_an_announcement_that_lacks_something_says_what(control, changes, field):
    a_dossier()
    answer = control.post(NEW, told(**changes))
    assert answer.status_code == 422
    assert list(answer.context["errors"]) == [field]


def test_urgent_maintenance_needs_a_reason(control):
    a_dossier()
    soon = written(today() + timedelta(days=1))
    assert control.post(NEW, told(start_day=soon, end_day=soon, reason="Ổ cứng hỏng")).status_code == 303


def test_something_else_is_shown_until_its_day(control):
    a_dossier()
    assert (
        control.post(NEW, told(kind="other", start_day="", end_day=written(today() + timedelta(days=2)))).status_code
        == 303
    )
    assert Announcement.objects.get().starts_at is None
