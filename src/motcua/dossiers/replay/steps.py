"""The clock of a step, recomputed by the rules of `dossiers.step_clock`."""

from datetime import datetime

from motcua.deadlines.rules import WorkingCalendar
from motcua.dossiers import step_clock
from motcua.dossiers.replay.life import Life
from motcua.dossiers.replay.told import Told


def place(life: Life, told: Told) -> None:
    """The dossier comes to the step that the event names; "" is none."""
    life.step = told.text("step")
    life.step_since = told.at if life.step else None
    if not life.step:
        life.step_due_at = None
        return
    calendar = _calendar(life, told)
    settle(life, told, due_at(life, calendar, told.at) if calendar is not None else None)


def leave(life: Life) -> None:
    """It waits at no step any more."""
    life.step, life.step_since, life.step_due_at = "", None, None


def due_at(life: Life, calendar: WorkingCalendar, since: datetime) -> datetime | None:
    """As `actions.stepping.due_at_step`."""
    if life.received_at is None:
        return None
    limit = step_clock.limit_hours(life.allowance, life.received_at, life.original_due_at, calendar)
    hours = step_clock.hours_of(life.ground.steps(life.process), life.step, limit)
    return step_clock.step_due(since, hours, life.allowance, life.received_at, calendar)


def settle(life: Life, told: Told, ruled: datetime | None) -> None:
    """Take what the event tells, which must be what the rules give."""
    if "step_due_at" in life.unknown:
        life.step_due_at = told.time("step_due_at")
        return
    life.step_due_at = told.time("step_due_at")
    life.check(told, "step_due_at", life.step_due_at, ruled)


def go_on(life: Life, told: Told, since: datetime, *, anew: bool) -> None:
    """The clock stood still: the step's end moves with it, or its hours begin again."""
    calendar = _calendar(life, told)
    if calendar is None:
        life.step_due_at = told.time("step_due_at")
    elif anew:
        settle(life, told, due_at(life, calendar, told.at) if life.step else None)
    else:
        settle(life, told, step_clock.after_pause(life.step_due_at, since, told.at, calendar))


def reckon(life: Life, told: Told) -> None:
    """Another limit, process or calendar: as `actions.stepping.reckon_step`."""
    calendar = _calendar(life, told)
    if not life.step or life.step_since is None or calendar is None:
        return
    began = max(life.step_since, life.began_anew or life.step_since)
    settle(life, told, step_clock.after_pauses(due_at(life, calendar, began), began, life.pauses, calendar))


def _calendar(life: Life, told: Told) -> WorkingCalendar | None:
    """The calendar as it was known; None, and the column not known, where the event does not tell of the step's end or
    the limit is not known."""
    calendar = life.ground.calendar(life.agency, told)
    if calendar is None or "step_due_at" not in told.facts or "allowance" in life.unknown:
        life.not_known(told, "step_due_at")
        return None
    return calendar
