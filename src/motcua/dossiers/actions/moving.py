"""The frame of every act on a dossier: lock, check, change, stand, record."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.deadlines.queries import calendar_of
from motcua.dossiers.actions import offering, standing, stepping
from motcua.dossiers.models import Dossier, Remark, Standing
from motcua.dossiers.passing import is_passed_on_by, is_post_of, passes_on
from motcua.dossiers.queries.visibility import RESULT_ACTS, holds_result, reach, visible_to
from motcua.dossiers.states import MACHINE, TAKES_FIRST, State
from motcua.journal.actions import record
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotAllowed, NotLawfulNow, NotVisible
from motcua.people import absences, access
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import ALSO, Step, following, may_follow

SIGNED = frozenset(
    {"dossier.proposed", "dossier.endorsed", "dossier.finished", "dossier.returned_for_rework"}
    | {"dossier.extended", "dossier.stopped"}
)
"""Events of acts that are signed: somebody who stands in for another signs in their place, and the event says for whom
(the account's id)."""


BEFORE_WORK: list[Callable[..., None]] = []
"""What an act on a dossier brings with it once it is lawful: `transfers` says here that whoever works on it has it."""


def seen(code: str, *, by: Actor, at: datetime) -> Dossier:
    """The dossier, locked, for somebody who may see it. Raises NotVisible (404)."""
    row = (
        visible_to(by, at)
        .select_for_update(of=("self",))
        .select_related("agency", "reception_agency", "procedure_version__procedure", "process")
        .filter(code=code)
        .first()
    )
    if row is None:
        raise NotVisible("dossier.unknown", code=code)
    return row


def lock(code: str, act: str, *, by: Actor, at: datetime) -> Dossier:
    """The dossier, locked, for an act that the role may ever do on it: its own, or its agency's, which decides it, took
    it in, or has its result to hand over. An agency that only has a part of it acts on that alone (`part_acts`).

    Raises NotVisible (404), NotAllowed (403).
    """
    row = seen(code, by=by, at=at)
    scope = access.require(f"dossier.{act}", by)
    if scope.kind == "own" and row.account_id != scope.account_id:
        raise NotAllowed("act.not_allowed", act=act, role=by.role)
    if scope.kind in ("agency", "below"):
        ids = reach(scope, at)
        if not {row.agency_id, row.reception_agency_id} & ids and not (act in RESULT_ACTS and holds_result(row, ids)):
            raise NotAllowed("act.not_allowed", act=act, role=by.role)
    return row


def need_text(**given: str) -> None:
    """Each of these texts is needed. Raises Invalid naming those that are empty."""
    errors = [FieldError(name, f"{name}.required") for name, text in given.items() if not text.strip()]
    if errors:
        raise Invalid("act.invalid", errors)


def check(dossier: Dossier, act: str, *, by: Actor, at: datetime, target: str = "") -> None:
    """The table says whether the act is lawful now; a received dossier is first taken where the act needs it.

    Raises NotAllowed, NotLawfulNow (also when `at` lies before the last act).
    """
    last = Standing.objects.filter(dossier=dossier, to_at=None, from_at__gt=at).first()
    if last is not None and by.role in MACHINE.roles_of(act):
        raise NotLawfulNow("act.before_last", last=last.from_at, at=at)
    if act in TAKES_FIRST and dossier.state == State.RECEIVED and by.role in MACHINE.roles_of(act):
        take(dossier, by=by, at=at)
    MACHINE.find(dossier.state, act, by.role, target)
    for taken_over in BEFORE_WORK:
        taken_over(dossier, by=by, at=at)
    if act in ALSO and (step := step_now(dossier)) is not None and step.also and act not in step.also:
        raise NotLawfulNow("step.not_beside", act=act, step=step.key)


def take(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """received → processing, at the same instant as the act that needs it."""
    dossier.state = State.PROCESSING
    dossier.save(update_fields=["state"])
    record("dossier.processing", subject=dossier.code, by=by, at=at, step=dossier.step)


def step_now(dossier: Dossier) -> Step | None:
    """The step that the dossier waits at; None before reception and after the last."""
    return next((step for step in steps_of(dossier.process) if step.key == dossier.step), None)


def require_step(dossier: Dossier, act: str) -> Step:
    """The present step, which must wait for this act. Raises NotLawfulNow."""
    step = step_now(dossier)
    if step is None or step.act != act:
        raise NotLawfulNow("step.other", act=act, step=dossier.step, waits_for=step.act if step else "")
    return step


def require_passed_on(dossier: Dossier, by: Actor) -> Step:
    """The present step, which is passed on by this role, or may be skipped by it. Raises NotLawfulNow."""
    step = step_now(dossier)
    if step is None or not passes_on(step):
        raise NotLawfulNow("step.other", act="forward", step=dossier.step, waits_for=step.act if step else "")
    if not is_passed_on_by(step, by.role):
        raise NotLawfulNow("step.other_role", step=step.key, role=step.role)
    return step


def require_no_open_proposal(dossier: Dossier, act: str) -> None:
    """While a proposal waits for its decision, only the decision, a stop or a withdrawal may come."""
    if dossier.proposals.filter(outcome="").exists():
        raise NotLawfulNow("proposal.waits", act=act, code=dossier.code)


def advance(dossier: Dossier, at: datetime, to: str = "") -> Step | None:
    """Go to the step after the present one, or to the one that `to` names (its key or its kind of post) when only
    optional steps lie before it; returns it, or None after the last. Raises Invalid at `to`."""
    steps = steps_of(dossier.process)
    step = following(steps, dossier.step)
    if to:
        reached = may_follow(steps, dossier.step)
        step = next((one for one in reached if to in (one.key, one.post)), None)
        if step is None:
            known = ", ".join(one.post for one in reached)
            raise Invalid("act.invalid", [FieldError("to", "forward.post_unknown", to=to, next=known)])
    stepping.place(dossier, step, at)
    return step


def begin(dossier: Dossier, type: str, *, by: Actor, at: datetime, **facts: object) -> Event:
    """The first standing and the first event of a dossier that was just written."""
    standing.first(dossier, at)
    return record(type, subject=dossier.code, by=by, at=at, first=True, **facts)


def settle(
    dossier: Dossier,
    type: str,
    *,
    by: Actor,
    at: datetime,
    text: str = "",
    ground: str = "",
    internal: bool = False,
    left: Mapping[str, Any] | None = None,
    signed: Step | None = None,
    **facts: Any,
) -> Event:
    """Save the dossier, its standing, the event and what was said with it, all in the present transaction.

    `left`: rows that the act wrote beside the dossier (see `offering.offer`); with it the act may be undone. `signed`:
    the step that was done by a signature.
    """
    before = offering.seen(dossier) if left is not None else None
    dossier.save()
    stood = standing.stand(dossier, at)
    if "step" in facts or "due_at" in facts:
        facts["step_due_at"] = dossier.step_due_at
        facts.setdefault("calendar", calendar_of(dossier.agency_id).version)
    own = signed is not None and is_post_of(signed, by.position)
    if type in SIGNED and (absent := absences.stood_in_for(by, clock.local_day(at), own_post=own)) is not None:
        facts["in_place_of"] = absent
    event = record(type, subject=dossier.code, by=by, at=at, **facts)
    if text or ground:
        Remark.objects.create(dossier=dossier, event=event, text=text, ground=ground, internal=internal)
    if before is not None and left is not None:
        offering.offer(dossier, event, before, {**left, "standing": stood}, by=by, at=at)
    return event
