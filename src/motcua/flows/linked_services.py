"""A linked service amended: its new content judged with the forms and papers of its members, then published."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.catalogue import actions as catalogue_actions
from motcua.catalogue import queries as catalogue
from motcua.catalogue import rules
from motcua.catalogue.linked_models import LinkedService
from motcua.eforms import queries as eforms
from motcua.eforms.definition import Definition
from motcua.eforms.union import Union, unite
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotVisible
from motcua.people import access


def judge(data: object, on: date) -> tuple[rules.LinkedSpec | None, list[FieldError]]:
    """The content and everything that is wrong with it on a day; None where it cannot be read at all."""
    spec, errors = rules.read_linked(data)
    if spec is None:
        return None, errors
    forms, papers, missing = _of_members(spec, on)
    return spec, [*missing, *rules.check_linked(spec, forms=None if missing else forms, papers=papers)]


def _of_members(
    spec: rules.LinkedSpec, on: date
) -> tuple[dict[str, Definition], dict[str, list[str]], list[FieldError]]:
    forms: dict[str, Definition] = {}
    papers: dict[str, list[str]] = {}
    missing: list[FieldError] = []
    for index, one in enumerate(spec.members):
        try:
            version = catalogue.version_in_force(one.procedure, on)
            form = eforms.get_form(version.form_key or eforms.GENERAL, on=on)
        except NotVisible as unknown:
            missing.append(FieldError(f"members.{index}.procedure", unknown.code, **unknown.facts))
            continue
        forms[one.key] = eforms.definition_of(form)
        papers[one.key] = [paper.key for paper in catalogue.papers_of(version)]
    return forms, papers, missing


def preview(spec: rules.LinkedSpec, on: date) -> Union:
    """The form that this content asks, all members together; only for a content without faults."""
    forms, _papers, _missing = _of_members(spec, on)
    return unite("linked", 1, "-", "-", rules.asked_members(spec.members, forms), rules.questions(spec.shared))


def publish(
    code: str,
    data: Mapping[str, Any],
    *,
    valid_from: date,
    decision_no: str,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> LinkedService:
    """Publish a new version, from tomorrow at the earliest: filings of today keep what they were made under.

    Raises NotAllowed, NotVisible, Invalid with every fault, NotLawfulNow.
    """
    access.require("procedure.publish", by)
    procedure = catalogue.get_procedure(code)
    spec, errors = judge(data, valid_from)
    if valid_from < clock.local_day(at) + timedelta(days=1):
        errors.append(FieldError("valid_from", "linked.day_past"))
    if not decision_no.strip():
        errors.append(FieldError("decision_no", "procedure.decision_missing"))
    if errors or spec is None:
        raise Invalid("linked.invalid", errors)
    with transaction.atomic(durable=True):
        return catalogue_actions.publish_linked(
            procedure,
            spec=spec,
            valid_from=valid_from,
            decision_no=decision_no.strip()[:80],
            reason=reason,
            by=by,
            at=at,
        )
