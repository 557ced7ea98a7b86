"""Figures from the cube: summary and tail in one statement; a fold in between is never seen twice or not at all.

The end of a local day is answered by the cube alone. At an instant within a day (now) the promises that fall due later
that day are taken from the late ones again; where anything else happens later that day (planned years, a clock that was
set back, a look at the past) the cube does not answer, and the rows do.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from django.db import connection

from motcua.kernel import clock
from motcua.reports.cube.rules import BEGINNING, shifted, slices
from motcua.reports.cube.statements import (
    CELL,
    CELL_FIGURES,
    CHANNELS,
    DELTA,
    SHIFT,
    SHIFT_FIGURES,
    is_postgresql,
)
from motcua.reports.rules import ONE_DAY, ONE_TICK, Period

Group = Literal["", "agency", "channel", "field"]
Numbers = dict[str, int]
"""By name of a figure of the cube, and of `reports.figures.row.COUNTS` when it is done."""
FEW_AGENCIES, MANY_AGENCIES = 8, 100
_INTERVAL, _SHIFTED, _TAIL, _DUE, _LATER = range(5)
_KEY: Mapping[Group, str] = {"": "''", "agency": "agency_id", "channel": "part", "field": "part"}
_TAIL_KEY: Mapping[Group, str] = {**_KEY, "channel": "'c:' || channel", "field": "'f:' || field_id"}
_DUE_KEY: Mapping[Group, str] = {**_TAIL_KEY, "agency": "s.agency_id"}


@dataclass(frozen=True, slots=True)
class Question:
    """Periods judged by one clock, for the same agencies (None: all); `fields`: ids of all fields, for that group."""

    periods: Sequence[Period]
    agencies: frozenset[int] | None
    group: Group = ""
    fields: Sequence[int] = ()

    @property
    def is_wide(self) -> bool:
        """By agency, for so many that lines of others are sooner thrown away than kept out."""
        return self.group == "agency" and self.agencies is not None and len(self.agencies) > MANY_AGENCIES

    @property
    def judged(self) -> list[date]:
        """The last day of each period that is seen."""
        return [one.judged_on for one in self.periods]

    @property
    def instant(self) -> datetime | None:
        """The instant within a day at which some of the periods are judged; None: all at the ends of days."""
        within = [one.as_of for one in self.periods if one.end > one.as_of]
        return within[0] if within else None


Sum = list[int]
"""One number for each of CELL_FIGURES."""


@dataclass(slots=True)
class _Sums:
    """One key's sums while they come in."""

    intervals: dict[int, Sum] = field(default_factory=dict)
    shifted: dict[int, Sum] = field(default_factory=dict)
    tail: list[tuple[date, date, Sum]] = field(default_factory=list)
    due: int = 0


def read(asked: Question) -> dict[tuple[int, str], Numbers] | None:
    """Numbers of COUNTS by (index of the period, key); keys: "", agency's id, channel, or field's id as text. None
    where the cube cannot tell."""
    if not asked.periods:
        return {}
    cuts = _cuts(asked)
    sums = _ask(" UNION ALL ".join(_pieces(asked, cuts)))
    if sums is None:
        return None
    spans = [_span(period, cuts) for period in asked.periods]
    chosen = asked.agencies if asked.is_wide else None
    found = {}
    for key, one in sums.items():
        if chosen is not None and key not in chosen:
            continue
        name = str(key).partition(":")[2] if asked.group in ("channel", "field") else str(key)
        running = _running(one.intervals, len(cuts))
        for index, span in enumerate(spans):
            counts = _counts(one, running, index, span)
            if any(counts.values()):
                found[index, name] = counts
    return found


def _ask(statement: str) -> dict[Any, _Sums] | None:
    """What the one statement gives, by key; None where something happens later."""
    sums: dict[Any, _Sums] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement)
        for kind, label, key, day, base, *numbers in cursor.fetchall():
            if kind == _LATER:
                if numbers[0]:
                    return None
                continue
            into = sums.setdefault(key, _Sums())
            if kind == _DUE:
                into.due += int(numbers[0])
            elif numbers[0] is None:  # a sum of no rows
                continue
            elif kind == _INTERVAL:
                into.intervals[label] = numbers
            elif kind == _SHIFTED:
                into.shifted[label] = numbers
            else:
                into.tail.append((_day(day), _day(base), numbers))
    return sums


def _cuts(asked: Question) -> list[date]:
    """The days on which some period begins, or the day after its end: between two of them every day counts alike."""
    ends = {on + ONE_DAY for on in asked.judged}
    begins = {one.first for one in asked.periods}
    return sorted(day for day in begins | ends if day <= max(ends))


@dataclass(frozen=True, slots=True)
class _Span:
    """A period in intervals: so many lie before it begins, and so many before it is judged."""

    before: int
    until: int
    first: date
    judged_on: date
    within: bool
    """Judged at an instant within a day."""


def _span(period: Period, cuts: Sequence[date]) -> _Span:
    """Interval n is [cut n-1, cut n), the first has no beginning."""
    until = cuts.index(period.judged_on + ONE_DAY) + 1
    before = min(bisect_left(cuts, period.first) + 1, until)
    return _Span(before, until, period.first, period.judged_on, period.end > period.as_of)


def _running(intervals: Mapping[int, Sum], count: int) -> list[Sum]:
    """The sums of the first n intervals, for n from 0 on."""
    found = [_NOTHING]
    for label in range(count):
        more = intervals.get(label)
        found.append([a + b for a, b in zip(found[-1], more, strict=True)] if more else found[-1])
    return found


_NOTHING: Sum = [0] * len(CELL_FIGURES)
_PLACE = {name: place for place, name in enumerate(CELL_FIGURES)}
_STOCKS = [_PLACE[name] for name in ("opened", "overdue")]
_RESOLVED = [_PLACE[name] for name in ("early", "on_time", "late", "late_original")]
_BASED = [_PLACE[name] for name in SHIFT_FIGURES]


def _counts(sums: _Sums, running: Sequence[Sum], index: int, span: _Span) -> Numbers:
    """The counts of one period out of the sums of its key: stocks of all days, flows of its own."""
    before, until = running[span.before], running[span.until]
    found = [b - a for a, b in zip(before, until, strict=True)]
    for place in _STOCKS:
        found[place] = until[place]
    if (more := sums.shifted.get(index)) is not None:
        for place in _BASED:
            found[place] += more[place]
    for day, base, more in sums.tail:  # what is not folded yet
        if day > span.judged_on:
            continue
        places = [*_STOCKS, *(_RESOLVED if day >= span.first else ()), *(_BASED if base >= span.first else ())]
        for place in places:
            found[place] += more[place]
    online, direct, post, early, on_time, late, late_original, opened, overdue, answered, satisfied = found
    overdue -= sums.due if span.within else 0
    return {
        "received_online": online,
        "received_direct": direct,
        "received_post": post,
        # what was received in the period or before is resolved in it or still pending (contract, section 5)
        "carried_over": early + on_time + late + opened - online - direct - post,
        "resolved_early": early,
        "resolved_on_time": on_time,
        "resolved_late": late,
        "late_against_original": late_original,
        "pending_within": opened - overdue,
        "pending_late": overdue,
        "answered": answered,
        "satisfied": satisfied,
    }


# --- the statement ----------------------------------------------------------------------------------------------------


def _pieces(asked: Question, cuts: Sequence[date]) -> Iterator[str]:
    yield _of_tail(asked, max(asked.judged))
    at = asked.instant
    due = _due_later(asked, at) if at is not None else []
    if len(asked.periods) == 1 and len(cuts) == 2:
        yield _of_one(asked, cuts, due)
    else:
        for label, before in enumerate(cuts):
            if rows := _cells(asked, cuts[label - 1] if label else BEGINNING, before):
                yield _summed(_INTERVAL, label, asked, _legs(asked, CELL_FIGURES, rows))
        for index, period in enumerate(asked.periods):
            if rows := _shifts(asked, period):
                yield _summed(_SHIFTED, index, asked, _legs(asked, SHIFT_FIGURES, rows))
        for row in due:
            grouped = f" GROUP BY {_DUE_KEY[asked.group]}" if asked.group else ""
            yield f"{_row(_DUE, 0, _DUE_KEY[asked.group], _NO_DAY, _NO_DAY, ['count(*)'])} {row}{grouped}"
    if at is not None:
        yield from _happens_later(asked, at)


def _of_one(asked: Question, cuts: Sequence[date], due: Sequence[str]) -> str:
    """One period: what begins before it as stocks alone, and all that counts in it, in one line a key. It reads as the
    second interval, before which nothing was."""
    legs = [
        *_legs(asked, ("opened", "overdue"), _cells(asked, BEGINNING, cuts[0])),
        *_legs(asked, CELL_FIGURES, _cells(asked, *cuts)),
        *_legs(asked, SHIFT_FIGURES, _shifts(asked, asked.periods[0])),
    ]
    less = ", ".join(f"{'-1' if name == 'overdue' else '0'} AS {name}" for name in CELL_FIGURES)
    legs += [f"SELECT {_DUE_KEY[asked.group]} AS key, {less} {row}" for row in due]
    return _summed(_INTERVAL, 1, asked, legs)


def _whose(asked: Question) -> str:
    if asked.agencies is None or asked.is_wide:
        return ""
    listed = ", ".join(str(int(one)) for one in sorted(asked.agencies))
    if is_postgresql() and len(asked.agencies) > FEW_AGENCIES:
        # one value to the planner, which weighs each of a list, in every piece of the statement
        return f" AND agency_id IN (SELECT unnest(ARRAY[{listed}]::bigint[]))"
    return f" AND agency_id IN ({listed})"


def _parts(asked: Question) -> str:
    if asked.group == "channel":
        return "part IN ({})".format(", ".join(f"'c:{channel}'" for channel in CHANNELS))
    if asked.group == "field":
        return "part IN ({})".format(", ".join(f"'f:{int(one)}'" for one in asked.fields) or "'f:0'")
    return "part = ''"


def _row(kind: int, label: int, key: str, day: str, base: str, numbers: Sequence[str]) -> str:
    padded = [*numbers, *["0"] * (len(CELL_FIGURES) - len(numbers))]
    return f"SELECT {kind} AS kind, {label} AS label, {key} AS key, {day} AS day, {base} AS base, {', '.join(padded)}"


_NO_DAY = "CAST(NULL AS date)"


def _legs(asked: Question, figures: Sequence[str], rows: Sequence[str]) -> list[str]:
    columns = ", ".join(name if name in figures else f"0 AS {name}" for name in CELL_FIGURES)
    return [f"SELECT {_KEY[asked.group]} AS key, {columns} {one}" for one in rows]


def _summed(kind: int, label: int, asked: Question, legs: Sequence[str]) -> str:
    """The sums of rows from several places, one line a key."""
    sums = [f"sum({name})" for name in CELL_FIGURES]
    key, grouped = ("key", " GROUP BY key") if asked.group else ("''", "")
    return f"{_row(kind, label, key, _NO_DAY, _NO_DAY, sums)} FROM ({' UNION ALL '.join(legs)}) AS legs{grouped}"


def _cells(asked: Question, since: date, before: date) -> list[str]:
    """Where the sums of these days stand."""
    return [
        f"FROM {CELL} WHERE {_parts(asked)} AND grain = {grain} AND day >= '{first}' AND day < '{end}'{_whose(asked)}"
        for grain, first, end in slices(since, before)
    ]


def _shifts(asked: Question, period: Period) -> list[str]:
    return [
        f"FROM {SHIFT} WHERE {_parts(asked)} AND grain = {grain} AND day >= '{since}' AND day < '{before}' "
        f"AND base >= '{base}' AND base < '{end or date.max}'{_whose(asked)}"
        for grain, since, before, base, end in shifted(period.first, period.judged_on + ONE_DAY)
    ]


def _of_tail(asked: Question, last: date) -> str:
    received = [f"sum(CASE WHEN channel = '{channel}' THEN received ELSE 0 END)" for channel in CHANNELS]
    sums = [*received, *[f"sum({name})" for name in CELL_FIGURES[len(received) :]]]
    key = _TAIL_KEY[asked.group]
    # PostgreSQL takes no parallel workers for a statement with this: starting them takes longer than all of it
    alone = " AND current_schema() IS NOT NULL" if is_postgresql() else ""
    return (
        f"{_row(_TAIL, 0, key, 'day', 'base', sums)} FROM {DELTA} WHERE day <= '{last}'{_whose(asked)}{alone} "
        f"GROUP BY {key + ', ' if asked.group else ''}day, base"
    )


def _midnight(at: datetime) -> datetime:
    return clock.day_start(clock.local_day(at) + ONE_DAY)


def _due_later(asked: Question, at: datetime) -> list[str]:
    """Where promises stand that fall due between the instant and midnight: the day's end counts them late, the instant
    does not. Those that stand still and those that stood until later have an index each."""
    joined = "" if asked.group in ("", "agency") else " JOIN dossiers_dossier d ON d.id = s.dossier_id"
    if asked.group == "field":
        joined += " JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id"
        joined += " JOIN catalogue_procedure p ON p.id = v.procedure_id"
    whose, midnight = _whose(asked).replace("agency_id", "s.agency_id"), _at(_midnight(at))
    return [
        f"FROM dossiers_standing s{joined} "
        f"WHERE s.paused_since IS NULL AND s.resolved_at IS NULL AND s.received_at IS NOT NULL "
        f"AND s.due_at >= {_at(at)} AND s.due_at < {midnight} AND s.from_at < {midnight} AND s.to_at {until}{whose}"
        for until in ("IS NULL", f">= {midnight}")
    ]


def _happens_later(asked: Question, at: datetime) -> Iterator[str]:
    nobody = "0" if asked.group == "agency" else "''"
    since, midnight = _at(at + ONE_TICK), _at(_midnight(at))
    given = " AND way <> 'imported'"
    for table, column, also in (("dossiers_standing", "from_at", ""), ("voice_rating", "given_at", given)):
        yield (
            f"{_row(_LATER, 0, nobody, _NO_DAY, _NO_DAY, ['count(*)'])} FROM (SELECT 1 FROM {table} "
            f"WHERE {column} >= {since} AND {column} < {midnight}{also} LIMIT 1) AS later"
        )


def _at(at: datetime) -> str:
    """An instant as the database stores it."""
    return f"'{connection.ops.adapt_datetimefield_value(at)}'"


def _day(value: Any) -> date:
    """SQLite gives days as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)
