"""The rules of warning and escalation in force on a day, and a new version of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.journal import reasons
from motcua.journal.reference import kept
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import access
from motcua.workflow.watch_models import WatchVersion
from motcua.workflow.watching import Watch, packaged, read_watch

SUBJECT = "watch"


@kept
def watch_versions() -> list[Watch]:
    """Every version, oldest first; of two from the same day the office's own counts."""
    found = {one.valid_from: one for one in packaged()}
    for row in WatchVersion.objects.order_by("number"):
        found[row.valid_from] = read_watch(row.content, row.valid_from)
    return [found[day] for day in sorted(found)]


def watch_on(on: date) -> Watch:
    """The version in force on a day; before the first one, the first."""
    versions = watch_versions()
    return next((one for one in reversed(versions) if one.valid_from <= on), versions[0])


@transaction.atomic
def set_watch(content: Mapping[str, Any], *, valid_from: date, reason: str, by: Actor, at: datetime) -> WatchVersion:
    """Decide a new version from a day on, not before tomorrow. Raises NotAllowed, Invalid."""
    access.require("watch.set", by)
    errors: list[FieldError] = []
    if valid_from <= clock.local_day(at):
        errors.append(FieldError("valid_from", "watch.not_past"))
    elif WatchVersion.objects.filter(valid_from=valid_from).exists():
        errors.append(FieldError("valid_from", "watch.day_taken"))
    try:
        wanted = read_watch(content, valid_from)
    except Invalid as invalid:
        errors += invalid.errors
    try:
        words, _ground = reasons.read(reason)
    except Invalid as invalid:
        errors += invalid.errors
    if errors:
        raise Invalid("watch.invalid", errors)
    number = (WatchVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    row = WatchVersion.objects.create(
        number=number, valid_from=valid_from, content=wanted.as_data(), set_at=at, set_by_id=by.account_id
    )
    reasons.record_why(
        "watch.set",
        subject=SUBJECT,
        by=by,
        at=at,
        reason=words,
        number=number,
        valid_from=valid_from.isoformat(),
        warn=list(wanted.warn),
        cutoff=f"{wanted.hand_over_cutoff:%H:%M}",
    )
    return row
