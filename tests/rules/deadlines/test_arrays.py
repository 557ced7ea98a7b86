"""Many due times at once are the due times one by one; and what holds of every promise."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.deadlines.rules import Allowance, Pause, arrays, due, pauses_from
from motcua.kernel.errors import Invalid
from tests.rules.deadlines.known import VN, at
from tests.rules.deadlines.test_naive_walk import SLOW, Plain, Spans, aware, cases

UNITS = ["hours", "working_days", "calendar_days", "months", "same_day", "none"]


@st.composite
def allowances(draw: st.DrawFn) -> Allowance:
    unit = draw(st.sampled_from(UNITS))
    most = {"hours": 400, "working_days": 60, "calendar_days": 90, "months": 14}.get(unit, 1)
    return Allowance(
        draw(st.integers(0, most)),
        unit,
        policy=draw(st.sampled_from(["hour_exact", "end_of_day"])),
        cutoff=draw(st.sampled_from([None, time(15), time(11, 30), time(7)])),
        roll=draw(st.booleans()),
        cutoff_on=draw(st.sampled_from(["start", "hand_over"])),
    )


MOMENTS = st.integers(0, 3 * 365 * 86_400).map(lambda n: at("01/01/2025 00:00") + timedelta(seconds=n))


@settings(max_examples=200, deadline=None)
@given(st.lists(MOMENTS, min_size=1, max_size=40), allowances(), st.data())
def test_many_at_once_are_one_by_one(received: list[datetime], allowance: Allowance, data: Any) -> None:
    rows: list[list[Pause]] = []
    for moment in received:
        edges = data.draw(st.lists(st.integers(-4 * 24, 40 * 24), max_size=6, unique=True).map(sorted))
        hours = [moment + timedelta(hours=edge) for edge in edges]
        rows.append([Pause(a, b) for a, b in zip(hours[::2], hours[1::2], strict=False)])
    found = arrays.due_many(arrays.instants(received), allowance, VN, arrays.pause_arrays(rows))
    expected = [due(moment, allowance, pauses, VN) for moment, pauses in zip(received, rows, strict=True)]
    assert arrays.moments(found) == expected
    bare = arrays.due_many(arrays.instants(received), allowance, VN)
    assert arrays.moments(bare) == [due(moment, allowance, (), VN) for moment in received]


@SLOW
@given(cases())
def test_on_odd_calendars_too(case: tuple[datetime, dict[str, Any], Spans, Plain]) -> None:
    received, terms, spans, plain = case
    calendar, allowance = plain.as_rules(), Allowance(**terms)
    pauses = [Pause(aware(a), aware(b)) for a, b in spans]
    found = arrays.due_many(arrays.instants([aware(received)]), allowance, calendar, arrays.pause_arrays([pauses]))
    assert arrays.moments(found) == [due(aware(received), allowance, pauses, calendar)]


def test_beyond_the_calendar_it_is_refused_as_one_by_one():
    with pytest.raises(Invalid) as refused:
        arrays.due_many(arrays.instants([at("01/01/2190 08:00")]), Allowance(5000, "working_days"), VN)
    assert refused.value.code == "deadlines.out_of_range"
    assert arrays.due_many(arrays.instants([]), Allowance(1, "hours"), VN).tolist() == []


@SLOW
@given(cases())
def test_a_pause_never_makes_it_earlier(case: tuple[datetime, dict[str, Any], Spans, Plain]) -> None:
    received, terms, spans, plain = case
    calendar, allowance = plain.as_rules(), Allowance(**terms)
    pauses = [Pause(aware(a), aware(b)) for a, b in spans]
    for number in range(len(pauses)):
        fewer = due(aware(received), allowance, pauses[:number], calendar)
        more = due(aware(received), allowance, pauses[: number + 1], calendar)
        assert fewer is not None
        assert more is not None
        assert more >= fewer


@SLOW
@given(cases(), st.floats(0.01, 0.99))
def test_splitting_a_pause_changes_nothing(case: tuple[datetime, dict[str, Any], Spans, Plain], share: float) -> None:
    received, terms, spans, plain = case
    calendar, allowance = plain.as_rules(), Allowance(**terms)
    whole = [Pause(aware(a), aware(b)) for a, b in spans]
    split: list[Pause] = []
    for a, b in spans:
        middle = a + timedelta(minutes=int((b - a) / timedelta(minutes=1) * share))
        split += [Pause(aware(a), aware(middle)), Pause(aware(middle), aware(b))] if a < middle < b else []
        split += [] if a < middle < b else [Pause(aware(a), aware(b))]
    assert due(aware(received), allowance, split, calendar) == due(aware(received), allowance, whole, calendar)


@SLOW
@given(cases(), st.integers(1, 5))
def test_a_longer_limit_is_never_due_earlier(case: tuple[datetime, dict[str, Any], Spans, Plain], more: int) -> None:
    received, terms, spans, plain = case
    calendar = plain.as_rules()
    pauses = [Pause(aware(a), aware(b)) for a, b in spans]
    shorter = due(aware(received), Allowance(**terms), pauses, calendar)
    longer = due(aware(received), Allowance(**{**terms, "value": terms["value"] + more}), pauses, calendar)
    assert shorter is not None
    assert longer is not None
    assert longer >= shorter


def test_the_marks_of_a_clock_are_its_pauses():
    stops, goes_on = at("05/10 10:00"), at("06/10 10:00")
    assert pauses_from([(stops, True), (goes_on, False)]) == [Pause(stops, goes_on)]
    assert pauses_from([(stops, True)]) == [Pause(stops, None)]
    assert pauses_from([(stops, True), (stops, False)]) == []


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ([False], "deadlines.resume_without_pause"),
        ([True, True], "deadlines.pauses_overlap"),
        ([True, False, False], "deadlines.resume_without_pause"),
    ],
)
def test_marks_that_no_clock_leaves_are_refused(marks: list[bool], code: str):
    with pytest.raises(Invalid) as refused:
        pauses_from([(at(f"0{day}/10 10:00"), stops) for day, stops in enumerate(marks, start=5)])
    assert refused.value.code == code
