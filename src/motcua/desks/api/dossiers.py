"""Dossiers: submit, list, open, act."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query
from ninja.types import DictStrAny

from motcua.desks.api.across import parts_of, transfer_of
from motcua.desks.api.auth import caller
from motcua.desks.api.idempotency import request_key
from motcua.desks.api.problems import Problem
from motcua.desks.api.schemas import (
    DossierIn,
    DossierList,
    DossierOut,
    EventList,
    EventOut,
    PaperList,
    Submitted,
)
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.flows import act as acts
from motcua.flows import submit as submitting
from motcua.flows import submit_linked
from motcua.flows.linked_course import course_of
from motcua.journal import requests
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.payments import queries as payments
from motcua.people import access

router = Router(tags=["dossiers"])
PAGE = 50
REFUSALS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem, 500: Problem}


def iso(at: datetime | None) -> str | None:
    """An instant as local ISO 8601 with offset."""
    return clock.local(at).isoformat() if at else None


def submitted(dossier: Dossier) -> DictStrAny:
    return {
        "code": dossier.code,
        "state": dossier.state,
        "submitted_at": iso(dossier.submitted_at),
        "received_at": iso(dossier.received_at),
        "due_at": iso(dossier.due_at),
        "pin": submitting.submission_pin(dossier.code),
        **({"members": found["members"]} if (found := bundle_of(dossier)) else {}),
    }


def bundle_of(dossier: Dossier) -> DictStrAny | None:
    """The linked filing that a dossier is part of; an ordinary one costs no query."""
    course = course_of(dossier, clock.now())
    if course is None:
        return None
    codes = {part.key: part.dossier.code for part in course.parts}
    return {
        "code": course.lead.code,
        "procedure": course.bundle.service.procedure.code,
        "ends_at": iso(course.ends_at),
        "members": [
            {
                "key": part.key,
                "name_vi": part.name_vi,
                "name_en": part.name_en,
                "code": part.dossier.code,
                "procedure": part.dossier.procedure_version.procedure.code,
                "agency": part.dossier.agency.code,
                "state": part.dossier.state,
                "after": [codes[key] for key in part.after],
                "waits": part.waits,
                "received_at": iso(part.dossier.received_at),
                "due_at": iso(part.dossier.due_at),
                "expected_at": iso(part.expected_at),
            }
            for part in course.parts
        ],
    }


def remembered(dossier: Dossier) -> DictStrAny:
    """The first answer as it is kept: without the PIN, which is never stored."""
    return {key: value for key, value in submitted(dossier).items() if key != "pin"}


def whole(dossier: Dossier, viewer: Actor, at: datetime) -> DictStrAny:
    """A dossier as those see it who may."""
    version = dossier.procedure_version
    return {
        "code": dossier.code,
        "state": dossier.state,
        "procedure": version.procedure.code,
        "procedure_name_vi": version.name_vi,
        "procedure_name_en": version.name_en,
        "agency": dossier.agency.code,
        "reception_agency": dossier.reception_agency.code,
        "channel": dossier.channel,
        "entered_by": dossier.entered_by,
        "submitted_at": iso(dossier.submitted_at),
        "received_at": iso(dossier.received_at),
        "due_at": iso(dossier.due_at),
        "original_due_at": iso(dossier.original_due_at),
        "paused_since": iso(dossier.paused_since),
        "finished_at": iso(dossier.finished_at),
        "delivered_at": iso(dossier.delivered_at),
        "result": dossier.result or None,
        "step": dossier.step or None,
        "acts": queries.lawful_acts(dossier, viewer, at),
        "applicant": dossier.applicant.as_data(),
        "submitter": dossier.submitter.as_data() if dossier.submitter else None,
        "answers": dossier.answers,
        "note": dossier.note,
        "money": money_of(dossier),
        "bundle": bundle_of(dossier),
        "wishes": dossier.wishes,
        "parts": parts_of(dossier, viewer),
        "transfer": transfer_of(dossier),
    }


def money_of(dossier: Dossier) -> DictStrAny:
    """What it owes and what was paid, in whole đồng."""
    owed = payments.owed(dossier)
    return {
        "charged": owed.charged,
        "paid": owed.paid,
        "outstanding": owed.outstanding,
        "charges": [
            {
                "line": row.position,
                "kind": row.kind,
                "name_vi": row.name_vi,
                "name_en": row.name_en,
                "quantity": row.quantity,
                "amount": row.amount,
                "exemption": row.exemption_vi,
                "waived": row.waived,
            }
            for row in owed.lines
        ],
        "payments": [
            {
                "number": row.number,
                "amount": row.amount,
                "way": row.way,
                "at": iso(row.at),
                "receipt": str(row.receipt) if row.receipt else None,
                "given_back": row.given_back,
                "voided": row.voided,
            }
            for row in payments.paid(dossier)
        ],
    }


def kept(code: str, by: Actor, at: datetime) -> DictStrAny:
    """The dossier as the answer to an act: what an act changed is read again in the same transaction."""
    return whole(queries.get_visible(code, viewer=by, at=at), by, at)


# exclude_unset: the first answer and its repeats, which are told as they were kept, have the same members
@router.post("/dossiers", response={201: Submitted, **REFUSALS}, exclude_unset=True, summary="Submit a dossier")
def submit(request: HttpRequest, body: DossierIn) -> Any:
    by, at = caller(request), clock.now()
    access.require("dossier.submit", by)
    key = request_key(request)
    if (first := requests.first_answer(by, key)) is not None:
        return 201, {**first, "pin": submitting.submission_pin(first["code"])}
    dossier = submit_linked.submit(submitting.Submission(**body.dict()), by=by, at=at, request=key, render=remembered)
    return 201, submitted(dossier)


@router.get("/dossiers", response={200: DossierList, **REFUSALS}, summary="Dossiers in due order")
def list_dossiers(
    request: HttpRequest,
    state: str = Query("", description="one state, or several joined by commas"),
    agency: str = "",
    q: str = Query("", max_length=200),
    due_before: str = "",
    page: int = Query(1, ge=1, le=100_000),
) -> Any:
    by, at = caller(request), clock.now()
    states = tuple(one for one in state.split(",") if one)
    errors = [FieldError("state", "state.unknown", state=one) for one in states if one not in list(State)]
    before = None
    if due_before:
        try:
            before = clock.parse(due_before)
        except ValueError:
            errors.append(FieldError("due_before", "body.time_wrong"))
    if errors:
        raise Invalid("request.invalid", errors)
    wanted = queries.Filter(states=states, agency=agency, q=q, due_before=before)
    start = (page - 1) * PAGE
    rows = list(queries.brief(by, at, wanted)[start : start + PAGE + 1])
    following = None
    if len(rows) > PAGE:
        asked = {"state": state, "agency": agency, "q": q, "due_before": due_before, "page": page + 1}
        following = request.build_absolute_uri(f"{request.path}?{urlencode({k: v for k, v in asked.items() if v})}")
    return {
        "items": [
            {
                "code": row.code,
                "state": row.state,
                "procedure": row.procedure_version.procedure.code,
                "procedure_name_vi": row.procedure_version.name_vi,
                "agency": row.agency.code,
                "channel": row.channel,
                "submitted_at": iso(row.submitted_at),
                "received_at": iso(row.received_at),
                "due_at": iso(row.due_at),
                "paused_since": iso(row.paused_since),
                "applicant_name": row.applicant.full_name,
            }
            for row in rows[:PAGE]
        ],
        "next": following,
    }


@router.get("/dossiers/{code}", response={200: DossierOut, **REFUSALS}, summary="One dossier")
def get_dossier(request: HttpRequest, code: str) -> Any:
    return kept(code, caller(request), clock.now())


def ledger_out(line: queries.PromiseLine) -> DictStrAny:
    """A line of the deadline ledger as an item of the story: `type` deadline.KIND."""
    return {
        "at": iso(line.at),
        "type": f"deadline.{line.kind}",
        "by": line.role if line.role in access.ROLES else "",
        "words_vi": line.words_vi,
        "words_en": line.words_en,
        "due_at": iso(line.due_after),
        "due_before": iso(line.due_before),
        "evidence": dict(line.evidence) or None,
        "because": [{"words_vi": one.words_vi, "words_en": one.words_en} for one in line.because] or None,
    }


def whole_story(dossier: Dossier, *, inside: bool) -> Iterator[DictStrAny]:
    """Events, each followed by the lines of the deadline ledger that it wrote."""
    lines = queries.promise_story(dossier, inside=inside)
    written: dict[int, list[queries.PromiseLine]] = {}
    for line in lines:
        written.setdefault(line.event or 0, []).append(line)
    for event in queries.story(dossier, inside=inside):
        yield event_out(event)
        for line in written.pop(event.number, ()):
            yield ledger_out(line)
    for rest in written.values():  # of events that are not told to this reader
        yield from (ledger_out(line) for line in rest)


def event_out(line: queries.StoryLine) -> DictStrAny:
    return {
        "at": iso(line.at),
        "type": line.type,
        "by": line.by,
        "words_vi": line.words_vi,
        "words_en": line.words_en,
        "due_at": iso(line.due_at),
        "text": line.text or None,
        "ground": line.ground or None,
    }


@router.get(
    "/dossiers/{code}/events",
    response={200: EventList, **REFUSALS},
    exclude_none=True,
    summary="The whole story of a dossier",
)
def events(request: HttpRequest, code: str) -> Any:
    by = caller(request)
    dossier = queries.get_visible(code, viewer=by, at=clock.now())
    return {"items": [EventOut(**item) for item in whole_story(dossier, inside=by.role in access.STAFF_ROLES)]}


@router.get("/dossiers/{code}/papers", response={200: PaperList, **REFUSALS}, summary="The papers of a dossier")
def papers(request: HttpRequest, code: str) -> Any:
    dossier = queries.get_visible(code, viewer=caller(request), at=clock.now())
    items = []
    for row in queries.papers_of(dossier):
        newest = row.newest
        stored = newest.upload.stored if newest and newest.upload else None
        items.append(
            {
                "key": row.key,
                "name_vi": row.name_vi,
                "name_en": row.name_en,
                "need": row.need,
                "given": newest is not None,
                "declared": bool(newest and newest.declared),
                "file_id": newest.upload.file_id if newest and newest.upload else None,
                "media_type": stored.media_type if stored else None,
                "size": stored.size if stored else None,
                "scan_state": stored.scan_state if stored else None,
                "versions": len(row.versions),
            }
        )
    return {"items": items}


@router.post(
    "/dossiers/{code}/actions/{action}",
    response={200: DossierOut, 400: Problem, **REFUSALS},
    summary="Do an act",
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}, "required": False}},
)
def do(request: HttpRequest, code: str, action: str) -> Any:
    by, at = caller(request), clock.now()
    key = request_key(request)
    if (first := requests.first_answer(by, key)) is not None:
        return first
    answer: dict[str, Any] = {}

    def render(dossier: Dossier) -> DictStrAny:
        answer.update(kept(dossier.code, by, at))
        return answer

    acts.perform(code, action, body_of(request), by=by, at=at, request=key, render=render)
    return answer or kept(code, by, at)


def body_of(request: HttpRequest) -> Any:
    """The JSON body; an empty one is an empty object. Raises Invalid."""
    import json

    if not request.body.strip():
        return {}
    try:
        return json.loads(request.body)
    except (ValueError, UnicodeDecodeError):
        raise Invalid("request.invalid", [FieldError("", "body.not_object")]) from None
