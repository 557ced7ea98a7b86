"""What a data set takes for granted: the mergers that exist in it alone, and its targets."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from motcua.agencies import actions as agencies
from motcua.agencies.models import AgencyPeriod, AgencySuccession
from motcua.agencies.queries import get_agency
from motcua.flows.province_year.words import Refused
from motcua.kernel.actor import Actor
from motcua.steering import actions as steering
from motcua.steering.models import Target


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many agencies were ended and how many targets set; 0 where all stood already."""

    ended: int
    targets: int


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """A file of the data set. Raises Refused."""
    path = folder / name
    if not path.is_file():
        raise Refused("province_year.file_missing", folder=folder, file=name)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Refused("province_year.file_unreadable", file=path, why=str(error)[:80]) from None
    if not isinstance(found, dict) or found.get("format") != 1:
        raise Refused("province_year.file_unreadable", file=path, why="format")
    return found


def unknown_ends(given: dict[str, Any]) -> list[tuple[str, date, list[str]]]:
    """Agencies that end in the data set and go on here: code, first day no longer, who took over."""
    wanted = {
        one["code"]: (date.fromisoformat(end), one["successors"])
        for one in given["agencies"]
        if (end := one["periods"][-1]["valid_to"])
    }
    here = AgencyPeriod.objects.filter(agency__code__in=wanted, valid_to=None).values_list("agency__code", flat=True)
    return [(code, *wanted[code]) for code in sorted(here)]


def prepare(folder: Path, *, by: Actor, at: datetime) -> Prepared:
    """End the communes that are merged in the data set, with their succession, and set its targets. What stands
    already is left alone. Raises Refused, NotVisible, and what the rooms refuse."""
    given, targets = read_json(folder, "agencies.json"), read_json(folder, "targets.json")
    known = Target.objects.filter(replaced_at=None).count()
    with transaction.atomic(durable=True):
        ends = unknown_ends(given)
        for code, on, heirs in ends:
            agency = agencies.close_agency(get_agency(code), on=on, by=by, at=at)
            for heir in map(get_agency, heirs):
                if not AgencySuccession.objects.filter(predecessor=agency, successor=heir).exists():
                    agencies.record_succession(agency, heir, way="merged_into", on=on, by=by, at=at)
        for one in targets["targets"]:
            first, last = map(date.fromisoformat, one["period"].split("/"))
            steering.set_target(
                one["indicator"],
                agency=get_agency(one["agency"]),
                issuer=get_agency(one["issuer"]),
                period_from=first,
                period_to=last,
                value=Decimal(str(one["target"])),
                decision_no=one["decision"],
                by=by,
                at=at,
            )
    return Prepared(len(ends), Target.objects.filter(replaced_at=None).count() - known)
