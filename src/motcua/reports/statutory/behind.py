"""What stands behind one number of a report: dossiers, or procedures."""

from datetime import datetime

from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.reports.figures.behind import After, Page, rows_behind
from motcua.reports.statutory.report import Asked, Report


def opens(report: Report, column: str) -> bool:
    """True where the numbers of a column have a list."""
    found = next((one for one in report.columns if one.key == column), None)
    name = found.opens if found is not None else column
    return bool(name) and (report.where(name) is not None or (found is not None and report.places is not None))


def dossiers(
    report: Report,
    asked: Asked,
    column: str,
    line: str = "",
    *,
    viewer: Actor | None = None,
    at: datetime | None = None,
    after: After | None = None,
    limit: int = 50,
) -> Page:
    """The dossiers counted in a column, of one line or of all: codes and times, opened for who may see them.

    Raises NotVisible for a number without a list.
    """
    found = next((one for one in report.columns if one.key == column), None)
    where = report.where(found.opens if found is not None else column)
    if where is None:
        raise NotVisible("report.figure_unknown", allowed=", ".join(one.key for one in report.columns if one.opens))
    by = asked.by or report.by[0]
    of_unit = by == "agency" and line
    return rows_behind(
        column,
        line if of_unit else asked.agency,
        asked.first,
        asked.last,
        as_of=asked.as_of,
        own=bool(of_unit) and line == asked.agency,
        viewer=viewer,
        at=at,
        procedure=line if by == "procedure" else "",
        field=line if by == "field" else "",
        channel=line if by == "channel" else "",
        level=line if by == "level" else "",
        where=where,
        after=after,
        limit=limit,
    )


def places(report: Report, asked: Asked, column: str, line: str = "") -> list[tuple[str, str]]:
    """The procedures counted in a column: code and name. Raises NotVisible for a number without a list."""
    if report.places is None or column not in [one.key for one in report.columns if one.opens]:
        raise NotVisible("report.figure_unknown", allowed=", ".join(one.key for one in report.columns if one.opens))
    return report.places(asked, column, line)
