"""File a linked service: one submission becomes a dossier of each member procedure, in one transaction (decree
63/2024/NĐ-CP; decree 118/2025/NĐ-CP, article 17).

`submit` and `walk_in` are the door for every channel: an ordinary procedure goes on to `flows.submit` as it came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions.bundling import Bound
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.rules import AskedPaper, judge_papers, read_papers
from motcua.eforms.union import Judged as Answered
from motcua.flows import receive
from motcua.flows import submit as submitting
from motcua.flows.linked_form import LinkedForm, find_form, left_out_faults
from motcua.flows.submit import Judged, Render, Submission
from motcua.journal.requests import RequestKey, remember
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import access

OTHER = "other"
"""Begins the key of a paper that no procedure lists: it goes with the leading dossier."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A linked filing that may be written: each member's own submission and what was judged of it."""

    form: LinkedForm
    answers: dict[str, Any]
    parts: dict[str, tuple[Submission, Judged]]
    left_out: dict[str, str]


def submit(
    submission: Submission,
    *,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
    draft: Draft | None = None,
) -> Dossier:
    """As `flows.submit.submit`; of a linked service the leading dossier, whose code is the code of all."""
    form = find_form(submission.procedure, clock.local_day(at), submission.left_out)
    if form is None:
        return submitting.submit(submission, by=by, at=at, request=request, render=render, draft=draft)
    filing = judge(form, submission, by=by, at=at)
    with transaction.atomic(durable=True):
        if draft is not None and (first := claimed(draft)) is not None:
            return first
        lead = write(filing, by=by, at=at, draft=draft)[0].dossier
        if render is not None:
            remember(by, request, lambda: render(lead), at)
    return lead


def walk_in(submission: Submission, *, note: str = "", by: Actor, at: datetime, draft: Draft | None = None) -> Dossier:
    """At the counter: file and receive in one transaction what waits for nothing; the rest follows by itself."""
    form = find_form(submission.procedure, clock.local_day(at), submission.left_out)
    if form is None:
        return receive.walk_in(submission, note=note, by=by, at=at, draft=draft)
    access.require("dossier.submit_at_counter", by)
    if draft is not None and draft.dossier is not None:
        return draft.dossier
    filing = judge(form, submission, by=by, at=at)
    with transaction.atomic(durable=True):
        if draft is not None and (first := claimed(draft)) is not None:
            return first
        bound = write(filing, by=by, at=at, draft=draft)
        received = [receive.receive_within(one.dossier.code, note=note, by=by, at=at) for one in bound if not one.after]
        return received[0]


def lacking(submission: Submission, *, by: Actor, at: datetime) -> list[FieldError]:
    """What stands against receiving it, empty when nothing does. Raises NotAllowed, NotVisible."""
    try:
        form = find_form(submission.procedure, clock.local_day(at), submission.left_out)
        if form is None:
            submitting.judge(submission, by=by, at=at)
        else:
            judge(form, submission, by=by, at=at)
    except Invalid as invalid:
        return invalid.errors
    return []


def claimed(draft: Draft) -> Dossier | None:
    """The dossier of an earlier press of the button. Locked alone: a joined dossier would be read as it was before."""
    return Draft.objects.select_for_update().get(pk=draft.pk).dossier


def judge(form: LinkedForm, submission: Submission, *, by: Actor, at: datetime, incomplete: bool = False) -> Filing:
    """Everything that can be said of it before it is written, each fault once.

    `incomplete`: missing papers and gaps of the declaration are no fault. Raises NotAllowed, NotVisible, Invalid.
    """
    access.require("dossier.submit", by)
    today = clock.local_day(at)
    filed_at = agencies.find_agency(submission.agency)
    if filed_at is None or agencies.period_on(filed_at, today) is None:
        raise Invalid(
            "submission.invalid", [FieldError("agency", "agency.unknown", agency=str(submission.agency)[:40])]
        )
    deciding = form.agencies(filed_at)
    errors = left_out_faults(form, submission.left_out)
    answered = form.judge(submission.answers, {key: one.code for key, one in deciding.items()}, today)
    errors += [FieldError(f"answers.{one.path}".rstrip("."), one.code, **one.facts) for one in answered.errors]
    papers, wrong = _papers(form, submission, by=by, at=at)
    errors += wrong
    parts: dict[str, tuple[Submission, Judged]] = {}
    for row in form.rows:
        part = _part(form, submission, row.key, deciding[row.key], answered, papers)
        try:
            judged = submitting.judge(part, by=by, at=at, incomplete=True)
        except Invalid as refused:
            known = {(error.path, error.code) for error in errors}
            errors += [error for error in refused.errors if (error.path, error.code) not in known]
            continue
        reception = judged.reception_agency if access.scope("dossier.submit", by).kind == "agency" else filed_at
        parts[row.key] = (part, replace(judged, answers=answered.members[row.key], reception_agency=reception))
    if incomplete:
        errors = [one for one in errors if not submitting.is_lacking(one)]
    if errors:
        raise Invalid("submission.invalid", errors)
    left_out = {key: str(word) for key, word in submission.left_out.items()}
    return Filing(form, answered.answers, parts, left_out)


def _papers(
    form: LinkedForm, submission: Submission, *, by: Actor, at: datetime
) -> tuple[list[Mapping[str, Any]], list[FieldError]]:
    """What was handed in, judged once for all members; faults are told at the rows that were sent."""
    given, errors = read_papers(submission.papers)
    asked = [AskedPaper(paper.key, paper.need, False) for paper, _row in form.papers]
    names = {paper.key: row.name_vi for paper, row in form.papers}
    faults = judge_papers(given, asked)
    for one in faults:
        one.facts["name"] = names.get(str(one.facts.get("key")), str(one.facts.get("key")))
    unknown = submitting.unknown_files(given, by=by, at=at)
    rows = list(submission.papers) if isinstance(submission.papers, (list, tuple)) else []
    return [row for row in rows if isinstance(row, Mapping)], [*errors, *faults, *unknown]


def _part(
    form: LinkedForm,
    submission: Submission,
    key: str,
    agency: Agency,
    answered: Answered,
    papers: list[Mapping[str, Any]],
) -> Submission:
    """The submission of one member: its procedure and agency, its answers, its papers under its own keys."""
    own = {paper.key: paper.of[key] for paper, _row in form.papers if key in paper.of}
    leads = key == form.rows[0].key
    member = next(row for row in form.rows if row.key == key)
    return replace(
        submission,
        procedure=member.member.procedure,
        agency=agency.code,
        answers=answered.members[key],
        papers=[
            {**row, "key": own.get(str(row.get("key")), row.get("key"))}
            for row in papers
            if row.get("key") in own or (leads and str(row.get("key")).startswith(OTHER))
        ],
        note=submission.note if leads else "",
        left_out={},
    )


def write(filing: Filing, *, by: Actor, at: datetime, draft: Draft | None) -> list[Bound]:
    """Every dossier in order and the filing that binds them, in the caller's transaction."""
    bound: list[Bound] = []
    codes: dict[str, str] = {}
    for row in filing.form.rows:
        part, judged = filing.parts[row.key]
        after = tuple(key for key in row.member.after if key in filing.parts)
        linked = dossiers.Linked(row.key, bound[0].dossier.code if bound else "", tuple(codes[key] for key in after))
        dossier = submitting.write(
            replace(judged, intake_due_at=None) if after else judged,
            part,
            by=by,
            at=at,
            lines=() if row.member.free_vi else None,
            linked=linked,
        )
        codes[row.key] = dossier.code
        bound.append(Bound(row.key, dossier, after))
    dossiers.bind(filing.form.service, bound, answers=filing.answers, left_out=filing.left_out, at=at)
    if draft is not None:
        dossiers.became(draft, bound[0].dossier, by=by, at=at)
    return bound
