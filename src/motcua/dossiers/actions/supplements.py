"""Asking for a supplement and answering it, whole or part by part."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.documents.models import Upload
from motcua.dossiers.actions import awaiting
from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions.moving import check, lock, need_text, require_no_open_proposal, settle
from motcua.dossiers.actions.opening import add_papers, files_told, search_tokens
from motcua.dossiers.actions.taking_back import left as row_left
from motcua.dossiers.models import Dossier, Remark, Supplement, SupplementPart, SupplementProposal
from motcua.dossiers.rules import GivenPaper
from motcua.dossiers.states import State
from motcua.journal.actions import record
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people import access


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

    `items`: [{kind: paper|field|other, key, label_vi, label_en, reason}], at least one. A second time only with the
    leader's leave: NotLawfulNow("supplement.needs_leave").
    """
    dossier = lock(code, "request_supplement", by=by, at=at)
    check(dossier, "request_supplement", by=by, at=at)
    require_no_open_proposal(dossier, "request_supplement")
    need_text(reason=reason, ground=ground)
    if not items:
        raise Invalid("act.invalid", [FieldError("items", "items.required")])
    if dossier.state == State.SUBMITTED and by.role == "specialist_officer":
        raise NotLawfulNow("act.not_lawful_now", act="request_supplement", state=dossier.state)
    if dossier.supplements_asked and by.role != access.SYSTEM:
        raise NotLawfulNow("supplement.needs_leave", code=code, asked=dossier.supplements_asked)
    pause_for(
        dossier,
        items=items,
        reason=reason,
        ground=ground,
        answer_until=answer_until,
        asked_by=by.account_id,
        by=by,
        at=at,
    )
    return dossier


def pause_for(
    dossier: Dossier,
    *,
    items: Sequence[Mapping[str, Any]],
    reason: str,
    ground: str,
    answer_until: datetime | None,
    asked_by: int | None,
    allowed: tuple[SupplementProposal, dict[str, Any]] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """The request itself, judged already; `allowed`: the proposal that a leader allows with it, and how it stood."""
    at_intake = dossier.received_at is None
    dossier.supplements_asked += 1
    asked = Supplement.objects.create(
        dossier=dossier,
        number=dossier.supplements_asked,
        at_intake=at_intake,
        asked_at=at,
        asked_by_id=asked_by,
        reason=reason,
        ground=ground,
        items=list(items),
        answer_until=answer_until,
    )
    dossier.state = State.SUPPLEMENT_REQUESTED
    left: dict[str, Any] = {"asked": asked.pk}
    said = reason
    told: dict[str, Any] = {"until": answer_until}
    if allowed is not None:
        row, before = allowed
        row.supplement = asked
        row.save()
        left["rows"] = [row_left(row, before)]
        said, told = f"{reason}\n{row.decision_reason}", {**told, "proposal": row.number}
    if not at_intake:
        left["ledger"] = promises.start_pause(dossier, "supplement", by=by, at=at).pk
    settle(
        dossier,
        "dossier.supplement_requested",
        by=by,
        at=at,
        text=said,
        ground=ground,
        left=left,
        number=dossier.supplements_asked,
        at_intake=at_intake,
        items=len(items),
        **told,
    )


def _open_request(dossier: Dossier) -> Supplement:
    """The request that waits for its answer, held. Raises NotLawfulNow."""
    rows = Supplement.objects.select_for_update().filter(dossier=dossier, answered_at=None)
    found = rows.order_by("-number").first()
    if found is None:
        raise NotLawfulNow("supplement.none_open", code=dossier.code)
    return found


def _take_in(
    dossier: Dossier,
    asked: Supplement,
    answers: Mapping[str, Any],
    papers: Sequence[tuple[GivenPaper, Upload | None]],
    *,
    at: datetime,
) -> None:
    """New versions of papers beside the old, changed answers; the answers before the first part are kept."""
    asked.answers_before = {**{key: dossier.answers.get(key) for key in answers}, **asked.answers_before}
    dossier.answers = {**dossier.answers, **answers}
    add_papers(dossier, papers, at=at, supplement_id=asked.pk)
    dossier.search = search_tokens(dossier)
    awaiting.answered_meanwhile(dossier, at=at)


def _go_on(dossier: Dossier, *, intake_due_at: datetime | None, by: Actor, at: datetime) -> None:
    """The waiting is over: the clock goes on, or the counter's own begins again."""
    if dossier.received_at is None:
        dossier.state, dossier.intake_due_at = State.SUBMITTED, intake_due_at
    else:
        dossier.state = State.PROCESSING
        promises.end_pause(dossier, "supplement", by=by, at=at)


def _intake(dossier: Dossier) -> dict[str, Any]:
    """Until when the counter answers, where it is not received yet: for the event."""
    return {"intake_due_at": dossier.intake_due_at} if dossier.received_at is None else {}


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
    """Hand in what was asked, or the rest of it: the clock goes on."""
    dossier = lock(code, "supplement", by=by, at=at)
    target = State.SUBMITTED if dossier.received_at is None else State.PROCESSING
    check(dossier, "supplement", by=by, at=at, target=target)
    asked = _open_request(dossier)
    _take_in(dossier, asked, answers, papers, at=at)
    asked.answered_at = at
    asked.save(update_fields=["answered_at", "answers_before"])
    _go_on(dossier, intake_due_at=intake_due_at, by=by, at=at)
    settle(
        dossier,
        "dossier.supplemented",
        by=by,
        at=at,
        text=note,
        number=asked.number,
        papers=len(papers),
        fields=len(answers),
        due_at=dossier.due_at,
        **_intake(dossier),
        **files_told(papers),
    )
    return dossier


@transaction.atomic
def supplement_part(
    code: str,
    *,
    answers: Mapping[str, Any],
    papers: Sequence[tuple[GivenPaper, Upload | None]],
    given: Sequence[str],
    answer_until: datetime | None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Dossier:
    """Hand in a part: it is kept and seen, the rest is still awaited (until `answer_until`), the clock stands still.

    `given`: keys ("kind:key") of the items that this part answers.
    """
    dossier = lock(code, "supplement", by=by, at=at)
    target = State.SUBMITTED if dossier.received_at is None else State.PROCESSING
    check(dossier, "supplement", by=by, at=at, target=target)
    asked = _open_request(dossier)
    _take_in(dossier, asked, answers, papers, at=at)
    if answer_until is not None:
        asked.answer_until, asked.reminded_at = answer_until, None
    asked.save(update_fields=["answers_before", "answer_until", "reminded_at"])
    parts = list(SupplementPart.objects.filter(supplement=asked).order_by("number"))
    row = SupplementPart.objects.create(
        supplement=asked,
        number=len(parts) + 1,
        given_at=at,
        given=list(given),
        papers=len(papers),
        fields=len(answers),
        note=note,
    )
    dossier.save(update_fields=["answers", "search"])
    event = record(
        "dossier.supplement_part",
        subject=dossier.code,
        by=by,
        at=at,
        number=asked.number,
        part=row.number,
        given=len({key for one in (*parts, row) for key in one.given}),
        items=len(asked.items),
        papers=len(papers),
        fields=len(answers),
        answer_until=clock.stamp(asked.answer_until) if asked.answer_until else None,
        **files_told(papers),
    )
    if note:
        Remark.objects.create(dossier=dossier, event=event, text=note)
    return dossier


@transaction.atomic
def accept_supplement(
    code: str, *, reason: str, intake_due_at: datetime | None = None, by: Actor, at: datetime
) -> Dossier:
    """The officer takes what is there as enough, with a reason that the applicant reads: the clock goes on."""
    dossier = lock(code, "accept_supplement", by=by, at=at)
    target = State.SUBMITTED if dossier.received_at is None else State.PROCESSING
    check(dossier, "accept_supplement", by=by, at=at, target=target)
    need_text(reason=reason)
    asked = _open_request(dossier)
    asked.answered_at = asked.accepted_at = at
    asked.save(update_fields=["answered_at", "accepted_at"])
    awaiting.answered_meanwhile(dossier, at=at)
    _go_on(dossier, intake_due_at=intake_due_at, by=by, at=at)
    settle(
        dossier,
        "dossier.supplement_accepted",
        by=by,
        at=at,
        text=reason,
        number=asked.number,
        due_at=dossier.due_at,
        **_intake(dossier),
    )
    return dossier
