"""Ask for a supplement, and hand it in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue.models import RequiredPaper
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import Allowance, due
from motcua.documents import actions as documents
from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.eforms import queries as eforms
from motcua.flows.submit import Render, intake_due, judge_given
from motcua.journal.requests import RequestKey, remember
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

ANSWER_WORKING_DAYS = 15
"""Silence beyond this lets the office propose to stop (decree 118/2025/NĐ-CP; sector law may differ)."""
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
    calendar = calendar_of(seen.agency_id)
    answer_until = due(at, Allowance(ANSWER_WORKING_DAYS, "working_days", "end_of_day"), (), calendar)
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
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Hand in what was asked. Only fields that were asked may change; they are judged by the dossier's own form."""
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
    with transaction.atomic(durable=True):
        documents.use_uploads([upload for _, upload in given if upload is not None], by=by, at=at)
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
