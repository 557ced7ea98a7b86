"""Acts on parts at other agencies: who is meant by what a page or program sends, and the papers that come with it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.documents import actions as documents
from motcua.documents import queries as files
from motcua.documents.models import Upload
from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.actions.parts import agency_of
from motcua.dossiers.models import Dossier, Part
from motcua.flows.bodies import Act, Body, words
from motcua.flows.submit import Render
from motcua.journal.requests import RequestKey, remember
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import access
from motcua.people import queries as accounts
from motcua.workflow.queries import steps_of

PART_HOURS, MOST_HOURS = 24, 400
"""Working hours of a part opened by hand unless said otherwise (three working days), and the most that may be given."""
MOST_PAPERS = 10
_DOES = frozenset({access.SPECIALIST_OFFICER, access.COMMUNE_LEADER, access.SINGLE_WINDOW_OFFICER})


def open_part(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Ask another agency: `agency` its code, `question`, `hours` (24 unless said), `kind` opinion or work, `post`; or
    `step` alone, to open a part of the process once more."""
    hours = body.get("hours") or PART_HOURS
    if not isinstance(hours, int) or isinstance(hours, bool) or not 0 < hours <= MOST_HOURS:
        raise _wrong("hours", "consultation.hours_wrong", most=MOST_HOURS)
    step, kind = words(body, "step"), words(body, "kind") or Part.Kind.OPINION
    if kind not in Part.Kind.values:
        raise _wrong("kind", "part.kind_unknown")
    agency = _agency(code, step, words(body, "agency"), by=by, at=at)
    dossiers.open_part(
        code,
        agency=agency,
        question=words(body, "question"),
        hours=hours,
        kind=kind,
        post=words(body, "post")[:60],
        step=step,
        by=by,
        at=at,
    )
    return queries.get_visible(code, viewer=by, at=at)


def accept_part(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Take on the part of that number."""
    dossiers.accept_part(code, number=_number(body), by=by, at=at)
    return queries.get_visible(code, viewer=by, at=at)


def assign_part(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Give the part of that number to an officer of the same agency (`to`: username)."""
    given = words(body, "to").lower()
    held = accounts.appointed(by.agency, _DOES, clock.local_day(at))
    account = next((one.account for one in held if one.account.username == given), None)
    if account is None:
        raise _wrong("to", "colleague.unknown", to=given)
    dossiers.assign_part(code, number=_number(body), to=account, by=by, at=at)
    return queries.get_visible(code, viewer=by, at=at)


def return_part(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Send the part of that number back."""
    dossiers.return_part(code, number=_number(body), reason=words(body, "reason"), by=by, at=at)
    return queries.get_visible(code, viewer=by, at=at)


def cancel_part(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """The part of that number is not needed any more."""
    dossiers.cancel_part(code, number=_number(body), reason=words(body, "reason"), by=by, at=at)
    return queries.get_visible(code, viewer=by, at=at)


def answer_part(
    code: str,
    body: Body,
    *,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Answer the part of that number: `answer`, `opinion` (of an opinion), `papers` [{file_id, name}]."""
    number = _number(body)
    papers = _papers(body.get("papers"), by=by, at=at)
    with transaction.atomic(durable=True):
        dossiers.answer_part(
            code,
            number=number,
            answer=words(body, "answer"),
            opinion=words(body, "opinion"),
            papers=papers,
            by=by,
            at=at,
        )
        documents.use_uploads([upload for _name, upload in papers], by=by, at=at)
        dossier = queries.get_visible(code, viewer=by, at=at)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


ACTS = {
    "open_part": Act((), ("agency", "question", "hours", "kind", "post", "step"), open_part),
    "accept_part": Act(("number",), (), accept_part),
    "assign_part": Act(("number", "to"), (), assign_part),
    "answer_part": Act(("number",), ("answer", "opinion", "papers"), answer_part),
    "return_part": Act(("number", "reason"), (), return_part),
    "cancel_part": Act(("number", "reason"), (), cancel_part),
}
FLOWS = frozenset({"answer_part"})
"""Acts that write to several rooms."""


def _agency(code: str, step: str, given: str, *, by: Actor, at: datetime) -> Agency:
    """The agency that is asked, which stands today; for a step of the process the one that the step names."""
    today = clock.local_day(at)
    if step and not given:
        dossier = queries.get_visible(code, viewer=by, at=at)
        found = next((one for one in steps_of(dossier.process) if one.key == step), None)
        agency = agency_of(found, dossier, today) if found is not None else None
    else:
        agency = agencies.find_agency(given) if given else None
    if agency is None or agencies.period_on(agency, today) is None:
        raise _wrong("agency", "agency.unknown", agency=given[:40])
    return agency


def _papers(given: object, *, by: Actor, at: datetime) -> list[tuple[str, Upload]]:
    if given in (None, []):
        return []
    if not isinstance(given, (list, tuple)):
        raise _wrong("papers", "papers.not_list")
    if len(given) > MOST_PAPERS:
        raise _wrong("papers", "part.too_many_papers", most=MOST_PAPERS)
    rows = [row if isinstance(row, Mapping) else {} for row in given]
    ids = [str(row.get("file_id") or "") for row in rows]
    known = files.find_uploads([one for one in ids if one], by=by, at=at)
    wrong = [
        FieldError(f"papers.{index}.file_id", "paper.file_unknown", key=one)
        for index, one in enumerate(ids)
        if one not in known
    ]
    if wrong:
        raise Invalid("act.invalid", wrong)
    return [
        (text.normal(str(row.get("name") or ""))[:300] or known[one].name, known[one])
        for row, one in zip(rows, ids, strict=True)
    ]


def _number(body: Body) -> int:
    value = body.get("number")
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10_000:
        raise _wrong("number", "body.number_wrong")
    return value


def _wrong(name: str, code: str, **facts: object) -> Invalid:
    return Invalid("act.invalid", [FieldError(name, code, **facts)])
