"""Publishing processes: a changed process is a new version; what has not begun yet can be taken back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.journal.reasons import record_why
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow
from motcua.workflow import rules
from motcua.workflow.models import Process


def subject_of(key: str) -> str:
    """The journal chain of a process."""
    return f"process:{key}"


@transaction.atomic
def publish_process(
    key: str,
    *,
    name_vi: str,
    name_en: str,
    steps: Sequence[Mapping[str, Any]],
    valid_from: date,
    decision_no: str = "",
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Process:
    """Publish a version from a day on; the same content again changes nothing. Whether the hours fit the limits of the
    procedures is asked by who decides it (`flows.processes`). Raises Invalid for wrong steps, NotLawfulNow when the day
    is not after the present version's beginning."""
    clean = [step.as_data() for step in rules.read_steps(steps)]
    content_hash = hash_of(name_vi, name_en, clean)
    last = last_of(key, lock=True)
    if last is not None and last.content_hash == content_hash:
        return last
    if last is not None:
        if valid_from <= last.valid_from:
            raise NotLawfulNow("process.date_not_after", since=last.valid_from, number=last.number)
        Process.objects.filter(id=last.id).update(valid_to=valid_from)
    number = Process.objects.filter(key=key).order_by("-number").values_list("number", flat=True).first() or 0
    process = Process.objects.create(
        key=key,
        number=number + 1,
        name_vi=name_vi,
        name_en=name_en,
        steps=clean,
        valid_from=valid_from,
        decision_no=decision_no,
        content_hash=content_hash,
    )
    record_why(
        "process.published",
        subject=subject_of(key),
        by=by,
        at=at,
        reason=reason,
        ground=decision_no,
        number=process.number,
        valid_from=valid_from,
        content=content_hash,
    )
    return process


@transaction.atomic
def withdraw_process(process: Process, *, reason: str, by: Actor, at: datetime) -> Process:
    """Take a version back before its first day: it is kept and holds on no day, and the version before it goes on.

    Raises NotLawfulNow: process.in_force_already, process.not_the_last; Invalid at `reason`.
    """
    last = last_of(process.key, lock=True)
    row = Process.objects.get(pk=process.pk)
    if row.valid_from <= clock.local_day(at):
        raise NotLawfulNow("process.in_force_already", number=row.number, valid_from=row.valid_from)
    if last is None or last.pk != row.pk:
        raise NotLawfulNow("process.not_the_last", number=row.number)
    row.withdrawn = row.number
    row.save(update_fields=["withdrawn"])
    Process.objects.filter(key=row.key, withdrawn=0, valid_to=row.valid_from).update(valid_to=None)
    record_why(
        "process.withdrawn",
        subject=subject_of(row.key),
        by=by,
        at=at,
        reason=reason,
        needed=True,
        number=row.number,
        valid_from=row.valid_from,
    )
    return row


def hash_of(name_vi: str, name_en: str, steps: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of a content, as 64 hexadecimal digits; days and decision are no part of it."""
    spelled = json.dumps([name_vi, name_en, list(steps)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(spelled.encode()).hexdigest()


def last_of(key: str, *, lock: bool = False) -> Process | None:
    """The last version of a process that stands, in force or coming."""
    rows = Process.objects.select_for_update() if lock else Process.objects.all()
    return rows.filter(key=key, withdrawn=0).order_by("-number").first()
