"""Reading calendars as values."""

from datetime import date, time
from typing import cast

from motcua.deadlines.models import Calendar, CalendarDay
from motcua.deadlines.rules import Cause, DayOff, MakeUpDay, Spans, WorkingCalendar, WorkingHours

# name → (digest, value). Every call asks the database which version is in force, so that a change is seen by all
# processes at once; the digest, not the number, is the key, because it alone stands for the content.
_held: dict[str, tuple[str, WorkingCalendar]] = {}


def get_calendar(name: str = "vn") -> WorkingCalendar:
    """The calendar in force; one query, the rest is held in the process. Raises LookupError when none is loaded."""
    row = Calendar.objects.filter(name=name).order_by("-version").first()
    if row is None:
        raise LookupError(f"no calendar {name!r} is loaded")
    held = _held.get(name)
    if held is None or held[0] != row.digest:
        held = _held[name] = (row.digest, _read(row))
    return held[1]


def get_calendar_version(name: str = "vn") -> int:
    """The number of the version in force; 0 when none is loaded."""
    return Calendar.objects.filter(name=name).order_by("-version").values_list("version", flat=True).first() or 0


def _read(row: Calendar) -> WorkingCalendar:
    days = list(CalendarDay.objects.filter(calendar=row).order_by("date"))
    return WorkingCalendar(
        name=row.name,
        hours=_read_hours(row),
        days_off={
            day.date: DayOff(day.name_vi, day.name_en, cast(Cause, day.cause), day.document, day.provisional)
            for day in days
            if day.kind == CalendarDay.Kind.DAY_OFF
        },
        make_up_days={
            day.date: MakeUpDay(day.replaces, day.document, day.provisional) for day in days if day.replaces is not None
        },
        decided_from=row.decided_from,
        decided_to=row.decided_to,
        name_vi=row.name_vi,
        name_en=row.name_en,
    )


def _read_hours(row: Calendar) -> tuple[WorkingHours, ...]:
    weeks: dict[tuple[date, date | None], list[list[tuple[time, time]]]] = {}
    for span in row.hours.order_by("valid_from", "weekday", "opens"):
        week = weeks.setdefault((span.valid_from, span.valid_to), [[] for _ in range(7)])
        week[span.weekday].append((span.opens, span.closes))
    return tuple(
        WorkingHours(
            valid_from, valid_to, cast(tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans], tuple(map(tuple, week)))
        )
        for (valid_from, valid_to), week in weeks.items()
    )
