"""Counts of a report's own conditions over the very dossiers that `figures.handling` counts, by the same lines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from motcua.catalogue.models import Field, ProcedureVersion
from motcua.kernel import text
from motcua.reports import organisation as organisations
from motcua.reports.figures.behind import Where
from motcua.reports.figures.handling import agency_id_of, handling
from motcua.reports.figures.parts import Part, parts
from motcua.reports.figures.row import Row
from motcua.reports.rules import read_period
from motcua.reports.statutory.report import Asked, Column, Line, Words, from_row

GROUPS = {
    "procedure": "dossier__procedure_version__procedure__code",
    "field": "dossier__procedure_version__procedure__field__slug",
    "channel": "dossier__channel",
    "level": "agency__kind",
}


def rows(asked: Asked) -> list[Row]:
    """The figures of contract section 5, one row a line."""
    return handling(asked.agency, asked.first, asked.last, as_of=asked.as_of, by=asked.by)


def row(asked: Asked) -> Row:
    """The same for the whole, counted anew."""
    (found,) = handling(asked.agency, asked.first, asked.last, as_of=asked.as_of)
    return found


def line_of(one: Row, columns: tuple[Column, ...]) -> Line:
    """A line with all that a row of figures tells; at the counter and by post are one column in the forms."""
    told = {**one.as_data(), "received": one.received, "resolved_in_time": one.resolved_in_time}
    told["received_offline"] = one.counts.received_direct + one.counts.received_post
    return Line(one.key, (one.label_vi, one.label_en or one.label_vi), from_row(told, columns))


def counted(asked: Asked, wheres: Mapping[str, Where], by: str) -> dict[str, dict[str, int]]:
    """How many dossiers of the period meet each condition, by line ("" without `by`): key → name → count.

    Lines by agency are the units directly under the agency as organised then, and its own.
    """
    period = read_period(asked.first, asked.last, asked.as_of)
    tree = organisations.read()
    agency_id = agency_id_of(asked.agency, tree)
    found: dict[str, dict[str, int]] = {}
    for part in parts(period, tree, agency_id, own=False, exact=by == "agency"):
        names = [name for name, where in wheres.items() if part.kind in where[0]]
        if not names:
            continue
        for key, *numbers in _query(part, names, wheres, by):
            line = tree.code_of(tree.unit_of(key, agency_id, part.on)) if by == "agency" else str(key)
            into = found.setdefault(line, dict.fromkeys(wheres, 0))
            for name, number in zip(names, numbers, strict=True):
                into[name] += number
    return found


def _query(part: Part, names: list[str], wheres: Mapping[str, Where], by: str) -> Any:
    group = F("agency_id") if by == "agency" else F(GROUPS[by]) if by in GROUPS else Value("")
    columns = {f"c{index}": Count("id", filter=wheres[name][1](part)) for index, name in enumerate(names)}
    queried = part.rows().order_by().annotate(group=group).values("group").annotate(**columns)
    return queried.values_list("group", *columns)


def money(
    asked: Asked, found: QuerySet[Any], at: str, columns: Mapping[str, Any], by: str, path: str = "dossier"
) -> dict[str, dict[str, int]]:
    """Sums over things of dossiers (payments, refunds) that happened at `at` within the period, for the agency that was
    responsible then; by line. `found` reaches its dossier by `path`."""
    period = read_period(asked.first, asked.last, asked.as_of)
    tree = organisations.read()
    agency_id = agency_id_of(asked.agency, tree)
    made: dict[str, dict[str, int]] = {}
    for part in parts(period, tree, agency_id, own=False, exact=by == "agency"):
        if part.kind != "resolved":
            continue
        rows = found.filter(stood(part, at, path)).order_by()
        column = f"{path}__standings__agency_id" if by == "agency" else f"{path}__{OF_DOSSIER[by]}" if by else ""
        group = F(column) if column else Value("")
        rows = rows.annotate(group=group).values("group").annotate(**columns).values_list("group", *columns)
        for key, *numbers in rows:
            line = tree.code_of(tree.unit_of(key, agency_id, part.on)) if by == "agency" else str(key)
            into = made.setdefault(line, dict.fromkeys(columns, 0))
            for name, number in zip(columns, numbers, strict=True):
                into[name] += number or 0
    return made


OF_DOSSIER = {
    "procedure": "procedure_version__procedure__code",
    "field": "procedure_version__procedure__field__slug",
    "channel": "channel",
}


def stood(part: Part, at: str, path: str = "dossier") -> Q:
    """The standing of the dossier at an instant of the part, of one of its agencies: who was responsible then."""
    found = Q(**{f"{at}__gte": part.start, f"{at}__lt": part.before})
    standings = f"{path}__standings"
    found &= Q(**{f"{standings}__from_at__lte": F(at)})
    found &= Q(**{f"{standings}__to_at": None}) | Q(**{f"{standings}__to_at__gt": F(at)})
    if part.agencies is not None:
        found &= Q(**{f"{standings}__agency_id__in": sorted(part.agencies)})
    return found


def label_of(key: str, by: str, on: date) -> Words:
    """What a line is called that has no dossier of the period."""
    if by == "field":
        field = Field.objects.filter(slug=key).first()
        return (field.name_vi, field.name_en or field.name_vi) if field else (key, key)
    if by == "procedure":
        versions = ProcedureVersion.objects.filter(procedure__code=key).exclude(status=ProcedureVersion.Status.DRAFT)
        version = versions.order_by("valid_from", "number").last()
        return (version.name_vi, version.name_en or version.name_vi) if version else (key, key)
    tree = organisations.read()
    return tree.name(tree.get(key), on)


def lines(asked: Asked, columns: tuple[Column, ...], wheres: Mapping[str, Where] | None = None) -> list[Line]:
    """A line a unit, field, procedure or channel: the figures of section 5 and, beside them, counts of one's own."""
    made = [line_of(one, columns) for one in rows(asked)]
    if asked.by in ("field", "procedure"):
        made.sort(key=lambda line: (text.fold(line.label[0]), line.key))
    if wheres:
        more = counted(asked, wheres, asked.by)
        for line in made:
            line.values.update(more.get(line.key, dict.fromkeys(wheres, 0)))
    return made


def whole(asked: Asked, columns: tuple[Column, ...], wheres: Mapping[str, Where] | None = None) -> Line:
    """The same without lines."""
    found = line_of(row(asked), columns)
    if wheres:
        found.values.update(counted(asked, wheres, "").get("", dict.fromkeys(wheres, 0)))
    return found
