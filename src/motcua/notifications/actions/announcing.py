"""What everybody is told on the first pages."""

from datetime import datetime

from django.db import transaction

from motcua.deadlines.queries import get_calendar
from motcua.journal.reasons import record_why
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.notifications.models import Announcement
from motcua.notifications.rules import MAINTENANCE_DAYS


@transaction.atomic
def announce(
    *,
    kind: str,
    title_vi: str,
    title_en: str,
    body_vi: str = "",
    body_en: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Announcement:
    """Tell everybody something until it is over. Planned maintenance is told five working days before; later only with
    a reason (something broke).

    Raises Invalid("announcement.invalid").
    """
    values = {
        "title_vi": text.normal(title_vi),
        "title_en": text.normal(title_en),
        "body_vi": text.normal_lines(body_vi),
        "body_en": text.normal_lines(body_en),
    }
    errors = [FieldError(name, "announcement.missing") for name in ("title_vi", "title_en") if not values[name]]
    errors += [
        FieldError(name, "announcement.too_long", most=most)
        for name, most in (("title_vi", 150), ("title_en", 150), ("body_vi", 2000), ("body_en", 2000))
        if len(values[name]) > most
    ]
    errors += _of_the_hours(kind, starts_at, ends_at, reason.strip(), at)
    if errors:
        raise Invalid("announcement.invalid", errors)
    made = Announcement.objects.create(
        kind=kind,
        starts_at=starts_at if kind == Announcement.Kind.MAINTENANCE else None,
        ends_at=ends_at,
        published_at=at,
        published_by_id=by.account_id,
        **values,
    )
    record_why(
        "announcement.published",
        subject=f"announcement:{made.pk}",
        by=by,
        at=at,
        reason=reason,
        kind=kind,
        starts_at=made.starts_at,
        ends_at=ends_at,
    )
    return made


def _of_the_hours(
    kind: str, starts_at: datetime | None, ends_at: datetime, reason: str, at: datetime
) -> list[FieldError]:
    if kind not in Announcement.Kind.values:
        return [FieldError("kind", "announcement.kind_unknown")]
    if ends_at <= at:
        return [FieldError("ends_at", "announcement.over")]
    if kind != Announcement.Kind.MAINTENANCE:
        return []
    if starts_at is None:
        return [FieldError("starts_at", "announcement.start_missing")]
    if ends_at <= starts_at:
        return [FieldError("ends_at", "announcement.backward")]
    days = get_calendar().working_days(clock.local_day(at), clock.local_day(starts_at))
    if days < MAINTENANCE_DAYS and not reason:
        return [FieldError("reason", "announcement.too_late", most=MAINTENANCE_DAYS, days=days)]
    return []


@transaction.atomic
def withdraw_announcement(row: Announcement, *, reason: str, by: Actor, at: datetime) -> Announcement:
    """Take back what everybody was told; it is kept. Raises NotLawfulNow (announcement.withdrawn), Invalid."""
    held = Announcement.objects.select_for_update().get(pk=row.pk)
    if held.withdrawn_at is not None or held.ends_at <= at:
        raise NotLawfulNow("announcement.withdrawn")
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    record_why("announcement.withdrawn", subject=f"announcement:{row.pk}", by=by, at=at, reason=reason, needed=True)
    return held
