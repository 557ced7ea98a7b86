"""A set of formulas as it stands in the data, in dated versions; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from motcua.kernel.errors import NotVisible
from motcua.reports.scorecard.merit import Grade
from motcua.reports.scorecard.vocabulary import All


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages."""

    vi: str = ""
    en: str = ""

    def said(self, lang: str = "vi") -> str:
        return self.en if lang == "en" else self.vi

    def __bool__(self) -> bool:
        return bool(self.vi)


@dataclass(frozen=True, slots=True)
class Part:
    """What is counted among the cases of a line. `closed`: opens no list, because who said it is kept confidential."""

    key: str
    name: Both
    which: All
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """A share (percent) or a count of an agency, compared with a number: `online_dossiers >= 30`."""

    fact: str
    sign: str
    number: Decimal

    def holds(self, value: Decimal | None) -> bool:
        """False for what is not known."""
        if value is None:
            return False
        return value >= self.number if self.sign == ">=" else value == self.number


@dataclass(frozen=True, slots=True)
class Fact:
    """A share or a number that an agency's indicator looks at."""

    key: str
    name: Both
    counts: str
    of: All = ()
    which: All = ()
    outside: str = ""
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the index, or one of the nine indicators.

    `counts`: dossiers, procedures, dossier_units (each dossier and each part of it at another agency), agency (by
    `facts`) or outside (entered by hand under the name `outside`). `parts`: one for a share; with `left`, what they
    leave of 100. Of an indicator `two` and `one` say what gives 2 points and 1; the rest gives none.
    """

    number: str
    name: Both
    counts: str
    group: str = ""
    points: Decimal | None = None
    threshold: Decimal | None = None
    of: All = ()
    parts: tuple[Part, ...] = ()
    left: bool = False
    empty_is_zero: bool = False
    outside: str = ""
    times: str = ""
    unit: str = "percent"
    two: All = ()
    one: All = ()
    facts: tuple[Fact, ...] = ()
    two_if: tuple[Compared, ...] = ()
    one_if: tuple[Compared, ...] = ()
    definition: Both = field(default_factory=Both)
    doubt: Both = field(default_factory=Both)
    missing: Both = field(default_factory=Both)
    source: Both = field(default_factory=Both)
    confidence: str = ""
    protected: bool = False
    for_officers: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one head, with what they are worth together."""

    number: str
    name: Both
    points: Decimal


@dataclass(frozen=True, slots=True)
class Version:
    """A set as it holds from a day on."""

    key: str
    valid_from: date
    name: Both
    source: Both
    confidence: str
    lines: tuple[Line, ...]
    groups: tuple[Group, ...] = ()
    note: Both = field(default_factory=Both)
    agency_grades: tuple[Grade, ...] = ()
    officer_grades: tuple[Grade, ...] = ()

    def line(self, number: str) -> Line:
        """Raises NotVisible for a number that is not in the set."""
        for line in self.lines:
            if line.number == number:
                return line
        raise NotVisible("scorecard.line_unknown", line=number)

    def outsides(self) -> Mapping[str, Line]:
        """Every name under which a value may be entered by hand, with the line that uses it."""
        found: dict[str, Line] = {}
        for line in self.lines:
            for name in (line.outside, line.times, *(fact.outside for fact in line.facts)):
                if name:
                    found.setdefault(name, line)
        return found


@dataclass(frozen=True, slots=True)
class FormulaSet:
    """All versions, the oldest first. `content` is the SHA-256 of the file."""

    key: str
    versions: tuple[Version, ...]
    content: str = ""

    def on(self, day: date) -> Version:
        """The version that holds on a day; the first one before its time."""
        held = [one for one in self.versions if one.valid_from <= day]
        return held[-1] if held else self.versions[0]


def numbered(lines: Sequence[Line]) -> dict[str, Line]:
    """By number."""
    return {line.number: line for line in lines}
