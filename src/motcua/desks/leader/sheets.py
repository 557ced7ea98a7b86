"""The board's tables as CSV: the same numbers, with stable column names and the definitions left on the page."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse

from motcua.desks.leader.lines import Line
from motcua.desks.leader.periods import Chosen
from motcua.kernel.errors import NotVisible
from motcua.reports import export
from motcua.reports.export import Column, Table, Value
from motcua.reports.figures import Aim
from motcua.reports.rules import percent


def board_file(
    file: str,
    aims: Sequence[Aim],
    drawn: Sequence[Line],
    *,
    agency: str,
    name: str,
    period: Chosen,
    as_of: datetime,
    lang: str,
) -> HttpResponse:
    """One of the board's tables: chi-tieu, don-vi or thang. Raises NotVisible for another."""
    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    if file == "chi-tieu":
        columns, rows = _AIMS, [_aim(one, lang) for one in aims]
    elif file == "don-vi":
        columns, rows = _LINES, [_line(one) for one in drawn]
    elif file == "thang":
        columns, rows = _MONTHS, [row for line in drawn for row in _months(line)]
    else:
        raise NotVisible("page.unknown")
    return answer(f"{agency}-{file}-{period.first:%Y%m%d}-{period.last:%Y%m%d}", columns, rows, title=name, lang=lang)


def answer(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[Value]], *, title: str, lang: str
) -> HttpResponse:
    """A table as an attached CSV file."""
    table = Table(
        name=name,
        lang=lang,
        title=title,
        subtitle="",
        columns=tuple(Column(key, key, "text") for key in columns),
        rows=tuple(tuple(row) for row in rows),
        notes=(),
        items=(),
    )
    response = HttpResponse(export.write(table, "csv"), content_type=export.MEDIA_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


_AIMS = ("indicator", "name", "from", "to", "judged_on", "actual", "target", "gap", "forecast", "issuer", "decision")
_LINES = (
    "key",
    "name",
    "received",
    "resolved_total",
    "resolved_late",
    "late_percent",
    "pending_total",
    "pending_late",
    "cause",
    "cause_dossiers",
    "cause_time_percent",
)
_MONTHS = ("key", "name", "month", "resolved_total", "resolved_late", "on_time_percent")


def _aim(one: Aim, lang: str) -> tuple[Value, ...]:
    row = one.target
    days = (row.first.isoformat(), row.last.isoformat(), row.judged_on.isoformat())
    numbers = (row.actual, row.target, row.gap, one.forecast)
    return (row.indicator, row.label(lang), *days, *numbers, row.issuer, row.decision)


def _line(line: Line) -> tuple[Value, ...]:
    counts, why = line.row.counts, line.whys[0] if line.whys else None
    return (
        line.key,
        line.name,
        line.row.received,
        line.row.resolved_total,
        counts.resolved_late,
        percent(counts.resolved_late, line.row.resolved_total),
        line.row.pending_total,
        counts.pending_late,
        why.words if why else "",
        why.count if why else None,
        why.percent if why else None,
    )


def _months(line: Line) -> list[tuple[Value, ...]]:
    return [
        (
            line.key,
            line.name,
            f"{one.month:%Y-%m}",
            one.resolved,
            one.late,
            percent(one.resolved - one.late, one.resolved),
        )
        for one in line.cells
    ]
