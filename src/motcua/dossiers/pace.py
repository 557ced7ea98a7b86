"""How fast a dossier must go: the latest hour to pass it on, reckoned backwards from the promise; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.deadlines.rules import WorkingCalendar, add_working_minutes, subtract_working_minutes
from motcua.workflow.rules import Step

WARNING_HOURS = 4
"""Working hours before the latest hour at which a step warns (design, section 3)."""

INTAKE_HOURS = 8
"""Within how many working hours an online dossier is accepted or answered (decree 118/2025/NĐ-CP, article 17)."""


def intake_due(at: datetime, calendar: WorkingCalendar) -> datetime:
    """Until when a dossier that came at `at` is accepted or answered."""
    start = at if calendar.is_open(at) else calendar.next_opening(at)
    return add_working_minutes(start, INTAKE_HOURS * 60, calendar)


@dataclass(frozen=True, slots=True)
class PassOn:
    """Until when the present step must be done so that the steps after it keep the promise. `hours` are theirs."""

    by: datetime
    hours: int
    after: tuple[Step, ...]


def steps_after(steps: Sequence[Step], key: str) -> tuple[Step, ...]:
    """The steps between the present one and the result; handing it over is not among them, the result is there then."""
    keys = [step.key for step in steps]
    if key not in keys:
        return ()
    return tuple(step for step in steps[keys.index(key) + 1 :] if step.act != "deliver")


def hours_after(steps: Sequence[Step], key: str) -> int:
    """Working hours that the steps after the present one need; those without hours, and of the rest, count none."""
    return sum(step.counted for step in steps_after(steps, key))


def pass_on_by(due_at: datetime, steps: Sequence[Step], key: str, calendar: WorkingCalendar) -> PassOn:
    """The latest hour: the promise less the working hours of the steps that follow."""
    hours = hours_after(steps, key)
    by = subtract_working_minutes(due_at, hours * 60, calendar) if hours else due_at
    return PassOn(by, hours, steps_after(steps, key))


def warned_until(now: datetime, hours: int, calendar: WorkingCalendar) -> datetime:
    """A promise up to this instant is near for a step with `hours` after it: its latest hour is within the warning."""
    return add_working_minutes(now, (hours + WARNING_HOURS) * 60, calendar)
