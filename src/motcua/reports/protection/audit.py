"""Whether somebody who adds and takes away what is told arrives at a number that is not.

Every hidden number lies in two sums at most: of its table's column (a month), and of its line (a quarter or a year, if
that is told). Numbers are edges, sums are vertices, lines that are not told are one vertex `OUTSIDE`. Numbers may be
other than they are, with every told sum the same, exactly where something can flow around in circles through that
graph; what such a flow leaves alone is known. One flow with a number drawn for every circle tells it for all groups at
once: a group whose sum it changes is safe; one that it leaves alone is taken as known, so a chance meeting of drawn
numbers (one in 2⁶⁰) hides too much and never too little.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from motcua.reports.protection.table import is_few

OUTSIDE = "outside"
_SPAN = 1 << 60


@dataclass(frozen=True, slots=True)
class Edge:
    """A hidden number of `people`, in the sum `column` and in the sum `line`; `cells`: the groups it is part of."""

    column: Hashable
    line: Hashable
    people: int
    cells: tuple[Hashable, ...]


def leeway(edges: Sequence[Edge]) -> list[int]:
    """By how much each number changes in one flow through all circles; every told sum stays. The same for the same
    edges."""
    drawn = Random(len(edges))
    touching: dict[Hashable, list[int]] = {}
    for place, one in enumerate(edges):
        touching.setdefault(one.column, []).append(place)
        touching.setdefault(one.line, []).append(place)
    flow = [0] * len(edges)
    excess: dict[Hashable, int] = dict.fromkeys(touching, 0)
    walked: list[tuple[Hashable, int]] = []
    reached: set[Hashable] = set()
    used: set[int] = set()
    for begin in touching:
        if begin in reached:
            continue
        reached.add(begin)
        open_ = [begin]
        for at in open_:  # grows while it is walked
            for place in touching[at]:
                if place in used:
                    continue
                used.add(place)
                edge = edges[place]
                to = edge.line if at == edge.column else edge.column
                if to in reached:  # closes a circle
                    flow[place] = drawn.randrange(1, _SPAN)
                    excess[edge.column] -= flow[place]
                    excess[edge.line] += flow[place]
                else:
                    reached.add(to)
                    walked.append((to, place))
                    open_.append(to)
    for vertex, place in reversed(walked):
        edge, sign = edges[place], -1 if edges[place].line == vertex else 1
        flow[place] = sign * excess[vertex]
        excess[edge.column] -= flow[place]
        excess[edge.line] += flow[place]
    return flow


def computable(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The groups of few people (by `cells`) whose number follows from what is told."""
    changes = leeway(edges)
    cells: dict[Hashable, list[int]] = {}
    for place, edge in enumerate(edges):
        for cell in edge.cells:
            cells.setdefault(cell, []).append(place)
    return [
        [edges[place] for place in places]
        for places in cells.values()
        if is_few(sum(edges[place].people for place in places)) and not sum(changes[place] for place in places)
    ]


def around(chosen: Sequence[Edge], edges: Iterable[Edge]) -> set[Hashable]:
    """The told lines that hang together with the chosen numbers without going outside."""
    to: dict[Hashable, Hashable] = {}

    def find(one: Hashable) -> Hashable:
        while one in to:
            one = to[one]
        return one

    lines = set()
    for one in edges:
        if one.line != OUTSIDE:
            lines.add(one.line)
            if (column := find(one.column)) != (line := find(one.line)):
                to[column] = line
    near = {find(one.column) for one in chosen} | {find(one.line) for one in chosen}
    return {line for line in lines if find(line) in near}
