"""A calendar changed by a decision: days off added or taken back, days exchanged, a year decided; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, cast

from motcua.deadlines.rules.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Cause,
    DayOff,
    MakeUpDay,
    Spans,
    WorkingCalendar,
    WorkingHours,
)
from motcua.deadlines.rules.local import written_spans
from motcua.kernel.errors import FieldError, Invalid
from motcua.kernel.versions import in_force


@dataclass(frozen=True, slots=True)
class Swap:
    """A working day that is off, and the rest day that is worked in its place."""

    off: date
    work: date
    name_vi: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class NewDayOff:
    """A working day that is off by a decision."""

    on: date
    name_vi: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision changes; `decided_to`: until which year the days off are decided now, 0: as before."""

    off: Sequence[NewDayOff] = ()
    back: Sequence[date] = ()
    swaps: Sequence[Swap] = ()
    decided_to: int = 0
    document: str = ""


def changed(calendar: WorkingCalendar, decided: Decided) -> WorkingCalendar:
    """The calendar after a decision.

    Raises Invalid with an error at `off.N`, `back.N`, `swaps.N.off`, `swaps.N.work`, `decided_to`:
    calendar.off_already, .rest_already, .not_off, .work_already, .name_missing, .year_backwards, .year_unknown.
    """
    days_off, made_up = dict(calendar.days_off), dict(calendar.make_up_days)
    errors: list[FieldError] = []
    for index, day in enumerate(decided.back):
        if day not in days_off and day not in made_up:
            errors.append(FieldError(f"back.{index}", "calendar.not_off", day=day))
        days_off.pop(day, None)
        made_up.pop(day, None)
        # who takes a swapped day back takes both halves back
        for worked in [one for one, entry in made_up.items() if entry.replaces == day]:
            made_up.pop(worked)
    for index, new in enumerate(decided.off):
        errors += _day_off_errors(f"off.{index}", new.on, new.name_vi, days_off, calendar)
        days_off[new.on] = DayOff(new.name_vi, new.name_en or new.name_vi, "compensation", decided.document)
    for index, swap in enumerate(decided.swaps):
        errors += _day_off_errors(f"swaps.{index}.off", swap.off, swap.name_vi, days_off, calendar)
        if swap.work in made_up or (swap.work not in days_off and _usual(calendar, swap.work)):
            errors.append(FieldError(f"swaps.{index}.work", "calendar.work_already", day=swap.work))
        days_off.pop(swap.work, None)
        days_off[swap.off] = DayOff(swap.name_vi, swap.name_en or swap.name_vi, "swap", decided.document)
        made_up[swap.work] = MakeUpDay(swap.off, decided.document)
    last = decided.decided_to or calendar.decided_to
    if last < calendar.decided_to:
        errors.append(FieldError("decided_to", "calendar.year_backwards", year=str(calendar.decided_to)))
    elif last > calendar.decided_to + 1:
        errors.append(FieldError("decided_to", "calendar.year_unknown", year=str(calendar.decided_to + 1)))
    if errors:
        raise Invalid("calendar.invalid", errors)
    firm = range(calendar.decided_to + 1, last + 1)
    return replace(
        calendar,
        days_off={day: replace(one, provisional=False) if day.year in firm else one for day, one in days_off.items()},
        make_up_days={
            day: replace(one, provisional=False) if day.year in firm else one for day, one in made_up.items()
        },
        decided_to=last,
        version=0,
    )


def _day_off_errors(
    path: str, day: date, name: str, days_off: Mapping[date, DayOff], calendar: WorkingCalendar
) -> list[FieldError]:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return [FieldError(path, "calendar.year_unknown", year=str(day.year))]
    errors = []
    if day in days_off:
        errors.append(FieldError(path, "calendar.off_already", day=day))
    elif not _usual(calendar, day) and day not in calendar.make_up_days:
        errors.append(FieldError(path, "calendar.rest_already", day=day))
    if not name:
        errors.append(FieldError(path, "calendar.name_missing"))
    return errors


def _usual(calendar: WorkingCalendar, day: date) -> Spans:
    """The hours that the week gives a day."""
    for hours in reversed(calendar.hours):
        if in_force(hours.valid_from, hours.valid_to, day):
            return hours.week[day.weekday()]
    return ()


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that differs: its working hours before and after ("" = off), and why it is off or worked."""

    day: date
    before: str
    after: str
    name_vi: str
    name_en: str


def differences(was: WorkingCalendar, now: WorkingCalendar) -> list[DayChange]:
    """The days that two calendars count differently, in order; a week that differs is not listed day by day."""
    days = {*was.days_off, *now.days_off, *was.make_up_days, *now.make_up_days}
    found = []
    for day in sorted(days):
        before, after = was.hours_of(day), now.hours_of(day)
        if before != after:
            off = now.days_off.get(day) or was.days_off.get(day)
            names = (off.name_vi, off.name_en) if off else ("làm bù", "make-up day")
            found.append(DayChange(day, written_spans(before), written_spans(after), *names))
    return found


def calendar_data(calendar: WorkingCalendar) -> dict[str, Any]:
    """A calendar as JSON that `calendar_of_data` reads back."""
    return {
        "name": calendar.name,
        "name_vi": calendar.name_vi,
        "name_en": calendar.name_en,
        "decided": [calendar.decided_from, calendar.decided_to],
        "hours": [
            {
                "from": one.valid_from.isoformat(),
                "to": one.valid_to.isoformat() if one.valid_to else None,
                "week": [[[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in spans] for spans in one.week],
            }
            for one in calendar.hours
        ],
        "off": [
            [day.isoformat(), one.name_vi, one.name_en, one.cause, one.document, one.provisional]
            for day, one in sorted(calendar.days_off.items())
        ],
        "work": [
            [day.isoformat(), one.replaces.isoformat(), one.document, one.provisional]
            for day, one in sorted(calendar.make_up_days.items())
        ],
    }


def calendar_of_data(data: Mapping[str, Any]) -> WorkingCalendar:
    """The reverse."""

    def week(rows: Sequence[Any]) -> Any:
        return tuple(tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in spans) for spans in rows)

    return WorkingCalendar(
        name=data["name"],
        name_vi=data["name_vi"],
        name_en=data["name_en"],
        decided_from=data["decided"][0],
        decided_to=data["decided"][1],
        hours=tuple(
            WorkingHours(
                date.fromisoformat(one["from"]), date.fromisoformat(one["to"]) if one["to"] else None, week(one["week"])
            )
            for one in data["hours"]
        ),
        days_off={
            date.fromisoformat(day): DayOff(vi, en, cast(Cause, cause), document, provisional)
            for day, vi, en, cause, document, provisional in data["off"]
        },
        make_up_days={
            date.fromisoformat(day): MakeUpDay(date.fromisoformat(replaces), document, provisional)
            for day, replaces, document, provisional in data["work"]
        },
    )
