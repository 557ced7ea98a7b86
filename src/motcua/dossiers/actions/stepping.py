"""A dossier comes to a step, and its step's clock with it."""

from datetime import datetime

from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import WorkingCalendar
from motcua.dossiers import step_clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import Run
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step


def place(dossier: Dossier, step: Step | None, at: datetime) -> None:
    """The dossier is at this step from `at` on; None: it waits at none any more."""
    dossier.step = step.key if step else ""
    dossier.step_since = at if step else None
    dossier.step_due_at = due_at_step(dossier, at) if step else None


def due_at_step(dossier: Dossier, since: datetime, calendar: WorkingCalendar | None = None) -> datetime | None:
    """Until when the present step must be done when it began at `since`, by the calendar of the competent agency (that
    in force unless one is given)."""
    if dossier.received_at is None:
        return None
    calendar = calendar or calendar_of(dossier.agency_id)
    limit = step_clock.limit_hours(dossier.allowance, dossier.received_at, dossier.original_due_at, calendar)
    hours = step_clock.hours_of(steps_of(dossier.process), dossier.step, limit)
    return step_clock.step_due(since, hours, dossier.allowance, dossier.received_at, calendar)


def go_on(dossier: Dossier, since: datetime, at: datetime, *, anew: bool) -> None:
    """The clock stood still from `since` to `at`: the step's end moves with it; `anew`: its hours begin again, as the
    limit does."""
    if anew:
        dossier.step_due_at = due_at_step(dossier, at) if dossier.step else None
    elif dossier.step_due_at is not None:
        dossier.step_due_at = step_clock.after_pause(dossier.step_due_at, since, at, calendar_of(dossier.agency_id))


def reckon_step(dossier: Dossier, run: Run, calendar: WorkingCalendar | None = None) -> None:
    """The limit, the process or the calendar was put right: the present step's end is reckoned anew from when it began,
    or from when the whole clock began anew since, with the pauses that have ended since."""
    if not dossier.step or dossier.step_since is None:
        return
    calendar = calendar or calendar_of(dossier.agency_id)
    began = max(dossier.step_since, run.origin) if run.anew else dossier.step_since
    due_at = due_at_step(dossier, began, calendar)
    dossier.step_due_at = step_clock.after_pauses(due_at, began, run.pauses, calendar)
