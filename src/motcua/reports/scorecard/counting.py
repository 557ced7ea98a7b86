"""How many dossiers a set of conditions holds for, many sets asked at once, by period, unit or officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Count, F, Q, QuerySet, Value

from motcua.reports import organisation as organisations
from motcua.reports.figures.handling import agency_id_of
from motcua.reports.figures.parts import Part, parts
from motcua.reports.organisation import Organisation
from motcua.reports.rules import Period, read_period
from motcua.reports.scorecard.conditions import EVERY, every
from motcua.reports.scorecard.formulas import Line
from motcua.reports.scorecard.vocabulary import All

By = Literal["", "agency", "officer", "procedure"]
_GROUP = {
    "agency": "agency_id",
    "officer": "dossier__assigned_to_id",
    "procedure": "dossier__procedure_version__procedure__code",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency and a period with the units under it (`own`: without), read once for all that is counted."""

    agency: str
    period: Period
    tree: Organisation
    agency_id: int | None
    own: bool = False

    def parts(self, *, exact: bool = False, index: int = 0) -> list[Part]:
        return parts(self.period, self.tree, self.agency_id, own=self.own, exact=exact, index=index)

    @property
    def under(self) -> frozenset[int]:
        """The agencies that it is about on the judged day."""
        if self.agency_id is None:
            return frozenset(self.tree.parents(self.period.judged_on))
        return frozenset({self.agency_id}) if self.own else self.tree.under(self.agency_id, self.period.judged_on)


def read_asked(agency: str, first: date, last: date, as_of: datetime, *, own: bool = False) -> Asked:
    """Raises Invalid, NotVisible."""
    tree = organisations.read()
    return Asked(agency, read_period(first, last, as_of), tree, agency_id_of(agency, tree), own)


Numbers = list[int]
"""One number for each set of conditions, in their order."""


def count(asked: Sequence[Asked], sets: Sequence[All], *, by: By = "") -> dict[tuple[int, str], Numbers]:
    """(number of the period, key) → how many dossiers each set holds for. Keys: "" without `by`; the code of the unit
    that a dossier stands under; the id of the officer who had it last, "" for none; the procedure's code. One query."""
    if not sets:
        return {}
    cut = [part for index, one in enumerate(asked) for part in one.parts(exact=by == "agency", index=index)]
    queries = [_rows(number, part, sets, by) for number, part in enumerate(cut)]
    found: dict[tuple[int, str], Numbers] = {}
    for number, key, *numbers in queries[0].union(*queries[1:], all=True):
        part = cut[number]
        name = _unit(asked[part.index], int(key), part) if by == "agency" else str(key or "")
        into = found.setdefault((part.index, name), [0] * len(sets))
        for place, one in enumerate(numbers):
            into[place] += one
    return found


def _rows(number: int, part: Part, sets: Sequence[All], by: By) -> QuerySet[Any, Any]:
    group = F(_GROUP[by]) if by else Value("")
    rows = part.rows().order_by().annotate(part=Value(number), key=group).values("part", "key")
    columns = {f"c{place}": _column(every(one, part)) for place, one in enumerate(sets)}
    named: QuerySet[Any, Any] = rows.annotate(**columns).values_list("part", "key", *columns)
    return named


def _column(condition: Q) -> Count:
    return Count("id") if condition == EVERY else Count("id", filter=condition)


def _unit(asked: Asked, agency_id: int, part: Part) -> str:
    return asked.tree.code_of(asked.tree.unit_of(agency_id, asked.agency_id, part.on))


def sets_of(line: Line) -> list[All]:
    """The sets that a line of dossiers is counted by: all of its cases, then each part of them."""
    return [line.of, *((*line.of, *part.which) for part in line.parts)]


def distinct(sets: Sequence[All]) -> Mapping[All, int]:
    """Every set once, with its place."""
    return {one: place for place, one in enumerate(dict.fromkeys(sets))}
