"""The dossiers and procedures behind a number of the index or of an indicator."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.reports.figures.behind import After, Page, rows_behind
from motcua.reports.figures.parts import Part as PeriodPart
from motcua.reports.scorecard.conditions import every
from motcua.reports.scorecard.counting import read_asked
from motcua.reports.scorecard.formulas import Line
from motcua.reports.scorecard.nine import set_for
from motcua.reports.scorecard.offered import Offered, fits, offered
from motcua.reports.scorecard.vocabulary import All, AnyOf, Not

WHOLE, REST = "whole", "rest"
"""All cases of a line, and those that bring it no points; the other sides are the keys of its parts."""


def sides(line: Line) -> list[str]:
    """What a line opens to: "whole", each part that is not confidential, and "rest"."""
    open_ = [part.key for part in line.parts if not part.closed]
    return [WHOLE, *open_, *([] if line.left else [REST])]


def conditions_of(line: Line, side: str) -> All:
    """The conditions of one side. Raises NotVisible for a side that the line does not open to."""
    if side not in sides(line):
        raise NotVisible("scorecard.side_unknown", side=side)
    if side == WHOLE:
        return line.of
    if side == REST:
        return (*line.of, AnyOf(tuple(Not(one) for one in line.parts[0].which)))
    return (*line.of, *next(part.which for part in line.parts if part.key == side))


def dossiers(
    conditions: All,
    agency: str,
    first: date,
    last: date,
    *,
    as_of: datetime,
    viewer: Actor | None,
    own: bool = False,
    officer: int | None = None,
    after: After | None = None,
    limit: int = 50,
) -> Page:
    """The dossiers of some conditions, as `figures.rows_behind` gives them; `officer`: whose they were last
    (0: nobody's)."""

    def condition(part: PeriodPart) -> Q:
        held = every(conditions, part)
        return held & Q(dossier__assigned_to_id=officer or None) if officer is not None else held

    return rows_behind(
        "",
        agency,
        first,
        last,
        as_of=as_of,
        at=as_of,
        own=own,
        viewer=viewer,
        where=(("resolved", "pending"), condition),
        after=after,
        limit=limit,
    )


def indicator(line: Line, points: int | None) -> All:
    """The conditions of dossiers with so many points of an indicator. Raises NotVisible for anything else."""
    if line.counts not in ("dossiers", "dossier_units") or points not in (None, 0, 1, 2):
        raise NotVisible("scorecard.side_unknown", side=str(points))
    return set_for(line, points)


def procedures(line: Line, side: str, agency: str, first: date, last: date, *, as_of: datetime) -> Sequence[Offered]:
    """The procedures of one side of a line. Raises NotVisible."""
    conditions = conditions_of(line, side)
    found = offered([read_asked(agency, first, last, as_of)])[0]
    return [one for one in found if fits(conditions, one)]
