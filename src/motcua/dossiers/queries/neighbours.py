"""What an agency's own dossiers already say: who somebody is, and whether the same was handed in before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.visibility import in_scope
from motcua.dossiers.states import OPEN
from motcua.kernel import text
from motcua.kernel.actor import Actor

DUPLICATE_DAYS = 30
"""How long after its submission a closed dossier still warns of a second one of the same kind."""
_LOOKED_THROUGH = 20


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as an earlier dossier declares them: the party's data, and where it stands."""

    id: int
    party: Mapping[str, Any]
    code: str
    procedure_vi: str
    procedure_en: str
    at: datetime


def known_people(
    viewer: Actor, at: datetime, *, personal_id: str = "", phone: str = "", full_name: str = "", limit: int = 3
) -> list[Known]:
    """People of earlier dossiers that this viewer may see, newest first, each once: by number, else by telephone, else
    by the whole name."""
    if len(personal_id) >= 9:
        wanted = Q(applicant__personal_id=personal_id)
    elif len(phone) >= 10:
        wanted = Q(applicant__phone=phone)
    elif len(full_name.split()) > 1:
        wanted = Q(applicant__search=text.tokens(full_name))
    else:
        return []
    rows = in_scope(viewer, at).filter(wanted).select_related("applicant", "procedure_version")
    found: list[Known] = []
    told: set[tuple[str, ...]] = set()
    for row in rows.order_by("-submitted_at", "-id")[:_LOOKED_THROUGH]:
        party = row.applicant
        same = (text.fold(party.full_name), party.personal_id, party.phone, str(party.birth_date), party.address)
        if same in told:
            continue
        told.add(same)
        version = row.procedure_version
        held = {name: value for name, value in party.as_data().items() if value}
        found.append(
            Known(party.pk, held, row.code, version.name_vi, version.name_en or version.name_vi, row.submitted_at)
        )
        if len(found) == limit:
            break
    return found


def likely_duplicates(
    viewer: Actor,
    at: datetime,
    *,
    party: Mapping[str, Any],
    procedure: str,
    agency: str,
    besides: str = "",
    days: int = DUPLICATE_DAYS,
) -> list[Dossier]:
    """Dossiers of the same person, procedure and agency that are open, or were submitted within `days`; at most three.

    By personal number, without one by the whole name and birth date. A warning, never a bar.
    """
    number, name, born = (str(party.get(key) or "") for key in ("personal_id", "full_name", "birth_date"))
    if number:
        same = Q(applicant__personal_id=number)
    elif name:
        same = Q(applicant__search=text.tokens(name))
        if len(born) == 10:
            same &= Q(applicant__birth_date=born) | Q(applicant__birth_date=None)
    else:
        return []
    recent = Q(submitted_at__gte=at - timedelta(days=days)) & ~Q(state__in=["refused", "withdrawn"])
    rows = in_scope(viewer, at).filter(
        same,
        Q(state__in=OPEN) | recent,
        procedure_version__procedure__code=procedure,
        agency__code=agency,
        submitted_at__lte=at,
    )
    return list(rows.exclude(code=besides).order_by("-submitted_at", "-id")[:3])
