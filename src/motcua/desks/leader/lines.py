"""Units (or procedures) as the board draws them: those with the most late dossiers first, with the causes, and month by
month."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor
from typing import Protocol

from motcua.desks.leader import links
from motcua.desks.leader.periods import Chosen
from motcua.reports import figures
from motcua.reports.figures import Cause, Counts, Late, Row
from motcua.reports.rules import FEW

LEAST_TOP = 20.0
"""The darkest step of the heat table means at least so many percent late: a good year stays pale."""


@dataclass(frozen=True, slots=True)
class Why:
    """A cause in words with the list that it opens."""

    words: str
    count: int
    percent: int
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of a line: `percent` early and on time, None where there are too few; `late` of `resolved`."""

    month: date
    percent: int | None
    resolved: int
    late: int
    heat: float
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, or one procedure of the agency; `percent` late of those resolved, None where there are too few."""

    name: str
    key: str
    row: Row
    late: int
    pending_url: str
    late_url: str
    resolved_url: str
    open_url: str
    url: str
    percent: float | None
    whys: list[Why]
    cells: list[Cell]

    @property
    def width(self) -> str:
        """How long the bar is."""
        return f"{self.percent or 0:.1f}%"


class Opened(Protocol):
    """The address of the list behind a figure of this line."""

    def __call__(self, figure: str, span: Chosen = ...) -> str: ...


def lines(
    found: Sequence[tuple[Row, list[Row]]], late: Sequence[Late], agency: str, period: Chosen, lang: str, *, by: str
) -> list[Line]:
    """Lines with a dossier, the most late ones first."""
    rows = [(row, months) for row, months in found if row.received_total]
    rows.sort(key=lambda one: (-one[0].counts.pending_late - one[0].counts.resolved_late, one[0].key))
    together: dict[str, list[Late]] = {}
    for one in late:
        together.setdefault(one.unit if by == "agency" else one.procedure, []).append(one)
    return [_line(row, months, together.get(row.key, []), agency, period, lang, by=by) for row, months in rows]


def _line(
    row: Row, months: Sequence[Row], late: Sequence[Late], agency: str, period: Chosen, lang: str, *, by: str
) -> Line:
    unit = by == "agency"
    own = unit and row.key == agency
    code, procedure = (row.key, "") if unit else (agency, row.key if by else "")

    def opened(figure: str, span: Chosen = period) -> str:
        return links.figure(figure, code, span, procedure=procedure, own=own)

    enough = row.resolved_total >= FEW
    return Line(
        name=row.label(lang),
        key=row.key,
        row=row,
        late=row.counts.pending_late + row.counts.resolved_late,
        pending_url=opened("pending_late"),
        late_url=opened("resolved_late"),
        resolved_url=opened("resolved_total"),
        open_url=opened("pending_total"),
        url=links.board(code, period) if unit and not own else "",
        percent=100 * row.counts.resolved_late / row.resolved_total if enough else None,
        whys=whys(figures.causes(late), lang, agency, period, procedure=procedure, unit=row.key if unit else ""),
        cells=[_cell(month, opened) for month in months],
    )


def _cell(month: Row, opened: Opened) -> Cell:
    span = Chosen("", month.first, month.last)
    enough = month.resolved_total >= FEW
    percent = month.on_time_percent if enough else None
    return Cell(
        month=month.first,
        percent=None if percent is None else floor(percent),
        resolved=month.resolved_total,
        late=month.counts.resolved_late,
        heat=0.0 if percent is None else 100 - percent,
        url=opened("resolved_total", span) if month.resolved_total else "",
    )


def whole(found: Sequence[tuple[Row, list[Row]]], agency: str, name: str, period: Chosen, *, by: str) -> Line | None:
    """All lines together, month by month: each month of the agency itself. None where there is nothing."""
    if not found:
        return None
    rows = [_together([row for row, _months in found])]
    rows += [_together(list(month)) for month in zip(*[months for _row, months in found], strict=True)]
    row = replace(rows[0], key=agency, label_vi=name, label_en=name)
    line = _line(row, rows[1:], (), agency, period, "vi", by="")
    return line if line.row.received_total else None


def _together(rows: Sequence[Row]) -> Row:
    counts = Counts()
    for row in rows:
        counts.add({one: getattr(row.counts, one) for one in Counts.__slots__})
    return replace(rows[0], counts=counts)


def whys(
    found: Sequence[Cause], lang: str, agency: str, period: Chosen, *, procedure: str = "", unit: str = ""
) -> list[Why]:
    """Causes with the lists that they open."""
    return [
        Why(
            one.words(lang),
            one.count,
            one.percent,
            links.late(agency, period, why=one.place, procedure=procedure, unit=unit),
        )
        for one in found
    ]


def darkest(drawn: Sequence[Line]) -> float:
    """What the darkest step of the heat table stands for."""
    return max([LEAST_TOP, *[cell.heat for line in drawn for cell in line.cells]])
