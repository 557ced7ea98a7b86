"""Linked services: published version after version, ended."""

from datetime import date, datetime

from django.db import transaction

from motcua.catalogue import rules
from motcua.catalogue.actions.procedure import subject_of
from motcua.catalogue.linked_models import LinkedService
from motcua.catalogue.models import Procedure
from motcua.journal.reasons import record_why
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow


@transaction.atomic
def publish_linked(
    procedure: Procedure,
    *,
    spec: rules.LinkedSpec,
    valid_from: date,
    decision_no: str = "",
    reason: str = "",
    by: Actor,
    at: datetime,
) -> LinkedService:
    """Say from a day on which procedures a linked service consists of; the version before ends on that day.

    The caller has judged the members' forms (`flows.linked_services`). Raises Invalid for a wrong content; NotLawfulNow
    when the same stands already or it would not begin after the version before.
    """
    if errors := rules.check_linked(spec):
        raise Invalid("linked.invalid", errors)
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    content = rules.linked_hash(spec)
    last = LinkedService.objects.filter(procedure=procedure).order_by("-number").first()
    if last is not None:
        if last.content_hash == content and last.valid_to is None:
            raise NotLawfulNow("linked.same_content", procedure=procedure.code, number=last.number)
        if valid_from <= last.valid_from:
            raise NotLawfulNow(
                "linked.too_early", procedure=procedure.code, number=last.number, valid_from=last.valid_from.isoformat()
            )
        if last.valid_to is None or last.valid_to > valid_from:
            LinkedService.objects.filter(pk=last.pk).update(valid_to=valid_from)
    row = LinkedService.objects.create(
        procedure=procedure,
        number=last.number + 1 if last else 1,
        valid_from=valid_from,
        decision_no=decision_no,
        content=spec.as_data(),
        content_hash=content,
    )
    record_why(
        "procedure.linked",
        subject=subject_of(procedure),
        by=by,
        at=at,
        reason=reason,
        number=row.number,
        valid_from=valid_from,
        decision=decision_no,
        members=[one.procedure for one in spec.members],
        content=content,
    )
    return row


@transaction.atomic
def end_linked(procedure: Procedure, *, on: date, reason: str = "", by: Actor, at: datetime) -> LinkedService:
    """From a day on the service is filed no more as several procedures. Raises NotLawfulNow."""
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    last = LinkedService.objects.filter(procedure=procedure, valid_to=None).order_by("-number").first()
    if last is None:
        raise NotLawfulNow("linked.unknown", procedure=procedure.code)
    if on <= last.valid_from:
        raise NotLawfulNow(
            "linked.too_early", procedure=procedure.code, number=last.number, valid_from=last.valid_from.isoformat()
        )
    LinkedService.objects.filter(pk=last.pk).update(valid_to=on)
    last.valid_to = on
    record_why(
        "procedure.unlinked",
        subject=subject_of(procedure),
        by=by,
        at=at,
        reason=reason,
        number=last.number,
        valid_to=on,
    )
    return last
