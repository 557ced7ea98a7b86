"""The nine indicators of agencies and officers in a period, by the same formulas and counting as the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from motcua.reports.models import OutsideValue
from motcua.reports.rules import FEW
from motcua.reports.scorecard import counting, merit, outside, points, units_time
from motcua.reports.scorecard.counting import Asked, By, Numbers, read_asked
from motcua.reports.scorecard.formulas import Fact, FormulaSet, Line, Version
from motcua.reports.scorecard.merit import Given, Grade
from motcua.reports.scorecard.offered import Offered, fits, offered
from motcua.reports.scorecard.vocabulary import All, AnyOf, Not

FROM_DOSSIERS = ("dossiers", "dossier_units")


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact of an agency: a share with its counts, a number, or a value entered by hand; `value` None: not known."""

    fact: Fact
    value: Decimal | None
    part: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `given` of those counted by dossier; `seen` of those of an agency; `score` None: left out."""

    line: Line
    score: Decimal | None = None
    given: Given | None = None
    seen: tuple[Seen, ...] = ()
    value: OutsideValue | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The indicators of an agency, a unit under it (`key`: its code) or an officer (`key`: the account's id)."""

    key: str
    version: Version
    indicators: tuple[Indicator, ...]
    grades: tuple[Grade, ...] = ()

    @property
    def score(self) -> Decimal | None:
        return merit.summed(one.score for one in self.indicators)

    @property
    def grade(self) -> Grade | None:
        return merit.grade_of(self.score, self.grades)

    @property
    def left_out(self) -> list[str]:
        """Numbers of the indicators without data."""
        return [one.line.number for one in self.indicators if one.score is None]

    @property
    def cases(self) -> int:
        """Dossiers of the first indicator that is counted by dossier."""
        return next((one.given.cases for one in self.indicators if one.given), 0)

    @property
    def is_few(self) -> bool:
        return self.cases < FEW

    def indicator(self, number: str) -> Indicator | None:
        return next((one for one in self.indicators if one.line.number == number), None)


def set_for(line: Line, points: int | None) -> All:
    """The dossiers that got so many points of an indicator; None: all that were looked at."""
    if points is None:
        return line.of
    not_two = AnyOf(tuple(Not(one) for one in line.two))
    if points == 2:
        return (*line.of, *line.two)
    if points == 1:
        return (*line.of, *line.one, not_two)
    return (*line.of, not_two, AnyOf(tuple(Not(one) for one in line.one)))


def agency(formulas: FormulaSet, code: str, first: date, last: date, *, as_of: datetime) -> Evaluation:
    """All nine of an agency with the units under it. Raises Invalid, NotVisible."""
    asked = read_asked(code, first, last, as_of)
    version = formulas.on(last)
    sets = counting.distinct([one for line in version.lines for one in _sets(line)])
    numbers = counting.count([asked], list(sets)).get((0, ""), [0] * len(sets))
    parts = units_time.given(asked).get("", Given())
    procedures = offered([asked])[0]
    values = outside.in_force([asked.agency_id] if asked.agency_id else [], asked.period.first, asked.period.last)
    known = {fact: value for (_, fact), value in values.items()}
    found = []
    for line in version.lines:
        if line.counts in FROM_DOSSIERS:
            found.append(_of_dossiers(line, numbers, sets, parts))
        elif line.counts == "agency":
            found.append(_of_agency(line, numbers, sets, procedures, known))
        else:
            value = known.get(line.outside)
            found.append(Indicator(line, points.half_up(value.value, points.TENTH) if value else None, value=value))
    return Evaluation(code, version, tuple(found), version.agency_grades)


def units(formulas: FormulaSet, code: str, first: date, last: date, *, as_of: datetime) -> list[Evaluation]:
    """The indicators counted by dossier, of each unit under an agency as organised then; without a class, which needs
    all nine."""
    asked = read_asked(code, first, last, as_of)
    version = formulas.on(last)
    lines = [line for line in version.lines if line.counts in FROM_DOSSIERS]
    there = {asked.tree.code_of(one) for one in asked.tree.children(asked.agency_id, asked.period.judged_on)}
    return _many(asked, version, lines, "agency", there, ())


def officers(
    formulas: FormulaSet, code: str, first: date, last: date, *, as_of: datetime, only: int | None = None
) -> list[Evaluation]:
    """The indicators of each officer who had a dossier of the agency last, or did a part at it; `only`: of one. The
    units under the agency are left out: their officers are their own. Raises Invalid, NotVisible."""
    asked = read_asked(code, first, last, as_of, own=True)
    version = formulas.on(last)
    lines = [line for line in version.lines if line.for_officers]
    found = _many(asked, version, lines, "officer", set() if only is None else {str(only)}, version.officer_grades)
    return [one for one in found if only is None or one.key == str(only)]


def _many(
    asked: Asked, version: Version, lines: Sequence[Line], by: By, there: set[str], grades: tuple[Grade, ...]
) -> list[Evaluation]:
    counted_lines = [line for line in lines if line.counts in FROM_DOSSIERS]
    sets = counting.distinct([one for line in counted_lines for one in _sets(line)])
    counted = counting.count([asked], list(sets), by=by)
    parts = units_time.given(asked, by)
    rows = {key: numbers for (_, key), numbers in counted.items() if any(numbers)}
    nothing = [0] * len(sets)
    return [
        Evaluation(
            key,
            version,
            tuple(
                _of_dossiers(line, rows.get(key, nothing), sets, parts.get(key, Given()))
                if line in counted_lines
                else Indicator(line)
                for line in lines
            ),
            grades,
        )
        for key in sorted(there | set(rows) | set(parts))
    ]


def _sets(line: Line) -> list[All]:
    if line.counts in FROM_DOSSIERS:
        return [set_for(line, points) for points in (None, 2, 1)]
    return [
        one
        for fact in line.facts
        if fact.counts == "dossiers"
        for one in (fact.of, *([] if fact.is_count else [(*fact.of, *fact.which)]))
    ]


def _of_dossiers(line: Line, numbers: Numbers, sets: Mapping[All, int], parts: Given) -> Indicator:
    every, two, one = (numbers[sets[set_for(line, points)]] for points in (None, 2, 1))
    given = Given(two, one, every - two - one)
    if line.counts == "dossier_units":
        given += parts
    return Indicator(line, given.score, given)


def _of_agency(
    line: Line,
    numbers: Numbers,
    sets: Mapping[All, int],
    procedures: Sequence[Offered],
    values: Mapping[str, OutsideValue],
) -> Indicator:
    seen = tuple(_seen(fact, numbers, sets, procedures, values) for fact in line.facts)
    if any(one.whole == 0 and not one.fact.is_count for one in seen):
        return Indicator(line, seen=seen)
    known = {one.fact.key: one.value for one in seen}
    score = 0
    for wanted, conditions in ((2, line.two_if), (1, line.one_if)):
        if all(one.holds(known[one.fact]) for one in conditions):
            score = wanted
            break
    return Indicator(line, Decimal(score).quantize(points.TENTH), seen=seen)


def _seen(
    fact: Fact,
    numbers: Numbers,
    sets: Mapping[All, int],
    procedures: Sequence[Offered],
    values: Mapping[str, OutsideValue],
) -> Seen:
    if fact.counts == "outside":
        value = values.get(fact.outside)
        return Seen(fact, value.value if value else None)
    if fact.counts == "procedures":
        cases = [one for one in procedures if fits(fact.of, one)]
        whole, part = len(cases), sum(fits(fact.which, one) for one in cases)
    else:
        whole = numbers[sets[fact.of]]
        part = whole if fact.is_count else numbers[sets[(*fact.of, *fact.which)]]
    if fact.is_count:
        return Seen(fact, Decimal(whole), part, whole)
    return Seen(fact, points.rate(part, whole), part, whole)
