"""Forms in preparation: begun from the last version or from nothing, saved, published, thrown away; and taking back
what was published and holds not yet."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.eforms.actions.form import publish_form
from motcua.eforms.definition import edit
from motcua.eforms.models import FormDefinition, FormDraft
from motcua.journal.actions import record
from motcua.journal.reasons import record_why
from motcua.kernel import clock, codes, drafts, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible

Status = FormDefinition.Status


def subject_of(key: str) -> str:
    """The journal chain of a form."""
    return f"form:{key}"


@transaction.atomic
def begin_form_draft(key: str, *, by: Actor, at: datetime) -> FormDraft:
    """Copy the last published version as a draft. Raises NotVisible, NotLawfulNow (form.draft_there)."""
    base = FormDefinition.objects.filter(key=key, status=Status.PUBLISHED).order_by("-version").first()
    if base is None:
        raise NotVisible("form.unknown", key=key)
    return _begun(key, base, dict(base.definition), by=by, at=at)


@transaction.atomic
def begin_new_form(key: str, *, name_vi: str, name_en: str, by: Actor, at: datetime) -> FormDraft:
    """Begin a form that is not there yet, with one question. Raises Invalid at key, name_vi, name_en."""
    key, name_vi, name_en = key.strip(), text.normal(name_vi), text.normal(name_en)
    errors = []
    if not codes.SLUG.match(key) or len(key) > 60:
        errors.append(FieldError("key", "form.key_wrong"))
    elif FormDefinition.objects.filter(key=key).exists() or FormDraft.objects.filter(key=key).exists():
        errors.append(FieldError("key", "form.key_taken", key=key))
    errors += [
        FieldError(name, "form.name_missing")
        for name, value in (("name_vi", name_vi), ("name_en", name_en))
        if not value
    ]
    if errors:
        raise Invalid("form.invalid", errors)
    return _begun(key, None, edit.blank(key, name_vi, name_en), by=by, at=at)


def _begun(key: str, base: FormDefinition | None, definition: dict[str, Any], *, by: Actor, at: datetime) -> FormDraft:
    if FormDraft.objects.filter(key=key).exists():
        raise NotLawfulNow("form.draft_there", key=key)
    draft = FormDraft.objects.create(
        key=key,
        base=base,
        definition=definition,
        started_at=at,
        started_by_id=by.account_id,
        saved_at=at,
        saved_by_id=by.account_id,
    )
    record("form.draft_begun", subject=subject_of(key), by=by, at=at, base=base.version if base else None)
    return draft


@transaction.atomic
def save_form_draft(
    draft: FormDraft, *, definition: Mapping[str, Any], revision: int, by: Actor, at: datetime
) -> FormDraft:
    """Keep a definition, fit to be loaded or not, in the draft that was read as `revision`; its key stays.

    Raises NotLawfulNow("form.draft_changed") when somebody saved in between, NotVisible("form.draft_unknown").
    """
    row = _locked(draft, revision)
    row.definition = {**definition, "key": row.key}
    drafts.save(row, "definition", by=by, at=at)
    return row


@transaction.atomic
def discard_form_draft(draft: FormDraft, *, revision: int, by: Actor, at: datetime) -> None:
    """Throw a draft away. Raises as `save_form_draft`."""
    row = _locked(draft, revision)
    record("form.draft_discarded", subject=subject_of(row.key), by=by, at=at, revision=row.revision)
    row.delete()


@transaction.atomic
def publish_form_draft(
    draft: FormDraft,
    *,
    revision: int,
    valid_from: date | None,
    reason: str = "",
    ground: str = "",
    needed: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> FormDefinition:
    """Publish the draft as the next version from a day on; the draft is gone then. `needed` maps keys of fields that
    something else refers to (a template of results) to its name: such a field must not be gone.

    Raises Invalid: form.bad (with every fault by path), form.invalid (the day, a field that is needed); NotLawfulNow:
    form.draft_changed, form.draft_behind, form.same_content, form.begins_before; NotVisible("form.draft_unknown").
    """
    row = _locked(draft, revision)
    rows = list(FormDefinition.objects.select_for_update().filter(key=row.key).order_by("version"))
    standing = [one for one in rows if one.status == Status.PUBLISHED]
    errors = _of_the_day(valid_from, reason, clock.local_day(at))
    fields = {str(one.get("key")) for one in row.definition.get("fields", ()) if isinstance(one, Mapping)}
    errors += [
        FieldError(f"fields.{key}", "form.field_needed", key=key, what=what)
        for key, what in (needed or {}).items()
        if key not in fields
    ]
    if errors or valid_from is None:
        raise Invalid("form.invalid", errors)
    if standing and standing[-1].pk != row.base_id:
        raise NotLawfulNow("form.draft_behind", version=standing[-1].version)
    number = max((one.version for one in rows), default=0) + 1
    if standing and edit.same(standing[-1].definition, row.definition):
        raise NotLawfulNow("form.same_content", version=standing[-1].version)
    row.delete()
    return publish_form(
        {**row.definition, "version": number}, valid_from=valid_from, reason=reason, ground=ground, by=by, at=at
    )


def _of_the_day(valid_from: date | None, reason: str, today: date) -> list[FieldError]:
    if valid_from is None:
        return [FieldError("valid_from", "form.day_missing")]
    if valid_from < today and not reason.strip():
        return [FieldError("reason", "form.day_past", valid_from=valid_from, today=today)]
    return []


@transaction.atomic
def withdraw_form(form: FormDefinition, *, reason: str, by: Actor, at: datetime) -> FormDefinition:
    """Take back a version before its first day: it is kept, and the one before it goes on.

    Raises NotLawfulNow: form.in_force_already, form.not_the_last; Invalid at `reason`.
    """
    rows = list(FormDefinition.objects.select_for_update().filter(key=form.key).order_by("version"))
    standing = [row for row in rows if row.status == Status.PUBLISHED]
    row = next((one for one in standing if one.pk == form.pk), None)
    if row is None or row.valid_from <= clock.local_day(at):
        raise NotLawfulNow("form.in_force_already", version=form.version, valid_from=form.valid_from)
    if row.pk != standing[-1].pk:
        raise NotLawfulNow("form.not_the_last", version=row.version, last=standing[-1].version)
    FormDefinition.objects.filter(pk=row.pk).update(status=Status.WITHDRAWN)
    row.status = Status.WITHDRAWN
    before = standing[-2] if len(standing) > 1 else None
    if before is not None and before.valid_to == row.valid_from:
        FormDefinition.objects.filter(pk=before.pk).update(valid_to=None)
    record_why(
        "form.withdrawn",
        subject=subject_of(row.key),
        by=by,
        at=at,
        reason=reason,
        needed=True,
        version=row.version,
        valid_from=row.valid_from,
    )
    return row


def _locked(draft: FormDraft, revision: int) -> FormDraft:
    row = FormDraft.objects.select_for_update().filter(pk=draft.pk).first()
    return drafts.read_as(row, revision, unknown="form.draft_unknown", changed="form.draft_changed")
