"""Many due times at once: the arithmetic of `reckoning` on arrays, equal to it to the microsecond.

Instants are numpy `datetime64[us]` in local time without a zone (Vietnam has one offset), pauses two arrays of one row
a dossier (NaT where it has fewer). numpy is heavy: import this module where many dates are reckoned, not at the start.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from motcua.deadlines.rules.calendar import FIRST_YEAR, LAST_YEAR, WorkingCalendar
from motcua.deadlines.rules.reckoning import HOUR, HOURS_A_DAY, USUAL_CLOSING, Allowance, Pause
from motcua.kernel import clock
from motcua.kernel.errors import Invalid

Numbers = NDArray[np.int64]
Instants = NDArray[np.datetime64]
Truths = NDArray[np.bool_]

DAY = 86_400_000_000
EPOCH = date(1970, 1, 1).toordinal()
NEVER = np.iinfo(np.int64).min
"""What NaT is among whole numbers: a pause that is not there."""
YEARS_AHEAD = 3


def instants(moments: Iterable[datetime]) -> Instants:
    """Aware datetimes as local instants of an array."""
    return np.array([clock.local(at).replace(tzinfo=None) for at in moments], dtype="datetime64[us]")


def moments(found: Instants) -> list[datetime | None]:
    """The reverse, None for NaT."""
    return [None if at is None else at.replace(tzinfo=clock.LOCAL) for at in found.tolist()]


def pause_arrays(pauses: Sequence[Sequence[Pause]]) -> tuple[Instants, Instants]:
    """Ended pauses of many dossiers, each in order and apart, as two arrays of one row a dossier."""
    ended = [[pause for pause in row if pause.end is not None] for row in pauses]
    width = max((len(row) for row in ended), default=0)
    shape = (len(ended), width)
    begins, ends = np.full(shape, "NaT", dtype="datetime64[us]"), np.full(shape, "NaT", dtype="datetime64[us]")
    for index, row in enumerate(ended):
        for place, pause in enumerate(row):
            begins[index, place], ends[index, place] = instants([pause.start, pause.end or pause.start])
    return begins, ends


def due_many(
    received: Instants,
    allowance: Allowance,
    calendar: WorkingCalendar,
    pauses: tuple[Instants, Instants] | None = None,
) -> Instants:
    """Due times of dossiers received at these instants under one limit; NaT where the limit is `none`.

    Raises Invalid `deadlines.out_of_range` where one lies beyond the calendar.
    """
    at = received.astype("datetime64[us]").astype(np.int64)
    if allowance.unit == "none":
        return np.full(at.shape, "NaT", dtype="datetime64[us]")
    if not at.size:
        return at.astype("datetime64[us]")
    rows = [] if pauses is None else list(zip(_columns(pauses[0]), _columns(pauses[1]), strict=True))
    first = int(received.min().astype("datetime64[Y]").astype(np.int64)) + 1970
    latest = int(at.max())
    for _, ends in rows:
        latest = max(latest, int(ends.max()))
    ahead = _years_of(allowance) + YEARS_AHEAD
    last = int(np.datetime64(latest, "us").astype("datetime64[Y]").astype(np.int64)) + 1970
    while True:
        try:
            found = _Days(calendar, first, min(last + ahead, LAST_YEAR)).due(at, allowance, rows)
            return found.astype("datetime64[us]")
        except _TooFar:
            if last + ahead >= LAST_YEAR:
                raise Invalid("deadlines.out_of_range", first=str(FIRST_YEAR), last=str(LAST_YEAR)) from None
            ahead *= 2


def _columns(table: Instants) -> list[Numbers]:
    return [column.astype(np.int64) for column in table.astype("datetime64[us]").T]


def _years_of(allowance: Allowance) -> int:
    """Whole years that a limit may take."""
    days = {"hours": allowance.value // 4, "working_days": allowance.value * 2, "months": allowance.value * 31}
    return days.get(allowance.unit, allowance.value) // 365


class _TooFar(Exception):
    """The index ends before the due time."""


class _Days:
    """The days of some years as arrays: opening hours, and running sums before each day."""

    def __init__(self, calendar: WorkingCalendar, first: int, last: int) -> None:
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            raise Invalid("deadlines.out_of_range", first=str(FIRST_YEAR), last=str(LAST_YEAR))
        self.base = date(first, 1, 1).toordinal() - EPOCH
        spans = [day for year in range(first, last + 1) for day in calendar.spans_of_year(year)]
        self.count = len(spans)
        width = max([1, *map(len, spans)])
        table = np.zeros((width, 2, self.count), dtype=np.int64)
        for index, day in enumerate(spans):
            for place, span in enumerate(day):
                table[place, :, index] = span
        self.opens, self.closes = table[:, 0], table[:, 1]
        self.works: Truths = np.array([bool(day) for day in spans])
        self.closing = np.array([day[-1][1] if day else -1 for day in spans], dtype=np.int64)
        self.work = np.concatenate(([0], np.cumsum((self.closes - self.opens).sum(axis=0))))
        self.days = np.concatenate(([0], np.cumsum(self.works.astype(np.int64))))

    # --- the calendar ------------------------------------------------------------------------------------------------

    def split(self, at: Numbers) -> tuple[Numbers, Numbers]:
        """Day of the index and microseconds since midnight."""
        day = at // DAY
        index = day - self.base
        if index.size and (int(index.max()) >= self.count or int(index.min()) < 0):
            raise _TooFar
        return index, at - day * DAY

    def join(self, index: Numbers, moment: Numbers) -> Numbers:
        return (index + self.base) * DAY + moment

    def position(self, at: Numbers) -> Numbers:
        index, moment = self.split(at)
        total = self.work[index]
        for opens, closes in zip(self.opens, self.closes, strict=True):
            total = total + np.clip(moment - opens[index], 0, closes[index] - opens[index])
        return total

    def advance(self, at: Numbers, amount: Numbers) -> Numbers:
        target = self.position(at) + amount
        if target.size and int(target.max()) > int(self.work[-1]):
            raise _TooFar
        index = np.clip(np.searchsorted(self.work, target, side="left") - 1, 0, self.count - 1)
        rest = target - self.work[index]
        found = np.full(at.shape, NEVER, dtype=np.int64)
        for opens, closes in zip(self.opens, self.closes, strict=True):
            length = closes[index] - opens[index]
            here = (found == NEVER) & (rest <= length)
            found = np.where(here, self.join(index, opens[index] + rest), found)
            rest = rest - length
        return np.where(amount <= 0, at, found)

    def nth(self, index: Numbers, number: Numbers) -> Numbers:
        """The n-th working day after a day; the day itself for 0."""
        target = self.days[index + 1] + number
        if target.size and int(target.max()) > int(self.days[-1]):
            raise _TooFar
        return np.where(number == 0, index, np.searchsorted(self.days, target, side="left") - 1)

    def is_open(self, index: Numbers, moment: Numbers) -> Truths:
        inside = np.zeros(moment.shape, dtype=np.bool_)
        for opens, closes in zip(self.opens, self.closes, strict=True):
            inside |= (opens[index] <= moment) & (moment < closes[index])
        return inside

    def next_opening(self, at: Numbers) -> Numbers:
        index, moment = self.split(at)
        found = np.full(at.shape, NEVER, dtype=np.int64)
        for opens, closes in zip(self.opens, self.closes, strict=True):
            here = (found == NEVER) & (closes[index] > opens[index]) & (opens[index] >= moment)
            found = np.where(here, self.join(index, opens[index]), found)
        following = self.nth(index, np.ones_like(index))
        return np.where(found == NEVER, self.join(following, self.opens[0][following]), found)

    def closing_or_usual(self, index: Numbers) -> Numbers:
        usual = (USUAL_CLOSING.hour * 60 + USUAL_CLOSING.minute) * 60_000_000
        return self.join(index, np.where(self.works[index], self.closing[index], usual))

    # --- the limit ---------------------------------------------------------------------------------------------------

    def due(self, at: Numbers, allowance: Allowance, pauses: list[tuple[Numbers, Numbers]]) -> Numbers:
        start = self.start(at, allowance)
        if allowance.unit == "same_day":
            return self._same_day(start, pauses)
        if allowance.is_elapsed:
            return self._elapsed(start, allowance, pauses)
        if allowance.is_by_working_day:
            return self._by_working_days(start, allowance.working_days, pauses)
        hours = allowance.value * (HOURS_A_DAY if allowance.unit == "working_days" else 1)
        return self._by_minutes(start, hours * HOUR, pauses)

    def start(self, at: Numbers, allowance: Allowance) -> Numbers:
        if allowance.is_elapsed:
            return at
        index, moment = self.split(at)
        start = np.where(self.is_open(index, moment), at, self.next_opening(at))
        if allowance.cutoff is not None and allowance.cutoff_on == "start":
            cutoff = allowance.cutoff
            micro = ((cutoff.hour * 60 + cutoff.minute) * 60 + cutoff.second) * 1_000_000 + cutoff.microsecond
            following = self.nth(index, np.ones_like(index))
            cut = (moment >= micro) & self.works[index]
            start = np.where(cut, self.join(following, self.opens[0][following]), start)
        return start

    def _by_minutes(self, start: Numbers, amount: int, pauses: list[tuple[Numbers, Numbers]]) -> Numbers:
        at, left = start, np.full(start.shape, amount, dtype=np.int64)
        done = np.zeros(start.shape, dtype=np.bool_)
        for begins, ends in pauses:
            counts = ~done & (begins != NEVER) & (ends > at)
            used = np.where(counts, self.position(np.maximum(np.where(counts, begins, at), at)) - self.position(at), 0)
            done |= counts & (used >= left)
            counts &= ~done
            left, at = np.where(counts, left - used, left), np.where(counts, ends, at)
        return self.advance(at, left)

    def _by_working_days(self, start: Numbers, number: int, pauses: list[tuple[Numbers, Numbers]]) -> Numbers:
        day, left = self.split(start)[0], np.full(start.shape, number, dtype=np.int64)
        done = np.zeros(start.shape, dtype=np.bool_)
        for begins, ends in pauses:
            there = ~done & (begins != NEVER)
            first = self.split(np.where(there, np.maximum(begins, start), start))[0]
            last = self.split(np.where(there, np.maximum(ends, start), start))[0]
            counts = there & (last > day)
            used = np.where(counts, np.maximum(self.days[first + 1] - self.days[day + 1], 0), 0)
            done |= counts & (used >= left)
            counts &= ~done
            left, day = np.where(counts, left - used, left), np.where(counts, last, day)
        return self.closing_or_usual(self.nth(day, left))

    def _same_day(self, start: Numbers, pauses: list[tuple[Numbers, Numbers]]) -> Numbers:
        due = self.closing_or_usual(self.split(start)[0])
        for begins, ends in pauses:
            later = (begins != NEVER) & (begins < due) & (ends > due)
            if later.any():
                end = np.where(later, ends, start)
                index, moment = self.split(end)
                opened = np.where(self.is_open(index, moment), end, self.next_opening(end))
                due = np.where(later, self.closing_or_usual(self.split(opened)[0]), due)
        return due

    def _elapsed(self, start: Numbers, allowance: Allowance, pauses: list[tuple[Numbers, Numbers]]) -> Numbers:
        at = _months_later(start, allowance.value) if allowance.unit == "months" else start + allowance.value * DAY
        for begins, ends in pauses:
            since = np.maximum(begins, start)
            moves = (begins != NEVER) & (since < at) & (ends > since)
            at = np.where(moves, at + ends - since, at)
        index, moment = self.split(at)
        if allowance.roll:
            index = np.where(self.works[index], index, self.nth(index, np.ones_like(index)))
        return self.closing_or_usual(index) if allowance.policy == "end_of_day" else self.join(index, moment)


def _months_later(at: Numbers, months: int) -> Numbers:
    """Same day and time n months later; the month's last day where it has no such day."""
    day: Any = at.astype("datetime64[us]").astype("datetime64[D]")
    month: Any = day.astype("datetime64[M]")
    of_month = (day - month.astype("datetime64[D]")).astype(np.int64)
    target: Any = month + months
    first = target.astype("datetime64[D]").astype(np.int64)
    length = (target + 1).astype("datetime64[D]").astype(np.int64) - first
    return np.asarray((first + np.minimum(of_month, length - 1)) * DAY + at % DAY, dtype=np.int64)
