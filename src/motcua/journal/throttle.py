"""Counting tries in windows of time, across workers. Only tracking and sign-in are throttled by default."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from motcua.journal.models import Throttle
from motcua.kernel.errors import Cannot


class TooMany(Cannot):
    """Tried too often: 429. `facts["seconds"]` says how long to wait."""


def count(name: str, who: str, *, most: int, within: timedelta, at: datetime) -> None:
    """Count one try of `who`; raises TooMany beyond `most` within the window. The key is stored as a hash."""
    key = _key(name, who)
    with transaction.atomic():
        row, fresh = Throttle.objects.select_for_update().get_or_create(key=key, defaults={"began_at": at, "count": 1})
        if fresh:
            return
        if row.began_at + within <= at:
            Throttle.objects.filter(pk=row.pk).update(began_at=at, count=1)
            return
        if row.count >= most:
            raise TooMany("throttle.too_many", seconds=int((row.began_at + within - at).total_seconds()) + 1)
        Throttle.objects.filter(pk=row.pk).update(count=F("count") + 1)


def look(name: str, who: str, *, most: int, within: timedelta, at: datetime) -> None:
    """Raises TooMany where `most` is reached already; counts nothing. For tries that count only when they fail."""
    row = Throttle.objects.filter(key=_key(name, who)).first()
    if row is not None and row.count >= most and row.began_at + within > at:
        raise TooMany("throttle.too_many", seconds=int((row.began_at + within - at).total_seconds()) + 1)


def _key(name: str, who: str) -> str:
    return hashlib.sha256(f"{name}\x1f{who}".encode()).hexdigest()


def forget(name: str, who: str) -> None:
    """Begin anew after a success."""
    Throttle.objects.filter(key=_key(name, who)).delete()
