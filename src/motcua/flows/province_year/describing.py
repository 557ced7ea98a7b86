"""What stands beside the dossiers: the agencies with their days, the procedures with their fields, the targets."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.agencies.rules import AgencySpec
from motcua.flows.country_pack.pack import Pack, ProcedureSpec
from motcua.flows.province_year.units import PROVINCE, Organisation, lot
from motcua.kernel.versions import in_force

LICENCE = "EUPL-1.2; names of units from public lists, people made up"


def agencies(year: int, organisation: Organisation) -> Mapping[str, Any]:
    """Every agency that a line names and all above it, with their days and who took over."""
    heirs = {unit.code: list(unit.heirs) for unit in organisation.units}
    return {
        "format": 1,
        "year": year,
        "licence": LICENCE,
        "agencies": [_agency(one, heirs.get(one.code, [])) for one in organisation.agencies],
    }


def _agency(agency: AgencySpec, heirs: list[str]) -> dict[str, Any]:
    last = agency.periods[-1]
    return {
        "code": agency.code,
        "kind": agency.kind,
        "name_vi": last.name_vi,
        "name_en": last.name_en,
        "periods": [
            {
                "parent": one.parent or None,
                "valid_from": one.valid_from.isoformat(),
                "valid_to": one.valid_to.isoformat() if one.valid_to else None,
            }
            for one in agency.periods
        ],
        "successors": heirs,
    }


def procedures(pack: Pack, year: int) -> Mapping[str, Any]:
    """Every procedure of the country pack with its field and its general limit at the end of the year."""
    names = {one.slug: (one.name_vi, one.name_en) for one in pack.fields}
    return {
        "format": 1,
        "fields": [{"field": slug, "name_vi": vi, "name_en": en} for slug, (vi, en) in names.items()],
        "procedures": [_procedure(one, date(year, 12, 31)) for one in pack.procedures],
    }


def _procedure(spec: ProcedureSpec, on: date) -> dict[str, Any]:
    held = [one for one in spec.versions if in_force(one.valid_from, one.valid_to, on)] or list(spec.versions)
    version = held[-1].spec
    limit = next((one for one in version.limits if not one.case and not one.channel), None)
    return {
        "code": spec.code,
        "name_vi": version.name_vi,
        "name_en": version.name_en,
        "field": spec.field,
        "limit": limit.value if limit else None,
        "unit": limit.unit if limit else None,
    }


def targets(year: int, organisation: Organisation) -> Mapping[str, Any]:
    """What the province set: for itself, and for each unit that stands at the year's end, near what it may reach."""
    last = date(year, 12, 31)
    units = [unit.code for unit in organisation.units if unit.stands(last)]
    tops = [one.code for one in organisation.agencies if any(not p.parent and _holds(p, last) for p in one.periods)]
    issuer = PROVINCE if PROVINCE in tops else tops[0]
    found = [
        _target(indicator, agency, year, value, issuer)
        for agency in [*tops, *units]
        for indicator, value in (
            ("online_percent", 55 + round(30 * lot("online", agency))),
            ("on_time_percent", 92 + round(12 * lot("on_time", agency)) / 2),
            ("satisfied_percent", 95),
        )
    ]
    return {"format": 1, "targets": found}


def _holds(period: Any, on: date) -> bool:
    return in_force(period.valid_from, period.valid_to, on)


def _target(indicator: str, agency: str, year: int, value: float, issuer: str) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "agency": agency,
        "period": f"{year}-01-01/{year}-12-31",
        "target": value,
        "issuer": issuer,
        "decision": f"{100 + len(agency)}/QĐ-UBND (số minh họa)",
    }
