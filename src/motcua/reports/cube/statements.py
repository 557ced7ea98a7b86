"""The SQL of the cube, one text for both databases: rows of the tail from standings, and cells from rows of the tail.

Only names and numbers of our own stand in it, never what somebody gave.
"""

from datetime import date

from django.db import connection

from motcua.kernel import clock
from motcua.reports.cube.rules import DAY, DAY_OF_MONTHS, FIGURES, MONTH, MONTH_OF_DAYS, TEN, YEAR
from motcua.voice.rules import SATISFIED

DELTA, CELL, SHIFT = "reports_cubedelta", "reports_cubecell", "reports_cubeshift"
CHANNELS = ("online", "direct", "post")
DELTA_COLUMNS = ("agency_id", "day", "base", "channel", "field_id", *FIGURES)
RECEIVED = tuple(f"received_{channel}" for channel in CHANNELS)
FLOWS = ("early", "on_time", "late", "late_original", "opened", "overdue")
ANSWERS = ("answered", "satisfied")
CELL_FIGURES = (*RECEIVED, *FLOWS, *ANSWERS)
SHIFT_FIGURES = (*RECEIVED, *ANSWERS)
_SATISFIED = ", ".join(f"'{answer}'" for answer in sorted(SATISFIED))
CELL_KEY = ("part", "grain", "day", "agency_id")
SHIFT_KEY = ("part", "grain", "day", "base", "agency_id")
SHIFT_GRAINS = {
    DAY: (DAY, DAY),
    TEN: (TEN, MONTH),
    MONTH: (MONTH, MONTH),
    DAY_OF_MONTHS: (DAY, MONTH),
    MONTH_OF_DAYS: (MONTH, DAY),
}
"""Grain of a row with a base → the grains of its day and of its base."""


def is_postgresql() -> bool:
    """Whether the database is PostgreSQL; else it is SQLite."""
    return connection.vendor == "postgresql"


def local_day(column: str) -> str:
    """The local calendar day of a stored instant (null stays null)."""
    if is_postgresql():
        return f"(({column}) AT TIME ZONE '{clock.LOCAL.key}')::date"
    offset = clock.day_start(date(2000, 1, 1)).utcoffset()  # one offset since 1975
    minutes = int(offset.total_seconds() // 60) if offset else 0
    return f"date({column}, '{minutes:+d} minutes')"


def later(one: str, other: str) -> str:
    """The later of two days."""
    return f"{'GREATEST' if is_postgresql() else 'max'}({one}, {other})"


def first_of(grain: int, column: str) -> str:
    """The first day of the day, ten days, month or year in which a day lies."""
    if grain == DAY:
        return column
    if grain == TEN:
        if is_postgresql():
            number = f"least((extract(day FROM {column})::integer - 1) / 10, 2)"
            return f"(date_trunc('month', {column})::date + 10 * {number})"
        number = f"min((CAST(strftime('%d', {column}) AS integer) - 1) / 10, 2)"
        return f"date({column}, 'start of month', '+' || (10 * {number}) || ' days')"
    if is_postgresql():
        return f"date_trunc('{'month' if grain == MONTH else 'year'}', {column})::date"
    return f"date({column}, 'start of {'month' if grain == MONTH else 'year'}')"


def _sums(names: tuple[str, ...]) -> str:
    return ", ".join(f"sum({name}) AS {name}" for name in names)


def _any(names: tuple[str, ...]) -> str:
    return " OR ".join(f"{name} <> 0" for name in names)


def expanded(source: str, of: str = "") -> str:
    """CTEs `cells` and `shifts` from rows of the tail (`source`: a table, or a select in brackets); `of` comes before
    their names."""
    by_channel = ", ".join(
        f"CASE WHEN channel = '{channel}' THEN received ELSE 0 END AS received_{channel}" for channel in CHANNELS
    )
    rest = ", ".join((*FLOWS, *ANSWERS))
    parts = " UNION ALL ".join(
        f"SELECT {part} AS part, agency_id, day, base, {by_channel}, {rest} FROM {of}tail"
        for part in ("''", "'c:' || channel", "'f:' || field_id")
    )
    same = ", ".join(
        f"sum(CASE WHEN base = day THEN {name} ELSE 0 END) AS {name}"
        if name in SHIFT_FIGURES
        else f"sum({name}) AS {name}"
        for name in CELL_FIGURES
    )
    cells = f"SELECT part, {DAY} AS grain, day, agency_id, {', '.join(CELL_FIGURES)} FROM {of}days UNION ALL "
    cells += " UNION ALL ".join(
        f"SELECT part, {grain} AS grain, {first_of(grain, 'day')} AS day, agency_id, {_sums(CELL_FIGURES)} "
        f"FROM {of}days GROUP BY part, {first_of(grain, 'day')}, agency_id"
        for grain in (TEN, MONTH, YEAR)
    )
    shifts = coarser(f"{of}parted WHERE base <> day")
    return (
        f"{of}tail AS MATERIALIZED (SELECT agency_id, day, base, channel, field_id, {_sums(FIGURES)} "
        f"FROM {source} AS s GROUP BY agency_id, day, base, channel, field_id), "
        f"{of}parted AS MATERIALIZED (SELECT part, agency_id, day, base, {_sums(CELL_FIGURES)} FROM ({parts}) AS p "
        "GROUP BY part, agency_id, day, base), "
        f"{of}days AS MATERIALIZED (SELECT part, agency_id, day, {same} "
        f"FROM {of}parted GROUP BY part, agency_id, day), "
        f"{of}cells AS ({cells}), {of}shifts AS ({shifts})"
    )


def coarser(source: str) -> str:
    """Rows of every grain from rows by day and base (`source`: a table, perhaps with a condition)."""
    return " UNION ALL ".join(
        f"SELECT part, {grain} AS grain, {first_of(by_day, 'day')} AS day, {first_of(by_base, 'base')} AS base, "
        f"agency_id, {_sums(SHIFT_FIGURES)} FROM {source} "
        f"GROUP BY part, {first_of(by_day, 'day')}, {first_of(by_base, 'base')}, agency_id"
        for grain, (by_day, by_base) in SHIFT_GRAINS.items()
    )


def put(table: str, source: str) -> str:
    """Add the rows of a CTE to cells or shifts."""
    key, figures = (CELL_KEY, CELL_FIGURES) if table == CELL else (SHIFT_KEY, SHIFT_FIGURES)
    listed = ", ".join((*key, *figures))
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in figures)
    return (
        f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {source} WHERE {_any(figures)} ORDER BY {', '.join(key)} "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {added}"
    )


def from_standings(chosen: str) -> str:
    """A select with DELTA_COLUMNS: what the standings of these dossiers contribute (`chosen`: a condition on
    `s.dossier_id`). The same definition as `rules.Tally`, set by set; a test holds them together."""
    numbers = dict.fromkeys(FIGURES, "0")

    def row(day: str, base: str, where: str, **given: str) -> str:
        columns = ", ".join(f"{ {**numbers, **given}[name] } AS {name}" for name in FIGURES)
        return f"SELECT agency_id, {day} AS day, {base} AS base, channel, field_id, {columns} FROM stood WHERE {where}"

    counted = "late_from IS NOT NULL AND (ended IS NULL OR late_from < ended)"
    at = "coalesce(paused_since, resolved_at)"
    early = f"({at} <= due_at AND {local_day(at)} < due_on)"
    late = f"({at} > due_at)"
    pending, resolved = "resolved_at IS NULL", "resolved_at IS NOT NULL"
    pieces = [
        row("began", "began", pending, opened="1",
            overdue=f"CASE WHEN {counted} AND late_from = began THEN 1 ELSE 0 END"),
        row("late_from", "late_from", f"{pending} AND {counted} AND late_from > began", overdue="1"),
        row("ended", "ended", f"{pending} AND ended IS NOT NULL", opened="-1",
            overdue=f"CASE WHEN {counted} THEN -1 ELSE 0 END"),
        row("began", "received_on", "agency_before IS NULL OR agency_before <> agency_id", received="1"),
        row("ended", "received_on", f"{pending} AND agency_after <> agency_id", received="-1"),
        row("began", "began", resolved,
            late=f"CASE WHEN {late} THEN 1 ELSE 0 END",
            early=f"CASE WHEN {early} THEN 1 ELSE 0 END",
            on_time=f"CASE WHEN due_at IS NULL OR NOT ({late} OR {early}) THEN 1 ELSE 0 END",
            late_original="CASE WHEN resolved_at > original_due_at THEN 1 ELSE 0 END"),
        row(f"CASE WHEN way = 'imported' THEN began ELSE {later('began', 'given_on')} END", "began",
            f"{resolved} AND answer IS NOT NULL", answered="1",
            satisfied=f"CASE WHEN answer IN ({_SATISFIED}) THEN 1 ELSE 0 END"),
    ]  # fmt: skip
    counted_at = "s.received_at IS NOT NULL AND (s.resolved_at IS NULL OR s.resolved_at = s.from_at)"
    late_from = (
        "CASE WHEN s.resolved_at IS NOT NULL OR s.due_at IS NULL THEN NULL "
        f"WHEN s.paused_since IS NULL THEN {later(local_day('s.from_at'), local_day('s.due_at'))} "
        f"WHEN s.due_at < s.paused_since THEN {local_day('s.from_at')} END"
    )
    window = "OVER (PARTITION BY s.dossier_id ORDER BY s.from_at)"
    stood = (
        f"SELECT s.agency_id, s.paused_since, s.due_at, s.resolved_at, {local_day('s.from_at')} AS began, "
        f"{local_day('s.to_at')} AS ended, {local_day('s.due_at')} AS due_on, "
        f"{local_day('s.received_at')} AS received_on, "
        f"{late_from} AS late_from, d.channel, d.original_due_at, p.field_id, r.answer, r.way, "
        f"{local_day('r.given_at')} AS given_on, lag(s.agency_id) {window} AS agency_before, "
        f"lead(s.agency_id) {window} AS agency_after "
        "FROM dossiers_standing s JOIN dossiers_dossier d ON d.id = s.dossier_id "
        "JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id "
        "JOIN catalogue_procedure p ON p.id = v.procedure_id "
        "LEFT JOIN voice_rating r ON r.dossier_id = s.dossier_id AND s.resolved_at IS NOT NULL "
        f"WHERE {counted_at} AND {chosen}"
    )
    listed = ", ".join(DELTA_COLUMNS[:5])
    return (
        f"WITH stood AS (SELECT * FROM ({stood}) AS one WHERE resolved_at IS NOT NULL OR ended IS NULL "
        f"OR began < ended OR agency_before IS NULL OR agency_before <> agency_id OR agency_after <> agency_id) "
        f"SELECT {listed}, {_sums(FIGURES)} FROM ({' UNION ALL '.join(pieces)}) AS pieces "
        f"GROUP BY {listed} HAVING {' OR '.join(f'sum({name}) <> 0' for name in FIGURES)}"
    )
