"""A promise into a year that was not decided is reckoned again when it is; every other one is kept."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from motcua.deadlines.rules import DayOff
from motcua.dossiers import queries
from motcua.dossiers.actions import extend
from motcua.flows import calendars
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.factories.plain_lives import _calendar, a_received_dossier, staff

pytestmark = pytest.mark.django_db(transaction=True)
IN_TIME = datetime(2026, 12, 1, 9, tzinfo=clock.LOCAL)
ACROSS = datetime(2026, 12, 30, 14, tzinfo=clock.LOCAL)  # three working days reach into January 2027
DECIDED_AT = datetime(2026, 12, 31, 9, tzinfo=clock.LOCAL)


def decided():
    """The calendar with 2027 decided, and one day off more in it."""
    calendar = _calendar()
    extra = {date(2027, 1, 4): DayOff("Nghỉ bù Tết Dương lịch", "New Year in lieu", "compensation")}
    return replace(calendar, days_off={**calendar.days_off, **extra}, decided_to=2027)


def test_only_promises_that_waited_for_the_decision_move():
    kept, moved = a_received_dossier(at=IN_TIME), a_received_dossier(at=ACROSS)
    before = (kept.due_at, moved.due_at)
    assert calendars.bring_in(_calendar(), by=SYSTEM, at=DECIDED_AT) == 0
    assert calendars.bring_in(decided(), by=SYSTEM, at=DECIDED_AT) == 1
    kept.refresh_from_db()
    moved.refresh_from_db()
    assert kept.due_at == before[0]
    assert moved.due_at > before[1]
    assert moved.original_due_at == before[1]
    assert "Lịch nghỉ chính thức" in queries.why(moved)[-1].words_vi
    assert journal.events(moved.code)[-1].type == "dossier.reckoned_again"
    assert calendars.reckon(by=SYSTEM, at=DECIDED_AT) == 0


def test_a_promise_that_a_leader_set_is_left_alone():
    moved = a_received_dossier(at=ACROSS)
    later = datetime(2027, 1, 20, 9, tzinfo=clock.LOCAL)
    extend(moved.code, due_at=later, reason="chờ giám định", by=staff("commune_leader"), at=DECIDED_AT)
    assert calendars.bring_in(decided(), by=SYSTEM, at=DECIDED_AT) == 0
