"""What a report is: columns with their definitions, equations that must hold, and how its lines are computed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q

from motcua.kernel.actor import Actor
from motcua.reports import definitions
from motcua.reports.export.table import Kind, Value
from motcua.reports.figures.behind import FIGURES, Where

Words = tuple[str, str]
"""Vietnamese, English."""
NONE: Words = ("", "")


COMMON: Mapping[str, Where] = {
    "received_offline": (
        ("resolved", "pending"),
        lambda part: Q(received_at__gte=part.period.start, dossier__channel__in=("direct", "post")),
    ),
    "late_same_day": (("resolved",), lambda _: Q(clock_at__gt=F("due_at"), clock_day=F("due_day"))),
}
"""Dossiers that several forms open to, beside those of `figures.behind`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked about: an agency with the units under it, local days both included, judged at the earlier
    of their end and `as_of`; `by` names the lines; `viewer` decides which names are seen (None: none)."""

    agency: str
    first: date
    last: date
    as_of: datetime
    by: str = ""
    viewer: Actor | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `number` is the form's own, `group` the head above several. `definition` names a known one
    (reports/definitions.py), else `words` tells how it is counted. `opens` names what its list shows, "" for none.

    `sum_of` and `part_of` (part, whole) are computed from other columns, here and as formulas in the spreadsheet;
    `adds_up`: the lines add up to the whole.
    """

    key: str
    name: Words
    kind: Kind = "count"
    number: str = ""
    group: Words = NONE
    definition: str = ""
    words: Words = NONE
    opens: str = ""
    sum_of: tuple[str, ...] = ()
    part_of: tuple[str, str] | None = None
    adds_up: bool = True

    def told(self, lang: str) -> str:
        """How it is counted."""
        known = definitions.DEFINITIONS.get(self.definition)
        return known.words(lang) if known else self.words[lang == "en"]


@dataclass(slots=True)
class Line:
    """One line of a report; `key` is what its lists are narrowed by."""

    key: str
    label: Words
    values: dict[str, Value] = field(default_factory=dict)

    def count(self, key: str) -> int:
        """A count that is there; 0 where it is not told."""
        found = self.values.get(key)
        return int(found) if isinstance(found, (int, float)) else 0


@dataclass(frozen=True, slots=True)
class Check:
    """An equation between columns, each side a sum: "3 = 4 + 5 + 6"."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """An equation with what it gave for the whole and how many lines break it."""

    words: str
    left: int
    right: int
    wrong_lines: int = 0
    check: Check | None = None

    @property
    def holds(self) -> bool:
        return self.left == self.right and not self.wrong_lines


@dataclass(frozen=True, slots=True)
class Beside:
    """A number counted another way, beside ours: by the Ministry's rule, for a wider period."""

    name: Words
    ours: Value
    theirs: Value
    opens: str = ""


Compute = Callable[[Asked], Iterable[Line]]


@dataclass(frozen=True, slots=True)
class Lists:
    """A report of dossiers, line by line: how many lines, and some of them from one on (each asks for its own rows, so
    that a long list never stands in memory)."""

    count: Callable[[Asked], int]
    some: Callable[[Asked, int, int], list[Line]]


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `by` lists its breakdowns, the usual one first. `whole` counts the whole anew, so that the lines can
    be checked against it; without it the whole is the sum of the lines. `lists`: its lines are dossiers, not figures.
    `places`: its numbers open to procedures (code, name) instead of dossiers."""

    key: str
    name: Words
    answers: Words
    source: Words
    columns: tuple[Column, ...]
    compute: Compute
    by: tuple[str, ...] = ("field",)
    checks: tuple[Check, ...] = ()
    whole: Callable[[Asked], Line | None] | None = None
    beside: Callable[[Asked, "Made"], Sequence[Beside]] | None = None
    beside_words: Words = NONE
    beside_heads: tuple[Words, Words, Words] = (
        ("Đã giải quyết", "Resolved"),
        ("So cả giờ", "Days and hours"),
        ("Chỉ so ngày", "Days alone"),
    )
    figures: Mapping[str, Where] = field(default_factory=dict)
    places: Callable[[Asked, str, str], list[tuple[str, str]]] | None = None
    notes: tuple[Words, ...] = ()
    lists: "Lists | None" = None
    fixed_periods: bool = False
    protected: tuple[str, str] = ("", "")
    heavy: bool = False
    order: int = 50

    @property
    def slug(self) -> str:
        """The key in an address."""
        return self.key.lower().replace(".", "-")

    @property
    def is_form(self) -> bool:
        """True for a form that the law numbers."""
        return self.key.startswith("II.")

    def column(self, key: str) -> Column:
        """Raises LookupError."""
        return next(one for one in self.columns if one.key == key)

    def where(self, opens: str) -> Where | None:
        """The dossiers that a column opens to."""
        return self.figures.get(opens) or COMMON.get(opens) or FIGURES.get(opens)


@dataclass(slots=True)
class Made:
    """A report that was computed: lines, the whole, equations; `beside` numbers of another rule."""

    report: Report
    asked: Asked
    lines: list[Line]
    whole: Line | None
    checks: list[Checked] = field(default_factory=list)
    beside: Sequence[Beside] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing was counted anywhere."""
        counted = [one.key for one in self.report.columns if one.kind in ("count", "money")]
        if self.report.lists is not None:
            return not self.lines
        return not any(line.count(key) for line in self.lines for key in counted)

    @property
    def balances(self) -> bool:
        return all(one.holds for one in self.checks)


def from_row(values: Mapping[str, Any], columns: Sequence[Column]) -> dict[str, Value]:
    """The values of a row of figures for the columns that name them."""
    return {one.key: values[one.key] for one in columns if one.key in values}
