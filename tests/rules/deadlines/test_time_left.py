"""What is left, in the words of design.md, section 6."""

from datetime import timedelta

import pytest

from motcua.deadlines.rules import time_left
from tests.rules.deadlines.known import VN, at


@pytest.mark.parametrize(
    ("now", "due", "vi", "en"),
    [
        ("05/11 10:15", "09/11 10:15", "Còn 2 ngày làm việc", "2 working days left"),
        ("05/11 14:00", "09/11 10:15", "Còn 1 ngày làm việc", "1 working day left"),  # rounded down
        ("06/11 14:45", "09/11 10:15", "Còn 5 giờ 30 phút", "5 hours 30 minutes left"),
        ("09/11 07:15", "09/11 10:15", "Còn 3 giờ", "3 hours left"),
        ("09/11 09:14", "09/11 10:15", "Còn 1 giờ 1 phút", "1 hour 1 minute left"),
        ("09/11 10:00", "09/11 10:15", "Còn 15 phút", "15 minutes left"),
        ("06/11 18:00", "09/11 10:15", "Còn 3 giờ 15 phút", "3 hours 15 minutes left"),
        ("09/11 10:15", "09/11 10:15", "Còn dưới 1 phút", "Less than 1 minute left"),
        ("09/11 13:45", "09/11 10:15", "Trễ 1 giờ 30 phút", "1 hour 30 minutes late"),
        ("10/11 10:15", "09/11 10:15", "Trễ 1 ngày làm việc", "1 working day late"),
        ("13/11 18:00", "09/11 10:15", "Trễ 4 ngày làm việc", "4 working days late"),
        ("09/11 20:00", "09/11 17:00", "Trễ dưới 1 phút", "Less than 1 minute late"),
    ],
)
def test_words(now: str, due: str, vi: str, en: str) -> None:
    left = time_left(at(now), at(due), VN)
    assert (left.words_vi, left.words_en) == (vi, en)
    assert left.kind == ("late" if vi.startswith("Trễ") else "left")


def test_numbers() -> None:
    left = time_left(at("05/11 14:00"), at("09/11 10:15"), VN)
    assert (left.days, left.hours, left.minutes, left.working_minutes) == (1, 0, 0, 180 + 480 + 195)
    late = time_left(at("09/11 13:45"), at("09/11 10:15"), VN)
    assert (late.days, late.hours, late.minutes, late.working_minutes, late.is_late) == (0, 1, 30, -90, True)


def test_a_second_after_the_due_time_is_late() -> None:
    due_at = at("09/11 10:15")
    assert time_left(due_at, due_at, VN).kind == "left"
    assert time_left(due_at + timedelta(seconds=1), due_at, VN).kind == "late"


def test_a_paused_clock_is_judged_when_the_pause_began() -> None:
    left = time_left(at("30/11 10:00"), at("09/11 10:15"), VN, paused_since=at("05/11 10:15"))
    assert (left.kind, left.days, left.is_late) == ("paused", 2, False)
    assert left.words_vi == "Đang dừng, còn 2 ngày làm việc"
    assert left.words_en == "Paused, 2 working days left"
    late = time_left(at("30/11 10:00"), at("09/11 10:15"), VN, paused_since=at("10/11 10:15"))
    assert (late.kind, late.is_late, late.words_vi) == ("paused", True, "Đang dừng, trễ 1 ngày làm việc")


def test_no_due_time() -> None:
    assert time_left(at("05/11 10:15"), None, VN).words_vi == "Không có hạn"
