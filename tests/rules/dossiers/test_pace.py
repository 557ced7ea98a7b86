"""The latest hour to pass a dossier on, reckoned backwards from the promise."""

from datetime import datetime
from functools import cache

import pytest

from motcua.deadlines import reader
from motcua.deadlines.rules import WorkingCalendar
from motcua.dossiers import pace
from motcua.kernel import clock
from motcua.workflow.rules import Step


@cache
def calendar() -> WorkingCalendar:
    return reader.read_calendar(reader.packaged_calendar())


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=clock.LOCAL)


def steps(**hours: int | None) -> tuple[Step, ...]:
    acts = {"receive": "receive", "examine": "propose", "sign": "approve", "hand": "deliver"}
    return tuple(Step(key, act, key, "specialist_officer", key, key, hours.get(key)) for key, act in acts.items())


# Monday 09/11/2026: the office works 07:00–11:30 and 13:30–17:00
@pytest.mark.parametrize(
    ("hours", "key", "due", "by"),
    [
        ({}, "examine", "2026-11-09T10:15", "2026-11-09T10:15"),
        ({"sign": 2}, "examine", "2026-11-09T10:15", "2026-11-09T08:15"),
        ({"sign": 8}, "examine", "2026-11-09T10:15", "2026-11-06T10:15"),
        ({"sign": 4, "examine": 4}, "receive", "2026-11-09T17:00", "2026-11-09T07:00"),
        ({"hand": 2}, "examine", "2026-11-09T10:15", "2026-11-09T10:15"),
        ({"sign": 2}, "sign", "2026-11-09T10:15", "2026-11-09T10:15"),
    ],
    ids=["no hours", "same morning", "over the weekend", "two steps", "handing over is not counted", "the last step"],
)
def test_pass_on_by(hours, key, due, by):
    found = pace.pass_on_by(at(due), steps(**hours), key, calendar())
    assert clock.local(found.by) == at(by)


def test_a_step_that_is_not_in_the_process_has_nothing_after_it():
    assert pace.hours_after(steps(sign=4), "gone") == 0


def test_the_warning_counts_the_hours_that_follow():
    now = at("2026-11-09T07:00")
    assert clock.local(pace.warned_until(now, 0, calendar())) == at("2026-11-09T11:00")
    assert clock.local(pace.warned_until(now, 4, calendar())) == at("2026-11-09T17:00")
