"""At the counter, when the dossier cannot be accepted: it is recorded all the same, and the person leaves with a paper.

Form 02 says once and completely what is missing; form 03 says why the dossier is not accepted, and on which ground
(decree 118/2025/NĐ-CP, article 17; circular 03/2025/TT-VPCP, appendix I).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier, Draft
from motcua.flows import intake_linked, submit_linked
from motcua.flows import submit as submitting
from motcua.flows.linked_form import find_form
from motcua.flows.submit import Submission
from motcua.flows.supplement import DECLARATION, read_items, until_answered
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError
from motcua.people import access


def lacking(submission: Submission, *, by: Actor, at: datetime) -> list[FieldError]:
    """What stands against receiving it, empty when nothing does. Raises NotAllowed, NotVisible."""
    return submit_linked.lacking(submission, by=by, at=at)


def ask_for_more(
    submission: Submission,
    *,
    items: object,
    reason: str,
    ground: str,
    by: Actor,
    at: datetime,
    draft: Draft | None = None,
) -> Dossier:
    """Record what was handed in and ask for the rest: submitted → supplement_requested, in one transaction.

    `items` as in `flows.supplement.ask`. Raises as `walk_in`, Invalid also for items, reason and ground.
    """
    if (form := find_form(submission.procedure, clock.local_day(at), submission.left_out)) is not None:
        return intake_linked.ask_for_more(
            form, submission, items=items, reason=reason, ground=ground, by=by, at=at, draft=draft
        )

    def then(dossier: Dossier) -> Dossier:
        return dossiers.request_supplement(
            dossier.code,
            items=read_items(items, dossier),
            reason=text.normal_lines(reason),
            ground=text.normal(ground)[:300],
            answer_until=until_answered(dossier, at),
            by=by,
            at=at,
        )

    return _record(submission, then, by=by, at=at, draft=draft)


def turn_away(
    submission: Submission, *, reason: str, ground: str, by: Actor, at: datetime, draft: Draft | None = None
) -> Dossier:
    """Record that it was brought and is not accepted: submitted → refused, in one transaction."""
    if (form := find_form(submission.procedure, clock.local_day(at), submission.left_out)) is not None:
        return intake_linked.turn_away(form, submission, reason=reason, ground=ground, by=by, at=at, draft=draft)

    def then(dossier: Dossier) -> Dossier:
        return dossiers.refuse(
            dossier.code, reason=text.normal_lines(reason), ground=text.normal(ground)[:300], by=by, at=at
        )

    return _record(submission, then, by=by, at=at, draft=draft)


def _record(
    submission: Submission, then: Callable[[Dossier], Dossier], *, by: Actor, at: datetime, draft: Draft | None
) -> Dossier:
    access.require("dossier.submit_at_counter", by)
    if draft is not None and draft.dossier is not None:
        return draft.dossier
    judged = submitting.judge(submission, by=by, at=at, incomplete=True)
    with transaction.atomic(durable=True):
        if draft is not None and (first := claim(draft)) is not None:
            return first
        dossier = submitting.write(judged, submission, by=by, at=at)
        if draft is not None:
            dossiers.became(draft, dossier, by=by, at=at)
        return then(dossier)


def claim(draft: Draft) -> Dossier | None:
    """The draft locked for this press of the button; the dossier of the press before where there was one."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    return held.dossier


def items_of(errors: list[FieldError], missing_declaration: str) -> list[dict[str, Any]]:
    """What a supplement would ask for, from what is lacking: each paper, and the declaration once."""
    items: list[dict[str, Any]] = [
        {"kind": "paper", "key": str(one.facts["key"]), "reason": ""} for one in errors if one.code == "paper.missing"
    ]
    if any(one.path.startswith("answers.") for one in errors):
        items.append({"kind": "other", "key": DECLARATION, "label_vi": missing_declaration, "reason": ""})
    return items
