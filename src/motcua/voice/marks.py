"""Marks of devices that gave answers over the network: keyed, of one month, soon deleted.

Whether many answers came from one device is all that they can tell. The device itself (its address and what its browser
says of itself) is never written down: only HMAC-SHA256 of it under a random key of the month, cut to 128 bits. The key
is thrown away when the month is over, so that no mark can be tried out afterwards, and marks of two months never meet.
Law on Personal Data Protection 91/2025/QH15: the least data, no longer than needed.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from motcua.kernel import clock
from motcua.voice.models import MarkKey, Rating, RatingMark
from motcua.voice.rules import Way

MARKS_KEPT = timedelta(days=120)
"""A quarter and its closing day."""
KEY_KEPT = timedelta(days=2)
"""After the month's last day."""
MARKED = (Way.ACCOUNT, Way.LINK)
"""Answers at the counter are all given on the counter's own device."""


def mark_of(device: str, key: str) -> str:
    """32 hexadecimal digits; pure."""
    return hmac.new(bytes.fromhex(key), device.encode(), hashlib.sha256).hexdigest()[:32]


def keep(rating: Rating, device: str, *, at: datetime) -> None:
    """Mark the device of an answer, within its transaction."""
    if not device or rating.way not in MARKED:
        return
    month = f"{clock.local(at):%Y-%m}"
    MarkKey.objects.bulk_create([MarkKey(month=month, key=secrets.token_hex(32))], ignore_conflicts=True)
    key = MarkKey.objects.get(month=month).key
    RatingMark.objects.create(rating=rating, mark=mark_of(device, key), marked_at=at)


def sweep(at: datetime) -> None:
    """Throw away the keys of months that are over, and marks that were kept long enough."""
    MarkKey.objects.filter(month__lt=f"{clock.local(at - KEY_KEPT):%Y-%m}").delete()
    RatingMark.objects.filter(marked_at__lt=at - MARKS_KEPT).delete()
