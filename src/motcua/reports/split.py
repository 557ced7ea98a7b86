"""Counts by procedure at a commune: for everybody only in whole months, quarters and years that are over, without the
lines behind which fewer than five dossiers stand (and what would tell them); whole for who may read its reports.

The sums by agency and field, and by procedure over a province, are public as they are, so a month is judged as one
table of all agencies (`kept_back_crossed`); a quarter or a year tells a line where each of its months tells it, so that
nothing follows from the difference.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Count

from motcua.reports import organisation as organisations
from motcua.reports.figures.parts import parts
from motcua.reports.figures.row import Counts, Row
from motcua.reports.protection import kept_back_crossed
from motcua.reports.published import is_over
from motcua.reports.rules import Period, months

_PROCEDURE = "dossier__procedure_version__procedure__code"
_FIELD = "dossier__procedure_version__procedure__field__slug"
CLOSE = ("commune", "other")
"""Kinds of agencies of which a procedure's dossiers tell of people who know one another."""


def is_close(agency: str | None) -> bool:
    """Whether a split by procedure at this agency is protected."""
    if agency is None:
        return False
    tree = organisations.read()
    agency_id = tree.get(agency)
    return any(held.kind in CLOSE for held in tree.periods if held.agency_id == agency_id)


def is_listed(agency: str, on: date, *, own: bool) -> bool:
    """Whether everybody may open the codes of one procedure: at an agency that is not close to people, alone or with
    nobody under it; a code names the agency whose dossier it is."""
    tree = organisations.read()
    return not is_close(agency) and (own or not tree.children(tree.get(agency), on))


def for_everybody(rows: Sequence[Row], agency: str, first: date, last: date, *, now: datetime) -> list[Row]:
    """Rows by procedure of an agency that is close to people; none for a free period or one that is not over."""
    if not is_over(first, last, now):
        return []
    hidden: set[str] = set()
    for month in months(Period(first, last, now)):
        hidden |= _hidden(organisations.read().get(agency), month)
    return [
        replace(row, is_told=False, counts=Counts(), is_counted=False)
        if row.key in hidden
        else replace(row, is_told=False)
        for row in rows
    ]


def _hidden(agency: int, month: Period) -> set[str]:
    """The procedures whose line is not told in a month."""
    tree = organisations.read()
    people: dict[tuple[tuple[int, str], str], int] = {}
    for part in parts(month, tree, None, own=False, exact=False):
        rows = part.rows("agency").order_by().values_list("agency_id", _FIELD, _PROCEDURE)
        for responsible, field, procedure, number in rows.annotate(number=Count("id")):
            key = (responsible, field), procedure
            people[key] = people.get(key, 0) + number
    return {procedure for (row, procedure) in kept_back_crossed(people) if row[0] == agency}
