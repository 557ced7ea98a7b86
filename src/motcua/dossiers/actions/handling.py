"""In hand: assign, forward, propose, approve, send back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.dossiers.actions.moving import (
    advance,
    check,
    lock,
    need_text,
    require_passed_on,
    require_step,
    settle,
    take,
)
from motcua.dossiers.actions.parts import open_with, require_none_open, require_none_waits
from motcua.dossiers.actions.stepping import place
from motcua.dossiers.models import Dossier, Proposal, ResultFile
from motcua.dossiers.passing import is_last_approval
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people import absences
from motcua.people.models import Account
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import is_one_step


@transaction.atomic
def assign(code: str, *, to: Account, by: Actor, at: datetime) -> Dossier:
    """Give the dossier to one officer of the agency."""
    dossier = lock(code, "assign", by=by, at=at)
    check(dossier, "assign", by=by, at=at)
    if dossier.state == State.RECEIVED:
        take(dossier, by=by, at=at)
    dossier.assigned_to, dossier.post = to, ""
    settle(dossier, "dossier.assigned", by=by, at=at, left={}, to=to.pk)
    return dossier


@transaction.atomic
def forward(code: str, *, to: str = "", note: str = "", by: Actor, at: datetime) -> Dossier:
    """Hand the dossier to the next step of its process, or to the one that `to` names (its key or kind of post) when
    only optional steps lie between."""
    dossier = lock(code, "forward", by=by, at=at)
    check(dossier, "forward", by=by, at=at)
    done = require_passed_on(dossier, by)
    require_none_waits(dossier, "forward")
    if dossier.state == State.RECEIVED:
        take(dossier, by=by, at=at)
    advance(dossier, at, to)
    dossier.assigned_to, dossier.post = None, ""
    facts: dict[str, Any] = {"step": dossier.step, "to": None, "post": ""}
    event = settle(dossier, "dossier.forwarded", by=by, at=at, text=note, internal=True, left={}, **facts)
    open_with(dossier, done.key, event, by=by, at=at)
    return dossier


@transaction.atomic
def propose(code: str, *, result: str, note: str = "", to: str = "", by: Actor, at: datetime) -> Dossier:
    """Propose to approve or to reject; who proposes takes the task. `to`: the step that it goes to, when only optional
    ones lie before it."""
    dossier = lock(code, "propose", by=by, at=at)
    check(dossier, "propose", by=by, at=at)
    if result not in ("approve", "reject"):
        raise Invalid("act.invalid", [FieldError("result", "propose.result_unknown", allowed="approve, reject")])
    if result == "reject":
        need_text(note=note)
    done = require_step(dossier, "propose")
    require_none_waits(dossier, "propose")
    holder, dossier.assigned_to_id = dossier.assigned_to_id, by.account_id
    number = (Proposal.objects.filter(dossier=dossier).aggregate(last=Max("number"))["last"] or 0) + 1
    proposal = Proposal.objects.create(
        dossier=dossier, number=number, result=result, note=note, proposed_at=at, proposed_by_id=by.account_id
    )
    advance(dossier, at, to)
    event = settle(
        dossier,
        "dossier.proposed",
        by=by,
        at=at,
        left={"proposed": proposal.pk},
        result=result,
        number=number,
        step=dossier.step,
        to=by.account_id,
        **_for_absent(holder, by, at),
    )
    open_with(dossier, done.key, event, by=by, at=at)
    return dossier


def _for_absent(holder: int | None, by: Actor, at: datetime) -> dict[str, Any]:
    """Says for whom a substitute does a colleague's task while she is on leave."""
    if holder is None or by.account_id in (None, holder):
        return {}
    assert by.account_id is not None
    return {"in_place_of": holder} if absences.is_substitute(by.account_id, holder, clock.local_day(at)) else {}


@transaction.atomic
def approve(code: str, *, note: str = "", to: str = "", by: Actor, at: datetime) -> Dossier:
    """Decide as proposed: the dossier is finished, its result approved or rejected.

    Where the process has several approvals, an earlier one endorses the proposal and passes it on (to the step that
    `to` names, when only optional ones lie before it); the last one decides.
    """
    dossier = lock(code, "approve", by=by, at=at)
    check(dossier, "approve", by=by, at=at)
    step = require_step(dossier, "approve")
    proposal = Proposal.objects.select_for_update().filter(dossier=dossier, outcome="").first()
    if proposal is None:
        raise NotLawfulNow("approve.no_proposal", code=code)
    require_none_waits(dossier, "approve")
    if not is_last_approval(steps_of(dossier.process), step.key):
        advance(dossier, at, to)
        facts: dict[str, Any] = {"number": proposal.number, "step": dossier.step, "internal": True, "left": {}}
        event = settle(dossier, "dossier.endorsed", by=by, at=at, text=note, signed=step, **facts)
        open_with(dossier, step.key, event, by=by, at=at)
        return dossier
    require_none_open(dossier, "approve")
    proposal.outcome, proposal.decided_at, proposal.decided_by_id = "approved", at, by.account_id
    proposal.decision_note = note
    proposal.save(update_fields=["outcome", "decided_at", "decided_by", "decision_note"])
    drafts = ResultFile.objects.filter(dossier=dossier, draft=True, replaced_at=None)
    left = {"decided": proposal.pk, "results": list(drafts.values_list("pk", flat=True))}
    drafts.update(draft=False)
    finish(dossier, result="approved" if proposal.result == "approve" else "rejected", at=at)
    advance(dossier, at)
    settle(
        dossier,
        "dossier.finished",
        by=by,
        at=at,
        text=proposal.note if dossier.result == "rejected" else "",
        left=left,
        signed=step,
        result=dossier.result,
        due_at=dossier.due_at,
        step=dossier.step,
    )
    return dossier


@transaction.atomic
def return_for_rework(code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """Send the proposal back to the step where it was made, with a reason that stays inside."""
    dossier = lock(code, "return_for_rework", by=by, at=at)
    check(dossier, "return_for_rework", by=by, at=at)
    need_text(reason=reason)
    step = require_step(dossier, "approve")
    proposal = Proposal.objects.select_for_update().filter(dossier=dossier, outcome="").first()
    if proposal is None:
        raise NotLawfulNow("approve.no_proposal", code=code)
    proposal.outcome, proposal.decided_at, proposal.decided_by_id = "returned", at, by.account_id
    proposal.decision_note = reason
    proposal.save(update_fields=["outcome", "decided_at", "decided_by", "decision_note"])
    place(dossier, next(one for one in steps_of(dossier.process) if one.act == "propose"), at)
    settle(
        dossier,
        "dossier.returned_for_rework",
        by=by,
        at=at,
        text=reason,
        internal=True,
        left={"decided": proposal.pk},
        signed=step,
        step=dossier.step,
    )
    return dossier


def finish(dossier: Dossier, *, result: str, at: datetime) -> None:
    """The dossier is resolved (contract section 5: resolution time)."""
    dossier.state = State.FINISHED
    dossier.result = result
    dossier.finished_at = at
    dossier.resolved_at = at


def finishes_at_once(dossier: Dossier) -> bool:
    """True for the process of one step (certified copies): delivered straight after reception."""
    return is_one_step(steps_of(dossier.process))
