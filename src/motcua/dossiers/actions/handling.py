"""In hand: assign, forward, propose, approve, send back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.dossiers.actions.intake import need_text
from motcua.dossiers.actions.moving import advance, check, lock, require_step, settle, take
from motcua.dossiers.models import Dossier, Proposal, ResultFile
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
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
    """Hand the dossier to the next post of its process (or the named one of the same process)."""
    dossier = lock(code, "forward", by=by, at=at)
    check(dossier, "forward", by=by, at=at)
    require_step(dossier, "forward")
    if dossier.state == State.RECEIVED:
        take(dossier, by=by, at=at)
    step = advance(dossier, at)
    if to and (step is None or to not in (step.post, step.key)):
        raise Invalid("act.invalid", [FieldError("to", "forward.post_unknown", to=to, next=step.post if step else "")])
    dossier.assigned_to, dossier.post = None, ""
    settle(dossier, "dossier.forwarded", by=by, at=at, text=note, internal=True, left={}, step=dossier.step)
    return dossier


@transaction.atomic
def propose(code: str, *, result: str, note: str = "", by: Actor, at: datetime) -> Dossier:
    """Propose to approve or to reject; who proposes takes the task."""
    dossier = lock(code, "propose", by=by, at=at)
    check(dossier, "propose", by=by, at=at)
    if result not in ("approve", "reject"):
        raise Invalid("act.invalid", [FieldError("result", "propose.result_unknown", allowed="approve, reject")])
    if result == "reject":
        need_text(note=note)
    require_step(dossier, "propose")
    dossier.assigned_to_id = by.account_id
    number = (Proposal.objects.filter(dossier=dossier).aggregate(last=Max("number"))["last"] or 0) + 1
    proposal = Proposal.objects.create(
        dossier=dossier, number=number, result=result, note=note, proposed_at=at, proposed_by_id=by.account_id
    )
    advance(dossier, at)
    left = {"proposed": proposal.pk}
    settle(dossier, "dossier.proposed", by=by, at=at, left=left, result=result, number=number, step=dossier.step)
    return dossier


@transaction.atomic
def approve(code: str, *, note: str = "", by: Actor, at: datetime) -> Dossier:
    """Decide as proposed: the dossier is finished, its result approved or rejected."""
    dossier = lock(code, "approve", by=by, at=at)
    check(dossier, "approve", by=by, at=at)
    require_step(dossier, "approve")
    proposal = Proposal.objects.select_for_update().filter(dossier=dossier, outcome="").first()
    if proposal is None:
        raise NotLawfulNow("approve.no_proposal", code=code)
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
    require_step(dossier, "approve")
    proposal = Proposal.objects.select_for_update().filter(dossier=dossier, outcome="").first()
    if proposal is None:
        raise NotLawfulNow("approve.no_proposal", code=code)
    proposal.outcome, proposal.decided_at, proposal.decided_by_id = "returned", at, by.account_id
    proposal.decision_note = reason
    proposal.save(update_fields=["outcome", "decided_at", "decided_by", "decision_note"])
    dossier.step = next(step.key for step in steps_of(dossier.process) if step.act == "propose")
    dossier.step_since = at
    settle(
        dossier,
        "dossier.returned_for_rework",
        by=by,
        at=at,
        text=reason,
        internal=True,
        left={"decided": proposal.pk},
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
