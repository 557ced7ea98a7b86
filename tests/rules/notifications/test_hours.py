"""Quiet hours, by values alone."""

from datetime import time

import pytest

from motcua.kernel import clock
from motcua.notifications.rules import Contact, Hours, position, quiet_until

NIGHT = Hours(time(21), time(6, 30), time(7))


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-22T20:59", None),
        ("2026-11-22T21:00", "2026-11-23T06:30"),
        ("2026-11-22T23:59", "2026-11-23T06:30"),
        ("2026-11-23T00:00", "2026-11-23T06:30"),
        ("2026-11-23T06:29", "2026-11-23T06:30"),
        ("2026-11-23T06:30", None),
        ("2026-12-31T22:00", "2027-01-01T06:30"),
    ],
)
def test_nobody_is_written_to_at_night(at, until):
    assert quiet_until(clock.parse(at), NIGHT) == (clock.parse(until) if until else None)


def test_hours_of_the_middle_of_the_day_and_none_at_all():
    noon = Hours(time(11, 30), time(13, 30), time(7))
    assert quiet_until(clock.parse("2026-11-22T12:00"), noon) == clock.parse("2026-11-22T13:30")
    assert quiet_until(clock.parse("2026-11-22T22:00"), noon) is None
    assert quiet_until(clock.parse("2026-11-22T22:00"), Hours(time(0), time(0), time(7))) is None
    assert quiet_until(clock.parse("2026-11-22T22:00"), None) is None


def test_what_the_law_says_must_be_told_is_not_muted_by_itself():
    muted = Contact("a@b.test", muted=frozenset({"received", "extended"}))
    assert muted.why_not("received") == "muted"
    assert muted.why_not("extended") == ""
    assert Contact("a@b.test", wanted=False).why_not("extended") == "unwanted"
    assert Contact("").why_not("extended") == "no_address"


def test_a_place_in_a_text_is_told_by_line_and_column():
    assert position("Chào\nông {ten}", 9) == {"line": 2, "column": 5}
