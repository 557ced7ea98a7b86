"""The cube computed from the journal, and what differs in the one that is kept.

Both are read in one look at the database, so that acts go on meanwhile. What is found is a difference of sums: adding
it to the summary mends it at any later moment, whatever was folded since, and nobody has to wait.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from motcua.agencies.models import Agency
from motcua.catalogue.models import Field, ProcedureVersion
from motcua.dossiers.models import Dossier
from motcua.journal.models import Event
from motcua.journal.sight import one_sight
from motcua.kernel import clock
from motcua.reports.cube.folding import hold
from motcua.reports.cube.rules import FIGURES, Tally
from motcua.reports.cube.statements import (
    CELL,
    CELL_FIGURES,
    CELL_KEY,
    DELTA,
    DELTA_COLUMNS,
    SHIFT,
    SHIFT_FIGURES,
    SHIFT_KEY,
    expanded,
    is_postgresql,
    put,
)
from motcua.reports.cube.told import TYPES, Told, tell
from motcua.reports.models import CubeState

TOLD, WRONG = "cube_told", {CELL: "cube_wrong_cells", SHIFT: "cube_wrong_shifts"}
_SHAPES = ((CELL, "cells", CELL_KEY, CELL_FIGURES), (SHIFT, "shifts", SHIFT_KEY, SHIFT_FIGURES))
HELD = 200_000
"""Sums held in memory before they are written away."""
GRAINS = ("day", "month", "year", "ten", "day by month", "month by day")
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of one cell: `part` is "all", "channel online" or "field" and its slug; `base` only where the figure
    counts on another day than its base."""

    agency: str
    grain: str
    day: date
    base: date | None
    part: str
    figure: str
    stored: int
    computed: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check read and found."""

    dossiers: int
    differences: list[Difference]


def check(*, repair: bool = False, at: datetime | None = None, progress: Progress | None = None) -> Checked:
    """Compute the cube from the journal and compare; `repair`: put the summary right in one transaction."""
    _scratch()
    try:
        with one_sight(scratch=True):
            dossiers = _tell_all(progress)
            _compare()
            found = _differences()
        with transaction.atomic():
            now = at or clock.now()
            said: dict[str, Any] = {"checked_at": now, "dossiers": dossiers, "differences": len(found)}
            if repair and found:
                _mend()
                said |= {"differences": 0, "repaired_at": now}
            CubeState.objects.update_or_create(pk=1, defaults=said)
        return Checked(dossiers, found)
    finally:
        _throw_away()


# --- the journal ------------------------------------------------------------------------------------------------------


def _tell_all(progress: Progress | None) -> int:
    """Every dossier's contributions, from its events, into TOLD; how many dossiers count."""
    ids = dict(Agency.objects.values_list("code", "pk"))
    pausing = frozenset(ProcedureVersion.objects.filter(pause_on_payment=True).values_list("pk", flat=True))
    fields = dict(ProcedureVersion.objects.values_list("pk", "procedure__field_id"))
    sums: dict[tuple[Any, ...], list[int]] = {}
    count = 0
    for told in _lives(ids, pausing):
        count += 1
        tally = Tally()
        for one in told.stood:
            tally.add(one, original_due_at=told.original_due_at, rated=told.rated)
        for (agency, day, base), numbers in tally.cells.items():
            key = (agency, day, base, told.channel, fields[told.version])
            into = sums.get(key)
            sums[key] = [a + b for a, b in zip(into, numbers, strict=True)] if into else numbers
        if len(sums) >= HELD:
            _write(sums)
        if progress is not None and count % 10_000 == 0:
            progress(count)
    _write(sums)
    return count


def _lives(ids: dict[str, int], pausing: frozenset[int]) -> Iterator[Told]:
    rows = Event.objects.filter(type__in=TYPES).order_by("chain", "number")
    read = rows.values_list("chain", "number", "type", "at", "facts").iterator(chunk_size=10_000)
    for code, events in groupby(read, key=lambda row: row[0]):
        told = tell([(number, type[8:], at, facts) for _, number, type, at, facts in events], ids, pausing)
        if told is None:
            continue
        if not told.version:  # told before events named the version
            told.version = Dossier.objects.values_list("procedure_version_id", flat=True).get(code=code)
        yield told


def _write(sums: dict[tuple[Any, ...], list[int]]) -> None:
    rows = [(*key, *numbers) for key, numbers in sums.items() if any(numbers)]
    sums.clear()
    listed = ", ".join(DELTA_COLUMNS)
    with connection.cursor() as cursor:
        if is_postgresql():
            with cursor.copy(f"COPY {TOLD} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(DELTA_COLUMNS))
            cursor.executemany(
                f"INSERT INTO {TOLD} ({listed}) VALUES ({places})",
                [(agency, str(day), str(base), *rest) for agency, day, base, *rest in rows],
            )


# --- beside what is kept ----------------------------------------------------------------------------------------------


def _scratch() -> None:
    _throw_away()
    figures = ", ".join(f"{name} integer" for name in FIGURES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {TOLD} (agency_id bigint, day date, base date, channel varchar(8), "
            f"field_id bigint, {figures})"
        )
        for table, _, key, names in _SHAPES:
            shapes = {"part": "varchar(24)", "grain": "smallint", "day": "date", "base": "date", "agency_id": "bigint"}
            columns = [f"{name} {shapes[name]}" for name in key]
            columns += [f"{kind}{name} integer" for name in names for kind in ("", "stored_")]
            cursor.execute(f"CREATE TEMPORARY TABLE {WRONG[table]} ({', '.join(columns)})")


def _throw_away() -> None:
    with connection.cursor() as cursor:
        for table in (TOLD, *WRONG.values()):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")


def _compare() -> None:
    """Into WRONG: what has to be added to each cell that is wrong, and what it holds."""
    with connection.cursor() as cursor:
        for table, name, key, figures in _SHAPES:
            cursor.execute(_comparing(table, name, key, figures))


def _comparing(table: str, name: str, key: Sequence[str], figures: Sequence[str]) -> str:
    keyed, zeros = ", ".join(key), ", ".join("0" for _ in figures)
    named = ", ".join(figures)
    columns = ", ".join([*(f"{one} AS s_{one}" for one in figures), *(f"0 AS c_{one}" for one in figures)])
    both = (
        f"SELECT {keyed}, {columns} FROM {table} UNION ALL SELECT {keyed}, {named}, {zeros} FROM kept_{name} "
        f"UNION ALL SELECT {keyed}, {zeros}, {named} FROM told_{name}"
    )
    wanted = ", ".join(f"sum(c_{one}) - sum(s_{one}), sum(s_{one})" for one in figures)
    into = ", ".join(f"{one}, stored_{one}" for one in figures)
    differs = " OR ".join(f"sum(c_{one}) <> sum(s_{one})" for one in figures)
    insert = f"INSERT INTO {WRONG[table]} ({keyed}, {into})"
    ctes = f"WITH {expanded(DELTA, 'kept_')}, {expanded(TOLD, 'told_')}"
    select = f"SELECT {keyed}, {wanted} FROM ({both}) AS both_ GROUP BY {keyed} HAVING {differs}"
    return f"{insert} {ctes} {select}"


def _differences() -> list[Difference]:
    codes = dict(Agency.objects.values_list("pk", "code"))
    slugs = dict(Field.objects.values_list("pk", "slug"))
    found = []
    with connection.cursor() as cursor:
        for table, _, key, figures in _SHAPES:
            columns = [*key, *figures, *(f"stored_{name}" for name in figures)]
            cursor.execute(f"SELECT {', '.join(columns)} FROM {WRONG[table]} ORDER BY agency_id, part, grain, day")
            for row in cursor.fetchall():
                cell = dict(zip(columns, row, strict=True))
                found += [
                    Difference(
                        agency=codes.get(cell["agency_id"], str(cell["agency_id"])),
                        grain=GRAINS[cell["grain"]],
                        day=_day(cell["day"]),
                        base=_day(cell["base"]) if "base" in cell else None,
                        part=_spoken(cell["part"], slugs),
                        figure=name,
                        stored=cell[f"stored_{name}"],
                        computed=cell[f"stored_{name}"] + cell[name],
                    )
                    for name in figures
                    if cell[name]
                ]
    return found


def _spoken(part: str, slugs: dict[int, str]) -> str:
    if match := re.fullmatch(r"f:(\d+)", part):
        return f"field {slugs.get(int(match[1]), match[1])}"
    return f"channel {part[2:]}" if part else "all"


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _mend() -> None:
    hold(wait=True)
    with connection.cursor() as cursor:
        for table, wrong in WRONG.items():
            cursor.execute(put(table, wrong))
