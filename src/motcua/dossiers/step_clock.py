"""Until when a step must be done: its hours of the process from the moment the dossier came to it; pure.

Steps are counted in working hours of eight-hour days, by the calendar of the agency that decides. The promise to the
applicant is another clock: a dossier may be behind at a step and still be on time (decree 118/2025/NĐ-CP, article 17:
each unit answers for its own part).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from motcua.deadlines.rules import Pause, WorkingCalendar, add_working_minutes, promise, starts_at, working_minutes
from motcua.dossiers import rules
from motcua.workflow.rules import Step, spread

DAY_HOURS = 8


def limit_hours(
    allowance: Mapping[str, Any], began: datetime | None, promised: datetime | None, calendar: WorkingCalendar
) -> int | None:
    """Working hours of a stored limit, None without one. Hours and working days are themselves; of the other units it
    is the whole working hours between the clock's beginning and the first promise."""
    unit, value = allowance.get("unit") or "none", int(allowance.get("value") or 0)
    if unit == "hours":
        return value
    if unit == "working_days":
        return value * DAY_HOURS
    if began is not None and unit != "none" and (start := rules.clock_from(allowance, began)) != began:
        # taken in elsewhere: the limit runs from when the competent agency has it, not to the promise of the slip
        began, promised = start, promise(start, rules.allowance_from(allowance), (), calendar).due_at
    if unit == "none" or began is None or promised is None or promised <= began:
        return None
    return working_minutes(began, promised, calendar) // 60


def hours_of(steps: Sequence[Step], key: str, limit: int | None) -> int | None:
    """Working hours of a step under a limit; None where the step is not counted or the limit leaves it none."""
    return _spread(tuple(steps), limit).get(key) or None


@lru_cache(maxsize=1024)
def _spread(steps: tuple[Step, ...], limit: int | None) -> dict[str, int]:
    """The hours of every step that counts; without a limit those that are fixed."""
    if limit is None:
        return {step.key: step.counted for step in steps if step.counted}
    return {key: hours for key, hours in spread(steps, limit).items() if isinstance(hours, int)}


def step_due(
    since: datetime,
    hours: int | None,
    allowance: Mapping[str, Any],
    received_at: datetime | None,
    calendar: WorkingCalendar,
) -> datetime | None:
    """Until when a step that began at `since` must be done; None for a step that is not counted. The first one begins
    with the promise: a reception after the cut-off counts from the next opening."""
    if hours is None:
        return None
    begins = starts_at(since, rules.allowance_from(allowance), calendar) if since == received_at else since
    return add_working_minutes(begins, hours * 60, calendar)


def after_pause(
    due_at: datetime | None, paused: datetime, resumed: datetime, calendar: WorkingCalendar
) -> datetime | None:
    """A step's due time once the clock goes on: the working time that was left begins again. A step that was behind
    when the clock stopped stays so."""
    if due_at is None or due_at <= paused or resumed <= paused:
        return due_at
    return add_working_minutes(resumed, working_minutes(paused, due_at, calendar), calendar)


def after_pauses(
    due_at: datetime | None, began: datetime, pauses: Iterable[Pause], calendar: WorkingCalendar
) -> datetime | None:
    """The end of a step that began at `began`, moved by every pause that has ended since."""
    for pause in pauses:
        if pause.end is not None and pause.end > began:
            due_at = after_pause(due_at, max(pause.start, began), pause.end, calendar)
    return due_at
