"""A change of a calendar by a decision: prepared, looked at, then put in force. What it moves is `flows`' business."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.deadlines import rules
from motcua.deadlines.actions import load_calendar
from motcua.deadlines.models import Calendar, CalendarChange
from motcua.deadlines.rules import changing
from motcua.journal.reasons import record_why
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible

MOST = 120


@transaction.atomic
def prepare_change(
    calendar: rules.WorkingCalendar, *, decision_no: str, note: str = "", by: Actor, at: datetime
) -> CalendarChange:
    """Keep what a decision makes of a calendar; nothing counts by it yet. The same content under the same decision
    gives the change that is there.

    Raises Invalid at decision_no (calendar.decision_missing, .decision_too_long), NotLawfulNow: calendar.nothing_new,
    calendar.not_loaded.
    """
    decision_no = text.normal(decision_no)
    if not decision_no:
        raise Invalid("calendar.invalid", [FieldError("decision_no", "calendar.decision_missing")])
    if len(decision_no) > MOST:
        raise Invalid("calendar.invalid", [FieldError("decision_no", "calendar.decision_too_long", most=MOST)])
    before = Calendar.objects.select_for_update().filter(name=calendar.name).order_by("-version").first()
    if before is None:
        raise NotLawfulNow("calendar.not_loaded", calendar=calendar.name)
    digest = rules.digest(calendar)
    same = CalendarChange.objects.filter(
        calendar=calendar.name, digest=digest, decision_no=decision_no, dropped_at=None
    )
    if (found := same.order_by("-number").first()) is not None:
        return found
    if before.digest == digest:
        raise NotLawfulNow("calendar.nothing_new", version=before.version)
    change = CalendarChange.objects.create(
        calendar=calendar.name,
        number=(CalendarChange.objects.filter(calendar=calendar.name).aggregate(last=Max("number"))["last"] or 0) + 1,
        decision_no=decision_no,
        note=text.normal_lines(note)[:1000],
        content=changing.calendar_data(calendar),
        digest=digest,
        before=before,
        prepared_at=at,
    )
    _told("calendar.change_prepared", change, by=by, at=at)
    return change


@transaction.atomic
def put_in_force(calendar: str, number: int, *, by: Actor, at: datetime) -> CalendarChange:
    """Load what the decision makes. One that is in force stays so.

    Raises NotVisible, NotLawfulNow: calendar.change_dropped; calendar.changed_meanwhile when another version came into
    force since it was prepared.
    """
    change = _locked(calendar, number)
    if change.applied_at is not None:
        return change
    last = Calendar.objects.filter(name=calendar).order_by("-version").first()
    if last is None or last.pk != change.before_id:
        raise NotLawfulNow("calendar.changed_meanwhile", version=last.version if last else 0)
    change.version = load_calendar(changing.calendar_of_data(change.content), by=by, at=at)
    change.applied_at = at
    change.save(update_fields=["version", "applied_at"])
    _told("calendar.change_applied", change, by=by, at=at, version=change.version.version)
    return change


@transaction.atomic
def finish_change(calendar: str, number: int, *, moved: int, by: Actor, at: datetime) -> CalendarChange:
    """Every promise that it touches is reckoned."""
    change = _locked(calendar, number)
    if change.finished_at is None:
        change.finished_at, change.moved = at, moved
        change.save(update_fields=["finished_at", "moved"])
        _told("calendar.change_finished", change, by=by, at=at, moved=moved)
    return change


@transaction.atomic
def drop_change(calendar: str, number: int, *, by: Actor, at: datetime) -> CalendarChange:
    """Give up a change that is not in force. Raises NotVisible, NotLawfulNow(calendar.in_force)."""
    change = _locked(calendar, number)
    if change.applied_at is not None:
        raise NotLawfulNow("calendar.in_force", number=number)
    if change.dropped_at is None:
        change.dropped_at = at
        change.save(update_fields=["dropped_at"])
        _told("calendar.change_dropped", change, by=by, at=at)
    return change


def _locked(calendar: str, number: int) -> CalendarChange:
    change = CalendarChange.objects.select_for_update().filter(calendar=calendar, number=number).first()
    if change is None:
        raise NotVisible("calendar.change_unknown", number=number)
    if change.dropped_at is not None:
        raise NotLawfulNow("calendar.change_dropped", number=number)
    return change


def _told(type: str, change: CalendarChange, *, by: Actor, at: datetime, **facts: Any) -> None:
    record_why(
        type,
        subject=f"calendar:{change.calendar}",
        by=by,
        at=at,
        reason=change.note,
        ground=change.decision_no,
        number=change.number,
        digest=change.digest,
        **facts,
    )
