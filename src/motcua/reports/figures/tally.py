"""Counting: from the cube where it can tell, else from the rows (how dossiers stood). Both give the same numbers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count, F, QuerySet, Value

from motcua.catalogue.models import Field
from motcua.reports.cube.reading import Group, Question, read
from motcua.reports.figures.parts import BOTH, PENDING, RESOLVED, RESPONSIBLE, Counted, Part, parts
from motcua.reports.figures.row import Counts
from motcua.reports.organisation import Organisation
from motcua.reports.rules import Period

MOST_TOGETHER = 13
"""Periods asked in one statement: a year and its months are one query, and its parameters stay bounded."""
_GROUP = {
    "procedure": "dossier__procedure_version__procedure__code",
    "field": "dossier__procedure_version__procedure__field__slug",
    "channel": "dossier__channel",
    # the kind of post that the procedure names: whoever a dossier was passed on to, its past does not change
    "post": "dossier__procedure_version__handled_by",
}
_CUBE: Mapping[str | None, Group] = {None: "", "month": "", "agency": "agency", "channel": "channel", "field": "field"}
Counted_ = dict[tuple[int, str], Counts]


def tally(
    asked: Sequence[Period],
    tree: Organisation,
    agency_id: int | None,
    *,
    own: bool,
    by: str | None,
    counted: Counted = "agency",
    rows: bool = False,
) -> Counted_:
    """Counts by number of the period and key: "" without `by`, the code of a channel, field, procedure or kind of post,
    for agency the id of the line's unit. `rows`: count the rows, whatever the cube holds."""
    if rows or counted != "agency" or by not in _CUBE:
        return from_rows(list(enumerate(asked)), tree, agency_id, own=own, by=by, counted=counted)
    found: Counted_ = {}
    left: list[tuple[int, Period]] = []
    together: dict[frozenset[int] | None, list[tuple[int, Period]]] = {}
    for index, period in enumerate(asked):
        if _changes_within(period, tree, agency_id, own=own, by=by):
            left.append((index, period))
        else:
            together.setdefault(covered(tree, agency_id, period, own=own), []).append((index, period))
    for agencies, some in together.items():
        for begin in range(0, len(some), MOST_TOGETHER):
            chunk = some[begin : begin + MOST_TOGETHER]
            told = _from_cube(chunk, agencies, tree, agency_id, by)
            if told is None:
                left += chunk
            else:
                found.update(told)
    if left:
        found.update(from_rows(left, tree, agency_id, own=own, by=by, counted=counted))
    return found


def covered(tree: Organisation, agency_id: int | None, period: Period, *, own: bool) -> frozenset[int] | None:
    """The agencies whose figures are asked, as organised when the period is judged; None: all."""
    if agency_id is None:
        return None
    return tree.itself(agency_id) if own else tree.under(agency_id, period.judged_on)


def _changes_within(period: Period, tree: Organisation, agency_id: int | None, *, own: bool, by: str | None) -> bool:
    """Whether what is asked is organised otherwise on some day of the period: the cube has no figure for those who were
    there for a part of it."""
    if (own or agency_id is None) and by != "agency":
        return False
    at_end = _shape(period.judged_on, tree, agency_id, own=own, by=by)
    days = [period.first, *tree.changes(period.first, period.judged_on)]
    return any(_shape(day, tree, agency_id, own=own, by=by) != at_end for day in days if day <= period.judged_on)


def _shape(on: Any, tree: Organisation, agency_id: int | None, *, own: bool, by: str | None) -> object:
    if by != "agency":
        return tree.under(agency_id, on) if agency_id is not None else None
    if agency_id is None:
        return tree.parents(on)
    if own:
        return tree.itself(agency_id)
    return {one: tree.unit_of(one, agency_id, on) for one in tree.under(agency_id, on)}


def _from_cube(
    some: Sequence[tuple[int, Period]],
    agencies: frozenset[int] | None,
    tree: Organisation,
    agency_id: int | None,
    by: str | None,
) -> Counted_ | None:
    group = _CUBE[by]
    slugs = _fields() if group == "field" else {}
    told = read(Question([period for _, period in some], agencies, group, tuple(slugs)))
    if told is None:
        return None
    found: Counted_ = {}
    for (index, key), numbers in told.items():
        number, period = some[index]
        name = key
        if group == "agency":
            name = str(tree.unit_of(int(key), agency_id, period.judged_on))
        elif group == "field":
            name = slugs[int(key)]
        found.setdefault((number, name), Counts()).add(numbers)
    return found


def _fields() -> Mapping[int, str]:
    return dict(Field.objects.order_by("pk").values_list("pk", "slug"))


# --- the rows ---------------------------------------------------------------------------------------------------------


def from_rows(
    asked: Sequence[tuple[int, Period]],
    tree: Organisation,
    agency_id: int | None,
    *,
    own: bool,
    by: str | None,
    counted: Counted = "agency",
) -> Counted_:
    """As `tally`, from how the dossiers stood; periods come with their numbers."""
    exact = by == "agency"
    cut = [part for index, one in asked for part in parts(one, tree, agency_id, own=own, exact=exact, index=index)]
    found: Counted_ = {}
    for (index, name), counts in count(cut, by, counted).items():
        key = name
        if exact:
            number, _, responsible = name.partition(":")
            key = str(tree.unit_of(int(responsible), agency_id, cut[int(number)].on))
        into = found.setdefault((index, key), Counts())
        into.add({one: getattr(counts, one) for one in Counts.__slots__})
    return found


def count(cut: Sequence[Part], by: str | None, counted: Counted = "agency") -> Counted_:
    """Counts by number of the period and key; keys are empty without `by`, "part:agency id" for agency."""
    found: Counted_ = {}
    for chunk in _chunks(cut):
        queries = [_counted(number, part, by, counted) for number, part in chunk]
        rows = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
        for number, key, *numbers in rows:
            part = cut[number]
            name = "" if by in (None, "month") else f"{number}:{key}" if by == "agency" else str(key)
            names = [*BOTH, *(RESOLVED if part.kind == "resolved" else PENDING)]
            found.setdefault((part.index, name), Counts()).add(dict(zip(names, numbers[: len(names)], strict=True)))
    return found


def _chunks(cut: Sequence[Part]) -> list[list[tuple[int, Part]]]:
    chunks: dict[int, list[tuple[int, Part]]] = {}
    for number, part in enumerate(cut):
        chunks.setdefault(part.index // MOST_TOGETHER, []).append((number, part))
    return list(chunks.values())


def _counted(number: int, part: Part, by: str | None, counted: Counted) -> QuerySet[Any, Any]:
    """One line a key: the part's number, the key, what is counted of both kinds, then of its own (padded)."""
    own: Mapping[str, Callable[..., Any]] = RESOLVED if part.kind == "resolved" else PENDING
    conditions = [*BOTH.values(), *own.values()]
    columns = {f"c{index}": Count("id", filter=make(part)) for index, make in enumerate(conditions)}
    padding = {f"c{index}": Value(0) for index in range(len(conditions), len(BOTH) + len(RESOLVED))}
    group = F(RESPONSIBLE[counted]) if by == "agency" else F(_GROUP[by]) if by in _GROUP else Value("")
    rows = part.rows(counted).order_by().annotate(part=Value(number), group=group).values("part", "group")
    rows = rows.annotate(**columns).annotate(**padding)
    counts: QuerySet[Any, Any] = rows.values_list(
        "part", "group", *[f"c{index}" for index in range(len(BOTH) + len(RESOLVED))]
    )
    return counts
