"""Whether an office is open now, in words."""

from datetime import datetime

import pytest
from django.utils import translation

from motcua.deadlines import reader
from motcua.deadlines.actions import load_calendar
from motcua.desks.public.opening import opening
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("now", "vi", "en"),
    [
        ("2026-11-23T07:00", "Đang mở, đến 11:30", "Open until 11:30"),
        ("2026-11-23T11:30", "Đã đóng, mở lại 13:30 hôm nay", "Closed, opens 13:30 today"),
        ("2026-11-23T16:59", "Đang mở, đến 17:00", "Open until 17:00"),
        ("2026-11-21T10:00", "Đã đóng, mở lại 07:00 thứ Hai", "Closed, opens 07:00 Monday"),
        ("2026-11-23T05:00", "Đã đóng, mở lại 07:00 hôm nay", "Closed, opens 07:00 today"),
    ],
)
def test_open_until_or_closed_until(db, now, vi, en):
    load_calendar(reader.read_calendar(reader.packaged_calendar()), by=SYSTEM, at=clock.now())
    at = datetime.fromisoformat(now).replace(tzinfo=clock.LOCAL)
    for language, words in (("vi", vi), ("en", en)):
        with translation.override(language):
            found = opening(at)
            assert found is not None
            assert found.words.replace(NBSP, " ") == words
    assert found.hours.replace(NBSP, " ") == "Monday to Friday, 07:00–11:30 and 13:30–17:00"


def test_without_a_calendar_nothing_is_said(db):
    assert opening(clock.now()) is None
