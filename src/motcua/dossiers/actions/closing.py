"""Payment's effect on the state, extension, stop, withdrawal, delivery."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.actions import awaiting, parts, transfers
from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions.apologising import sign_at_once
from motcua.dossiers.actions.handling import finish, finishes_at_once
from motcua.dossiers.actions.moving import check, lock, need_text, require_no_open_proposal, settle
from motcua.dossiers.actions.stepping import place
from motcua.dossiers.models import Dossier, Proposal
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

WAYS = ("counter", "post", "electronic")


@transaction.atomic
def request_payment(code: str, *, amount: int, note: str = "", by: Actor, at: datetime) -> Dossier:
    """Wait for a payment; the clock goes on unless the procedure's version says otherwise (contract section 4)."""
    dossier = lock(code, "request_payment", by=by, at=at)
    check(dossier, "request_payment", by=by, at=at)
    require_no_open_proposal(dossier, "request_payment")
    dossier.state = State.PAYMENT_DUE
    if dossier.procedure_version.pause_on_payment:
        promises.start_pause(dossier, "payment", by=by, at=at)
    settle(dossier, "dossier.payment_due", by=by, at=at, text=note, amount=amount)
    return dossier


@transaction.atomic
def confirm_payment(code: str, *, amount: int, way: str, by: Actor, at: datetime) -> Dossier:
    """The payment is there: handling goes on."""
    dossier = lock(code, "confirm_payment", by=by, at=at)
    check(dossier, "confirm_payment", by=by, at=at)
    dossier.state = State.PROCESSING
    promises.end_pause(dossier, "payment", by=by, at=at)
    settle(dossier, "dossier.paid", by=by, at=at, amount=amount, way=way, due_at=dossier.due_at)
    return dossier


@transaction.atomic
def extend(code: str, *, due_at: datetime, reason: str, by: Actor, at: datetime) -> Dossier:
    """Set a later promise once, with a reason that is told to the applicant; changes no state."""
    dossier = lock(code, "extend", by=by, at=at)
    check(dossier, "extend", by=by, at=at)
    need_text(reason=reason)
    sign_at_once(dossier, due_at, reason, by=by, at=at)
    return dossier


@transaction.atomic
def stop(code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """Stop handling (form 05)."""
    dossier = lock(code, "stop", by=by, at=at)
    check(dossier, "stop", by=by, at=at)
    need_text(reason=reason)
    _stop(dossier, reason, by=by, at=at)
    return dossier


@transaction.atomic
def confirm_stop(code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """Stop as it was proposed after the limit of an answer had passed in silence (form 05)."""
    dossier = lock(code, "confirm_stop", by=by, at=at)
    check(dossier, "confirm_stop", by=by, at=at)
    if awaiting.find_proposed(dossier) is None:
        raise NotLawfulNow("stop.none_proposed", code=code)
    need_text(reason=reason)
    _stop(dossier, reason, by=by, at=at)
    return dossier


def _stop(dossier: Dossier, reason: str, *, by: Actor, at: datetime) -> None:
    confirmed = awaiting.confirmed_with(dossier, reason, by=by, at=at)
    ended = [*parts.end_all(dossier, by=by, at=at), *transfers.end_open(dossier, by=by, at=at)]
    left = {**_close(dossier, State.STOPPED, at=at), "rows": [*confirmed, *ended]}
    settle(dossier, "dossier.stopped", by=by, at=at, text=reason, left=left)


@transaction.atomic
def withdraw(code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """The applicant takes the dossier back; lawful until there is a decision."""
    dossier = lock(code, "withdraw", by=by, at=at)
    check(dossier, "withdraw", by=by, at=at)
    need_text(reason=reason)
    parts.end_all(dossier, by=by, at=at)
    transfers.end_open(dossier, by=by, at=at)
    _close(dossier, State.WITHDRAWN, at=at)
    settle(dossier, "dossier.withdrawn", by=by, at=at, text=reason)
    return dossier


def _close(dossier: Dossier, state: State, *, at: datetime) -> dict[str, int]:
    """Close it; returns the proposal that fell with it, as `settle` takes it."""
    dossier.state = state
    dossier.closed_at = at
    if dossier.received_at is not None:
        dossier.resolved_at = at
    place(dossier, None, at)
    waiting = Proposal.objects.filter(dossier=dossier, outcome="").first()
    if waiting is None:
        return {}
    Proposal.objects.filter(pk=waiting.pk).update(outcome="void", decided_at=at)
    return {"decided": waiting.pk}


@transaction.atomic
def deliver(code: str, *, way: str, by: Actor, at: datetime) -> Dossier:
    """Hand the result to the person. In the process of one step this also finishes what is in hand."""
    dossier = lock(code, "deliver", by=by, at=at)
    check(dossier, "deliver", by=by, at=at)
    if way not in WAYS:
        raise Invalid("act.invalid", [FieldError("by", "deliver.way_unknown", allowed=", ".join(WAYS))])
    transfers.require_result_here(dossier, by=by, at=at)
    if dossier.state in (State.RECEIVED, State.PROCESSING):
        if not finishes_at_once(dossier):
            raise NotLawfulNow("act.not_lawful_now", act="deliver", state=dossier.state)
        finish(dossier, result="approved", at=at)
        settle(dossier, "dossier.finished", by=by, at=at, result="approved", due_at=dossier.due_at)
    dossier.state = State.DELIVERED
    dossier.delivered_at = at
    dossier.delivered_by = way
    place(dossier, None, at)
    settle(dossier, "dossier.delivered", by=by, at=at, way=way)
    return dossier
