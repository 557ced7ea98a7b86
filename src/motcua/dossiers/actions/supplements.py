"""Asking for a supplement and answering it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.documents.models import Upload
from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions.intake import need_text
from motcua.dossiers.actions.moving import check, lock, require_no_open_proposal, settle
from motcua.dossiers.actions.opening import add_papers, files_told, search_tokens
from motcua.dossiers.models import Dossier, Supplement
from motcua.dossiers.rules import GivenPaper
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow


@transaction.atomic
def request_supplement(
    code: str,
    *,
    items: Sequence[Mapping[str, Any]],
    reason: str,
    ground: str,
    answer_until: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Dossier:
    """Ask once and completely, naming fields and papers; the clock stands still until the answer.

    `items`: [{kind: paper|field|other, key, label_vi, label_en, reason}], at least one.
    """
    dossier = lock(code, "request_supplement", by=by, at=at)
    check(dossier, "request_supplement", by=by, at=at)
    require_no_open_proposal(dossier, "request_supplement")
    need_text(reason=reason, ground=ground)
    if not items:
        raise Invalid("act.invalid", [FieldError("items", "items.required")])
    if dossier.state == State.SUBMITTED and by.role == "specialist_officer":
        raise NotLawfulNow("act.not_lawful_now", act="request_supplement", state=dossier.state)
    at_intake = dossier.received_at is None
    dossier.supplements_asked += 1
    asked = Supplement.objects.create(
        dossier=dossier,
        number=dossier.supplements_asked,
        at_intake=at_intake,
        asked_at=at,
        asked_by_id=by.account_id,
        reason=reason,
        ground=ground,
        items=list(items),
        answer_until=answer_until,
    )
    dossier.state = State.SUPPLEMENT_REQUESTED
    left = {"asked": asked.pk}
    if not at_intake:
        left["ledger"] = promises.start_pause(dossier, "supplement", by=by, at=at).pk
    settle(
        dossier,
        "dossier.supplement_requested",
        by=by,
        at=at,
        text=reason,
        ground=ground,
        left=left,
        number=dossier.supplements_asked,
        at_intake=at_intake,
        items=len(items),
    )
    return dossier


@transaction.atomic
def supplement(
    code: str,
    *,
    answers: Mapping[str, Any],
    papers: Sequence[tuple[GivenPaper, Upload | None]],
    note: str = "",
    intake_due_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Dossier:
    """Hand in what was asked: new versions of papers beside the old, changed answers (the old ones kept)."""
    dossier = lock(code, "supplement", by=by, at=at)
    open_request = (
        Supplement.objects.select_for_update().filter(dossier=dossier, answered_at=None).order_by("-number").first()
    )
    target = State.SUBMITTED if dossier.received_at is None else State.PROCESSING
    check(dossier, "supplement", by=by, at=at, target=target)
    if open_request is None:
        raise NotLawfulNow("supplement.none_open", code=code)
    open_request.answered_at = at
    open_request.answers_before = {key: dossier.answers.get(key) for key in answers}
    open_request.save(update_fields=["answered_at", "answers_before"])
    dossier.answers = {**dossier.answers, **answers}
    add_papers(dossier, papers, at=at, supplement_id=open_request.pk)
    dossier.state = target
    if dossier.received_at is None:
        dossier.intake_due_at = intake_due_at
    else:
        promises.end_pause(dossier, "supplement", by=by, at=at)
    dossier.search = search_tokens(dossier)
    settle(
        dossier,
        "dossier.supplemented",
        by=by,
        at=at,
        text=note,
        number=open_request.number,
        papers=len(papers),
        fields=len(answers),
        due_at=dossier.due_at,
        **files_told(papers),
    )
    return dossier
