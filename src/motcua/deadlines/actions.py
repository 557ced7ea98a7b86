"""Loading a calendar."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.deadlines import rules
from motcua.deadlines.models import Calendar, CalendarDay, WorkingHours
from motcua.journal import actions as journal
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow


@transaction.atomic
def load_calendar(spec: rules.WorkingCalendar, *, by: Actor, at: datetime) -> Calendar:
    """Put a calendar in force. The same content again changes nothing and leaves no event.

    Promises already given are not touched here. Raises NotLawfulNow `calendar.loaded_meanwhile` when somebody else
    put another version in force at the same moment.
    """
    digest = rules.digest(spec)
    last = Calendar.objects.select_for_update().filter(name=spec.name).order_by("-version").first()
    if last is not None and last.digest == digest:
        return last
    version = last.version + 1 if last else 1
    try:
        with transaction.atomic():
            loaded = Calendar.objects.create(
                name=spec.name,
                version=version,
                digest=digest,
                name_vi=spec.name_vi,
                name_en=spec.name_en,
                decided_from=spec.decided_from,
                decided_to=spec.decided_to,
                loaded_at=at,
            )
    except IntegrityError:
        winner = Calendar.objects.get(name=spec.name, version=version)
        if winner.digest == digest:
            return winner
        raise NotLawfulNow("calendar.loaded_meanwhile", calendar=spec.name, version=version) from None
    WorkingHours.objects.bulk_create(_hours(loaded, spec))
    CalendarDay.objects.bulk_create(_days(loaded, spec), batch_size=500)
    journal.record(
        "calendar.loaded",
        subject=f"calendar:{spec.name}",
        by=by,
        at=at,
        version=version,
        digest=digest,
        decided_from=spec.decided_from,
        decided_to=spec.decided_to,
        days_off=len(spec.days_off),
        make_up_days=len(spec.make_up_days),
    )
    return loaded


def _hours(calendar: Calendar, spec: rules.WorkingCalendar) -> list[WorkingHours]:
    return [
        WorkingHours(
            calendar=calendar,
            valid_from=hours.valid_from,
            valid_to=hours.valid_to,
            weekday=weekday,
            opens=opens,
            closes=closes,
        )
        for hours in spec.hours
        for weekday, spans in enumerate(hours.week)
        for opens, closes in spans
    ]


def _days(calendar: Calendar, spec: rules.WorkingCalendar) -> list[CalendarDay]:
    off = [
        CalendarDay(
            calendar=calendar,
            date=day,
            kind=CalendarDay.Kind.DAY_OFF,
            cause=entry.cause,
            name_vi=entry.name_vi,
            name_en=entry.name_en,
            document=entry.document,
            provisional=entry.provisional,
        )
        for day, entry in spec.days_off.items()
    ]
    made_up = [
        CalendarDay(
            calendar=calendar,
            date=day,
            kind=CalendarDay.Kind.MAKE_UP,
            cause=CalendarDay.Cause.SWAP,
            replaces=entry.replaces,
            document=entry.document,
            provisional=entry.provisional,
        )
        for day, entry in spec.make_up_days.items()
    ]
    return off + made_up
