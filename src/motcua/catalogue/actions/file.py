"""Files of procedures that wait for somebody's word."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue.models import CatalogueFile
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow


@transaction.atomic
def keep_file(name: str, *, content: Any, by: Actor, at: datetime) -> CatalogueFile:
    """Keep what a file says, for the trial and for the confirmation."""
    spelled = json.dumps(content, ensure_ascii=False, sort_keys=True)
    row = CatalogueFile.objects.create(
        name=name[:200],
        sha256=hashlib.sha256(spelled.encode()).hexdigest(),
        content=content,
        read_at=at,
        read_by_id=by.account_id,
    )
    record("catalogue.file_read", subject=f"catalogue:{row.pk}", by=by, at=at, sha256=row.sha256)
    return row


@transaction.atomic
def close_file(row: CatalogueFile, *, count: int, by: Actor, at: datetime) -> CatalogueFile:
    """Say that a file was brought in. Raises NotLawfulNow("catalogue.done_already")."""
    held = CatalogueFile.objects.select_for_update().get(pk=row.pk)
    if held.done_at is not None:
        raise NotLawfulNow("catalogue.done_already", at=held.done_at)
    held.done_at = at
    held.save(update_fields=["done_at"])
    record("catalogue.brought_in", subject=f"catalogue:{row.pk}", by=by, at=at, sha256=held.sha256, count=count)
    return held
