"""The calendar on its pages: a year, a change by a decision tried and applied, what is wrong said at its field."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.deadlines import queries
from motcua.deadlines.models import CalendarChange
from motcua.deadlines.reader import packaged_calendar
from motcua.dossiers.models import LedgerEntry
from motcua.kernel import clock
from tests.factories.plain_lives import a_province, a_received_dossier, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/quan-tri/lich/"


@pytest.fixture
def control():
    a_received_dossier()  # with it come a calendar and all that an installation has
    return browser_of(staff("procedure_control_officer", agency=a_province()))


def a_working_day(after: date) -> date:
    return queries.get_calendar().next_working_day(after)


def entered(**changes: str) -> dict[str, str]:
    return {"decision_no": "77/TB-BNV", "note": "Hoán đổi", **changes}


def test_a_year_with_its_days_and_one_that_the_calendar_cannot_hold(control):
    page = control.get(f"{PAGE}?nam=2026").content.decode()
    assert "Tết Nguyên đán" in page
    assert "Làm bù cho" in page
    refused = control.get(f"{PAGE}?nam=9999")
    assert refused.status_code == 422
    assert "từ năm 1900 đến năm 2199" in refused.content.decode()
    assert control.get(f"{PAGE}?nam=khong").status_code == 200


def test_a_change_is_tried_then_applied_and_the_promise_moves(control):
    now = clock.now().replace(hour=9, minute=0)
    dossier = a_received_dossier(at=now - timedelta(days=1))
    off = queries.get_calendar().next_working_day(clock.local_day(now))
    answer = control.post(f"{PAGE}thay-doi/", entered(**{"off-0-on": f"{off:%d/%m/%Y}", "off-0-name": "Nghỉ thêm"}))
    assert answer.status_code == 303
    page = control.get(answer["Location"]).content.decode()
    assert "Chạy thử, chưa thay đổi gì" in page
    assert dossier.code in page
    assert queries.get_calendar_version() == 1
    sure = control.get(f"{answer['Location']}ap-dung/").content.decode()
    assert "Áp dụng thay đổi lịch số 1?" in sure
    assert control.post(f"{answer['Location']}ap-dung/").status_code == 303
    assert queries.get_calendar_version() == 2
    line = LedgerEntry.objects.get(dossier=dossier, kind="calendar")
    assert line.evidence["decision"] == "77/TB-BNV"
    assert line.by_role == "procedure_control_officer"
    assert "Đã áp dụng" in control.get(answer["Location"]).content.decode()
    assert "77/TB-BNV" in control.get(PAGE).content.decode()


def test_a_change_is_given_up(control):
    off = a_working_day(clock.local_day(clock.now()) + timedelta(days=30))
    url = control.post(f"{PAGE}thay-doi/", entered(**{"off-0-on": off.isoformat(), "off-0-name": "Nghỉ"}))["Location"]
    assert "Bỏ thay đổi lịch số 1?" in control.get(f"{url}bo/").content.decode()
    assert control.post(f"{url}bo/").status_code == 303
    assert CalendarChange.objects.get().dropped_at is not None
    assert control.post(f"{url}ap-dung/").status_code == 303
    assert queries.get_calendar_version() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Chọn tệp lịch, hoặc ghi ít nhất một ngày"),
        ({"decision_no": ""}, "Chọn tệp lịch"),
        ({"off-0-on": "02/09/2026", "off-0-name": "x"}, "đã là ngày nghỉ"),
        ({"off-0-on": "32/13/2026"}, "ngày"),
        ({"swap-0-off": "08/10/2026", "swap-0-work": "09/10/2026", "swap-0-name": "x"}, "vốn là ngày làm việc"),
        ({"swap-0-work": "10/10/2026"}, "ngày"),
        ({"back-0": "08/10/2026"}, "không phải ngày nghỉ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(control, given, said):
    answer = control.post(f"{PAGE}thay-doi/", entered(**given))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not CalendarChange.objects.exists()


def test_a_whole_file_is_taken_or_refused_with_its_line(control):
    text = Path(packaged_calendar()).read_text(encoding="utf-8")
    whole = SimpleUploadedFile("lich.yaml", text.encode())
    answer = control.post(f"{PAGE}thay-doi/", entered() | {"file": whole})
    assert answer.status_code in (303, 422)  # the test's calendar may be this very one
    torn = SimpleUploadedFile("lich.yaml", b"calendar: vn\nname_vi: x\nyears: [1, 2")
    answer = control.post(f"{PAGE}thay-doi/", entered() | {"file": torn})
    assert answer.status_code == 422
    assert "dòng" in answer.content.decode()


def test_others_look_or_do_not_come_in(control):
    assert browser_of(staff("administrator")).get(PAGE).status_code == 200
    assert browser_of(staff("administrator")).get(f"{PAGE}thay-doi/").status_code == 403
    assert browser_of(staff("commune_leader")).get(PAGE).status_code == 403
