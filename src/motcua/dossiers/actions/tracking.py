"""Checking the PIN of a code; wrong tries are counted and close the code for an hour."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.dossiers.models import PinGuard
from motcua.journal.throttle import TooMany
from motcua.kernel import codes

MOST_WRONG = 10
WINDOW = CLOSED_FOR = timedelta(hours=1)


def check_pin(code: str, pin: str, *, key: bytes, at: datetime) -> bool:
    """True when the PIN is right. Raises TooMany while the code is closed; a wrong try is counted and kept."""
    with transaction.atomic():
        guard = PinGuard.objects.select_for_update().filter(code=code).first()
        if guard and guard.closed_until and guard.closed_until > at:
            raise TooMany("track.pin_closed", seconds=int((guard.closed_until - at).total_seconds()) + 1)
        if codes.pin_matches(pin, code, key):
            PinGuard.objects.filter(code=code).delete()
            return True
        if guard is None:
            PinGuard.objects.bulk_create([PinGuard(code=code, first_wrong_at=at)], ignore_conflicts=True)
            guard = PinGuard.objects.select_for_update().get(code=code)
        if guard.first_wrong_at + WINDOW <= at:
            guard.wrong, guard.first_wrong_at = 0, at
        guard.wrong += 1
        guard.closed_until = at + CLOSED_FOR if guard.wrong >= MOST_WRONG else None
        guard.save()
    return False
