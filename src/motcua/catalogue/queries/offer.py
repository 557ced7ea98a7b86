"""Who decides a procedure, and how far it is offered online."""

from datetime import date

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
