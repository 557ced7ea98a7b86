"""What a standing adds to the figures, day by day; pure. Legal ground of every figure: contract section 5.

A standing counts at its agency from the local day on which it begins to that on which it ends. Summed over days:

- `received` over the days up to L with a base (day of reception) from F on: dossiers received in [F, L] that the agency
  had when they were resolved, else at the end of L. A change of agency takes it from one and gives it to the other.
- `early`, `on_time`, `late`, `late_original` over [F, L]: resolved then.
- `opened` over all days up to L: pending at the end of L. `overdue` likewise: late among them.
- `answered`, `satisfied` with a base (day of resolution) in [F, L], over days up to L: answers given by then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from motcua.kernel import clock

FIGURES = (
    "received",
    "early",
    "on_time",
    "late",
    "late_original",
    "opened",
    "overdue",
    "answered",
    "satisfied",
)
(RECEIVED, EARLY, ON_TIME, LATE, LATE_ORIGINAL, OPENED, OVERDUE, ANSWERED, SATISFIED) = range(len(FIGURES))
Key = tuple[int, date, date]
"""Agency's id, day, base."""


class Stood(Protocol):
    """A standing: holds for from_at <= t < to_at."""

    @property
    def from_at(self) -> datetime: ...
    @property
    def to_at(self) -> datetime | None: ...
    @property
    def agency_id(self) -> int: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def paused_since(self) -> datetime | None: ...
    @property
    def received_at(self) -> datetime | None: ...
    @property
    def resolved_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer; `given_at` None: it came with an import and counts from the resolution."""

    given_at: datetime | None
    satisfied: bool


@dataclass(slots=True)
class Tally:
    """Contributions summed up: `cells` maps a Key to one number for each of FIGURES."""

    cells: dict[Key, list[int]] = field(default_factory=dict)

    def add(
        self, stood: Stood, *, sign: int = 1, original_due_at: datetime | None = None, rated: Rated | None = None
    ) -> None:
        """What this standing contributes, `sign` times."""
        if stood.received_at is None:
            return
        began = clock.local_day(stood.from_at)
        received = clock.local_day(stood.received_at)
        if stood.resolved_at is not None:
            if stood.resolved_at != stood.from_at:
                return  # already resolved before: counted where it was
            self._one(stood.agency_id, began, received, RECEIVED, sign)
            self._resolved(stood, began, sign, original_due_at, rated)
            return
        ended = clock.local_day(stood.to_at) if stood.to_at is not None else None
        if began == ended:
            return
        self._one(stood.agency_id, began, received, RECEIVED, sign)
        self._one(stood.agency_id, began, began, OPENED, sign)
        if ended is not None:
            self._one(stood.agency_id, ended, received, RECEIVED, -sign)
            self._one(stood.agency_id, ended, ended, OPENED, -sign)
        crossed = _late_from(stood, began)
        if crossed is not None and (ended is None or crossed < ended):
            self._one(stood.agency_id, crossed, crossed, OVERDUE, sign)
            if ended is not None:
                self._one(stood.agency_id, ended, ended, OVERDUE, -sign)

    def _resolved(
        self, stood: Stood, day: date, sign: int, original_due_at: datetime | None, rated: Rated | None
    ) -> None:
        assert stood.resolved_at is not None
        self._one(stood.agency_id, day, day, _judged(stood), sign)
        if original_due_at is not None and stood.resolved_at > original_due_at:
            self._one(stood.agency_id, day, day, LATE_ORIGINAL, sign)
        if rated is not None:
            given = max(clock.local_day(rated.given_at), day) if rated.given_at is not None else day
            self._one(stood.agency_id, given, day, ANSWERED, sign)
            if rated.satisfied:
                self._one(stood.agency_id, given, day, SATISFIED, sign)

    def _one(self, agency_id: int, day: date, base: date, figure: int, number: int) -> None:
        cell = self.cells.get((agency_id, day, base))
        if cell is None:
            cell = self.cells[agency_id, day, base] = [0] * len(FIGURES)
        cell[figure] += number

    def rows(self) -> list[tuple[Key, list[int]]]:
        """What is left of it, in a fixed order; what came out even is no row."""
        return sorted((key, numbers) for key, numbers in self.cells.items() if any(numbers))


def _judged(stood: Stood) -> int:
    """Early, on time or late, as contract section 5 says; while the clock stood still the pause's begin is judged."""
    at = stood.paused_since or stood.resolved_at
    assert at is not None
    if stood.due_at is None:
        return ON_TIME
    if at > stood.due_at:
        return LATE
    return EARLY if clock.local_day(at) < clock.local_day(stood.due_at) else ON_TIME


def _late_from(stood: Stood, began: date) -> date | None:
    """The first local day at whose end a pending dossier is late; None where it never will be as it stands."""
    if stood.due_at is None:
        return None
    if stood.paused_since is not None:
        return began if stood.due_at < stood.paused_since else None
    return max(began, clock.local_day(stood.due_at))


def tally(
    stood: Iterable[Stood], *, sign: int = 1, original_due_at: datetime | None = None, rated: Rated | None = None
) -> Tally:
    """The contributions of several standings of one dossier."""
    found = Tally()
    for one in stood:
        found.add(one, sign=sign, original_due_at=original_due_at, rated=rated)
    return found


# --- slices of time ---------------------------------------------------------------------------------------------------

DAY, MONTH, YEAR, TEN = 0, 1, 2, 3
"""TEN: from the 1st, 11th and 21st of a month."""
BEGINNING = date(1, 1, 1)
"""Before every dossier."""
DAY_OF_MONTHS, MONTH_OF_DAYS = 4, 5
"""Of figures with a base: one day by the months of their bases; one month by the days of their bases. There TEN is ten
days by the months of their bases, DAY and MONTH are days by days and months by months."""
Slice = tuple[int, date, date]
"""Grain, first day, the day after the last: the rows of this grain whose day lies between."""


def slices(first: date, before: date) -> list[Slice]:
    """[first, before) in as few rows as the grains allow: whole years, whole months, days."""
    months = (first_of_month(first), before.replace(day=1))
    if first >= before:
        return []
    if months[0] >= months[1]:
        return _by_days(first, before)
    years = (first_of_year(months[0]), months[1].replace(month=1))
    inner = (
        [(MONTH, months[0], years[0]), (YEAR, years[0], years[1]), (MONTH, years[1], months[1])]
        if years[0] < years[1]
        else [(MONTH, months[0], months[1])]
    )
    found = [*_by_days(first, months[0]), *inner, *_by_days(months[1], before)]
    return [one for one in found if one[1] < one[2]]


Shifted = tuple[int, date, date, date, date | None]
"""Grain, first day, the day after the last, first base, the base after the last (None: no end)."""


def shifted(first: date, before: date) -> list[Shifted]:
    """Bases from `first` on with days before `before` (no day comes before its base), in as few rows as grains allow:
    whole months of both; the rest of the first month by base, of the last by day, and where both are cut by both."""
    months = (first_of_month(first), before.replace(day=1))
    if first >= before:
        return []
    if months[0] > months[1]:
        return [(DAY, first, before, first, None)]
    found: list[Shifted] = [(MONTH, *months, months[0], None)]
    by_day = {DAY: DAY_OF_MONTHS, TEN: TEN}
    if months[1] < before:
        found += [(by_day[grain], since, until, months[0], None) for grain, since, until in _by_days(months[1], before)]
    if first < months[0]:
        found.append((MONTH_OF_DAYS, first.replace(day=1), months[1], first, months[0]))
        found.append((DAY, months[1], before, first, months[0]))
    return [one for one in found if one[1] < one[2]]


def _by_days(first: date, before: date) -> list[Slice]:
    """Days and tens of days."""
    begins = first if first.day in (1, 11, 21) else _next_ten(first)
    ends = before.replace(day=21 if before.day > 20 else 11 if before.day > 10 else 1)
    found = [(DAY, first, begins), (TEN, begins, ends), (DAY, ends, before)]
    return [one for one in found if one[1] < one[2]] if begins < ends else [(DAY, first, before)]


def _next_ten(day: date) -> date:
    return day.replace(day=11 if day.day < 11 else 21) if day.day < 21 else first_of_month(day)


def first_of_month(day: date) -> date:
    """The first of a month on or after the day."""
    return day if day.day == 1 else date(day.year + day.month // 12, day.month % 12 + 1, 1)


def first_of_year(day: date) -> date:
    """The first of a year on or after the day."""
    return day if (day.month, day.day) == (1, 1) else date(day.year + 1, 1, 1)
