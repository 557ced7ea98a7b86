"""Reading calendars as values."""

from datetime import date, datetime, time
from typing import cast

from django.db.models import Q

from motcua.deadlines.models import Calendar, CalendarChange, CalendarDay, LocalDay, LocalSpan, LocalWeek
from motcua.deadlines.rules import (
    Cause,
    DayOff,
    MakeUpDay,
    OwnDay,
    Spans,
    WorkingCalendar,
    WorkingHours,
    with_local,
)
from motcua.journal.reference import kept
from motcua.kernel.errors import Invalid, NotVisible

# name → (digest, value). Every call asks the database which version is in force, so that a change is seen by all
# processes at once; the digest, not the number, is the key, because it alone stands for the content.
_held: dict[str, tuple[str, WorkingCalendar]] = {}


@kept
def get_calendar(name: str = "vn") -> WorkingCalendar:
    """The calendar in force; one query, the rest is held in the process. Raises LookupError when none is loaded."""
    row = Calendar.objects.filter(name=name).order_by("-version").first()
    if row is None:
        raise LookupError(f"no calendar {name!r} is loaded")
    held = _held.get(name)
    if held is None or held[0] != row.digest or held[1].version != row.version:
        held = _held[name] = (row.digest, _read(row))
    return held[1]


def get_calendar_version(name: str = "vn") -> int:
    """The number of the version in force; 0 when none is loaded."""
    return Calendar.objects.filter(name=name).order_by("-version").values_list("version", flat=True).first() or 0


def read_calendar_version(name: str, version: int) -> WorkingCalendar | None:
    """A version as it was loaded, in force or not; None where there is none of that number."""
    row = Calendar.objects.filter(name=name, version=version).first()
    return _read(row) if row is not None else None


def calendar_as_known(agency_id: int, at: datetime, name: str = "vn") -> WorkingCalendar:
    """The calendar of a unit as it was loaded and set at an instant: what a promise of then was reckoned by.

    Raises Invalid `calendar.not_loaded` when none was.
    """
    row = Calendar.objects.filter(name=name, loaded_at__lte=at).order_by("-version").first()
    if row is None:
        raise Invalid("calendar.not_loaded", calendar=name)
    was = Q(agency_id=agency_id, set_at__lte=at)
    weeks = [hours for hours, _ in _weeks(was)]
    days = [one for one in _own(was & (Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))) if one.counts]
    calendar = _read(row)
    return with_local(calendar, weeks, days) if weeks or days else calendar


def with_own(country: WorkingCalendar, agency_id: int) -> WorkingCalendar:
    """A version of the country's calendar as a unit keeps it: with its own hours and days of today's decisions."""
    weeks, days = own_weeks(agency_id), own_days(agency_id)
    if not weeks and not any(day.counts for day in days):
        return country
    return with_local(country, [hours for hours, _ in weeks], days)


def changes_of(name: str = "vn") -> list[CalendarChange]:
    """Changes by decision that were not given up, the newest first."""
    found = CalendarChange.objects.filter(calendar=name, dropped_at=None)
    return list(found.select_related("before", "version").order_by("-number"))


def get_change(number: int, name: str = "vn") -> CalendarChange:
    """One change. Raises NotVisible."""
    found = CalendarChange.objects.filter(calendar=name, number=number).select_related("before", "version").first()
    if found is None:
        raise NotVisible("calendar.change_unknown", number=number)
    return found


def unfinished_changes() -> list[CalendarChange]:
    """Changes in force whose dossiers are not all reckoned."""
    found = CalendarChange.objects.filter(applied_at__isnull=False, finished_at=None)
    return list(found.select_related("before", "version").order_by("pk"))


def versions_of(name: str = "vn") -> list[Calendar]:
    """Every version that was in force, the newest first."""
    return list(Calendar.objects.filter(name=name).order_by("-version"))


@kept
def calendar_of(agency_id: int, *, public: bool = False, name: str = "vn") -> WorkingCalendar:
    """The country's calendar in force with the unit's own hours and days; the very same value where the unit has none.

    `public`: as the public finds the counter, with openings that no clock follows. Raises LookupError.
    """
    calendar = get_calendar(name)
    weeks, days = own_weeks(agency_id), own_days(agency_id)
    if not weeks and not any(day.counts or public for day in days):
        return calendar
    return with_local(calendar, [hours for hours, _ in weeks], days, public=public)


@kept
def has_own_hours() -> frozenset[int]:
    """Ids of the units that have hours or days of their own: for lists over many units."""
    weeks = set(LocalWeek.objects.values_list("agency_id", flat=True))
    return frozenset(weeks | set(LocalDay.objects.filter(withdrawn_at=None).values_list("agency_id", flat=True)))


@kept
def own_calendars() -> dict[int, WorkingCalendar]:
    """The calendars of all units that have hours or days of their own, by id: for lists over many units."""
    return {agency_id: calendar_of(agency_id) for agency_id in has_own_hours()}


@kept
def own_weeks(agency_id: int) -> list[tuple[WorkingHours, str]]:
    """The weeks that a unit decided, oldest first, each with the number of the decision."""
    return _weeks(Q(agency_id=agency_id))


def _weeks(which: Q) -> list[tuple[WorkingHours, str]]:
    rows = list(LocalWeek.objects.filter(which).order_by("valid_from"))
    spans = _spans(Q(week__in=rows)) if rows else {}
    found = []
    for row in rows:
        week = tuple(tuple(spans.get((row.pk, None, day), ())) for day in range(7))
        hours = WorkingHours(
            row.valid_from, row.valid_to, cast(tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans], week)
        )
        found.append((hours, row.decision_no))
    return found


@kept
def own_days(agency_id: int) -> list[OwnDay]:
    """The single days that a unit decided and did not take back, oldest first."""
    return _own(Q(agency_id=agency_id, withdrawn_at=None))


def _own(which: Q) -> list[OwnDay]:
    rows = list(LocalDay.objects.filter(which).order_by("date"))
    spans = _spans(Q(day__in=rows)) if rows else {}
    return [
        OwnDay(
            row.date,
            tuple(spans.get((None, row.pk, None), ())),
            row.counts,
            row.name_vi,
            row.name_en,
            row.decision_no,
        )
        for row in rows
    ]


def _spans(which: Q) -> dict[tuple[int | None, int | None, int | None], list[tuple[time, time]]]:
    found: dict[tuple[int | None, int | None, int | None], list[tuple[time, time]]] = {}
    for span in LocalSpan.objects.filter(which).order_by("opens"):
        found.setdefault((span.week_id, span.day_id, span.weekday), []).append((span.opens, span.closes))
    return found


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
        version=row.version,
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
