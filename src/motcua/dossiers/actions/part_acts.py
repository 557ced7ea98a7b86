"""What the agency of a part does with it: accept it, give it to somebody, answer it, send it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.documents.models import Upload
from motcua.dossiers.actions.moving import need_text, seen
from motcua.dossiers.actions.parts import check_time, find, open_with
from motcua.dossiers.models import Dossier, Part, PartPaper
from motcua.dossiers.part_rules import OPEN
from motcua.dossiers.queries.visibility import reach
from motcua.journal.actions import record
from motcua.journal.models import Event
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotAllowed, NotLawfulNow
from motcua.people import access
from motcua.people.models import Account


@transaction.atomic
def accept_part(code: str, *, number: int, by: Actor, at: datetime) -> Part:
    """Take a part on; whoever accepts it as a specialist holds it. Its clock has run since it was sent."""
    dossier, part = _own_part(code, "accept_part", number, by=by, at=at)
    if part.state != Part.State.HANDED:
        _refuse(part)
    _take(part, by=by, at=at)
    if by.role == access.SPECIALIST_OFFICER:
        part.assigned_to_id = by.account_id
    part.save(update_fields=["state", "accepted_at", "accepted_by", "assigned_to"])
    _told("dossier.part_accepted", dossier, part, by=by, at=at, to=part.assigned_to_id)
    return part


@transaction.atomic
def assign_part(code: str, *, number: int, to: Account, by: Actor, at: datetime) -> Part:
    """Give a part to an officer of the agency that does it; one that was not accepted is accepted with it."""
    dossier, part = _own_part(code, "assign_part", number, by=by, at=at)
    if not part.is_open:
        _refuse(part)
    if part.assigned_to_id == to.pk:
        raise NotLawfulNow("hand_over.has_it_already", code=code)
    accepted = part.state == Part.State.HANDED
    if accepted:
        _take(part, by=by, at=at)
    part.assigned_to = to
    part.save(update_fields=["state", "accepted_at", "accepted_by", "assigned_to"])
    _told("dossier.part_assigned", dossier, part, by=by, at=at, to=to.pk, accepted=accepted)
    return part


@transaction.atomic
def answer_part(
    code: str,
    *,
    number: int,
    answer: str,
    opinion: str = "",
    papers: Sequence[tuple[str, Upload]] = (),
    by: Actor,
    at: datetime,
) -> Part:
    """Answer once: what was done or found, for an opinion also whether the agency agrees, and the papers with it. One
    that was not accepted is accepted at the same instant; parts that waited for it open."""
    dossier, part = _own_part(code, "answer_part", number, by=by, at=at)
    if not part.is_open:
        _refuse(part)
    errors = []
    if part.kind == Part.Kind.OPINION and opinion not in Part.Opinion.values:
        errors.append(FieldError("opinion", "consultation.opinion_unknown"))
    if part.kind == Part.Kind.WORK and opinion and opinion not in Part.Opinion.values:
        errors.append(FieldError("opinion", "consultation.opinion_unknown"))
    if not answer.strip() and (opinion != Part.Opinion.AGREE or part.kind == Part.Kind.WORK) and not papers:
        errors.append(FieldError("answer", "part.answer_needed"))
    if errors:
        raise Invalid("act.invalid", errors)
    if part.state == Part.State.HANDED:
        _take(part, by=by, at=at)
    part.state, part.ended_at, part.ended_by_id = Part.State.DONE, at, by.account_id
    part.opinion, part.answer = opinion, answer
    if by.role == access.SPECIALIST_OFFICER and part.assigned_to_id is None:
        part.assigned_to_id = by.account_id
    part.save()
    for index, (name, upload) in enumerate(papers, 1):
        PartPaper.objects.create(part=part, number=index, upload=upload, name_vi=name, added_at=at)
    event = _told(
        "dossier.part_answered",
        dossier,
        part,
        by=by,
        at=at,
        opinion=opinion,
        late=part.due_at is not None and at > part.due_at,
        papers=len(papers),
        files=[upload.stored.sha256 for _name, upload in papers],
    )
    if part.step:
        open_with(dossier, part.step, event, by=by, at=at)
    return part


@transaction.atomic
def return_part(code: str, *, number: int, reason: str, by: Actor, at: datetime) -> Part:
    """Send a part back with the reason: it is not this agency's matter, or something is lacking."""
    dossier, part = _own_part(code, "return_part", number, by=by, at=at)
    need_text(reason=reason)
    if not part.is_open:
        _refuse(part)
    part.state, part.ended_at, part.ended_by_id, part.reason = Part.State.RETURNED, at, by.account_id, reason
    part.save(update_fields=["state", "ended_at", "ended_by", "reason"])
    late = part.due_at is not None and at > part.due_at
    _told("dossier.part_returned", dossier, part, by=by, at=at, late=late)
    return part


def _own_part(code: str, act: str, number: int, *, by: Actor, at: datetime) -> tuple[Dossier, Part]:
    """The dossier and its part, both locked, where the part is the actor's agency's own. Raises NotVisible, NotAllowed,
    Invalid, NotLawfulNow (the dossier has ended, or the time lies before its last act)."""
    dossier = seen(code, by=by, at=at)
    scope = access.require(f"dossier.{act}", by)
    own = reach(scope, at) if scope.kind == "agency" else frozenset()
    if not Part.objects.filter(dossier=dossier, agency_id__in=own).exists():
        raise NotAllowed("act.not_allowed", act=act, role=by.role)
    part = find(dossier, number)
    if part.agency_id not in own:
        raise NotAllowed("part.other_agency", number=number)
    if part.is_open:  # of two at once the second hears what became of the part
        check_time(dossier, at)
    return dossier, part


def _take(part: Part, *, by: Actor, at: datetime) -> None:
    part.state, part.accepted_at, part.accepted_by_id = Part.State.ACCEPTED, at, by.account_id


def _refuse(part: Part) -> None:
    code = "part.accepted_already" if part.state == Part.State.ACCEPTED else "part.ended_already"
    raise NotLawfulNow(code, number=part.number, on=part.ended_at or part.accepted_at)


def _told(type: str, dossier: Dossier, part: Part, *, by: Actor, at: datetime, **facts: Any) -> Event:
    return record(type, subject=dossier.code, by=by, at=at, number=part.number, agency=part.agency.code, **facts)


@transaction.atomic
def tell_warned(number: int, *, hours: int, by: Actor, at: datetime) -> bool:
    """Say once that the end of the part with this id is near: to who has it, else to the post that it is for."""
    part = _untold(number, "warned_at")
    if part is None:
        return False
    Part.objects.filter(pk=part.pk).update(warned_at=at)
    held = "yes" if part.assigned_to_id else "no"
    about = {"post": part.post, "until": part.due_at, "hours": hours, "held": held, "to": part.assigned_to_id}
    _told("dossier.part_warned", part.dossier, part, by=by, at=at, **about)
    return True


@transaction.atomic
def tell_late(number: int, *, by: Actor, at: datetime) -> bool:
    """Say once that the end of the part with this id has passed: to who does it and its leader, to who asked."""
    part = _untold(number, "late_told_at")
    if part is None:
        return False
    Part.objects.filter(pk=part.pk).update(late_told_at=at)
    about = {"post": part.post, "until": part.due_at, "to_post": "leader", "to_agency": part.agency.code}
    _told("dossier.part_late", part.dossier, part, by=by, at=at, **about)
    return True


def _untold(number: int, column: str) -> Part | None:
    """An open part of a dossier that goes on, its dossier locked first as every act does; None when it was said."""
    code = Part.objects.filter(pk=number).values_list("dossier__code", flat=True).first()
    Dossier.objects.select_for_update().filter(code=code).first()
    rows = Part.objects.select_for_update(of=("self",)).select_related("dossier", "agency")
    return rows.filter(
        pk=number, state__in=sorted(OPEN), dossier__resolved_at=None, **{f"{column}__isnull": True}
    ).first()
