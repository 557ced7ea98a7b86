"""The clock of a step: its hours under the limit, by working time, standing still with the dossier."""

from datetime import datetime
from functools import cache
from typing import Any

import pytest

from motcua.deadlines import reader
from motcua.deadlines.rules import WorkingCalendar
from motcua.dossiers import step_clock
from motcua.kernel import clock
from motcua.workflow.rules import Step


@cache
def calendar() -> WorkingCalendar:
    return reader.read_calendar(reader.packaged_calendar())


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=clock.LOCAL)


def a_step(key: str, act: str, hours: Any = None) -> Step:
    return Step(key, act, "post", "specialist_officer", key, key, hours)


STEPS = (
    a_step("in", "receive"),
    a_step("do", "propose", "rest"),
    a_step("sign", "approve", 4),
    a_step("out", "deliver"),
)


@pytest.mark.parametrize(
    ("allowance", "hours"),
    [
        ({"unit": "hours", "value": 24}, 24),
        ({"unit": "working_days", "value": 3}, 24),
        ({"unit": "working_days", "value": 3, "policy": "end_of_day"}, 24),
        ({"unit": "calendar_days", "value": 7}, 40),  # Monday 08:00 to Monday 08:00: five days of eight hours
        ({"unit": "none", "value": 0}, None),
        ({}, None),
    ],
)
def test_a_limit_in_working_hours(allowance: dict[str, Any], hours: int | None) -> None:
    began, promised = at("2026-11-09T08:00"), at("2026-11-16T08:00")
    assert step_clock.limit_hours(allowance, began, promised, calendar()) == hours


@pytest.mark.parametrize(
    ("key", "limit", "hours"),
    [("do", 24, 20), ("sign", 24, 4), ("out", 24, None), ("in", 24, None), ("do", 4, None), ("do", None, None)],
)
def test_the_hours_of_a_step(key: str, limit: int | None, hours: int | None) -> None:
    assert step_clock.hours_of(STEPS, key, limit) == hours


@pytest.mark.parametrize(
    ("since", "allowance", "due"),
    [
        ("2026-11-09T08:00", {"unit": "hours", "value": 24}, "2026-11-10T08:00"),  # eight hours are one working day
        (
            "2026-11-07T10:00",
            {"unit": "hours", "value": 24},
            "2026-11-09T17:00",
        ),  # on a Saturday: from Monday's opening
        (
            "2026-11-09T15:30",
            {"unit": "hours", "value": 24, "cutoff": "15:00"},
            "2026-11-10T17:00",
        ),  # after the cut-off
    ],
)
def test_until_when_the_first_step(since: str, allowance: dict[str, Any], due: str) -> None:
    assert step_clock.step_due(at(since), 8, allowance, at(since), calendar()) == at(due)


def test_a_later_step_knows_no_cut_off() -> None:
    allowance = {"unit": "hours", "value": 24, "cutoff": "15:00"}
    due = step_clock.step_due(at("2026-11-09T15:30"), 8, allowance, at("2026-11-09T08:00"), calendar())
    assert due == at("2026-11-10T15:30")


@pytest.mark.parametrize(
    ("due", "paused", "resumed", "after"),
    [
        ("2026-11-10T08:00", "2026-11-09T10:00", "2026-11-12T07:00", "2026-11-12T15:00"),  # six hours were left
        ("2026-11-10T08:00", "2026-11-10T09:00", "2026-11-12T07:00", "2026-11-10T08:00"),  # behind before it stopped
        ("2026-11-10T08:00", "2026-11-09T10:00", "2026-11-09T10:00", "2026-11-10T08:00"),
    ],
)
def test_a_step_stands_still_with_the_clock(due: str, paused: str, resumed: str, after: str) -> None:
    assert step_clock.after_pause(at(due), at(paused), at(resumed), calendar()) == at(after)


def test_a_pause_in_two_halves_moves_as_the_whole() -> None:
    due = at("2026-11-11T15:00")
    whole = step_clock.after_pause(due, at("2026-11-09T10:00"), at("2026-11-12T10:00"), calendar())
    half = step_clock.after_pause(due, at("2026-11-09T10:00"), at("2026-11-10T10:00"), calendar())
    assert step_clock.after_pause(half, at("2026-11-10T10:00"), at("2026-11-12T10:00"), calendar()) == whole
