"""`motcua calendar`: show the calendar in force, try a change of it, apply it with its decision."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from motcua.deadlines.actions import load_calendar
from motcua.deadlines.queries import get_calendar, get_calendar_version
from motcua.deadlines.reader import packaged_calendar, read_calendar
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("calendar", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def swapped(tmp_path: Path) -> str:
    """The packaged calendar with one exchange more."""
    load_calendar(read_calendar(packaged_calendar()), by=SYSTEM, at=clock.now())
    text = packaged_calendar().read_text(encoding="utf-8")
    more = "      - off: 2026-10-30\n        work: 2026-11-07\n        holiday: national_day\n        document: 99/TB\n"
    mark = "        work: 2026-08-22\n        holiday: national_day\n"
    path = tmp_path / "lich.yaml"
    path.write_text(text.replace(mark, mark + more, 1), encoding="utf-8")
    return str(path)


def test_it_is_tried_applied_once_and_shown(swapped: str) -> None:
    tried = said("change", swapped, "--decision", "99/TB", "--dry-run")
    assert "thứ Sáu 30/10/2026: 07:00-11:30, 13:30-17:00 → nghỉ" in tried
    assert "nothing was written" in tried
    assert get_calendar_version() == 1
    assert "lịch bản 2" in said("change", swapped, "--decision", "99/TB")
    assert "lịch bản 2" in said("change", swapped, "--decision", "99/TB")  # again: nothing more
    assert get_calendar_version() == 2
    shown = said("show", "2026")
    assert "thứ Sáu 30/10/2026" in shown
    assert "bù cho thứ Sáu 30/10/2026" in shown


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (("show", "3000"), "từ năm 1900 đến năm 2199", "from 1900 to 2199"),
        (("change", "/khong/co.yaml", "--decision", "1"), "không mở được tệp", "cannot be opened"),
        (("change", "SAME", "--decision", "1"), "không khác lịch đang dùng", "nothing to change"),
        (("change", "SWAPPED", "--decision", " "), "Ghi số quyết định", "Enter the number"),
    ],
)
def test_what_is_wrong_is_said_in_both_languages(swapped: str, arguments: tuple[str, ...], vi: str, en: str) -> None:
    files = {"SAME": str(packaged_calendar()), "SWAPPED": swapped}
    with pytest.raises(CommandError) as refused:
        said(*(files.get(one, one) for one in arguments))
    assert vi in str(refused.value)
    assert en in str(refused.value)
    assert get_calendar().version == 1
