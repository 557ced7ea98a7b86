"""How much working time lies inside a limit that is not stated in working time; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.deadlines.rules.calendar import WorkingCalendar, working_minutes
from motcua.deadlines.rules.reckoning import HOURS_A_DAY, Allowance, due


@dataclass(frozen=True, slots=True)
class Window:
    """The working hours (whole) inside a limit that begins at the opening of a day; `exact`: the limit is stated in
    working time, the same on every day, and has no `day`."""

    hours: int
    exact: bool
    day: date | None = None


def tightest(allowance: Allowance, calendars: Iterable[WorkingCalendar]) -> Window | None:
    """The fewest working hours that a limit leaves, over every working day of the decided years of the calendars on
    which it may begin; None for a limit that states no time.

    Hours and working days are the same everywhere (eight hours a day). Calendar days, months and the same day depend on
    the days off inside: what begins the day before the New Year holidays has the fewest. Windows begin at the opening
    of a day and end inside of the decided years.
    """
    if allowance.unit == "none":
        return None
    if allowance.unit in ("hours", "working_days"):
        return Window(allowance.value * (1 if allowance.unit == "hours" else HOURS_A_DAY), True)
    found: Window | None = None
    for calendar in calendars:
        day, last = date(calendar.decided_from, 1, 1), date(calendar.decided_to, 12, 31)
        while day <= last:
            start = calendar.opening(day)
            end = due(start, allowance, (), calendar) if start is not None else None
            if start is not None and end is not None and end.date() <= last:
                hours = working_minutes(start, end, calendar) // 60
                if found is None or hours < found.hours:
                    found = Window(hours, False, day)
            day += timedelta(days=1)
    return found
