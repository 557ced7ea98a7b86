"""The index of an agency in a period: every line with its counts, rate and points, by the version that holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from motcua.reports.models import OutsideValue
from motcua.reports.protection import is_few
from motcua.reports.scorecard import counting, outside, points
from motcua.reports.scorecard.counting import Asked, Numbers, read_asked, sets_of
from motcua.reports.scorecard.formulas import FormulaSet, Line, Version
from motcua.reports.scorecard.offered import Offered, fits, offered
from motcua.reports.scorecard.points import Scored, Total
from motcua.reports.scorecard.vocabulary import All

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A line with what was counted. `whole` and `parts` None: nothing is counted here (entered by hand, or missing);
    `ratio` the share synchronised, where the line is multiplied by it and it is known."""

    line: Line
    rate: Decimal | None = None
    whole: int | None = None
    parts: tuple[int, ...] = ()
    value: OutsideValue | None = None
    ratio: Decimal | None = None

    @property
    def scored(self) -> Scored:
        line = self.line
        return Scored(line.number, line.group, line.points, line.threshold, self.rate)

    @property
    def points(self) -> Decimal | None:
        return self.scored.points

    @property
    def is_hidden(self) -> bool:
        """Counted, but of too few dossiers to keep confidential who rated how."""
        return _tells(self.line, self.whole)

    @property
    def lost(self) -> int | None:
        """How many cases bring no points: what a change could still win."""
        if self.whole is None or not self.parts:
            return None
        return min(sum(self.parts), self.whole) if self.line.left else self.whole - self.parts[0]

    def with_more(self, more: int) -> Decimal:
        """Points if so many more cases were as they should be. Only where something is counted and worth points."""
        assert self.whole is not None
        most = self.line.points or Decimal(0)
        if self.line.left:
            left, reduced = more, []
            for part in self.parts:
                reduced.append(max(part - left, 0))
                left = max(left - part, 0)
            rate = points.rate_left(reduced, self.whole)
        else:
            rate = points.rate(self.parts[0] + more, self.whole, self.ratio or ONE)
        return points.points(rate or Decimal(0), most, self.line.threshold)

    @property
    def for_a_point(self) -> tuple[int, Decimal] | None:
        """How many more cases bring one point (or what is left to get), and the points; None where nothing is."""
        if not self.line.points or not self.whole or self.lost is None or self.line.counts != "dossiers":
            return None
        return points.needed(self.with_more, self.lost)


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of one agency (or one unit under it) in one period."""

    agency: str
    first: date
    last: date
    as_of: datetime
    version: Version
    lines: tuple[Reckoned, ...]
    content: str = ""

    @property
    def total(self) -> Total:
        return points.total(one.scored for one in self.lines)

    @property
    def cases(self) -> int:
        """The most dossiers that a line looked at: 0 where there were none at all."""
        return max((one.whole or 0 for one in self.lines if one.line.counts == "dossiers"), default=0)

    def group(self, number: str) -> Total:
        return points.total((one.scored for one in self.lines), number)

    def line(self, number: str) -> Reckoned:
        """Raises NotVisible for a line that is not in the set."""
        self.version.line(number)
        return next(one for one in self.lines if one.line.number == number)

    def best(self, most: int = 5) -> list[tuple[Reckoned, int, Decimal]]:
        """Lines that bring a point for the fewest dossiers first."""
        found = [(one, *gained) for one in self.lines if (gained := one.for_a_point)]
        return sorted(found, key=lambda row: (row[1] / float(row[2]), row[0].line.number))[:most]


def cards(
    formulas: FormulaSet,
    agency: str,
    spans: Sequence[tuple[date, date]],
    *,
    as_of: datetime,
    own: bool = False,
) -> list[Card]:
    """The cards of an agency for several periods of one question, all by the version in force on the last day of the
    first. Raises Invalid, NotVisible."""
    asked = [read_asked(agency, first, last, as_of, own=own) for first, last in spans]
    version = formulas.on(spans[0][1])
    sets = counting.distinct([one for line in version.lines if line.counts == "dossiers" for one in sets_of(line)])
    counted = counting.count(asked, list(sets))
    procedures = offered(asked) if any(line.counts == "procedures" for line in version.lines) else [[]] * len(asked)
    found = []
    for index, one in enumerate(asked):
        numbers = counted.get((index, ""), [0] * len(sets))
        values = _values(one)
        lines = tuple(_reckoned(line, numbers, sets, procedures[index], values) for line in version.lines)
        found.append(
            Card(agency, one.period.first, one.period.last, one.period.judged_at, version, lines, formulas.content)
        )
    return found


def by_unit(formulas: FormulaSet, agency: str, first: date, last: date, *, as_of: datetime) -> list[tuple[str, Card]]:
    """The lines counted from dossiers, of each unit under an agency as organised then: (code of the unit, its card).
    Values entered by hand and lines of procedures are left out: they are looked at unit by unit."""
    asked = read_asked(agency, first, last, as_of)
    version = formulas.on(last)
    lines = [line for line in version.lines if line.counts == "dossiers" and line.points is not None]
    sets = counting.distinct([one for line in lines for one in sets_of(line)])
    counted = counting.count([asked], list(sets), by="agency")
    units = {asked.tree.code_of(child) for child in asked.tree.children(asked.agency_id, asked.period.judged_on)}
    nothing = [0] * len(sets)
    found = []
    for code in sorted(units | {key for _, key in counted}):
        numbers = counted.get((0, code), nothing)
        reckoned = tuple(_reckoned(line, numbers, sets, [], {}) for line in lines)
        found.append((code, Card(code, first, last, asked.period.judged_at, version, reckoned, formulas.content)))
    return found


def _values(asked: Asked) -> dict[str, OutsideValue]:
    if asked.agency_id is None:
        return {}
    found = outside.in_force([asked.agency_id], asked.period.first, asked.period.last)
    return {fact: value for (_, fact), value in found.items()}


def _reckoned(
    line: Line,
    numbers: Numbers,
    sets: Mapping[All, int],
    procedures: Sequence[Offered],
    values: Mapping[str, OutsideValue],
) -> Reckoned:
    if line.counts == "dossiers":
        whole, *parts = (numbers[sets[one]] for one in sets_of(line))
    elif line.counts == "procedures":
        cases = [one for one in procedures if fits(line.of, one)]
        whole, parts = len(cases), [sum(fits(part.which, one) for one in cases) for part in line.parts]
    else:
        value = values.get(line.outside)
        return Reckoned(line, value.value if value else None, value=value)
    value = values.get(line.times) if line.times else None
    ratio = value.value / 100 if value else None
    if _tells(line, whole):
        return Reckoned(line, None, whole)
    rate = points.rate_left(parts, whole) if line.left else points.rate(parts[0], whole, ratio or ONE)
    if rate is None and line.empty_is_zero:
        rate = Decimal(0)
    return Reckoned(line, rate, whole, tuple(parts), value, ratio)


def _tells(line: Line, whole: int | None) -> bool:
    return whole is not None and is_few(whole) and any(part.closed for part in line.parts)
