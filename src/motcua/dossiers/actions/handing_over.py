"""Tasks that go from one colleague to another: handed over before a leave, or passed on to another post."""

from datetime import date, datetime

from django.db import transaction

from motcua.dossiers.actions.consulting import require_in_hand
from motcua.dossiers.actions.moving import check, lock, need_text, require_step, settle, take
from motcua.dossiers.models import Dossier, HandOver
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people.models import Account


@transaction.atomic
def hand_over(code: str, *, to: Account, reason: str, until: date | None = None, by: Actor, at: datetime) -> Dossier:
    """Hand an open task to a colleague with the reason, `until` the last day of a leave. One's own task or one that is
    nobody's; a leader also hands over what an absent officer holds. The state and the clock stay."""
    dossier = lock(code, "hand_over", by=by, at=at)
    require_in_hand(dossier, "hand_over")
    need_text(reason=reason)
    if dossier.assigned_to_id not in (None, by.account_id) and by.role != "commune_leader":
        raise NotLawfulNow("hand_over.not_yours", code=code)
    if dossier.assigned_to_id == to.pk:
        raise NotLawfulNow("hand_over.has_it_already", code=code)
    if until is not None and until < clock.local_day(at):
        raise Invalid("act.invalid", [FieldError("until", "hand_over.until_past")])
    before, dossier.assigned_to, dossier.post = dossier.assigned_to_id, to, ""
    event = settle(dossier, "dossier.handed_over", by=by, at=at, of=before, to=to.pk, until=until)
    HandOver.objects.create(
        dossier=dossier,
        event=event,
        at=at,
        by_id=by.account_id,
        from_account_id=before,
        to_account=to,
        reason=reason,
        until=until,
    )
    return dossier


@transaction.atomic
def pass_on(
    code: str, *, to: Account | None = None, post: str = "", note: str = "", by: Actor, at: datetime
) -> Dossier:
    """Forward a task at the specialists' step to another person or kind of post of the agency; it stays at its step.
    What nobody in particular has then waits for the post."""
    dossier = lock(code, "forward", by=by, at=at)
    check(dossier, "forward", by=by, at=at)
    require_step(dossier, "propose")
    if to is not None and dossier.assigned_to_id == to.pk:
        raise NotLawfulNow("hand_over.has_it_already", code=code)
    if dossier.state == State.RECEIVED:
        take(dossier, by=by, at=at)
    dossier.assigned_to, dossier.post = to, post
    settle(
        dossier,
        "dossier.forwarded",
        by=by,
        at=at,
        text=note,
        internal=True,
        left={},
        step=dossier.step,
        to=to.pk if to else None,
        post=post,
    )
    return dossier
