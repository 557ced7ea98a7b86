"""The watch over promises and silences: drafts apologies before a promise is missed, reminds of supplements, proposes
stops; run by the worker in a slot of its own. What was done once is not done again, however often it looks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction

from motcua.deadlines.queries import calendar_of, get_calendar
from motcua.deadlines.rules import WorkingCalendar, add_working_minutes
from motcua.dossiers import actions as dossiers
from motcua.dossiers import manners
from motcua.dossiers.models import Supplement
from motcua.dossiers.queries import lateness
from motcua.journal.outbox import Job
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor

TOGETHER = 200
"""So many dossiers in one transaction, with a few statements."""
MOST = 2000
"""So many in one round; an installation that brings in a backlog works it off round by round."""


def watch(at: datetime) -> None:
    """One round."""
    try:
        get_calendar()
    except LookupError:  # none is loaded yet: nothing can have been promised
        return
    drop_what_is_settled(at)
    draft(at)
    remind(at)
    propose_stops(at)


class _Act(Protocol):
    def __call__(self, ids: Sequence[int], *, by: Actor, at: datetime) -> int: ...


def _in_batches(ids: Sequence[int], act: _Act, at: datetime) -> int:
    done = 0
    for start in range(0, len(ids), TOGETHER):
        with transaction.atomic(durable=True):
            done += act(ids[start : start + TOGETHER], by=SYSTEM, at=at)
    return done


def drop_what_is_settled(at: datetime) -> int:
    """Drafts and letters whose dossier is resolved, stands still or got another promise."""
    return _in_batches(lateness.apologies_not_needed(MOST), dossiers.drop_apologies, at)


def draft(at: datetime) -> int:
    """Draft form 04 where a promise is missed by tomorrow and nothing was said yet. Returns how many."""
    drafting = manners.drafting_on(clock.local_day(at))
    # The longest calendar gap is covered by the country's calendar and a day more: each dossier is judged by its own.
    before = add_working_minutes(at, (drafting.hours_before + 8) * 60, get_calendar())
    calendars: dict[int, WorkingCalendar] = {}
    wanted = []
    for one in lateness.promises_without_apology(before, at, MOST):
        if one.agency_id not in calendars:
            calendars[one.agency_id] = calendar_of(one.agency_id)
        if manners.is_to_draft(one.received_at, one.due_at, at, drafting, calendars[one.agency_id]):
            wanted.append(one.pk)
    return _in_batches(wanted, dossiers.draft_apologies, at)


def remind(at: datetime) -> int:
    """Remind applicants some working days before the time to answer has passed."""
    wanted = []
    for asked in lateness.awaited_supplements(at, at + timedelta(days=30), MOST):
        calendar = calendar_of(asked.dossier.agency_id)
        if asked.answer_until and manners.remind_from(asked.answer_until, _silence(asked, at), calendar) <= at:
            wanted.append(asked.pk)
    return _in_batches(wanted, dossiers.remind_of_supplements, at)


def _silence(asked: Supplement, at: datetime) -> manners.Silence:
    procedure = asked.dossier.procedure_version.procedure
    return manners.silence_for(procedure.code, procedure.field.slug, clock.local_day(at))


def propose_stops(at: datetime) -> int:
    """Propose to stop where nothing came in time."""
    wanted = [asked.pk for asked in lateness.awaited_supplements(None, at, MOST)]
    return _in_batches(wanted, dossiers.propose_stops, at)


JOBS = (Job("lateness", timedelta(minutes=10), watch),)
