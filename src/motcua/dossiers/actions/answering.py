"""The receiving unit answers a hand-over list: it accepts dossiers, or sends one back with the reason."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NoReturn

from django.db import transaction

from motcua.dossiers.actions.moving import need_text, settle
from motcua.dossiers.actions.stepping import place
from motcua.dossiers.models import Dossier, HandOverAnswer, HandOverLine, HandOverList, Remark
from motcua.dossiers.states import State
from motcua.journal.actions import Told, record, record_all
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.people import access
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step, following, main_line


@transaction.atomic
def accept_lines(hand_over: int, codes: Collection[str], *, by: Actor, at: datetime) -> int:
    """Take these dossiers of a list. Those that a colleague answered a moment ago are left as they are; returns how
    many were taken. Raises NotAllowed, NotVisible, Invalid (`hand_over.nothing_chosen`), NotLawfulNow
    (`hand_over.answered_already`)."""
    found = _list(hand_over, by)
    if not codes:
        raise Invalid("act.invalid", [FieldError("code", "hand_over.nothing_chosen")])
    rows = found.lines.filter(answer=None, dossier__code__in=set(codes)).select_related("dossier")
    lines = list(rows.order_by("number"))
    if not lines:
        _refuse(found, codes)
    HandOverAnswer.objects.bulk_create(
        HandOverAnswer(line=line, at=at, by_id=by.account_id, accepted=True) for line in lines
    )
    record_all(
        [Told("dossier.hand_over_accepted", line.dossier.code, _facts(found, line)) for line in lines], by=by, at=at
    )
    return len(lines)


@transaction.atomic
def return_line(hand_over: int, code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """Send one dossier of a list back: it stands at the top of the counter's own list, at the step it was handed over
    from. Raises as `accept_lines`, and `hand_over.went_on` when somebody worked on it since."""
    found = _list(hand_over, by)
    need_text(reason=reason)
    line = found.lines.filter(answer=None, dossier__code=code).first()
    if line is None:
        _refuse(found, [code])
    dossier = Dossier.objects.select_for_update().get(pk=line.dossier_id)
    HandOverAnswer.objects.create(line=line, at=at, by_id=by.account_id, accepted=False, reason=reason)
    if not line.forwarded:
        event = record("dossier.hand_over_returned", subject=dossier.code, by=by, at=at, **_facts(found, line))
        Remark.objects.create(dossier=dossier, event=event, text=reason, internal=True)
        return dossier
    before = _step_before(dossier)
    place(dossier, before, at)
    dossier.assigned_to, dossier.post = None, ""
    facts = {**_facts(found, line), "step": dossier.step, "to": None, "post": ""}
    settle(dossier, "dossier.hand_over_returned", by=by, at=at, text=reason, internal=True, **facts)
    return dossier


def _step_before(dossier: Dossier) -> Step:
    """The step that the list moved it from. Raises NotLawfulNow when it is not at the one after it any more."""
    steps = steps_of(dossier.process)
    going = dossier.state in (State.RECEIVED, State.PROCESSING)
    for step in main_line(steps):
        after = following(steps, step.key)
        if step.act == "forward" and after is not None and after.key == dossier.step and going:
            return step
    raise NotLawfulNow("hand_over.went_on", code=dossier.code)


def _list(number: int, by: Actor) -> HandOverList:
    """The list, locked: of two officers who answer at the same second one waits and is told."""
    access.require("hand_over.answer", by)
    rows = HandOverList.objects.select_for_update().filter(pk=number, to_agency__code=by.agency)
    found = rows.exclude(answer_until=None).first()
    if found is None:
        raise NotVisible("hand_over.unknown")
    return found


def _refuse(found: HandOverList, codes: Collection[str]) -> NoReturn:
    """Somebody was first: say when."""
    rows = HandOverAnswer.objects.filter(line__hand_over=found, line__dossier__code__in=set(codes))
    last = rows.select_related("by").order_by("-at").first()
    if last is None:
        raise NotVisible("hand_over.unknown")
    who = last.by.full_name if last.by else ""
    raise NotLawfulNow("hand_over.answered_already", at=last.at, who=who)


def _facts(found: HandOverList, line: HandOverLine) -> dict[str, Any]:
    return {"day": found.day.isoformat(), "number": found.number, "line": line.number}
