"""A table whose sums are told both ways: by agency and field, and by procedure over all agencies."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from motcua.reports.protection.audit import Edge, computable
from motcua.reports.protection.table import FEWEST, is_few

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def kept_back_crossed(people: Mapping[tuple[Row, Column], int]) -> frozenset[tuple[Row, Column]]:
    """The cells (row, column) that are not told where the sums of all rows and of all columns are: those of few, and
    the smallest others beside them until none of few can be computed. Where a row or a column holds nothing else, its
    told sum is the cell; nothing in the table can hide that."""
    hidden = {cell for cell, number in people.items() if is_few(number)}
    rows: dict[Row, list[tuple[Row, Column]]] = {}
    columns: dict[Column, list[tuple[Row, Column]]] = {}
    for cell in sorted(
        (one for one, number in people.items() if number >= FEWEST), key=lambda one: (people[one], str(one))
    ):
        rows.setdefault(cell[0], []).append(cell)
        columns.setdefault(cell[1], []).append(cell)
    while True:
        edges = {
            (row, column): Edge(("column", column), ("row", row), people[row, column], ((row, column),))
            for row, column in hidden
        }
        leaks = {edge.cells for (edge,) in computable(list(edges.values()))}
        more = set()
        for cell in [one for one, edge in edges.items() if edge.cells in leaks]:
            beside = [*rows.get(cell[0], ()), *columns.get(cell[1], ())]
            more.update([one for one in beside if one not in hidden][:1])
        if not more:
            return frozenset(hidden)
        hidden |= more
