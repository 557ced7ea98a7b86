"""Why something was changed by an administrator: the words beside the event, outside of the chain.

The event carries only the hash of the words (`reason`), so that they cannot be changed unseen and can still be erased.
"""

import hashlib
from datetime import datetime
from typing import Any

from motcua.journal.actions import record
from motcua.journal.models import Event, Reason
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid

LONGEST, LONGEST_GROUND = 1000, 120


def mark(words: str, ground: str = "") -> str:
    """What the event keeps of a reason: SHA-256 of its words and its ground."""
    return hashlib.sha256(f"{words}\x1f{ground}".encode()).hexdigest()


def read(words: str, ground: str = "", *, needed: bool = True) -> tuple[str, str]:
    """The words and the ground (number of a decision), cleaned.

    Raises Invalid("reason.invalid") at `reason`: reason.missing, reason.too_long; at `ground`: reason.ground_too_long.
    """
    words, ground = text.normal_lines(words), text.normal(ground)
    errors = []
    if needed and not words:
        errors.append(FieldError("reason", "reason.missing"))
    if len(words) > LONGEST:
        errors.append(FieldError("reason", "reason.too_long", max=LONGEST, length=len(words)))
    if len(ground) > LONGEST_GROUND:
        errors.append(FieldError("ground", "reason.ground_too_long", max=LONGEST_GROUND, length=len(ground)))
    if errors:
        raise Invalid("reason.invalid", errors)
    return words, ground


def record_why(
    type: str,
    *,
    subject: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    ground: str = "",
    needed: bool = False,
    **facts: Any,
) -> Event:
    """As `record`, with the reason kept beside the event. `reason` may be of several lines; `ground` is the number of a
    decision. Where both are empty nothing is kept beside. Raises Invalid (see `read`), and as `record`."""
    reason, ground = read(reason, ground, needed=needed)
    if not (reason or ground):
        return record(type, subject=subject, by=by, at=at, **facts)
    event = record(type, subject=subject, by=by, at=at, reason=mark(reason, ground), **facts)
    Reason.objects.create(event=event, text=reason, ground=ground)
    return event
