"""Versions in preparation: begun from the version in force or from nothing, saved, published, thrown away."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.catalogue import queries, rules
from motcua.catalogue.actions.procedure import create_procedure, publish_version, subject_of
from motcua.catalogue.models import Field, Procedure, ProcedureVersion, VersionDraft
from motcua.catalogue.queries import fitting
from motcua.catalogue.rules.fitting import misfits
from motcua.eforms import queries as eforms
from motcua.journal.actions import record
from motcua.kernel import clock, codes, drafts, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.workflow import queries as workflow

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")


@transaction.atomic
def begin_draft(procedure: Procedure, *, by: Actor, at: datetime) -> VersionDraft:
    """Copy the last version that stands (a coming one before the one in force) as a draft.

    Raises NotLawfulNow("version_draft.there_is_one").
    """
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if VersionDraft.objects.filter(procedure=procedure).exists():
        raise NotLawfulNow("version_draft.there_is_one", procedure=procedure.code)
    base = queries.last_content(procedure)
    spec = queries.spec_of(base) if base is not None else None
    content = rules.content_of(replace(spec, decision_no="")) if spec is not None else dict(rules.EMPTY)
    draft = VersionDraft.objects.create(
        procedure=procedure,
        code=procedure.code,
        slug=procedure.slug,
        field=procedure.field,
        base=base,
        content=content,
        started_at=at,
        started_by_id=by.account_id,
        saved_at=at,
        saved_by_id=by.account_id,
    )
    record("procedure.draft_begun", subject=subject_of(procedure), by=by, at=at, base=base.number if base else None)
    return draft


@transaction.atomic
def begin_new(
    code: str, *, slug: str, field: str, name_vi: str, name_en: str = "", by: Actor, at: datetime
) -> VersionDraft:
    """Begin a procedure that is not there yet: it exists only when its first version is published.

    Raises Invalid("procedure.invalid") at code, slug, field, name_vi.
    """
    code, slug, name_vi = text.normal(code) or f"X.{slug.strip()}", slug.strip(), text.normal(name_vi)
    errors = []
    if not codes.SLUG.match(slug) or len(slug) > 60:
        errors.append(FieldError("slug", "procedure.slug_wrong"))
    elif Procedure.objects.filter(slug=slug).exists():
        errors.append(FieldError("slug", "procedure.slug_taken", slug=slug))
    if not _CODE.fullmatch(code):
        if not errors or not code.startswith("X."):  # a code made of a wrong short name is no second mistake
            errors.append(FieldError("code", "procedure.code_wrong"))
    elif Procedure.objects.filter(code=code).exists():
        errors.append(FieldError("code", "procedure.code_taken", procedure=code))
    elif VersionDraft.objects.filter(code=code).exists():
        errors.append(FieldError("code", "version_draft.there_is_one", procedure=code))
    of = Field.objects.filter(slug=field).first()
    if of is None:
        errors.append(FieldError("field", "procedure.field_missing"))
    if not name_vi:
        errors.append(FieldError("name_vi", "procedure.part_missing.name"))
    if errors or of is None:
        raise Invalid("procedure.invalid", errors)
    draft = VersionDraft.objects.create(
        code=code,
        slug=slug,
        field=of,
        content={**rules.EMPTY, "name_vi": name_vi, "name_en": text.normal(name_en)},
        started_at=at,
        started_by_id=by.account_id,
        saved_at=at,
        saved_by_id=by.account_id,
    )
    record("procedure.draft_begun", subject=f"procedure:{code}", by=by, at=at, base=None)
    return draft


@transaction.atomic
def save_draft(
    draft: VersionDraft,
    *,
    changes: Mapping[str, Any],
    revision: int,
    valid_from: date | None = None,
    by: Actor,
    at: datetime,
) -> VersionDraft:
    """Put `changes` (members of the content) into the draft that was read as `revision`; None leaves the day alone.

    Raises NotLawfulNow("version_draft.changed") when somebody saved in between, NotVisible("version_draft.unknown").
    """
    row = _locked(draft, revision)
    row.content = {**row.content, **changes}
    row.valid_from = valid_from or row.valid_from
    drafts.save(row, "content", "valid_from", by=by, at=at)
    return row


@transaction.atomic
def keep_on_new_base(draft: VersionDraft, *, revision: int, by: Actor, at: datetime) -> VersionDraft:
    """Say that the draft was compared with what was published after it was begun, and is to be published all the
    same."""
    row = _locked(draft, revision)
    if row.procedure is not None:
        row.base = queries.last_content(row.procedure)
    drafts.save(row, "base", by=by, at=at)
    return row


@transaction.atomic
def discard_draft(draft: VersionDraft, *, revision: int, by: Actor, at: datetime) -> None:
    """Throw a draft away. Raises as `save_draft`."""
    row = _locked(draft, revision)
    record("procedure.draft_discarded", subject=f"procedure:{row.code}", by=by, at=at, revision=row.revision)
    row.delete()


@transaction.atomic
def publish_draft(
    draft: VersionDraft,
    *,
    revision: int,
    valid_from: date | None,
    decision_no: str,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> ProcedureVersion:
    """Publish what stands in the draft, from a day on, by a decision; the draft is gone then.

    Raises Invalid("procedure.invalid") with everything that is missing or wrong; NotLawfulNow: version_draft.changed
    (saved in between), version_draft.behind (something was published since the draft was begun),
    procedure.same_content, procedure.too_early; NotVisible("version_draft.unknown") when it was published already.
    """
    row = _locked(draft, revision)
    decision_no, reason = text.normal(decision_no), text.normal_lines(reason)
    spec = rules.spec_of_content({**row.content, "decision_no": decision_no})
    errors = rules.judge_draft(
        spec, valid_from=valid_from, decision_no=decision_no, reason=reason, today=clock.local_day(at)
    )
    if valid_from is not None:
        errors += _not_in_force(spec, valid_from)
    if errors or valid_from is None:
        raise Invalid("procedure.invalid", errors)
    procedure = row.procedure
    if procedure is None:
        procedure = create_procedure(row.code, slug=row.slug, field=row.field, by=by, at=at)
    else:
        last = queries.last_content(procedure)
        if last is not None and last.pk != row.base_id:
            raise NotLawfulNow("version_draft.behind", number=last.number)
    row.delete()
    return publish_version(procedure, spec=spec, valid_from=valid_from, reason=reason, by=by, at=at)


def draft_errors(draft: VersionDraft, *, at: datetime) -> list[FieldError]:
    """What still stands in the way, decision and day left aside: for the page of the draft."""
    spec = rules.spec_of_content(draft.content)
    day = draft.valid_from or clock.local_day(at)
    return rules.judge_draft(
        spec, valid_from=day, decision_no="-", reason="-", today=clock.local_day(at)
    ) + _not_in_force(spec, day)


def _not_in_force(spec: rules.VersionSpec, on: date) -> list[FieldError]:
    """The process and the form that are named must hold on the first day."""
    errors = []
    if spec.process_key:
        try:
            workflow.get_process(spec.process_key, on)
        except Cannot:
            errors.append(FieldError("process_key", "procedure.process_missing", process=spec.process_key, on=on))
        else:
            errors += _not_in_its_hours(spec, on)
    if spec.form_key:
        try:
            eforms.get_form(spec.form_key, on=on)
        except NotVisible:
            errors.append(FieldError("form_key", "procedure.form_missing", form=spec.form_key, on=on))
    return errors


def _not_in_its_hours(spec: rules.VersionSpec, on: date) -> list[FieldError]:
    """Every version of the process that holds from the first day on must fit every limit."""
    try:
        limits = fitting.limits_of("", spec.limits)
    except LookupError:  # no calendar is loaded: nothing is promised yet either
        return []
    found = [
        FieldError("process_key", one.code.replace("process.", "procedure.process_"), **one.facts)
        for process in workflow.versions_from(spec.process_key, on)
        for one in misfits(workflow.steps_of(process), limits)
    ]
    return list({one.code: one for one in reversed(found)}.values())


def _locked(draft: VersionDraft, revision: int) -> VersionDraft:
    row = VersionDraft.objects.select_for_update().filter(pk=draft.pk).first()
    return drafts.read_as(row, revision, unknown="version_draft.unknown", changed="version_draft.changed")
