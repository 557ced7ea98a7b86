"""Processes in preparation: begun from the last version or from nothing, saved, published, thrown away."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.journal.actions import record
from motcua.kernel import clock, drafts, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.workflow import rules
from motcua.workflow.actions.process import hash_of, last_of, publish_process, subject_of
from motcua.workflow.models import Process, ProcessDraft

BLANK: tuple[Mapping[str, Any], ...] = (
    {
        "key": "receive",
        "act": "receive",
        "post": "single_window_officer",
        "role": "single_window_officer",
        "name_vi": "Tiếp nhận hồ sơ",
        "name_en": "Receive the dossier",
        "hours": None,
    },
    {
        "key": "propose",
        "act": "propose",
        "post": "specialist",
        "role": "specialist_officer",
        "name_vi": "Thẩm định và đề xuất kết quả",
        "name_en": "Appraise and propose a result",
        "hours": rules.REST,
    },
    {
        "key": "approve",
        "act": "approve",
        "post": "leader",
        "role": "commune_leader",
        "name_vi": "Phê duyệt kết quả",
        "name_en": "Approve the result",
        "hours": 2,
    },
    {
        "key": "deliver",
        "act": "deliver",
        "post": "single_window_officer",
        "role": "single_window_officer",
        "name_vi": "Trả kết quả",
        "name_en": "Deliver the result",
        "hours": None,
    },
)
"""The steps that a new process begins with: the shortest way by which somebody decides."""
DECISION_LENGTH = 80


@transaction.atomic
def begin_draft(key: str, *, by: Actor, at: datetime) -> ProcessDraft:
    """Copy the last version that stands as a draft. Raises NotVisible("process.unknown"),
    NotLawfulNow("process_draft.there_is_one")."""
    base = last_of(key, lock=True)
    if base is None:
        raise NotVisible("process.unknown", key=key)
    if ProcessDraft.objects.filter(key=key).exists():
        raise NotLawfulNow("process_draft.there_is_one", key=key)
    return _begin(key, base, base.name_vi, base.name_en, base.steps, by=by, at=at)


@transaction.atomic
def begin_new(
    key: str,
    *,
    name_vi: str,
    name_en: str = "",
    steps: Sequence[Mapping[str, Any]] | None = None,
    by: Actor,
    at: datetime,
) -> ProcessDraft:
    """Begin a process that is not there yet; it exists only when its first version is published. `steps`: taken from
    another process or from a file. Raises Invalid("process.invalid") at key, name_vi."""
    key, name_vi, name_en = key.strip(), text.normal(name_vi), text.normal(name_en)
    errors = []
    if not rules.KEY.fullmatch(key):
        errors.append(FieldError("key", "process.key_wrong"))
    elif Process.objects.filter(key=key).exists():
        errors.append(FieldError("key", "process.key_taken", key=key))
    elif ProcessDraft.objects.filter(key=key).exists():
        errors.append(FieldError("key", "process_draft.there_is_one", key=key))
    errors += _name_errors(name_vi, name_en)
    if errors:
        raise Invalid("process.invalid", errors)
    return _begin(key, None, name_vi, name_en, BLANK if steps is None else steps, by=by, at=at)


def _begin(
    key: str,
    base: Process | None,
    name_vi: str,
    name_en: str,
    steps: Sequence[Mapping[str, Any]],
    *,
    by: Actor,
    at: datetime,
) -> ProcessDraft:
    draft = ProcessDraft.objects.create(
        key=key,
        base=base,
        name_vi=name_vi,
        name_en=name_en,
        steps=[dict(step) for step in steps],
        started_at=at,
        started_by_id=by.account_id,
        saved_at=at,
        saved_by_id=by.account_id,
    )
    record("process.draft_begun", subject=subject_of(key), by=by, at=at, base=base.number if base else None)
    return draft


@transaction.atomic
def save_draft(draft: ProcessDraft, *, revision: int, by: Actor, at: datetime, **changes: Any) -> ProcessDraft:
    """Put `changes` (name_vi, name_en, steps, procedures, valid_from) into the draft that was read as `revision`; steps
    may be wrong, they are judged when they are shown and when they are published.

    Raises Invalid for a name that is missing or too long; NotLawfulNow("process_draft.changed") when somebody saved in
    between; NotVisible("process_draft.unknown").
    """
    row = _locked(draft, revision)
    if "name_vi" in changes and (errors := _name_errors(changes["name_vi"], changes.get("name_en", ""))):
        raise Invalid("process.invalid", errors)
    if len(changes.get("steps", ())) > rules.MOST_STEPS:
        raise Invalid("process.invalid", [FieldError("steps", "process.too_many_steps", most=rules.MOST_STEPS)])
    for name, value in changes.items():
        setattr(row, name, value)
    drafts.save(row, *changes, by=by, at=at)
    return row


@transaction.atomic
def keep_on_new_base(draft: ProcessDraft, *, revision: int, by: Actor, at: datetime) -> ProcessDraft:
    """Say that the draft was compared with what was published after it was begun, and goes on."""
    row = _locked(draft, revision)
    row.base = last_of(row.key)
    drafts.save(row, "base", by=by, at=at)
    return row


@transaction.atomic
def discard_draft(draft: ProcessDraft, *, revision: int, by: Actor, at: datetime) -> None:
    """Throw a draft away. Raises as `save_draft`."""
    row = _locked(draft, revision)
    record("process.draft_discarded", subject=subject_of(row.key), by=by, at=at, revision=row.revision)
    row.delete()


@transaction.atomic
def publish_draft(
    draft: ProcessDraft,
    *,
    revision: int,
    valid_from: date | None,
    decision_no: str,
    reason: str = "",
    faults: Sequence[FieldError] = (),
    by: Actor,
    at: datetime,
) -> Process:
    """Publish what stands in the draft, from a day on, by a decision; the draft is gone then. `faults`: what other
    rooms have against it.

    Raises Invalid("process.invalid") with everything that is missing or wrong; NotLawfulNow: process_draft.changed,
    process_draft.behind (something was published since the draft was begun), process_draft.same,
    process.date_not_after; NotVisible("process_draft.unknown") when it was published already.
    """
    row = _locked(draft, revision)
    decision_no, reason = text.normal(decision_no), text.normal_lines(reason)
    steps, errors = rules.given_steps(row.steps)
    errors = errors or rules.order_errors(steps)
    errors += [*_name_errors(row.name_vi, row.name_en), *faults]
    errors += _decision_errors(valid_from, decision_no, reason, clock.local_day(at))
    if errors or valid_from is None:
        raise Invalid("process.invalid", errors)
    last = last_of(row.key, lock=True)
    if last is not None and last.pk != row.base_id:
        raise NotLawfulNow("process_draft.behind", number=last.number)
    if last is not None and last.content_hash == hash_of(row.name_vi, row.name_en, [one.as_data() for one in steps]):
        raise NotLawfulNow("process_draft.same", number=last.number)
    row.delete()
    return publish_process(
        row.key,
        name_vi=row.name_vi,
        name_en=row.name_en,
        steps=[step.as_data() for step in steps],
        valid_from=valid_from,
        decision_no=decision_no,
        reason=reason,
        by=by,
        at=at,
    )


def _name_errors(name_vi: str, name_en: str) -> list[FieldError]:
    errors = []
    if not name_vi:
        errors.append(FieldError("name_vi", "process.name_missing"))
    for path, name in (("name_vi", name_vi), ("name_en", name_en)):
        if len(name) > 200:
            errors.append(FieldError(path, "process.name_too_long", most=200))
    return errors


def _decision_errors(valid_from: date | None, decision_no: str, reason: str, today: date) -> list[FieldError]:
    errors = []
    if not decision_no:
        errors.append(FieldError("decision_no", "process.decision_missing"))
    elif len(decision_no) > DECISION_LENGTH:
        errors.append(FieldError("decision_no", "process.decision_too_long", most=DECISION_LENGTH))
    if valid_from is None:
        errors.append(FieldError("valid_from", "process.day_missing"))
    elif valid_from < today and not reason:
        errors.append(FieldError("reason", "process.day_past", valid_from=valid_from))
    return errors


def _locked(draft: ProcessDraft, revision: int) -> ProcessDraft:
    row = ProcessDraft.objects.select_for_update().filter(pk=draft.pk).first()
    return drafts.read_as(row, revision, unknown="process_draft.unknown", changed="process_draft.changed")
