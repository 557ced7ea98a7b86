"""Ask for a supplement, and hand it in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue.models import RequiredPaper
from motcua.deadlines.queries import calendar_of
from motcua.documents import actions as documents
from motcua.dossiers import actions as dossiers
from motcua.dossiers import manners, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.eforms import queries as eforms
from motcua.flows.submit import Render, intake_due, judge_given
from motcua.journal.requests import RequestKey, remember
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

KINDS = ("paper", "field", "other")
DECLARATION = "declaration"
"""The key under which a request asks for the whole declaration, as one line (`flows.intake`)."""


def ask(
    code: str,
    *,
    items: object,
    reason: str,
    ground: str,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Ask for a supplement. `items`: texts, or objects {kind|paper|field, key, label_vi, reason}."""
    seen = queries.get_visible(code, viewer=by, at=at)
    clean = read_items(items, seen)
    answer_until = until_answered(seen, at)
    with transaction.atomic(durable=True):
        dossier = dossiers.request_supplement(
            code,
            items=clean,
            reason=text.normal_lines(reason),
            ground=text.normal(ground)[:300],
            answer_until=answer_until,
            by=by,
            at=at,
        )
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def until_answered(dossier: Dossier, at: datetime) -> datetime:
    """How long an answer is awaited that is asked for at `at`: 15 working days, or what sector law says
    (`dossiers.manners`); silence beyond it lets the office propose to stop."""
    procedure = dossier.procedure_version.procedure
    silence = manners.silence_for(procedure.code, procedure.field.slug, clock.local_day(at))
    return manners.answer_until(at, silence, calendar_of(dossier.agency_id))


def propose(code: str, *, items: object, reason: str, ground: str, by: Actor, at: datetime) -> Dossier:
    """Seek the leader's leave to ask again; the body is that of asking. Within the caller's transaction."""
    seen = queries.get_visible(code, viewer=by, at=at)
    return dossiers.propose_supplement(
        code,
        items=read_items(items, seen),
        reason=text.normal_lines(reason),
        ground=text.normal(ground)[:300],
        by=by,
        at=at,
    )


def allow(code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """Let it be asked again, as proposed. Within the caller's transaction."""
    seen = queries.get_visible(code, viewer=by, at=at)
    return dossiers.allow_supplement(
        code, reason=text.normal_lines(reason), answer_until=until_answered(seen, at), by=by, at=at
    )


def accept(code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """What came is enough. Within the caller's transaction."""
    seen = queries.get_visible(code, viewer=by, at=at)
    return dossiers.accept_supplement(
        code,
        reason=text.normal_lines(reason),
        intake_due_at=intake_due(at, seen.reception_agency_id),
        by=by,
        at=at,
    )


def keep_waiting(code: str, *, reason: str, until: datetime | None, by: Actor, at: datetime) -> Dossier:
    """Await the answer for longer: until a given time, else once more as long as at first. Within the caller's
    transaction."""
    seen = queries.get_visible(code, viewer=by, at=at)
    return dossiers.keep_waiting(
        code, reason=text.normal_lines(reason), until=until or until_answered(seen, at), by=by, at=at
    )


def read_items(given: object, dossier: Dossier) -> list[dict[str, Any]]:
    """The asked items in one shape, with labels from the form and the papers. Raises Invalid."""
    if not isinstance(given, (list, tuple)):
        raise Invalid("act.invalid", [FieldError("items", "items.required")])
    papers = {row.key: row for row in RequiredPaper.objects.filter(version_id=dossier.procedure_version_id)}
    labels = eforms.field_labels(dossier.form) if dossier.form else {}
    items: list[dict[str, Any]] = []
    errors: list[FieldError] = []
    for index, row in enumerate(given):
        if isinstance(row, str):
            row = {"kind": "other", "label_vi": row}
        if not isinstance(row, Mapping):
            errors.append(FieldError(f"items.{index}", "items.not_understood"))
            continue
        kind, key = _kind_and_key(row)
        label_vi = text.normal(str(row.get("label_vi") or row.get("label") or row.get("text") or ""))[:300]
        label_en = text.normal(str(row.get("label_en") or ""))[:300]
        if kind == "paper" and key in papers:
            label_vi, label_en = label_vi or papers[key].name_vi, label_en or papers[key].name_en
        elif kind == "field" and key in labels:
            label_vi, label_en = label_vi or labels[key][0], label_en or labels[key][1]
        elif kind == "paper" and key and label_vi:
            key = key if key.startswith("other") else f"other_{index + 1}"
        elif kind != "other":
            errors.append(FieldError(f"items.{index}", "items.key_unknown", key=key))
            continue
        if kind == "other":
            key = key or f"other_{index + 1}"
        if not label_vi:
            errors.append(FieldError(f"items.{index}", "items.label_missing"))
            continue
        items.append(
            {
                "kind": kind,
                "key": key,
                "label_vi": label_vi,
                "label_en": label_en or label_vi,
                "reason": text.normal(str(row.get("reason") or ""))[:500],
            }
        )
    if errors:
        raise Invalid("act.invalid", errors)
    return items


def _kind_and_key(row: Mapping[str, Any]) -> tuple[str, str]:
    for kind in ("paper", "field"):
        if isinstance(row.get(kind), str):
            return kind, str(row[kind])
    named = row.get("kind")
    return (str(named) if named in KINDS else "other"), str(row.get("key") or "")


def asked_fields(items: Sequence[Mapping[str, Any]], dossier: Dossier) -> set[str]:
    """Keys of the fields that a request lets change: those it names, or all where it asks for the declaration."""
    if any(row["key"] == DECLARATION and row["kind"] == "other" for row in items) and dossier.form is not None:
        return set(eforms.field_labels(dossier.form))
    return {row["key"].split(".")[0] for row in items if row["kind"] == "field"}


def answer(
    code: str,
    *,
    answers: object = None,
    papers: object = None,
    note: str = "",
    partial: bool = False,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Hand in what was asked, or a part of it. Only fields that were asked may change; they are judged by the dossier's
    own form.

    A body that gives some of the asked items and not all is a part: it is kept, the rest stays awaited and the clock
    stands. One that gives all (with the parts before), or names none of them, answers the whole request; with `partial`
    only the former does.
    """
    seen = queries.get_visible(code, viewer=by, at=at)
    if seen.state != State.SUPPLEMENT_REQUESTED:
        raise NotLawfulNow("act.not_lawful_now", act="supplement", state=seen.state)
    open_request = seen.supplements.filter(answered_at=None).order_by("-number").first()
    if open_request is None:
        raise NotLawfulNow("supplement.none_open", code=code)
    given_answers = answers if answers is not None else {}
    errors: list[FieldError] = []
    changed: dict[str, Any] = {}
    if not isinstance(given_answers, Mapping):
        errors.append(FieldError("answers", "answers.not_object"))
    elif given_answers and seen.form is not None:
        asked = asked_fields(open_request.items, seen)
        errors += [
            FieldError(f"answers.{key}", "supplement.not_asked", key=key) for key in given_answers if key not in asked
        ]
        merged = {**seen.answers, **{key: value for key, value in given_answers.items() if key in asked}}
        outcome = eforms.validate(seen.form, merged, today=clock.local_day(at))
        errors += [
            FieldError(f"answers.{one.path}", one.code, **one.facts)
            for one in outcome.errors
            if one.path.split(".")[0] in asked
        ]
        changed = {key: outcome.answers.get(key) for key in given_answers if key in asked}
    given, wrong = judge_given(papers, seen.procedure_version, by=by, at=at, asked_all=False)
    asked_keys = {row["key"]: row["label_vi"] for row in open_request.items}
    given = [
        (replace(paper, name_vi=paper.name_vi or asked_keys.get(paper.key, "")), upload) for paper, upload in given
    ]
    errors += [one for one in wrong if one.code != "paper.unknown" or one.facts.get("key") not in asked_keys]
    if not errors and not changed and not given and not note.strip():
        errors.append(FieldError("papers", "supplement.nothing_given"))
    if errors:
        raise Invalid("act.invalid", errors)
    named = given_items(open_request.items, changed, [paper.key for paper, _ in given], note)
    had = {key for part in open_request.parts.all() for key in part.given}
    asked_all = {queries.item_key(row) for row in open_request.items}
    is_part = (partial or bool(named)) and not asked_all <= named | had
    with transaction.atomic(durable=True):
        documents.use_uploads([upload for _, upload in given if upload is not None], by=by, at=at)
        if is_part:
            dossier = dossiers.supplement_part(
                code,
                answers=changed,
                papers=given,
                given=sorted(named - had),
                answer_until=until_answered(seen, at),
                note=text.normal_lines(note),
                by=by,
                at=at,
            )
        else:
            dossier = dossiers.supplement(
                code,
                answers=changed,
                papers=given,
                note=text.normal_lines(note),
                intake_due_at=intake_due(at, seen.reception_agency_id),
                by=by,
                at=at,
            )
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def given_items(
    items: Sequence[Mapping[str, Any]], answers: Mapping[str, Any], papers: Sequence[str], note: str
) -> set[str]:
    """Which of the asked items a body gives, as `kind:key`. What was asked in words is given by a paper under its key,
    by papers that were not asked by name, and, where nothing was asked by name, by words."""
    named = {str(row["key"]) for row in items if row["kind"] != "field"}
    free = [key for key in papers if key not in named]
    only_words = all(row["kind"] == "other" and row["key"] != DECLARATION for row in items)
    found: set[str] = set()
    for row in items:
        key = str(row["key"])
        if row["kind"] == "field":
            is_given = key.split(".", maxsplit=1)[0] in answers
        elif row["kind"] == "other" and key == DECLARATION:
            is_given = bool(answers)
        else:
            is_given = key in papers
            if row["kind"] == "other":
                is_given = is_given or bool(free) or (only_words and bool(note.strip()) and not papers)
        if is_given:
            found.add(queries.item_key(row))
    return found
