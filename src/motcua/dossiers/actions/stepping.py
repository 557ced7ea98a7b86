"""A dossier comes to a step, and its step's clock with it."""

from collections.abc import Sequence
from datetime import datetime

from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import Pause
from motcua.dossiers import step_clock
from motcua.dossiers.models import Dossier
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step


def place(dossier: Dossier, step: Step | None, at: datetime) -> None:
    """The dossier is at this step from `at` on; None: it waits at none any more."""
    dossier.step = step.key if step else ""
    dossier.step_since = at if step else None
    dossier.step_due_at = due_at_step(dossier, at) if step else None


def due_at_step(dossier: Dossier, since: datetime) -> datetime | None:
    """Until when the present step must be done when it began at `since`, by the calendar of the competent agency."""
    if dossier.received_at is None:
        return None
    calendar = calendar_of(dossier.agency_id)
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


def reckon_step(dossier: Dossier, pauses: Sequence[Pause]) -> None:
    """The limit or the process was corrected: the present step's end is reckoned anew from when it began, with the
    pauses that have ended since."""
    if not dossier.step or dossier.step_since is None:
        return
    dossier.step_due_at = due_at_step(dossier, dossier.step_since)
    calendar = calendar_of(dossier.agency_id)
    for pause in pauses:
        if pause.end is not None and pause.end > dossier.step_since:
            since = max(pause.start, dossier.step_since)
            dossier.step_due_at = step_clock.after_pause(dossier.step_due_at, since, pause.end, calendar)
