"""Who decides a procedure, and how far it is offered online."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.agencies.queries import AgencyRow
from motcua.catalogue.models import Opening, ProcedureVersion
from motcua.catalogue.queries.find import is_decided_by, procedures_of
from motcua.catalogue.queries.version import holding
from motcua.journal.reference import kept


@kept
def decides(version: ProcedureVersion, agency: Agency, on: date) -> bool:
    """True when the agency exists on a day and is one that decides this version."""
    return is_decided_by(version.levels, version.departments, agency) and agencies.existed(agency, on)


def deciding_agencies(version: ProcedureVersion, on: date, within: Agency | None = None) -> list[AgencyRow]:
    """Agencies that decide a version on a day, `within` one and all below it; where the departments are known through
    which the province decides, they stand for it. Widest first (province to commune), then by name."""
    inside = agencies.under(within.code, on) if within is not None else None
    rows = [row for row in agencies.agencies_at(on) if inside is None or row.id in inside]
    departments = [row for row in rows if row.code in version.departments]
    levels = set(version.levels)
    if departments:
        levels.discard(Agency.Kind.PROVINCE)
    found = departments + [row for row in rows if row.kind in levels and row not in departments]
    order = {kind: place for place, kind in enumerate(("province", "department", "district", "commune", "other"))}
    return sorted(found, key=lambda row: order[row.kind])


@kept
def online_level(version: ProcedureVersion, agency: Agency | None, on: date) -> str:
    """The level an agency offers on a day: its own opening, else the version's."""
    if agency is None:
        return version.online
    row = Opening.objects.filter(holding(on), agency=agency, procedure_id=version.procedure_id).first()
    return row.online if row else version.online


def digitalisation(agency: Agency, on: date) -> tuple[int, int]:
    """How many of the procedures that the agency decides on a day it offers online (in full or in part), and of how
    many."""
    briefs = procedures_of(agency, on)
    return sum(brief.online != ProcedureVersion.Online.NONE for brief in briefs), len(briefs)


def digitalised_on(agency: Agency, days: Collection[date]) -> dict[date, dict[str, tuple[int, int]]]:
    """As `digitalisation`, by field of administration (slug) and for several days, in two queries."""
    if not days:
        return {}
    first, last = min(days), max(days)
    overlap = Q(valid_from__lte=last) & (Q(valid_to=None) | Q(valid_to__gt=first))
    openings = list(
        Opening.objects.filter(overlap, agency=agency).values_list("procedure_id", "online", "valid_from", "valid_to")
    )
    versions = [
        (procedure, field, online, since, until)
        for procedure, field, online, since, until, levels, departments in ProcedureVersion.objects.filter(
            overlap, status=ProcedureVersion.Status.PUBLISHED
        ).values_list(
            "procedure_id", "procedure__field__slug", "online", "valid_from", "valid_to", "levels", "departments"
        )
        if is_decided_by(levels, departments, agency)
    ]
    found: dict[date, dict[str, tuple[int, int]]] = {}
    for day in days:
        offered = {
            procedure: online for procedure, online, since, until in openings if since <= day and _lasts(until, day)
        }
        counted = found.setdefault(day, {})
        for procedure, field, online, since, until in versions:
            if since <= day and _lasts(until, day):
                yes, all_ = counted.get(field, (0, 0))
                is_online = offered.get(procedure, online) != ProcedureVersion.Online.NONE
                counted[field] = (yes + is_online, all_ + 1)
    return found


def _lasts(until: date | None, day: date) -> bool:
    return until is None or until > day
