"""The watch over parts at other agencies: who has one is told before its time ends, everybody concerned once it has."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import working_minutes
from motcua.dossiers import manners, queries
from motcua.dossiers.actions.part_acts import tell_late, tell_warned
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

LONGEST = timedelta(days=15)
"""No two working hours lie further apart, Tết included."""
MOST = 500
"""So many in one round."""


def watch_parts(at: datetime) -> int:
    """One round. Returns how many were told; each once, whatever round was cut off."""
    told, hours = 0, manners.between_on(clock.local_day(at)).warn_hours
    for part in queries.parts_late(at).filter(late_told_at=None, dossier__resolved_at=None)[:MOST]:
        with transaction.atomic(durable=True):
            told += tell_late(part.pk, by=SYSTEM, at=at)
    coming = queries.parts_coming_due(at, at + LONGEST).filter(warned_at=None, dossier__resolved_at=None)
    for part in coming[:MOST]:
        calendar = calendar_of(part.agency_id)
        if part.due_at is None or (part.hours or 0) <= hours:
            continue
        if working_minutes(at, part.due_at, calendar) <= hours * 60:
            with transaction.atomic(durable=True):
                told += tell_warned(part.pk, hours=hours, by=SYSTEM, at=at)
    return told
