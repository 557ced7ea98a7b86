"""The acts that a page may offer: those that would be done now by this viewer."""

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Dossier, Part
from motcua.dossiers.models.bundle import WAITS
from motcua.dossiers.part_rules import OPEN
from motcua.dossiers.passing import fits_step, is_last_approval
from motcua.dossiers.queries.lateness import LATENESS, may_now
from motcua.dossiers.queries.parts import keepers
from motcua.dossiers.queries.transfers import result_elsewhere
from motcua.dossiers.queries.visibility import RESULT_ACTS, holds_result, reach
from motcua.dossiers.states import MACHINE, TAKES_FIRST, State
from motcua.kernel.actor import Actor
from motcua.people import access
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step, is_one_step


@dataclass(frozen=True, slots=True)
class _Now:
    """What the acts are judged by; the rest is asked when an act needs it."""

    dossier: Dossier
    steps: tuple[Step, ...]
    step: Step | None
    waiting: bool
    """A proposal waits for its decision."""


def lawful_acts(dossier: Dossier, viewer: Actor, at: datetime) -> list[str]:
    """The acts that are lawful now for this viewer, in the order of the table."""
    steps = steps_of(dossier.process)
    now = _Now(
        dossier,
        steps,
        next((one for one in steps if one.key == dossier.step), None),
        dossier.proposals.filter(outcome="").exists() if dossier.state == State.PROCESSING else False,
    )
    return [
        act
        for act in dict.fromkeys(move.act for move in MACHINE.moves)
        if _in_state(act, dossier.state, viewer)
        and _fits(act, now, viewer)
        and _reaches(act, dossier, viewer, at)
        and _nothing_is_awaited(act, now, viewer, at)
    ]


def _in_state(act: str, state: str, viewer: Actor) -> bool:
    """The table has a move from here; an act that first takes a received dossier in hand may begin there."""
    states = {move.source for move in MACHINE.moves if move.act == act and viewer.role in move.roles}
    return state in states or (act in TAKES_FIRST and state == State.RECEIVED and State.PROCESSING in states)


def _fits(act: str, now: _Now, viewer: Actor) -> bool:
    """The step, an open proposal and what was asked before allow it."""
    dossier = now.dossier
    if act == "receive" and dossier.linked == WAITS:
        return False
    if not fits_step(now.step, act, viewer.role):
        return False
    if act == "return_for_rework" and not (now.step and now.step.act == "approve" and now.waiting):
        return False
    if act in ("request_supplement", "request_payment", "correct") and now.waiting:
        return False
    if act == "request_supplement" and viewer.role == access.SPECIALIST_OFFICER and dossier.received_at is None:
        return False
    if act == "deliver" and dossier.state != State.FINISHED and not is_one_step(now.steps):
        return False
    return act not in LATENESS or may_now(dossier, act, viewer.role)


def _reaches(act: str, dossier: Dossier, viewer: Actor, at: datetime) -> bool:
    """The viewer's scope covers this dossier, as `actions.moving.lock` judges it."""
    scope = access.scope(f"dossier.{act}", viewer)
    if scope.kind == "own":
        return dossier.account_id == scope.account_id
    if scope.kind in ("agency", "below"):
        ids = reach(scope, at)
        mine = bool({dossier.agency_id, dossier.reception_agency_id} & ids)
        return mine or (act in RESULT_ACTS and holds_result(dossier, ids))
    return scope.kind != "none"


def _nothing_is_awaited(act: str, now: _Now, viewer: Actor, at: datetime) -> bool:
    """No part keeps the step, and the result is not at another counter."""
    dossier = now.dossier
    if act in ("forward", "propose", "approve") and now.step is not None:
        if keepers(dossier):
            return False
        last = act == "approve" and is_last_approval(now.steps, now.step.key)
        return not (last and Part.objects.filter(dossier=dossier, state__in=sorted(OPEN)).exists())
    if act == "deliver" and dossier.state == State.FINISHED and viewer.role != access.SYSTEM:
        sent = result_elsewhere(dossier)
        scope = access.scope("dossier.deliver", viewer)
        return sent is None or scope.kind != "agency" or sent.to_agency_id in reach(scope, at)
    return True
