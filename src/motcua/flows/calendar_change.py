"""A calendar decided late: what a change would move, and moving it, one transaction a dossier (contract, section 4).

Closed dossiers and the figures of past months stand as they were judged: an open promise only begins a new standing.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from motcua.deadlines import changing
from motcua.deadlines import queries as calendars
from motcua.deadlines.models import CalendarChange
from motcua.deadlines.rules import WorkingCalendar
from motcua.deadlines.rules.changing import calendar_of_data, differences
from motcua.dossiers import rules
from motcua.dossiers.actions import reckoning
from motcua.dossiers.models import Dossier, LedgerEntry
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import NotLawfulNow
from motcua.people import access

BATCH = 500


@dataclass(frozen=True, slots=True)
class Touched:
    """An open dossier whose promise comes out otherwise."""

    code: str
    agency_id: int
    due_before: datetime
    due_after: datetime
    paused_since: datetime | None


@dataclass(slots=True)
class Figure:
    """What changes in an agency's month: promises falling due in it, and what is pending late now."""

    agency_id: int
    month: date
    due_before: int = 0
    due_after: int = 0
    late_before: int = 0
    late_after: int = 0


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change moves; `given`: open promises set by a person, left alone; `closed`: dossiers resolved in a time
    that the changed days lie in, which stand as they were judged."""

    touched: list[Touched]
    figures: list[Figure]
    open: int
    given: int
    closed: int


@dataclass(slots=True)
class Progress:
    """How far applying came: `moved` in this run, `left` dossiers to reckon, `skipped` codes with a later act."""

    moved: int = 0
    left: int = 0
    skipped: list[str] = field(default_factory=list)

    @property
    def is_finished(self) -> bool:
        return not self.left


def prepare(calendar: WorkingCalendar, *, decision_no: str, note: str = "", by: Actor, at: datetime) -> CalendarChange:
    """Keep a changed calendar for looking at. Raises NotAllowed and as `deadlines.changing.prepare_change`."""
    access.require("calendar.change", by)
    with transaction.atomic(durable=True):
        return changing.prepare_change(calendar, decision_no=decision_no, note=note, by=by, at=at)


def drop(number: int, *, by: Actor, at: datetime, name: str = "vn") -> CalendarChange:
    """Give up a change that is not in force."""
    access.require("calendar.change", by)
    with transaction.atomic(durable=True):
        return changing.drop_change(name, number, by=by, at=at)


def impact_of(change: CalendarChange, at: datetime) -> Impact:
    """What a change would move now; of one in force what is still to be moved. Writes nothing."""
    was, now = _both(change)
    return impact(was, now, at)


def impact(was: WorkingCalendar, now: WorkingCalendar, at: datetime) -> Impact:
    """Every open computed promise under both calendars, on arrays: a few queries, whatever the number of dossiers."""
    runs = list(_runs())
    computed = [(row, run) for row, run in runs if not run.given]
    touched = sorted(_otherwise(computed, was, now), key=lambda one: (one.due_before, one.code))
    days = [one.day for one in differences(was, now)]
    closed = 0
    if days:
        first, last = clock.day_start(days[0]), clock.day_start(days[-1])
        resolved = Q(resolved_at__gte=first) | Q(due_at__gte=first)
        closed = Dossier.objects.filter(resolved, resolved_at__isnull=False, received_at__lte=last).count()
    return Impact(touched, _figures(touched, at), len(runs), len(runs) - len(computed), closed)


def _both(change: CalendarChange) -> tuple[WorkingCalendar, WorkingCalendar]:
    was = calendars.read_calendar_version(change.calendar, change.before.version)
    assert was is not None
    now = calendars.read_calendar_version(change.calendar, change.version.version) if change.version else None
    return was, now or calendar_of_data(change.content)


def _runs() -> Iterator[tuple[dict[str, Any], rules.Run]]:
    """Every open promise with the run of its clock."""
    which = Dossier.objects.filter(state__in=reckoning.OPEN, received_at__isnull=False, due_at__isnull=False)
    marks: dict[int, list[rules.Mark]] = {}
    lines = LedgerEntry.objects.in_force().filter(dossier__in=which).exclude(kind=rules.LedgerKind.WHY)
    told = lines.order_by("dossier_id", "number").values_list("dossier_id", "kind", "at", "rule", "facts")
    for dossier_id, kind, at, rule, facts in told.iterator(chunk_size=2000):
        marks.setdefault(dossier_id, []).append(rules.Mark(kind, at, rule, bool(facts.get("computed"))))
    names = ("pk", "code", "agency_id", "allowance", "received_at", "due_at", "paused_since")
    for row in which.order_by("pk").values(*names).iterator(chunk_size=2000):
        yield row, rules.run_of(marks.get(row["pk"], ()), row["allowance"], row["received_at"])


def _otherwise(
    computed: Iterable[tuple[dict[str, Any], rules.Run]], was: WorkingCalendar, now: WorkingCalendar
) -> Iterator[Touched]:
    """Those whose promise differs between the calendars and is not yet the new one."""
    from motcua.deadlines.rules import arrays  # numpy

    own = calendars.has_own_hours()
    groups: dict[tuple[int, Any], list[tuple[dict[str, Any], rules.Run]]] = {}
    for row, run in computed:
        limit = rules.allowance_from(row["allowance"])
        groups.setdefault((row["agency_id"] if row["agency_id"] in own else 0, limit), []).append((row, run))
    for (agency_id, limit), members in groups.items():
        before, after = (calendars.with_own(one, agency_id) if agency_id else one for one in (was, now))
        received = arrays.instants(run.origin for _, run in members)
        pauses = arrays.pause_arrays([run.pauses for _, run in members])
        old = arrays.moments(arrays.due_many(received, limit, before, pauses))
        new = arrays.moments(arrays.due_many(received, limit, after, pauses))
        for (row, _), due_before, due_after in zip(members, old, new, strict=True):
            if due_after is not None and due_after not in (due_before, row["due_at"]):
                yield Touched(row["code"], row["agency_id"], row["due_at"], due_after, row["paused_since"])


def _figures(touched: Iterable[Touched], at: datetime) -> list[Figure]:
    found: dict[tuple[int, date], Figure] = {}

    def of(agency_id: int, moment: datetime) -> Figure:
        month = clock.local_day(moment).replace(day=1)
        return found.setdefault((agency_id, month), Figure(agency_id, month))

    for one in touched:
        of(one.agency_id, one.due_before).due_before += 1
        of(one.agency_id, one.due_after).due_after += 1
        judged = one.paused_since or at  # a clock that stands still is judged when it stopped
        if one.due_before < judged:
            of(one.agency_id, at).late_before += 1
        if one.due_after < judged:
            of(one.agency_id, at).late_after += 1
    changed = [one for one in found.values() if (one.due_before, one.late_before) != (one.due_after, one.late_after)]
    return sorted(changed, key=lambda figure: (figure.agency_id, figure.month))


def apply(number: int, *, by: Actor, at: datetime, seconds: float | None = None, name: str = "vn") -> Progress:
    """Put a change in force and move what it touches; again it goes on where it stopped.

    `seconds`: how long it may take; the worker does the rest. Raises NotAllowed, NotVisible, NotLawfulNow as
    `deadlines.changing.put_in_force`.
    """
    access.require("calendar.change", by)
    with transaction.atomic(durable=True):
        change = changing.put_in_force(name, number, by=by, at=at)
    if change.finished_at is not None:
        return Progress()
    return _move(calendars.get_change(number, name), by=by, at=at, seconds=seconds)


def go_on(at: datetime) -> None:
    """The worker: changes in force whose dossiers are not all reckoned."""
    for change in calendars.unfinished_changes():
        _move(change, by=SYSTEM, at=at, seconds=None)


def _move(change: CalendarChange, *, by: Actor, at: datetime, seconds: float | None) -> Progress:
    was, now = _both(change)
    own = calendars.has_own_hours()
    touched = impact(was, now, at).touched
    done, began = Progress(left=len(touched)), time.monotonic()
    for one in touched:
        if seconds is not None and time.monotonic() - began > seconds:
            return done
        before, after = (
            calendars.with_own(each, one.agency_id) if one.agency_id in own else each for each in (was, now)
        )
        try:
            with transaction.atomic(durable=True):
                done.moved += reckoning.move_with_calendar(
                    one.code,
                    was=before,
                    now=after,
                    decision=change.decision_no,
                    change=change.number,
                    by=by,
                    at=at,
                )
        except NotLawfulNow:  # planned years: its last act lies ahead of now
            done.skipped.append(one.code)
        done.left -= 1
    moved = LedgerEntry.objects.filter(rule="calendar_changed", evidence__change=change.number).count()
    with transaction.atomic(durable=True):
        changing.finish_change(change.calendar, change.number, moved=moved, by=by, at=at)
    return done
