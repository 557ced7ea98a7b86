"""A promise reckoned again because the calendar was decided: every other one is kept as it was made (contract,
section 4)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import WorkingCalendar
from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions import stepping
from motcua.dossiers.actions.moving import settle
from motcua.dossiers.models import Dossier, LedgerEntry
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.kernel.actor import Actor

OPEN = (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE)


def provisional_codes() -> Iterable[str]:
    """Open dossiers whose promise said that it may move when the days off are decided."""
    rows = LedgerEntry.objects.in_force().filter(rule="provisional", dossier__state__in=OPEN)
    return list(rows.order_by("dossier_id").values_list("dossier__code", flat=True).distinct())


@transaction.atomic
def reckon_again(code: str, *, by: Actor, at: datetime) -> bool:
    """Reckon the promise by the calendar in force now; True when it moved. One that a person set is left alone, and
    so is one that comes out the same."""
    dossier = _open(code)
    if dossier is None:
        return False
    now = calendar_of(dossier.agency_id)
    return _move(dossier, now, promises.reckoned(dossier, now).due_at, "calendar_decided", by=by, at=at)


@transaction.atomic
def move_with_calendar(
    code: str, *, was: WorkingCalendar, now: WorkingCalendar, decision: str, change: int, by: Actor, at: datetime
) -> bool:
    """Reckon an open promise by a calendar that a decision changed; True when it moved.

    Only what the change itself makes otherwise moves: a promise that comes out the same by both calendars, one that a
    person set and one of a closed dossier stay. Raises NotLawfulNow when `at` lies before the dossier's last act.
    """
    dossier = _open(code)
    if dossier is None:
        return False
    due_at = promises.reckoned(dossier, now).due_at
    if due_at == promises.reckoned(dossier, was).due_at:
        return False
    evidence = {"decision": decision, "change": change, "calendar": now.version}
    return _move(dossier, now, due_at, "calendar_changed", by=by, at=at, evidence=evidence)


def _open(code: str) -> Dossier | None:
    dossier = Dossier.objects.select_for_update().get(code=code)
    if dossier.state not in OPEN or dossier.received_at is None or promises.is_given(dossier):
        return None
    return dossier


def _move(
    dossier: Dossier,
    calendar: WorkingCalendar,
    due_at: datetime | None,
    rule: str,
    *,
    by: Actor,
    at: datetime,
    evidence: dict[str, Any] | None = None,
) -> bool:
    """Write the due time that this calendar gives. The event names the calendar: by then a later one may be loaded."""
    before = dossier.due_at
    if due_at is None or due_at == before:
        return False
    dossier.due_at = due_at
    stepping.reckon_step(dossier, promises.run_of(dossier), calendar)
    promises.line(dossier, rule, "due", by=by, at=at, before=before, after=due_at, evidence=evidence or {})
    settle(
        dossier,
        "dossier.reckoned_again",
        by=by,
        at=at,
        rule=rule,
        calendar=calendar.version,
        due_before=clock.stamp(before) if before else None,
        due_at=clock.stamp(due_at),
        decision=evidence["decision"] if evidence else "",
    )
    return True
