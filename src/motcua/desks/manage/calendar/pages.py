"""The calendar in force, year by year; its versions; changes prepared and done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse

from motcua.deadlines import queries
from motcua.deadlines.rules import WorkingCalendar
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import say
from motcua.kernel import clock

READERS = ("procedure_control_officer", "administrator")
FIRST, LAST = 1900, 2199
AHEAD = 2


@dataclass(frozen=True, slots=True)
class Day:
    """A day that differs from its week."""

    day: date
    name: str
    works: bool
    replaces: date | None
    document: str
    provisional: bool


def days_of(calendar: WorkingCalendar, year: int, lang: str) -> list[Day]:
    """Days off and make-up days of a year, in order."""
    found = [
        Day(day, off.name_en if lang == "en" else off.name_vi, False, None, off.document, off.provisional)
        for day, off in calendar.days_off.items()
        if day.year == year
    ]
    found += [
        Day(day, "", True, made.replaces, made.document, made.provisional)
        for day, made in calendar.make_up_days.items()
        if day.year == year
    ]
    return sorted(found, key=lambda one: one.day)


@open_to(*READERS)
def calendar(request: Request) -> HttpResponse:
    """`?nam=` is a year; one that the calendar cannot hold says so."""
    now, lang = clock.now(), spoken()
    found = queries.get_calendar()
    asked = request.GET.get("nam", "").strip()
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.local_day(now).year
    bounds = {"first": str(FIRST), "last": str(LAST)}
    wrong = "" if FIRST <= year <= LAST else say("deadlines.out_of_range", bounds, ("", ""))
    days = [] if wrong else days_of(found, year, lang)
    held = list(range(found.decided_from, found.decided_to + AHEAD + 1))
    changes = queries.changes_of(found.name)
    versions = queries.versions_of(found.name)
    by_version = {change.version_id: change for change in changes if change.version_id}
    context: dict[str, Any] = {
        "tab": "calendar" if request.actor.role == "procedure_control_officer" else "unit",
        "calendar": found,
        "name": found.name_en if lang == "en" else found.name_vi,
        "year": year,
        "years": held,
        "wrong": wrong,
        "days": days,
        "decided": found.is_decided(year),
        "off": sum(not one.works for one in days),
        "waiting": [one for one in changes if one.applied_at is None],
        "unfinished": [one for one in changes if one.applied_at is not None and one.finished_at is None],
        "versions": [(row, by_version.get(row.pk)) for row in versions[:20]],
        "may_change": request.actor.role == "procedure_control_officer",
    }
    return render_page(request, "manage/calendar/page.html", context, status=422 if wrong else 200)
