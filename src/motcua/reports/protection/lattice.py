"""Agencies × months, quarters and years: which numbers of people are told so that no group of few can be computed.

Months are judged first, then each quarter, then the year: what was told is never taken back. A quarter holds more than
its months: who answered after a month's end is seen only by the quarter (contract, section 5), and is a group of its
own, "q1+", as "year+" is beside the quarters. A year of one tree; the caller leaves out what a reorganisation makes
incomparable.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from motcua.reports.protection.audit import OUTSIDE, Edge, around, computable
from motcua.reports.protection.table import is_few, kept_back

Node = Hashable
ROOT = "root"
"""All agencies together."""
YEAR = "year"
Grain = int | str
"""A month 1 to 12, "q1" to "q4", or "year"; with a "+" who is seen only by then."""
QUARTERS = ("q1", "q2", "q3", "q4")
LATER = "+"


@cache
def parts_of(grain: Grain) -> tuple[Grain, ...]:
    """What a month, quarter or year is made of that has no parts itself."""
    if isinstance(grain, int) or grain.endswith(LATER):
        return (grain,)
    if grain == YEAR:
        return (*[part for quarter in QUARTERS for part in parts_of(quarter)], YEAR + LATER)
    last = 3 * int(grain[1:])
    return (last - 2, last - 1, last, grain + LATER)


@cache
def quarter_of(part: Grain) -> Grain:
    """The quarter in which a part lies; the year's own part lies in none and stands for itself."""
    return next((quarter for quarter in QUARTERS if part in parts_of(quarter)), part)


@dataclass(slots=True)
class Lattice:
    """`people` by leaf and part; `children` of ROOT and of every node that has some. A node with dossiers of its own
    and nodes under it has a leaf of its own among its children."""

    people: Mapping[tuple[Node, Grain], int]
    children: Mapping[Node, Sequence[Node]]
    _sums: dict[tuple[Node, Grain], int] = field(default_factory=dict)
    _told: dict[tuple[Node, Grain], bool] = field(default_factory=dict)
    _above: dict[Node, Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._above.update({child: node for node, under in self.children.items() for child in under})

    def count(self, node: Node, grain: Grain) -> int:
        """The people of a node with all under it."""
        key = node, grain
        if key not in self._sums:
            if under := self.children.get(node):
                self._sums[key] = sum(self.count(child, grain) for child in under)
            else:
                self._sums[key] = sum(self.people.get((node, part), 0) for part in parts_of(grain))
        return self._sums[key]

    def is_told(self, node: Node, grain: Grain) -> bool:
        """Whether everybody may know the number of a node in a month, quarter or year that is over. That there is
        nobody may be known anywhere: where nothing was resolved nobody can have answered."""
        if not self.count(node, grain):
            return True
        key = node, grain
        if key not in self._told:
            if isinstance(grain, str) and grain.endswith(LATER):
                self._told[key] = False
            elif node == ROOT:
                rest = sum(self.count(ROOT, part) for part in self._open(ROOT, grain))
                self._told[key] = not is_few(self.count(ROOT, grain)) and not is_few(rest)
            elif node not in self._above:
                self._told[key] = False
            else:
                above = self._above[node]
                told = self._of_month(above, grain) if isinstance(grain, int) else self._of_span(above, grain)
                self._told.update({(child, grain): child in told for child in self.children[above]})
        return self._told[key]

    def _open(self, node: Node, grain: Grain) -> list[Grain]:
        """The parts of a quarter or year that are told neither themselves nor with a quarter; of nobody is known."""
        if isinstance(grain, int):
            return []
        return [
            part
            for part in parts_of(grain)
            if self.count(node, part)
            and not self.is_told(node, part)
            and not (grain == YEAR and self.is_told(node, quarter_of(part)))
        ]

    def _of_month(self, above: Node, month: int) -> set[Node]:
        if not self.is_told(above, month):
            return set()
        under = self.children[above]
        hidden = kept_back({child: self.count(child, month) for child in under})
        return {child for child in under if child not in hidden}

    def _of_span(self, above: Node, grain: str) -> set[Node]:
        """The children told in a quarter or year: those whom its parts tell already, and those of whom nothing smaller
        follows, checked against every sum of the table."""
        if not self.is_told(above, grain):
            return set()
        open_ = {child: self._open(child, grain) for child in self.children[above]}
        told = {child for child, parts in open_.items() if not parts}
        if not self._columns_are_told(above, grain):
            return told
        rests = {child: sum(self.count(child, part) for part in parts) for child, parts in open_.items() if parts}
        asked = {child for child, rest in rests.items() if not is_few(rest)}
        while asked and (leaks := computable(edges := list(self._edges(above, grain, asked)))):
            near = {line[0] for line in around(leaks[0], edges) if isinstance(line, tuple) and line[1] == grain} & asked
            asked.discard(min(near or asked, key=lambda child: (rests[child], str(child))))
        return told | asked

    def _columns_are_told(self, above: Node, grain: str) -> bool:
        """Whether the sum of every part is told (those seen later follow from the whole): the check counts on it."""
        parts = [*(QUARTERS if grain == YEAR else ()), *(one for one in parts_of(grain) if isinstance(one, int))]
        return all(self.is_told(above, part) for part in parts if self.count(above, part))

    def _edges(self, above: Node, grain: str, asked: set[Node]) -> Iterable[Edge]:
        for child in self.children[above]:
            for part in parts_of(grain):
                people = self.count(child, part)
                if not people or self.is_told(child, part):
                    continue
                line: Hashable = OUTSIDE
                quarter = quarter_of(part)
                if grain == YEAR and self.is_told(child, quarter):
                    line = child, quarter
                elif child in asked:
                    line = child, grain
                yield Edge(part, line, people, tuple(dict.fromkeys(((child, part), (child, quarter), (child, YEAR)))))
