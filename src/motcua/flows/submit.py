"""Submit a dossier: every channel ends here (decree 118/2025/NĐ-CP, article 17).

One transaction: parties, code, dossier, papers, charge, event. What is wrong is said in full, once, before anything is
written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.deadlines.queries import calendar_of, get_calendar
from motcua.documents import actions as documents
from motcua.documents import queries as files
from motcua.documents.models import Upload
from motcua.dossiers import actions as dossiers
from motcua.dossiers import pace
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.rules import AskedPaper, GivenPaper, judge_papers, read_papers
from motcua.dossiers.states import Channel, EnteredBy
from motcua.eforms import queries as eforms
from motcua.eforms.models import FormDefinition
from motcua.flows import charge, transferring
from motcua.journal.requests import RequestKey, remember
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.payments.rules import Line
from motcua.people import access
from motcua.people import actions as people
from motcua.people import queries as accounts
from motcua.people.rules import Declared, read_party
from motcua.workflow import queries as workflow
from motcua.workflow.models import Process

GENERAL_FORM = "general"
REPEATABLE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody hands in, as it came from a page or the API."""

    procedure: str
    agency: str
    channel: str
    applicant: object
    submitter: object = None
    answers: object = field(default_factory=dict)
    papers: object = ()
    note: str = ""
    wishes: Mapping[str, Any] = field(default_factory=dict)
    reception_agency: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Of a linked filing (`flows.submit_linked`): the optional member that is not wanted → why, in a word."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A submission that may be written."""

    version: ProcedureVersion
    form: FormDefinition
    process: Process
    agency: Agency
    reception_agency: Agency
    applicant: Declared
    submitter: Declared | None
    answers: dict[str, Any]
    papers: list[tuple[GivenPaper, Upload | None]]
    intake_due_at: datetime | None


Render = Callable[[Dossier], Any]


def submit(
    submission: Submission,
    *,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
    draft: Draft | None = None,
) -> Dossier:
    """Submit. Raises NotAllowed, NotVisible, Invalid (with every fault), Repeated."""
    judged = judge(submission, by=by, at=at)
    with transaction.atomic(durable=True):
        if draft is not None:
            # Locked alone: a joined dossier would be read as it was before the other press was written.
            held = Draft.objects.select_for_update().get(pk=draft.pk)
            if held.dossier is not None:
                return held.dossier  # the second press of the button
        dossier = write(judged, submission, by=by, at=at)
        if draft is not None:
            Draft.objects.filter(pk=draft.pk).update(dossier=dossier, saved_at=at)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def write(
    judged: Judged,
    submission: Submission,
    *,
    by: Actor,
    at: datetime,
    lines: Sequence[Line] | None = None,
    linked: dossiers.Linked | None = None,
) -> Dossier:
    """Write a judged submission within the caller's transaction; `lines` are charged instead of what everybody pays."""
    documents.use_uploads([upload for _, upload in judged.papers if upload is not None], by=by, at=at)
    account = accounts.get_account(by.account_id) if by.account_id is not None and by.role not in _OFFICE else None
    opening = dossiers.Opening(
        version=judged.version,
        form=judged.form,
        process=judged.process,
        agency=judged.agency,
        reception_agency=judged.reception_agency,
        channel=submission.channel,
        entered_by=_entered_by(judged, by, account.personal_id if account else ""),
        applicant=people.declare_party(judged.applicant),
        submitter=people.declare_party(judged.submitter) if judged.submitter else None,
        account=account,
        answers=judged.answers,
        papers=judged.papers,
        note=text.normal_lines(submission.note),
        wishes=dict(submission.wishes),
        intake_due_at=judged.intake_due_at,
        linked=linked,
    )
    dossier = dossiers.open_dossier(opening, by=by, at=at)
    charge.at_opening(dossier, lines=lines, by=by, at=at)
    return dossier


_OFFICE = access.STAFF_ROLES | {access.SYSTEM}


def intake_due(at: datetime, agency_id: int | None = None) -> datetime:
    """Until when an online dossier is accepted or answered, by the hours of the agency that takes it in."""
    return pace.intake_due(at, calendar_of(agency_id) if agency_id else get_calendar())


def judge(submission: Submission, *, by: Actor, at: datetime, incomplete: bool = False) -> Judged:
    """Everything that can be said of a submission before it is written. Raises NotAllowed, NotVisible, Invalid.

    `incomplete` (only for `flows.intake`): missing papers and gaps of the declaration are no fault; wrong answers are
    left out.
    """
    scope = access.require("dossier.submit", by)
    today = clock.local_day(at)
    errors: list[FieldError] = []
    version = catalogue.version_in_force(submission.procedure, today)
    agency = agencies.find_agency(submission.agency)
    if agency is None or agencies.period_on(agency, today) is None:
        raise Invalid(
            "submission.invalid", [FieldError("agency", "agency.unknown", agency=str(submission.agency)[:40])]
        )
    reception = agency
    if scope.kind == "agency":
        reception = agencies.get_agency(by.agency)
    if not catalogue.decides(version, agency, today):
        errors.append(FieldError("agency", "agency.not_competent", agency=agency.code, procedure=submission.procedure))
    errors += _channel_errors(submission, version, agency, by, today)
    errors += transferring.wish_errors(submission.wishes, agency, at)
    errors += charge.not_open(version, agency, submission.channel, today)
    applicant, wrong = _party(submission.applicant, "applicant", today)
    errors += wrong
    submitter: Declared | None = None
    if submission.submitter:
        submitter, wrong = _party(submission.submitter, "submitter", today)
        errors += wrong
    form = eforms.get_form(version.form_key or GENERAL_FORM, on=today)
    answers: dict[str, Any] = {}
    if isinstance(submission.answers, Mapping):
        outcome = eforms.validate(form, submission.answers, today=today)
        answers = outcome.answers
        errors += [FieldError(f"answers.{one.path}", one.code, **one.facts) for one in outcome.errors]
    else:
        errors.append(FieldError("answers", "answers.not_object"))
    papers, wrong = judge_given(submission.papers, version, by=by, at=at)
    errors += wrong
    if incomplete:
        errors = [one for one in errors if not is_lacking(one)]
    if errors or applicant is None:
        raise Invalid("submission.invalid", errors)
    return Judged(
        version,
        form,
        workflow.get_process(version.process_key, today),
        agency,
        reception,
        applicant,
        submitter,
        answers,
        papers,
        intake_due(at, reception.pk) if submission.channel == Channel.ONLINE else None,
    )


def is_lacking(error: FieldError) -> bool:
    """True for what a supplement can still bring: a missing paper, a gap of the declaration."""
    return error.code == "paper.missing" or error.path.startswith("answers.")


def judge_given(
    given: object, version: ProcedureVersion, *, by: Actor, at: datetime, asked_all: bool = True
) -> tuple[list[tuple[GivenPaper, Upload | None]], list[FieldError]]:
    """Papers with their uploads. Without `asked_all` (a supplement) missing ones are no fault."""
    papers, errors = read_papers(given)
    listed = catalogue.papers_of(version)
    asked = [AskedPaper(row.key, row.need, row.is_form) for row in listed]
    names = {row.key: row.name_vi for row in listed}
    faults = judge_papers(papers, asked, free=not version.form_key)
    if not asked_all:
        faults = [one for one in faults if one.code != "paper.missing"]
    for one in faults:
        one.facts["name"] = names.get(str(one.facts.get("key")), str(one.facts.get("key")))
    errors += faults
    sent = [paper.file_id for paper in papers if paper.file_id]
    uploads = files.find_uploads(sent, by=by, at=at) if sent else {}
    found: list[tuple[GivenPaper, Upload | None]] = []
    for index, paper in enumerate(papers):
        if paper.file_id and paper.file_id not in uploads:
            errors.append(FieldError(f"papers.{index}.file_id", "paper.file_unknown", key=paper.key))
        found.append((paper, uploads.get(paper.file_id) if paper.file_id else None))
    return found, errors


def unknown_files(papers: Sequence[GivenPaper], *, by: Actor, at: datetime) -> list[FieldError]:
    """A fault for each file that is not this actor's or no longer kept."""
    sent = [paper.file_id for paper in papers if paper.file_id]
    found = files.find_uploads(sent, by=by, at=at) if sent else {}
    return [
        FieldError(f"papers.{index}.file_id", "paper.file_unknown", key=paper.key)
        for index, paper in enumerate(papers)
        if paper.file_id and paper.file_id not in found
    ]


def _party(given: object, path: str, today: date) -> tuple[Declared | None, list[FieldError]]:
    if not isinstance(given, Mapping):
        return None, [FieldError(path, "party.name_required")]
    return read_party(given, path=path, today=today)


def _channel_errors(
    submission: Submission, version: ProcedureVersion, agency: Agency, by: Actor, today: date
) -> list[FieldError]:
    """A channel is never chosen to make a figure look better: what an officer keys in is direct or post."""
    if submission.channel not in [one.value for one in Channel]:
        return [FieldError("channel", "channel.unknown", allowed="online, direct, post")]
    if by.role in _OFFICE and by.role != access.SYSTEM and submission.channel == Channel.ONLINE:
        return [FieldError("channel", "channel.officer_not_online")]
    if by.role not in _OFFICE and by.role != access.API_CLIENT and submission.channel != Channel.ONLINE:
        return [FieldError("channel", "channel.only_online")]
    if submission.channel == Channel.ONLINE and catalogue.online_level(version, agency, today) == "none":
        return [FieldError("channel", "procedure.not_online", procedure=submission.procedure)]
    return []


def _entered_by(judged: Judged, by: Actor, own_number: str) -> str:
    if by.role == access.API_CLIENT:
        return EnteredBy.CLIENT
    if by.role in _OFFICE:
        return EnteredBy.OFFICER
    if by.role in (access.COMMUNITY_MEMBER, access.COMMUNITY_LEADER):
        return EnteredBy.HELPER
    if judged.submitter is not None:
        return EnteredBy.SUBMITTER
    number = judged.applicant.personal_id
    return EnteredBy.SUBMITTER if own_number and number and number != own_number else EnteredBy.APPLICANT


def submission_pin(code: str) -> str:
    """The PIN that is shown once to who submitted."""
    from motcua.kernel import codes

    return codes.pin(code, settings.PIN_KEY)
