"""Asking for a supplement a second time: only with the leader's leave (decree 118/2025/NĐ-CP, article 17: once)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.dossiers.actions import supplements
from motcua.dossiers.actions.moving import check, lock, need_text, require_no_open_proposal
from motcua.dossiers.actions.taking_back import was
from motcua.dossiers.models import Dossier, Remark, SupplementProposal
from motcua.dossiers.states import State
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

Proposed = SupplementProposal.State


@transaction.atomic
def propose_supplement(
    code: str, *, items: Sequence[Mapping[str, Any]], reason: str, ground: str, by: Actor, at: datetime
) -> Dossier:
    """Ask the leader for leave to ask again; a proposal that waits already is replaced. The clock goes on."""
    dossier = lock(code, "propose_supplement", by=by, at=at)
    check(dossier, "propose_supplement", by=by, at=at)
    require_no_open_proposal(dossier, "propose_supplement")
    need_text(reason=reason, ground=ground)
    if not items:
        raise Invalid("act.invalid", [FieldError("items", "items.required")])
    if not dossier.supplements_asked:
        raise NotLawfulNow("supplement.first_needs_no_leave", code=code)
    row = find_waiting(dossier)
    if row is None:
        last = dossier.supplement_proposals.aggregate(last=Max("number"))["last"] or 0
        row = SupplementProposal(dossier=dossier, number=last + 1)
    row.items, row.reason, row.ground = list(items), reason, ground
    row.proposed_at, row.proposed_by_id = at, by.account_id
    row.save()
    record(
        "dossier.supplement_proposed",
        subject=dossier.code,
        by=by,
        at=at,
        number=row.number,
        asked=dossier.supplements_asked,
        items=len(items),
    )
    return dossier


def find_waiting(dossier: Dossier) -> SupplementProposal | None:
    """The proposal that waits, held."""
    return (SupplementProposal.objects.select_for_update().filter(dossier=dossier, state=Proposed.WAITING)).first()


@transaction.atomic
def allow_supplement(code: str, *, reason: str, answer_until: datetime, by: Actor, at: datetime) -> Dossier:
    """Let it be asked again: done at once, and the leader's reason is said to the applicant."""
    dossier = lock(code, "allow_supplement", by=by, at=at)
    check(dossier, "allow_supplement", by=by, at=at, target=State.SUPPLEMENT_REQUESTED)
    require_no_open_proposal(dossier, "allow_supplement")
    need_text(reason=reason)
    row = find_waiting(dossier)
    if row is None:
        raise NotLawfulNow("supplement.no_proposal", code=code)
    before = was(row, "state", "decided_at", "decided_by_id", "decision_reason", "supplement_id")
    row.state, row.decided_at, row.decided_by_id = Proposed.ALLOWED, at, by.account_id
    row.decision_reason = reason
    supplements.pause_for(
        dossier,
        items=row.items,
        reason=row.reason,
        ground=row.ground,
        answer_until=answer_until,
        asked_by=row.proposed_by_id,
        allowed=(row, before),
        by=by,
        at=at,
    )
    return dossier


@transaction.atomic
def decline_supplement(code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """Send it back: what is there must do. The reason stays inside."""
    dossier = lock(code, "decline_supplement", by=by, at=at)
    check(dossier, "decline_supplement", by=by, at=at)
    need_text(reason=reason)
    row = find_waiting(dossier)
    if row is None:
        raise NotLawfulNow("supplement.no_proposal", code=code)
    row.state, row.decided_at, row.decided_by_id = Proposed.DECLINED, at, by.account_id
    row.decision_reason = reason
    row.save()
    event = record("dossier.supplement_declined", subject=dossier.code, by=by, at=at, number=row.number)
    Remark.objects.create(dossier=dossier, event=event, text=reason, internal=True)
    return dossier
