"""The calendar of working time as a value, with an index that makes counting fast.

Weekly rest, days off, swaps and make-up days: Labour Code 45/2019/QH14, articles 111 and 112, and the yearly decisions.
"""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from motcua.kernel import clock
from motcua.kernel.clock import LOCAL
from motcua.kernel.errors import Invalid
from motcua.kernel.versions import in_force

Spans = tuple[tuple[time, time], ...]
"""Working hours of one day: (begins, ends) in order, half-open, apart from one another."""

Cause = Literal["statutory", "compensation", "swap", "local"]
"""Why a day is off: by the law itself, in place of one that fell on a weekly rest day, exchanged for a rest day, or by
the decision of a unit."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTE = 60_000_000  # microseconds: counting is exact, whatever second a dossier came in
FIRST_YEAR, LAST_YEAR = 1900, 2199  # beyond these nothing is promised; also bounds the work of an absurd limit


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The hours of a week, Monday first, in force from `valid_from` until before `valid_to`."""

    valid_from: date
    valid_to: date | None
    week: tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A named day without working hours."""

    name_vi: str
    name_en: str
    cause: Cause = "statutory"
    document: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class MakeUpDay:
    """A rest day that is worked with the hours of the weekday of the day it `replaces`."""

    replaces: date
    document: str = ""
    provisional: bool = False


class _Year:
    """One year's spans and running sums; entry i of a sum is what lies before day i of the year."""

    __slots__ = ("first", "spans", "work", "working_days")

    def __init__(self, calendar: "WorkingCalendar", year: int) -> None:
        self.first = date(year, 1, 1).toordinal()
        self.spans: list[tuple[tuple[int, int], ...]] = []
        self.work, self.working_days = [0], [0]
        for ordinal in range(self.first, date(year, 12, 31).toordinal() + 1):
            spans = tuple(
                (_micro(begins), _micro(ends)) for begins, ends in calendar.hours_of(date.fromordinal(ordinal))
            )
            self.spans.append(spans)
            self.work.append(self.work[-1] + sum(ends - begins for begins, ends in spans))
            self.working_days.append(self.working_days[-1] + bool(spans))


@dataclass(frozen=True)
class WorkingCalendar:
    """Working time of the offices that keep it. Years from `decided_from` to `decided_to` are decided, others not."""

    name: str
    hours: tuple[WorkingHours, ...]
    days_off: Mapping[date, DayOff]
    make_up_days: Mapping[date, MakeUpDay]
    decided_from: int
    decided_to: int
    name_vi: str = ""
    name_en: str = ""
    # hours of single days by a unit's own decision: they go before everything else
    special: Mapping[date, Spans] = field(default_factory=dict)
    # which version of the stored calendar it was read from, for the events that rest on it; 0: none
    version: int = field(default=0, compare=False)
    # days that are not decided inside of years that are
    provisional_days: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        entries: list[tuple[date, DayOff | MakeUpDay]] = [*self.days_off.items(), *self.make_up_days.items()]
        found = sorted(day for day, entry in entries if entry.provisional and self.is_decided(day.year))
        object.__setattr__(self, "provisional_days", tuple(found))

    def hours_of(self, day: date) -> Spans:
        """The working hours of a day from the data, without the index; empty on a day off."""
        if day in self.special:
            return self.special[day]
        if day in self.days_off:
            return ()
        made_up = self.make_up_days.get(day)
        weekday = (made_up.replaces if made_up else day).weekday()
        for hours in reversed(self.hours):
            if in_force(hours.valid_from, hours.valid_to, day):
                return hours.week[weekday]
        return ()

    def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working hours of a day as instants."""
        midnight = clock.day_start(day)
        return tuple(
            (midnight + timedelta(microseconds=begins), midnight + timedelta(microseconds=ends))
            for begins, ends in self._spans(day)
        )

    def is_working_day(self, day: date) -> bool:
        """True when the day has working hours."""
        return bool(self._spans(day))

    def opening(self, day: date) -> datetime | None:
        """When that day's working hours begin; None on a day off."""
        spans = self._spans(day)
        return clock.day_start(day) + timedelta(microseconds=spans[0][0]) if spans else None

    def closing(self, day: date) -> datetime | None:
        """When that day's working hours end; None on a day off."""
        spans = self._spans(day)
        return clock.day_start(day) + timedelta(microseconds=spans[-1][1]) if spans else None

    def is_open(self, at: datetime) -> bool:
        """True within working hours: the first instant belongs to them, the last does not."""
        at = local(at)
        moment = _micro(at)
        return any(begins <= moment < ends for begins, ends in self._spans(at))

    def next_opening(self, at: datetime) -> datetime:
        """The first instant, at or after the given one, at which working hours begin (also after lunch)."""
        at = local(at)
        moment = _micro(at)
        for begins, _ in self._spans(at):
            if begins >= moment:
                return clock.day_start(at.date()) + timedelta(microseconds=begins)
        return self.first_opening(self.next_working_day(at.date()))

    def first_opening(self, day: date) -> datetime:
        """The opening of a day that is known to be a working day."""
        return clock.day_start(day) + timedelta(microseconds=self._spans(day)[0][0])

    def last_closing(self, day: date) -> datetime:
        """The closing of a day that is known to be a working day."""
        return clock.day_start(day) + timedelta(microseconds=self._spans(day)[-1][1])

    def next_working_day(self, day: date) -> date:
        """The first working day after a day."""
        return self.nth_working_day(day, 1)

    def nth_working_day(self, day: date, number: int) -> date:
        """The n-th working day after a day; the day itself for 0. Raises Invalid beyond the calendar."""
        if number == 0:
            return day
        target, at, year = self._days_through(day) + number, day.year, self._year(day.year)
        while target > year.working_days[-1]:
            target -= year.working_days[-1]
            at += 1
            year = self._year(at)
        return date.fromordinal(year.first + bisect_left(year.working_days, target) - 1)

    def working_days(self, after: date, through: date) -> int:
        """Working days d with after < d ≤ through; 0 when there is no such day."""
        if through <= after:
            return 0
        total = self._days_through(through) - self._days_through(after)
        for year in range(after.year, through.year):
            total += self._year(year).working_days[-1]
        return total

    def is_provisional(self, day: date) -> bool:
        """True when the days off of that day's year are not decided, or that day itself is provisional."""
        return not self.is_decided(day.year) or day in self.provisional_days

    def is_decided(self, year: int) -> bool:
        """True when the days off of a year are decided and held."""
        return self.decided_from <= year <= self.decided_to

    def elapsed(self, start: datetime, end: datetime) -> int:
        """Working microseconds from `start` to `end`; 0 when `end` is not later."""
        start, end = local(start), local(end)
        if end <= start:
            return 0
        total = self._position(end) - self._position(start)
        for year in range(start.year, end.year):
            total += self._year(year).work[-1]
        return total

    def advance(self, start: datetime, amount: int) -> datetime:
        """The earliest instant at which `amount` working microseconds have passed since `start`."""
        start = local(start)
        if amount <= 0:
            return start
        number, year = start.year, self._year(start.year)
        target = self._position(start) + amount
        while target > year.work[-1]:
            target -= year.work[-1]
            number += 1
            year = self._year(number)
        index = bisect_left(year.work, target) - 1
        rest = target - year.work[index]
        for begins, ends in year.spans[index]:
            if rest <= ends - begins:
                return _at(year.first + index, begins + rest)
            rest -= ends - begins
        raise AssertionError("the running sum and the spans of a day disagree")

    def retreat(self, end: datetime, amount: int) -> datetime:
        """The latest instant from which `amount` working microseconds pass until `end`."""
        end = local(end)
        if amount <= 0:
            return end
        number, year = end.year, self._year(end.year)
        target = self._position(end) - amount
        while target < 0:
            number -= 1
            year = self._year(number)
            target += year.work[-1]
        index = bisect_right(year.work, target) - 1
        rest = target - year.work[index]
        for begins, ends in year.spans[index]:
            if rest < ends - begins:
                return _at(year.first + index, begins + rest)
            rest -= ends - begins
        raise AssertionError("the running sum and the spans of a day disagree")

    def spans_of_year(self, year: int) -> list[tuple[tuple[int, int], ...]]:
        """The working hours of every day of a year, in microseconds since midnight: for arithmetic on arrays."""
        return self._year(year).spans

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise Invalid("deadlines.out_of_range", first=str(FIRST_YEAR), last=str(LAST_YEAR))
            found = self._years[year] = _Year(self, year)
        return found

    def _spans(self, day: date) -> tuple[tuple[int, int], ...]:
        year = self._year(day.year)
        return year.spans[day.toordinal() - year.first]

    def _position(self, at: datetime) -> int:
        """Working microseconds of the year before a local instant."""
        year = self._year(at.year)
        index = at.toordinal() - year.first
        total, moment = year.work[index], _micro(at)
        for begins, ends in year.spans[index]:
            if moment <= begins:
                break
            total += min(moment, ends) - begins
        return total

    def _days_through(self, day: date) -> int:
        """Working days of the year up to a day, itself included."""
        year = self._year(day.year)
        return year.working_days[day.toordinal() - year.first + 1]


def working_minutes(start: datetime, end: datetime, calendar: WorkingCalendar) -> int:
    """Whole working minutes from `start` to `end`, rounded down; 0 when `end` is not later."""
    return calendar.elapsed(start, end) // MINUTE


def add_working_minutes(start: datetime, minutes: int, calendar: WorkingCalendar) -> datetime:
    """The earliest instant at which that many working minutes have passed: a closing, not the next opening."""
    return calendar.advance(start, minutes * MINUTE)


def subtract_working_minutes(end: datetime, minutes: int, calendar: WorkingCalendar) -> datetime:
    """The latest instant from which that many working minutes are left: an opening, not the closing before it."""
    return calendar.retreat(end, minutes * MINUTE)


def digest(calendar: WorkingCalendar) -> str:
    """SHA-256 over the content in one spelling: equal calendars have equal digests."""
    content = [
        [calendar.name, calendar.name_vi, calendar.name_en, calendar.decided_from, calendar.decided_to],
        [[h.valid_from, h.valid_to, h.week] for h in calendar.hours],
        sorted([d, o.name_vi, o.name_en, o.cause, o.document, o.provisional] for d, o in calendar.days_off.items()),
        sorted([d, m.replaces, m.document, m.provisional] for d, m in calendar.make_up_days.items()),
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()


def local(at: datetime) -> datetime:
    """As `clock.local`, without work when the instant is local already."""
    return at if at.tzinfo is LOCAL else clock.local(at)


def _micro(moment: time | datetime) -> int:
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 + moment.microsecond


def _at(ordinal: int, micro: int) -> datetime:
    return clock.day_start(date.fromordinal(ordinal)) + timedelta(microseconds=micro)
