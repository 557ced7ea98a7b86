"""Whether the offices are open now, and their hours, from the calendar of working time."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from motcua.deadlines.queries import calendar_of, get_calendar
from motcua.deadlines.rules import WorkingCalendar
from motcua.desks.shell import formats
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.versions import in_force


@dataclass(frozen=True, slots=True)
class Opening:
    """`words` say until or from when; `hours` are those of an ordinary week."""

    is_open: bool
    words: str
    hours: str


def opening(now: datetime, agency_id: int | None = None) -> Opening | None:
    """How it stands now at an agency, by its own hours and days where it has some; None where no calendar is loaded."""
    try:
        calendar = calendar_of(agency_id, public=True) if agency_id else get_calendar()
    except LookupError:
        return None
    lang = spoken()
    hours = week_hours(calendar, now)
    for begins, ends in calendar.spans(clock.local_day(now)):
        if begins <= now < ends:
            return Opening(True, _("Đang mở, đến %(hour)s") % {"hour": formats.hour(ends)}, hours)
    following = calendar.next_opening(now)
    day = clock.local_day(following)
    today = clock.local_day(now)
    if day == today:
        when = formats.short_instant(following, lang, now)
    elif day - today < timedelta(days=7):
        when = f"{formats.hour(following)}{formats.NBSP}{formats.weekday(day, lang)}"
    else:
        when = formats.short_instant(following, lang, now)
    if (off := calendar.days_off.get(today)) is not None:
        name = (off.name_en if lang == "en" else "") or off.name_vi
        return Opening(False, _("Hôm nay nghỉ: %(name)s. Mở lại %(when)s") % {"name": name, "when": when}, hours)
    return Opening(False, _("Đã đóng, mở lại %(when)s") % {"when": when}, hours)


def week_hours(calendar: WorkingCalendar, now: datetime) -> str:
    """ "Thứ Hai đến thứ Sáu, 07:00–11:30 và 13:30–17:00": weekdays with the same hours are said together."""
    lang, today = spoken(), clock.local_day(now)
    week = next((one.week for one in reversed(calendar.hours) if in_force(one.valid_from, one.valid_to, today)), None)
    if week is None:
        return ""
    monday = today - timedelta(days=today.weekday())
    said: list[str] = []
    first = 0
    for index in range(1, 8):
        if index < 7 and week[index] == week[first]:
            continue
        if week[first]:
            begins = formats.weekday(monday + timedelta(days=first), lang)
            ends = formats.weekday(monday + timedelta(days=index - 1), lang)
            days = begins if index - first == 1 else _("%(first)s đến %(last)s") % {"first": begins, "last": ends}
            said.append(f"{days}, {_spans(week[first])}")
        first = index
    text = "; ".join(said)
    return text[:1].upper() + text[1:]


def _spans(spans: tuple[tuple[time, time], ...]) -> str:
    return _(" và ").join(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in spans)
