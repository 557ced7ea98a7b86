"""A new calendar, and the promises that waited for it."""

from datetime import datetime

from django.db import transaction

from motcua.deadlines import actions as deadlines
from motcua.deadlines.queries import get_calendar_version
from motcua.deadlines.rules import WorkingCalendar
from motcua.dossiers.actions import reckoning
from motcua.kernel.actor import Actor


def bring_in(calendar: WorkingCalendar, *, by: Actor, at: datetime) -> int:
    """Put a calendar in force and reckon the provisional promises again, one transaction a dossier. Returns how many
    moved; loading the same calendar again moves nothing."""
    before = get_calendar_version(calendar.name)
    with transaction.atomic(durable=True):
        loaded = deadlines.load_calendar(calendar, by=by, at=at)
    if before in (0, loaded.version):
        return 0
    return reckon(by=by, at=at)


def reckon(*, by: Actor, at: datetime) -> int:
    """Reckon every provisional promise by the calendar in force. Returns how many moved."""
    moved = 0
    for code in reckoning.provisional_codes():
        with transaction.atomic(durable=True):
            moved += reckoning.reckon_again(code, by=by, at=at)
    return moved
