"""Figures from the cube: summary and tail in one statement; a fold in between is never seen twice or not at all.

The end of a local day is answered by the cube alone. At an instant within a day (now) the promises that fall due later
that day are taken from the late ones again; where anything else happens later that day (planned years, a clock that was
set back, a look at the past) the cube does not answer, and the rows do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from django.db import connection

from motcua.kernel import clock
from motcua.reports.cube.rules import BEGINNING, DAY, MONTH, Slice, first_of_month, slices
from motcua.reports.cube.statements import (
    CELL,
    CELL_FIGURES,
    CHANNELS,
    DELTA,
    RECEIVED,
    SHIFT,
    SHIFT_FIGURES,
)
from motcua.reports.rules import ONE_DAY, ONE_TICK, Period

Group = Literal["", "agency", "channel", "field"]
Numbers = dict[str, int]
"""By name of a figure of the cube, and of `reports.figures.row.COUNTS` when it is done."""
_INTERVAL, _SHIFTED, _TAIL, _DUE, _LATER = range(5)
_KEY: Mapping[Group, str] = {"": "''", "agency": "agency_id", "channel": "part", "field": "part"}
_TAIL_KEY: Mapping[Group, str] = {**_KEY, "channel": "'c:' || channel", "field": "'f:' || field_id"}


@dataclass(frozen=True, slots=True)
class Question:
    """Periods judged by one clock, for the same agencies (None: all); `fields`: ids of all fields, for that group."""

    periods: Sequence[Period]
    agencies: frozenset[int] | None
    group: Group = ""
    fields: Sequence[int] = ()

    @property
    def judged(self) -> list[date]:
        """The last day of each period that is seen."""
        return [one.judged_on for one in self.periods]

    @property
    def instant(self) -> datetime | None:
        """The instant within a day at which some of the periods are judged; None: all at the ends of days."""
        within = [one.as_of for one in self.periods if one.end > one.as_of]
        return within[0] if within else None


@dataclass(slots=True)
class _Sums:
    """One key's sums while they come in."""

    intervals: dict[int, Numbers] = field(default_factory=dict)
    shifted: dict[int, Numbers] = field(default_factory=dict)
    tail: list[tuple[date, date, Numbers]] = field(default_factory=list)
    due: int = 0


def read(asked: Question) -> dict[tuple[int, str], Numbers] | None:
    """Numbers of COUNTS by (index of the period, key); keys: "", agency's id, channel, or field's id as text. None
    where the cube cannot tell."""
    if not asked.periods:
        return {}
    cuts = _cuts(asked)
    sums: dict[str, _Sums] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(_pieces(asked, cuts)))
        for kind, label, key, day, base, *numbers in cursor.fetchall():
            if kind == _LATER:
                if numbers[0]:
                    return None
                continue
            into = sums.setdefault(
                str(key).partition(":")[2] if asked.group in ("channel", "field") else str(key), _Sums()
            )
            named = {name: int(number or 0) for name, number in zip(CELL_FIGURES, numbers, strict=True)}
            if kind == _INTERVAL:
                _add(into.intervals.setdefault(label, dict.fromkeys(CELL_FIGURES, 0)), named)
            elif kind == _SHIFTED:
                _add(into.shifted.setdefault(label, dict.fromkeys(CELL_FIGURES, 0)), named)
            elif kind == _TAIL:
                into.tail.append((_day(day), _day(base), named))
            else:
                into.due += int(numbers[0])
    found = {}
    for key, one in sums.items():
        for index, period in enumerate(asked.periods):
            counts = _counts(one, index, period, cuts)
            if any(counts.values()):
                found[index, key] = counts
    return found


def _cuts(asked: Question) -> list[date]:
    """The days on which some period begins, or the day after its end: between two of them every day counts alike."""
    ends = {on + ONE_DAY for on in asked.judged}
    begins = {one.first for one in asked.periods}
    return sorted(day for day in begins | ends if day <= max(ends))


STOCKS, RESOLVED = ("opened", "overdue"), ("early", "on_time", "late", "late_original")


def _counts(sums: _Sums, index: int, period: Period, cuts: Sequence[date]) -> Numbers:
    """The counts of one period out of the sums of its key."""
    found = dict.fromkeys(CELL_FIGURES, 0)
    _add_intervals(found, sums.intervals, period, cuts)
    _add(found, sums.shifted.get(index, {}))
    _add_tail(found, sums.tail, period)
    late = found["overdue"] - (sums.due if period.end > period.as_of else 0)
    resolved = found["early"] + found["on_time"] + found["late"]
    received = {name: found[name] for name in RECEIVED}
    return {
        **received,
        # what was received in the period or before is resolved in it or still pending (contract, section 5)
        "carried_over": resolved + found["opened"] - sum(received.values()),
        "resolved_early": found["early"],
        "resolved_on_time": found["on_time"],
        "resolved_late": found["late"],
        "late_against_original": found["late_original"],
        "pending_within": found["opened"] - late,
        "pending_late": late,
        "answered": found["answered"],
        "satisfied": found["satisfied"],
    }


def _add_intervals(found: Numbers, intervals: Mapping[int, Numbers], period: Period, cuts: Sequence[date]) -> None:
    """What the summary holds of days that are their own base: interval n is [cut n-1, cut n), the first has no
    beginning."""
    flows = (*RECEIVED, *RESOLVED, "answered", "satisfied")
    for label, numbers in intervals.items():
        if cuts[label] > period.judged_on + ONE_DAY:
            continue
        inside = label > 0 and cuts[label - 1] >= period.first
        _add(found, {name: numbers[name] for name in (*STOCKS, *(flows if inside else ()))})


def _add_tail(found: Numbers, tail: Sequence[tuple[date, date, Numbers]], period: Period) -> None:
    """What is not folded yet."""
    for day, base, numbers in tail:
        if day > period.judged_on:
            continue
        names = [*STOCKS, *(RESOLVED if day >= period.first else ()), *(SHIFT_FIGURES if base >= period.first else ())]
        _add(found, {name: numbers[name] for name in names})


# --- the statement ----------------------------------------------------------------------------------------------------


def _pieces(asked: Question, cuts: Sequence[date]) -> Iterator[str]:
    whose = _whose(asked)
    parts = _parts(asked)
    for label, before in enumerate(cuts):
        since = cuts[label - 1] if label else BEGINNING
        for one in slices(since, before):
            yield _of_cells(asked, label, one, parts, whose)
    for index, period in enumerate(asked.periods):
        for condition in _shifted(period.first, period.judged_on + ONE_DAY):
            yield _of_shifts(asked, index, condition, parts, whose)
    yield _of_tail(asked, max(asked.judged), whose)
    if (at := asked.instant) is not None:
        midnight = clock.day_start(clock.local_day(at) + ONE_DAY)
        yield _due_later(asked, at, midnight)
        yield from _happens_later(asked, at + ONE_TICK, midnight)


def _whose(asked: Question) -> str:
    if asked.agencies is None:
        return ""
    return f" AND agency_id IN ({', '.join(str(int(one)) for one in sorted(asked.agencies))})"


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


def _grouped(asked: Question) -> str:
    return f" GROUP BY {_KEY[asked.group]}" if asked.group else ""


def _of_cells(asked: Question, label: int, one: Slice, parts: str, whose: str) -> str:
    grain, since, before = one
    sums = [f"sum({name})" for name in CELL_FIGURES]
    return (
        f"{_row(_INTERVAL, label, _KEY[asked.group], _NO_DAY, _NO_DAY, sums)} FROM {CELL} WHERE {parts} "
        f"AND grain = {grain} AND day >= '{since}' AND day < '{before}'{whose}{_grouped(asked)}"
    )


def _shifted(first: date, before: date) -> Iterator[str]:
    """Conditions that together choose the rows with a base from `first` on and a day before `before`."""
    if first >= before:
        return
    months = (first_of_month(first), before.replace(day=1))
    if months[0] >= months[1]:
        yield f"grain = {DAY} AND day >= '{first}' AND day < '{before}' AND base >= '{first}'"
        return
    yield f"grain = {MONTH} AND day >= '{months[0]}' AND day < '{months[1]}' AND base >= '{months[0]}'"
    if first < months[0]:
        yield f"grain = {DAY} AND day >= '{first}' AND day < '{before}' AND base >= '{first}' AND base < '{months[0]}'"
    if months[1] < before:
        yield f"grain = {DAY} AND day >= '{months[1]}' AND day < '{before}' AND base >= '{months[0]}'"


def _of_shifts(asked: Question, index: int, condition: str, parts: str, whose: str) -> str:
    sums = [f"sum({name})" if name in SHIFT_FIGURES else "0" for name in CELL_FIGURES]
    return (
        f"{_row(_SHIFTED, index, _KEY[asked.group], _NO_DAY, _NO_DAY, sums)} FROM {SHIFT} WHERE {parts} "
        f"AND {condition}{whose}{_grouped(asked)}"
    )


def _of_tail(asked: Question, last: date, whose: str) -> str:
    received = [f"sum(CASE WHEN channel = '{channel}' THEN received ELSE 0 END)" for channel in CHANNELS]
    sums = [*received, *[f"sum({name})" for name in CELL_FIGURES[len(received) :]]]
    key = _TAIL_KEY[asked.group]
    return (
        f"{_row(_TAIL, 0, key, 'day', 'base', sums)} FROM {DELTA} WHERE day <= '{last}'{whose} "
        f"GROUP BY {key + ', ' if asked.group else ''}day, base"
    )


def _due_later(asked: Question, at: datetime, midnight: datetime) -> str:
    """Promises that fall due between the instant and midnight: the day's end counts them late, the instant does not."""
    key = {
        "": "''",
        "agency": "s.agency_id",
        "channel": "'c:' || d.channel",
        "field": "'f:' || p.field_id",
    }[asked.group]
    joined = "" if asked.group in ("", "agency") else " JOIN dossiers_dossier d ON d.id = s.dossier_id"
    if asked.group == "field":
        joined += (
            " JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id"
            " JOIN catalogue_procedure p ON p.id = v.procedure_id"
        )
    whose = _whose(asked).replace("agency_id", "s.agency_id")
    return (
        f"{_row(_DUE, 0, key, _NO_DAY, _NO_DAY, ['count(*)'])} FROM dossiers_standing s{joined} "
        f"WHERE s.paused_since IS NULL AND s.resolved_at IS NULL AND s.received_at IS NOT NULL "
        f"AND s.due_at >= {_at(at)} AND s.due_at < {_at(midnight)} AND s.from_at < {_at(midnight)} "
        f"AND (s.to_at IS NULL OR s.to_at >= {_at(midnight)}){whose} "
        f"{f'GROUP BY {key}' if asked.group else ''}"
    )


def _happens_later(asked: Question, since: datetime, midnight: datetime) -> Iterator[str]:
    nobody = "0" if asked.group == "agency" else "''"
    for table, column, also in (
        ("dossiers_standing", "from_at", ""),
        ("voice_rating", "given_at", " AND way <> 'imported'"),
    ):
        yield (
            f"{_row(_LATER, 0, nobody, _NO_DAY, _NO_DAY, ['count(*)'])} FROM (SELECT 1 FROM {table} "
            f"WHERE {column} >= {_at(since)} AND {column} < {_at(midnight)}{also} LIMIT 1) AS later"
        )


def _at(at: datetime) -> str:
    """An instant as the database stores it."""
    return f"'{connection.ops.adapt_datetimefield_value(at)}'"


def _day(value: Any) -> date:
    """SQLite gives days as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def _add(into: Numbers, more: Mapping[str, int]) -> None:
    for name, number in more.items():
        into[name] += number
