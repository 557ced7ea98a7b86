"""Asking colleagues for their opinion; the clock of the dossier goes on."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.agencies.queries import get_agency
from motcua.dossiers.actions.moving import lock, need_text, settle
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.queries.consultations import is_asked
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotAllowed, NotLawfulNow
from motcua.people.models import Account


@transaction.atomic
def consult(
    code: str,
    *,
    question: str,
    to_account: Account | None = None,
    to_post: str = "",
    to_unit: str = "",
    until: datetime,
    by: Actor,
    at: datetime,
) -> Dossier:
    """Ask a colleague, whoever holds a post, or a unit of one's own agency. Several may be asked at once; the same
    one is not asked twice while the first question is open."""
    dossier = lock(code, "consult", by=by, at=at)
    require_in_hand(dossier, "consult")
    need_text(question=question)
    if until <= at:
        raise Invalid("act.invalid", [FieldError("hours", "consultation.until_past")])
    asker = by.account_id
    if asker is None:
        raise NotAllowed("act.not_allowed", act="consult", role=by.role)
    same: dict[str, Any] = {"to_account": to_account, "to_post": to_post, "to_unit": to_unit}
    if Consultation.objects.filter(dossier=dossier, answered_at=None, cancelled_at=None, **same).exists():
        raise NotLawfulNow("consultation.asked_already", code=code)
    number = (Consultation.objects.filter(dossier=dossier).aggregate(last=Max("number"))["last"] or 0) + 1
    Consultation.objects.create(
        dossier=dossier,
        number=number,
        asked_at=at,
        asked_by_id=asker,
        agency=get_agency(by.agency),
        question=question,
        answer_until=until,
        **same,
    )
    settle(
        dossier,
        "dossier.consulted",
        by=by,
        at=at,
        number=number,
        to=to_account.pk if to_account else None,
        post=to_post,
        until=until,
    )
    return dossier


@transaction.atomic
def answer_consultation(
    code: str, *, number: int, opinion: str, answer: str = "", by: Actor, at: datetime
) -> Consultation:
    """Answer once: agree, or disagree or otherwise with the reason."""
    dossier = lock(code, "answer_consultation", by=by, at=at)
    row = _open(dossier, number)
    if not is_asked(row, by, at):
        raise NotLawfulNow("consultation.not_yours", number=number)
    if opinion not in Consultation.Opinion.values:
        raise Invalid("act.invalid", [FieldError("opinion", "consultation.opinion_unknown")])
    if opinion != Consultation.Opinion.AGREE and not answer.strip():
        raise Invalid("act.invalid", [FieldError("answer", "consultation.answer_needed")])
    row.answered_at, row.answered_by_id, row.opinion, row.answer = at, by.account_id, opinion, answer
    row.save(update_fields=["answered_at", "answered_by", "opinion", "answer"])
    record(
        "dossier.consultation_answered",
        subject=code,
        by=by,
        at=at,
        number=number,
        opinion=opinion,
        late=at > row.answer_until,
    )
    return row


@transaction.atomic
def cancel_consultation(code: str, *, number: int, by: Actor, at: datetime) -> Consultation:
    """The question is no longer needed; only who asked, or a leader, may say so."""
    dossier = lock(code, "consult", by=by, at=at)
    row = _open(dossier, number)
    if row.asked_by_id != by.account_id and by.role != "commune_leader":
        raise NotLawfulNow("consultation.asked_by_other", number=number)
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    record("dossier.consultation_cancelled", subject=code, by=by, at=at, number=number)
    return row


def require_in_hand(dossier: Dossier, act: str) -> None:
    """Received and not resolved. Raises NotLawfulNow."""
    if dossier.received_at is None or dossier.resolved_at is not None:
        raise NotLawfulNow("act.not_lawful_now", act=act, state=dossier.state)


def _open(dossier: Dossier, number: int) -> Consultation:
    row = Consultation.objects.select_for_update().filter(dossier=dossier, number=number).first()
    if row is None:
        raise Invalid("act.invalid", [FieldError("number", "consultation.unknown", number=number)])
    if row.answered_at is not None:
        raise NotLawfulNow("consultation.answered", number=number, on=row.answered_at)
    if row.cancelled_at is not None:
        raise NotLawfulNow("consultation.cancelled", number=number)
    return row
