"""How far an agency really offers a procedure online."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from motcua.agencies.models import Agency
from motcua.catalogue import rules
from motcua.catalogue.models import Opening, Procedure
from motcua.journal.reasons import record_why
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible


@transaction.atomic
def set_opening(
    agency: Agency,
    procedure: Procedure,
    *,
    online: str,
    valid_from: date,
    decision_no: str = "",
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Opening:
    """Set the online level that an agency offers from a day on; the level before is closed. The level that stands
    already changes nothing. Raises Invalid for an unknown level, NotLawfulNow when a later level stands."""
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    opening, changed = _set(agency, procedure, online, valid_from, decision_no)
    if changed:
        record_why(
            "opening.set",
            subject=f"procedure:{procedure.code}",
            by=by,
            at=at,
            reason=reason,
            ground=decision_no,
            agency=agency.code,
            online=online,
            valid_from=valid_from,
            decision=decision_no,
        )
    return opening


@transaction.atomic
def set_openings(
    agency: Agency,
    levels: Mapping[str, str],
    *,
    valid_from: date,
    decision_no: str = "",
    reason: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Set many levels of one agency by procedure code, with one event. Returns how many changed.

    Raises NotVisible for a code that is nobody's, otherwise as `set_opening`."""
    procedures = {row.code: row for row in Procedure.objects.select_for_update().filter(code__in=levels).order_by("pk")}
    if missing := sorted(levels.keys() - procedures.keys()):
        raise NotVisible("procedure.unknown", procedure=missing[0])
    changed = [
        code for code, online in levels.items() if _set(agency, procedures[code], online, valid_from, decision_no)[1]
    ]
    if changed:
        record_why(
            "openings.set",
            subject=f"agency:{agency.code}",
            by=by,
            at=at,
            reason=reason,
            ground=decision_no,
            procedures={code: levels[code] for code in changed},
            valid_from=valid_from,
            decision=decision_no,
        )
    return len(changed)


def _set(agency: Agency, procedure: Procedure, online: str, valid_from: date, decision_no: str) -> tuple[Opening, bool]:
    if online not in rules.ONLINE:
        raise Invalid("opening.level_unknown", online=online)
    last = Opening.objects.filter(agency=agency, procedure=procedure).order_by("-valid_from").first()
    if last is not None:
        if last.online == online and last.valid_to is None and last.valid_from <= valid_from:
            return last, False
        if valid_from <= last.valid_from:
            raise NotLawfulNow("opening.too_early", valid_from=last.valid_from.isoformat())
        if last.valid_to is None or last.valid_to > valid_from:
            Opening.objects.filter(pk=last.pk).update(valid_to=valid_from)
    opening = Opening.objects.create(
        agency=agency, procedure=procedure, online=online, valid_from=valid_from, decision_no=decision_no
    )
    return opening, True
