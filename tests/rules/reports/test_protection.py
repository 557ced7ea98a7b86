"""Nobody computes a group of fewer than five from what is told: checked by exact elimination over all told sums."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.reports.protection import FEWEST, ROOT, Lattice, is_few, kept_back, kept_back_crossed
from motcua.reports.protection.lattice import QUARTERS, YEAR, parts_of

GRAINS = (*range(1, 13), *QUARTERS, YEAR)
PARTS = parts_of(YEAR)
PEOPLE = st.one_of(st.just(0), st.integers(0, 9), st.integers(5, 40))


def test_a_few_are_kept_back_with_one_more():
    assert kept_back({"A": 3, "B": 30, "C": 12}) == {"A", "C"}
    assert kept_back({"A": 3, "B": 4, "C": 12}) == {"A", "B"}
    assert kept_back({"A": 0, "B": 30}) == frozenset()
    assert kept_back({"A": 4}) == {"A"}


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 12), max_size=8))
def test_what_is_left_of_a_table_is_no_group_of_few(counts):
    hidden = kept_back(counts)
    rest = sum(counts[key] for key in hidden)
    assert all(not is_few(people) for key, people in counts.items() if key not in hidden)
    assert not is_few(rest) or is_few(sum(counts.values()))
    assert not hidden or len(hidden) > 1 or is_few(sum(counts.values()))


def a_tree(shape, numbers):
    """Units under the root, some with units under them: leaves are numbered through."""
    children, people, leaf = {ROOT: []}, {}, 0
    for unit, size in enumerate(shape):
        node = ("unit", unit)
        children[ROOT].append(node)
        under = [("leaf", unit, one) for one in range(size)] if size else []
        if under:
            children[node] = under
        for one in under or [node]:
            for place, part in enumerate(PARTS):
                people[one, part] = numbers[(leaf * len(PARTS) + place) % len(numbers)]
            leaf += 1
    return Lattice(people, children), [ROOT, *(one for some in children.values() for one in some)]


def leaves(lattice, node):
    under = lattice.children.get(node)
    return [one for child in under for one in leaves(lattice, child)] if under else [node]


def reduced(rows):
    """The told sums as rows in echelon form: column → row."""
    found = {}
    for row in rows:
        row = rest_of(row, found)
        if row:
            column = min(row, key=str)
            factor = row[column]
            row = {key: value / factor for key, value in row.items()}
            for other_column, other in found.items():
                if column in other:
                    times = other[column]
                    found[other_column] = subtracted(other, row, times)
            found[column] = row
    return found


def subtracted(row, other, times):
    out = dict(row)
    for key, value in other.items():
        out[key] = out.get(key, Fraction(0)) - times * value
    return {key: value for key, value in out.items() if value}


def rest_of(row, found):
    for column in list(row):
        if column in row and column in found:
            row = subtracted(row, found[column], row[column])
    return row


def check(lattice, nodes):
    """Every cell of few people stays unknown: its row does not reduce to nothing by the told rows."""

    def row_of(node, grain):
        cells = ((leaf, part) for leaf in leaves(lattice, node) for part in parts_of(grain))
        return {cell: Fraction(1) for cell in cells if lattice.people.get(cell)}

    told = [(node, grain) for node in nodes for grain in GRAINS if lattice.is_told(node, grain)]
    assert all(not is_few(lattice.count(*one)) for one in told)
    found = reduced([row_of(*one) for one in told])
    for node in nodes:
        for grain in dict.fromkeys((*GRAINS, *PARTS)):
            if is_few(lattice.count(node, grain)):
                assert rest_of(row_of(node, grain), found), (node, grain)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from([0, 0, 0, 2, 3]), min_size=1, max_size=6), st.lists(PEOPLE, min_size=7, max_size=72))
def test_no_group_of_few_is_computed_from_what_is_told(shape, numbers):
    check(*a_tree(shape, numbers))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 3, 4, 5, 6, 30]), min_size=36, max_size=60))
def test_nor_in_small_offices(numbers):
    check(*a_tree([0, 0, 0, 0, 0], numbers))


def test_a_quarter_is_not_the_way_to_one_month():
    """February of 3 is hidden with its neighbour; a quarter that would tell it stays hidden, too."""
    people = {("A", 1): 20, ("A", 2): 3, ("A", 3): 20, ("B", 1): 30, ("B", 2): 6, ("B", 3): 30}
    people |= {("C", month): 50 for month in (1, 2, 3)}
    lattice = Lattice(people, {ROOT: ["A", "B", "C"]})
    assert [lattice.is_told("A", month) for month in (1, 2, 3)] == [True, False, True]
    assert [lattice.is_told("B", month) for month in (1, 2, 3)] == [True, False, True]
    assert [lattice.is_told(one, "q1") for one in ("A", "B", "C", ROOT)] == [False, False, True, True]


def test_small_offices_are_told_by_the_year():
    people = {(office, month): 3 for office in "ABC" for month in range(1, 13)}
    people |= {("D", month): 40 for month in range(1, 13)}
    lattice = Lattice(people, {ROOT: list("ABCD")})
    assert not lattice.is_told("A", 5)
    assert all(lattice.is_told(office, YEAR) for office in "ABCD")
    assert lattice.count("A", YEAR) == 36 > FEWEST


def test_those_who_answered_after_the_month_are_no_group_to_compute():
    people = {("A", month): 20 for month in (1, 2, 3)} | {("B", month): 20 for month in (1, 2, 3)}
    assert Lattice(people, {ROOT: ["A", "B"]}).is_told("A", "q1")
    later = Lattice(people | {("A", "q1+"): 2, ("B", "q1+"): 9}, {ROOT: ["A", "B"]})
    assert [later.is_told(one, "q1") for one in ("A", "B", ROOT)] == [False, False, True]
    enough = Lattice(people | {("A", "q1+"): 5, ("B", "q1+"): 9}, {ROOT: ["A", "B"]})
    assert enough.is_told("A", "q1")


def test_under_a_hidden_unit_nothing_is_told():
    people = {("a", 1): 0, ("b", 1): 3, ("B", 1): 50, ("C", 1): 60}
    lattice = Lattice(people, {ROOT: ["A", "B", "C"], "A": ["a", "b"]})
    assert [lattice.is_told(one, 1) for one in ("A", "b", "B", "C")] == [False, False, False, True]
    assert lattice.is_told("a", 1)  # nobody is no group


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(0, 14), max_size=20))
def test_where_sums_are_told_both_ways_only_a_lone_number_is_known(people):
    hidden = kept_back_crossed(people)
    known = [{cell: Fraction(1)} for cell, number in people.items() if number and cell not in hidden]
    for place in (0, 1):
        keys = {cell[place] for cell in people}
        known += [{cell: Fraction(1) for cell in people if people[cell] and cell[place] == key} for key in keys]
    found = reduced(known)
    for cell, number in people.items():
        if is_few(number) and not rest_of({cell: Fraction(1)}, found):
            # computable only where nothing that is told is left to hide beside it
            assert not [
                one for one in people if one not in hidden and people[one] and (one[0] == cell[0] or one[1] == cell[1])
            ]
