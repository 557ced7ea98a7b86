"""Every unit and policy against a walk from minute to minute that shares nothing with the arithmetic."""

import calendar as months_of
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.deadlines.rules import (
    Allowance,
    DayOff,
    MakeUpDay,
    Pause,
    WorkingCalendar,
    WorkingHours,
    add_working_minutes,
    due,
    promise,
    resume,
    subtract_working_minutes,
    working_minutes,
)
from motcua.kernel import clock

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BEGINNING = datetime(2026, 8, 1)
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Plain:
    """A calendar as lists; naive local times; the walk asks it about one minute at a time."""

    week: list[list[tuple[int, int]]]  # minutes of the day, Monday first
    off: set[date]
    made_up: dict[date, date]

    def spans(self, day: date) -> list[tuple[int, int]]:
        if day in self.off:
            return []
        return self.week[self.made_up.get(day, day).weekday()]

    def is_open(self, at: datetime) -> bool:
        minute = at.hour * 60 + at.minute
        return any(begins <= minute < ends for begins, ends in self.spans(at.date()))

    def closing(self, day: date) -> datetime:
        return datetime.combine(day, time()) + timedelta(minutes=self.spans(day)[-1][1])

    def as_rules(self) -> WorkingCalendar:
        def clocked(minute: int) -> time:
            return time(*divmod(minute, 60))

        week: Any = tuple(tuple((clocked(a), clocked(b)) for a, b in spans) for spans in self.week)
        return WorkingCalendar(
            name="plain",
            hours=(WorkingHours(date(2000, 1, 1), None, week),),
            days_off={day: DayOff("nghỉ", "off") for day in self.off},
            make_up_days={day: MakeUpDay(replaces) for day, replaces in self.made_up.items()},
            decided_from=2026,
            decided_to=2026,
        )


Spans = list[tuple[datetime, datetime]]


def walked(received: datetime, terms: dict[str, Any], pauses: Spans, plain: Plain) -> datetime:
    """The due time as contract.md, section 4, tells it, minute by minute and day by day."""
    if terms["unit"] in ("calendar_days", "months"):
        return walked_through_all_days(received, terms, pauses, plain)
    at = received
    if terms["cutoff"] is not None and plain.spans(received.date()) and received.time() >= terms["cutoff"]:
        at = datetime.combine(received.date() + DAY, time())
    at = opened(at, plain)
    if terms["unit"] == "same_day":
        return walked_to_closing(at, pauses, plain)
    if terms["policy"] == "end_of_day":
        days = terms["value"] if terms["unit"] == "working_days" else (terms["value"] + 7) // 8
        return walked_by_days(at.date(), days, pauses, plain)
    left = terms["value"] * (480 if terms["unit"] == "working_days" else 60)
    while left:
        left -= plain.is_open(at) and not paused(at, pauses)
        at += MINUTE
    return at


def walked_through_all_days(received: datetime, terms: dict[str, Any], pauses: Spans, plain: Plain) -> datetime:
    goal = received + terms["value"] * DAY
    if terms["unit"] == "months":
        year, month = received.year, received.month
        for _ in range(terms["value"]):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        goal = received.replace(year=year, month=month, day=min(received.day, months_of.monthrange(year, month)[1]))
    left, at = int((goal - received) / MINUTE), received
    while left:
        left -= not paused(at, pauses)
        at += MINUTE
    while terms["roll"] and not plain.spans(at.date()):
        at += DAY
    if terms["policy"] == "hour_exact":
        return at
    return plain.closing(at.date()) if plain.spans(at.date()) else datetime.combine(at.date(), time(17))


def walked_by_days(day: date, days: int, pauses: Spans, plain: Plain) -> datetime:
    while days:
        day += DAY
        if plain.spans(day) and not any(a.date() < day <= b.date() for a, b in pauses):
            days -= 1
    return plain.closing(day)


def walked_to_closing(at: datetime, pauses: Spans, plain: Plain) -> datetime:
    while True:
        end = plain.closing(at.date())
        outlasting = [b for a, b in pauses if a < end < b]
        if not outlasting:
            return end
        at = opened(outlasting[0], plain)


def opened(at: datetime, plain: Plain) -> datetime:
    while not plain.is_open(at):
        at += MINUTE
    return at


def paused(at: datetime, pauses: Spans) -> bool:
    return any(a <= at < b for a, b in pauses)


def aware(at: datetime) -> datetime:
    return at.replace(tzinfo=clock.LOCAL)


@st.composite
def calendars(draw: st.DrawFn) -> Plain:
    """Weeks with odd hours, days off, days made up; never a week without work."""
    usual = [[(420, 690), (810, 1020)]] * 5 + [[], []]
    odd_day = st.sampled_from([[], [(420, 690)], [(480, 720), (780, 1020)], [(0, 60), (61, 1439)], [(600, 601)]])
    week = draw(st.one_of(st.just(usual), st.lists(odd_day, min_size=6, max_size=6).map(lambda w: [[(480, 960)], *w])))
    offsets = st.integers(0, 60)
    off = {BEGINNING.date() + n * DAY for n in draw(st.sets(offsets, max_size=12))}
    candidates = [BEGINNING.date() + n * DAY for n in draw(st.sets(offsets, max_size=4))]
    made_up = {
        day: replaced
        for day, replaced in zip(candidates, sorted(off), strict=False)
        if day not in off and not week[day.weekday()]
    }
    return Plain(week, off, made_up)


@st.composite
def cases(draw: st.DrawFn) -> tuple[datetime, dict[str, Any], Spans, Plain]:
    received = BEGINNING + draw(st.integers(0, 40 * 24 * 60)) * MINUTE
    unit = draw(st.sampled_from(["hours", "working_days", "calendar_days", "months", "same_day"]))
    terms = {
        "unit": unit,
        "value": draw(st.integers(0, {"hours": 60, "working_days": 8, "calendar_days": 12, "months": 2}.get(unit, 3))),
        "policy": draw(st.sampled_from(["hour_exact", "end_of_day"])),
        "cutoff": draw(st.sampled_from([None, time(15), time(11), time(0, 30)])),
        "roll": draw(st.booleans()),
    }
    edges = draw(st.lists(st.integers(-3 * 1440, 14 * 1440), max_size=6, unique=True).map(sorted))
    if draw(st.booleans()):  # whole hours meet openings and closings more often
        edges = sorted({edge // 60 * 60 - received.minute for edge in edges})
    moments = [received + edge * MINUTE for edge in edges]
    if len(moments) > 2 and draw(st.booleans()):
        moments[2] = moments[1]  # two pauses that touch
    pauses = [(a, b) for a, b in zip(moments[::2], moments[1::2], strict=False) if a < b]
    return received, terms, pauses, draw(calendars())


@SLOW
@given(cases())
def test_due_is_what_the_walk_finds(
    case: tuple[datetime, dict[str, Any], Spans, Plain],
) -> None:
    received, terms, spans, plain = case
    allowance, calendar = Allowance(**terms), plain.as_rules()
    pauses = [Pause(aware(a), aware(b)) for a, b in spans]
    found = promise(aware(received), allowance, pauses, calendar)
    assert found.due_at == aware(walked(received, terms, spans, plain))
    assert found.due_at == due(aware(received), allowance, pauses, calendar)
    assert found.ledger[-1].at == found.due_at
    for line in found.ledger:
        assert line.words_vi
        assert line.words_en

    # resuming one pause after another comes to the same promise
    in_force = due(aware(received), allowance, (), calendar)
    for number, pause in enumerate(pauses):
        assert pause.end is not None
        in_force = resume(
            in_force, pause.start, pause.end, allowance, found.start_at, calendar, earlier_pauses=pauses[:number]
        )
    assert in_force == found.due_at


@SLOW
@given(calendars(), st.integers(0, 40 * 1440), st.integers(0, 20 * 1440), st.integers(0, 3000))
def test_counting_adding_and_subtracting_are_the_walk(plain: Plain, first: int, length: int, minutes: int) -> None:
    calendar = plain.as_rules()
    start, end = BEGINNING + first * MINUTE, BEGINNING + (first + length) * MINUTE
    counted = sum(plain.is_open(start + n * MINUTE) for n in range(length))
    assert working_minutes(aware(start), aware(end), calendar) == counted
    assert working_minutes(aware(end), aware(start), calendar) == 0

    after = add_working_minutes(aware(start), minutes, calendar)
    assert working_minutes(aware(start), after, calendar) == minutes
    assert minutes == 0 or calendar.is_open(after - MINUTE)

    before = subtract_working_minutes(aware(end), minutes, calendar)
    assert working_minutes(before, aware(end), calendar) == minutes
    assert minutes == 0 or calendar.is_open(before)


@SLOW
@given(cases(), st.integers(1, 60 * 60 * 24))
def test_a_later_reception_is_never_due_earlier(
    case: tuple[datetime, dict[str, Any], Spans, Plain], seconds: int
) -> None:
    received, terms, _, plain = case
    allowance, calendar = Allowance(**terms), plain.as_rules()
    sooner = due(aware(received), allowance, (), calendar)
    later = due(aware(received) + timedelta(seconds=seconds), allowance, (), calendar)
    assert sooner is not None
    assert later is not None
    if allowance.unit in ("calendar_days", "months"):  # rolled, or cut to the month's end, an early hour may overtake
        assert sooner.date() <= later.date()
    else:
        assert sooner <= later
