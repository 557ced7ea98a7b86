"""Publishing processes: a changed process is a new version."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow
from motcua.workflow import rules
from motcua.workflow.models import Process


@transaction.atomic
def publish_process(
    key: str,
    *,
    name_vi: str,
    name_en: str,
    steps: Sequence[dict[str, Any]],
    valid_from: date,
    by: Actor,
    at: datetime,
) -> Process:
    """Publish a version from a day on; the same content again changes nothing. Raises Invalid for wrong steps,
    NotLawfulNow when the day is not after the present version's beginning."""
    clean = [step.as_data() for step in rules.read_steps(steps)]
    spelled = json.dumps([name_vi, name_en, clean], ensure_ascii=False, sort_keys=True)
    content_hash = hashlib.sha256(spelled.encode()).hexdigest()
    last = Process.objects.select_for_update().filter(key=key).order_by("-number").first()
    if last is not None and last.content_hash == content_hash:
        return last
    if last is not None:
        if valid_from <= last.valid_from:
            raise NotLawfulNow("process.date_not_after", since=last.valid_from)
        Process.objects.filter(id=last.id).update(valid_to=valid_from)
    process = Process.objects.create(
        key=key,
        number=last.number + 1 if last else 1,
        name_vi=name_vi,
        name_en=name_en,
        steps=clean,
        valid_from=valid_from,
        content_hash=content_hash,
    )
    record("process.published", subject=f"process:{key}", by=by, at=at, number=process.number, content=content_hash)
    return process
