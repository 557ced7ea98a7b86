"""What of the figures everybody may know: `reports.protection` asked about the agencies and answers that there are.

Counts of dossiers are told as they are. Satisfaction and the response rate are told for an agency in a month, quarter
or year that is over, as organised then, where no group of fewer than five people can be computed (ADR 24); everything
finer (by channel, field or procedure) and every free period is for those who may read the agency's reports.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.reports import organisation as organisations
from motcua.reports.cube.reading import Question, read
from motcua.reports.figures.parts import parts
from motcua.reports.figures.row import Row
from motcua.reports.figures.tally import MOST_TOGETHER, count
from motcua.reports.figures.targets import TargetRow
from motcua.reports.keeping.rights import may_read
from motcua.reports.organisation import Organisation
from motcua.reports.protection import ROOT, Lattice, Node
from motcua.reports.protection.lattice import LATER, Grain, parts_of
from motcua.reports.rules import Period
from motcua.reports.scorecard import grain as grains

ONE_DAY = timedelta(days=1)


def may_see_all(viewer: Actor, agency: str | None, on: date) -> bool:
    """Whether somebody may see every figure of an agency (None: of all), protected or not."""
    if agency is None:
        return access.scope("reports.read", viewer).kind == "all"
    try:
        return may_read(viewer, agency, on)
    except NotVisible:
        return False  # an agency that never was: who asks for it is told so, not what may be seen


def is_over(first: date, last: date, now: datetime) -> bool:
    """Whether these days are one whole month, quarter or year, and the last of them is past."""
    return grains.of(first, last) is not None and clock.day_start(last + ONE_DAY) <= now


def grain_of(first: date, last: date) -> Grain:
    """The days of a whole month, quarter or year as the lattice names them."""
    months = last.month - first.month + 1
    return "year" if months == 12 else f"q{(first.month + 2) // 3}" if months == 3 else first.month


@dataclass(frozen=True, slots=True)
class Published:
    """What is told of the answers in one month, quarter or year that is over."""

    lattice: Lattice
    tree: Organisation
    grain: Grain

    def is_told(self, agency: str | None, *, own: bool = False) -> bool:
        """For an agency with all under it (None: all agencies), or its own counter alone."""
        if agency is None:
            return self.lattice.is_told(ROOT, self.grain)
        node: Node = self.tree.get(agency)
        if own and self.lattice.children.get(node):
            node = (node, "own")
        return self.lattice.is_told(node, self.grain)


def published(first: date, last: date, *, now: datetime) -> Published | None:
    """None where nothing of the answers is told: no whole period, one that is not over, or one in which those who
    answered were organised in more than one way."""
    if not is_over(first, last, now):
        return None
    tree = organisations.read()
    spans = _spans(first, last)
    answers = _answers([Period(one, end, now) for one, end in spans.values()], list(spans), tree)
    ids = {agency for agency, _ in answers}
    lines = {one: _line(tree, one, last) for one in ids}
    days = [first, *tree.changes(first, last)]
    if any(_line(tree, one, day) != lines[one] for one in ids for day in days):
        return None
    return Published(_lattice(_parts(answers, ids, spans), lines), tree, grain_of(first, last))


def _spans(first: date, last: date) -> dict[Grain, tuple[date, date]]:
    """The days of every month, quarter and year within, the period itself last."""
    kinds: tuple[grains.Kind, ...] = ("month", "quarter", "year")
    found: dict[Grain, tuple[date, date]] = {}
    for kind in kinds:
        for number in range(first.month, last.month + 1):
            one = grains.holding(first.replace(month=number), kind)
            if first <= one.first and one.last <= last:
                found.setdefault(grain_of(one.first, one.last), (one.first, one.last))
    return found


def _parts(
    answers: Mapping[tuple[int, Grain], int], ids: Iterable[int], spans: Iterable[Grain]
) -> dict[tuple[int, Grain], int]:
    """The people of each part: of a month all, of a quarter and a year those whom its parts did not see."""
    found: dict[tuple[int, Grain], int] = {}
    for grain in spans:
        for one in ids:
            people = answers.get((one, grain), 0)
            part = grain
            if isinstance(grain, str):
                part = grain + LATER
                people -= sum(found.get((one, inner), 0) for inner in parts_of(grain) if inner != part)
            if people > 0:  # nobody's answer goes away; were one taken back, nothing would be told of it
                found[one, part] = people
    return found


def _lattice(answers: Mapping[tuple[int, Grain], int], lines: Mapping[int, list[int]]) -> Lattice:
    children: dict[Node, list[Node]] = {ROOT: []}
    above = {upper for line in lines.values() for upper in line[1:]}
    for line in lines.values():
        for at, upper in zip(line, [*line[1:], ROOT], strict=True):
            under = children.setdefault(upper, [])
            if at not in under:
                under.append(at)
    leaf: dict[int, Node] = {}
    for one in lines:
        leaf[one] = one
        if one in above:
            leaf[one] = (one, "own")
            children[one].append((one, "own"))
    return Lattice({(leaf[one], part): people for (one, part), people in answers.items()}, children)


def _line(tree: Organisation, agency: int, on: date) -> list[int]:
    """The agency and all above it on a day, nearest first."""
    parents, found = tree.parents(on), [agency]
    while (upper := parents.get(found[-1])) is not None and upper not in found:
        found.append(upper)
    return found


def _answers(periods: Sequence[Period], names: Sequence[Grain], tree: Organisation) -> dict[tuple[int, Grain], int]:
    """Answers by agency that was responsible and name of the period: from the cube, else from the rows."""
    found: dict[tuple[int, Grain], int] = {}
    for begin in range(0, len(periods), MOST_TOGETHER):
        some = periods[begin : begin + MOST_TOGETHER]
        told = read(Question(some, None, "agency"))
        if told is not None:
            counted = [(int(key), index, row["answered"]) for (index, key), row in told.items()]
        else:
            cut = [
                cut
                for index, one in enumerate(some)
                for cut in parts(one, tree, None, own=False, exact=True, index=index)
            ]
            named = count(cut, "agency").items()
            counted = [(int(name.partition(":")[2]), index, row.answered) for (index, name), row in named]
        for agency, index, number in counted:
            if number:
                key = agency, names[begin + index]
                found[key] = found.get(key, 0) + number
    return found


def for_everybody(
    rows: Sequence[Row],
    agency: str | None,
    *,
    by: str | None = None,
    own: bool = False,
    as_organised_then: bool = True,
    now: datetime,
) -> list[Row]:
    """Rows of `figures.handling` with what everybody may know of the answers; the counts stay."""
    found: dict[tuple[date, date], Published | None] = {}
    told = []
    for row in rows:
        may = False
        if as_organised_then and by in (None, "agency", "month") and row.as_of >= clock.day_start(row.last + ONE_DAY):
            span = (row.first, row.last)
            if span not in found:
                found[span] = published(*span, now=now)
            if (what := found[span]) is not None:
                its_own = row.key == agency if by == "agency" else own
                may = what.is_told(row.key if by == "agency" else agency, own=its_own)
        told.append(replace(row, is_told=may))
    return told


def targets_for_everybody(rows: Sequence[TargetRow], *, now: datetime) -> list[TargetRow]:
    """Targets with what was reached; how satisfied people are only where everybody may know it for the days judged."""
    found: list[TargetRow] = []
    for row in rows:
        if row.indicator == "satisfied_percent":
            what = published(row.first, row.judged_on, now=now)
            if what is None or not what.is_told(row.agency):
                row = replace(row, actual=None)
        found.append(row)
    return found
