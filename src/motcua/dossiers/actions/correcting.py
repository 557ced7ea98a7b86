"""Putting right what was taken in wrongly: the old value is kept, the reason too, and nothing happens silently.

Whoever judged what is lawful to change is `flows.correct`; here it is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.catalogue.models import ProcedureVersion
from motcua.documents.models import Upload
from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions.moving import check, lock, need_text, require_no_open_proposal, settle
from motcua.dossiers.actions.opening import add_papers, search_tokens
from motcua.dossiers.actions.standing import about, field_of
from motcua.dossiers.actions.stepping import place, reckon_step
from motcua.dossiers.models import Correction, Dossier
from motcua.dossiers.ports import cube
from motcua.dossiers.rules import GivenPaper
from motcua.dossiers.states import CLOSED, State
from motcua.eforms.models import FormDefinition
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people.models import Party
from motcua.workflow.models import Process
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import main_line

KINDS = ("applicant", "submitter", "papers", "answers", "procedure", "promise")


@dataclass
class Change:
    """What is to be different. `before` and `after` hold only that, by kind (see `models.Correction`)."""

    applicant: Party | None = None
    submitter: Party | None = None
    drops_submitter: bool = False
    papers: Sequence[tuple[GivenPaper, Upload | None]] = ()
    answers: Mapping[str, Any] | None = None
    version: ProcedureVersion | None = None
    form: FormDefinition | None = None
    process: Process | None = None
    allowance: Mapping[str, Any] | None = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def require_correctable(dossier: Dossier) -> None:
    """Raises NotLawfulNow where a correction would change what was decided on; the sentence says what to do."""
    if dossier.state in (State.FINISHED, State.DELIVERED):
        raise NotLawfulNow("correct.decided", code=dossier.code)
    if dossier.state in CLOSED:
        raise NotLawfulNow("correct.closed", code=dossier.code)
    require_no_open_proposal(dossier, "correct")


@transaction.atomic
def correct(code: str, *, reason: str, change: Change, by: Actor, at: datetime) -> Dossier:
    """Write the change, a `Correction` with old and new, and one event.

    A changed limit makes the promise anew from reception, with the pauses so far: one more line of the ledger; the
    first promise stays what it was. Raises NotVisible, NotAllowed, NotLawfulNow, Invalid (`correct.nothing_changed`).
    """
    dossier = lock(code, "correct", by=by, at=at)
    require_correctable(dossier)
    check(dossier, "correct", by=by, at=at)
    need_text(reason=reason)
    field_before = field_of(dossier)
    _write(dossier, change, at=at)
    if field_of(dossier) != field_before:
        cube().reclassed(about(dossier), field_before)
    if change.allowance is not None and dossier.received_at is not None:
        _promise_anew(dossier, change, by=by, at=at)
        reckon_step(dossier, promises.run_of(dossier))
    what = [kind for kind in KINDS if kind in change.after or kind in change.before]
    if not what:
        raise Invalid("act.invalid", [FieldError("reason", "correct.nothing_changed")])
    number = (Correction.objects.filter(dossier=dossier).aggregate(last=Max("number"))["last"] or 0) + 1
    dossier.search = search_tokens(dossier)
    facts: dict[str, Any] = {"number": number, "what": what}
    if "promise" in what:
        facts["due_at"] = dossier.due_at
    if "procedure" in what:
        facts["step"] = dossier.step
    if change.allowance is not None and dossier.received_at is not None:
        facts |= {"allowance": dossier.allowance, "step": dossier.step}
    if change.version is not None and change.process is not None:
        form = change.form.pk if change.form else None
        facts |= {"procedure_version": change.version.pk, "form": form, "process": change.process.pk}
    event = settle(dossier, "dossier.corrected", by=by, at=at, text=reason, internal=True, **facts)
    Correction.objects.create(
        dossier=dossier,
        number=number,
        event=event,
        at=at,
        by_id=by.account_id,
        reason=reason,
        what=what,
        before=change.before,
        after=change.after,
    )
    return dossier


def _write(dossier: Dossier, change: Change, *, at: datetime) -> None:
    if change.applicant is not None:
        dossier.applicant = change.applicant
    if change.submitter is not None:
        dossier.submitter = change.submitter
    elif change.drops_submitter:
        dossier.submitter = None
    if change.answers is not None:
        dossier.answers = dict(change.answers)
    if change.papers:
        add_papers(dossier, change.papers, at=at)
    if change.version is not None and change.process is not None:
        dossier.procedure_version = change.version
        dossier.form = change.form
        dossier.process = change.process
        if dossier.received_at is not None:
            steps = main_line(steps_of(change.process))
            place(dossier, steps[1] if len(steps) > 1 else None, at)


def _promise_anew(dossier: Dossier, change: Change, *, by: Actor, at: datetime) -> None:
    assert dossier.received_at is not None
    assert change.allowance is not None
    before = dossier.due_at
    began = {"clock_from": dossier.allowance["clock_from"]} if "clock_from" in dossier.allowance else {}
    dossier.allowance = {**change.allowance, **began}
    computed = promises.reckoned(dossier)
    if computed.due_at == before:
        return
    dossier.due_at = computed.due_at
    promises.line(dossier, "correction", "due", by=by, at=at, before=before, after=computed.due_at)
    change.before["promise"] = {"due_at": clock.stamp(before) if before else None}
    change.after["promise"] = {"due_at": clock.stamp(computed.due_at) if computed.due_at else None}
