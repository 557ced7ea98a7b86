"""A promise reckoned again: after the clock began anew, and by a calendar after which a later one was loaded."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from motcua.catalogue.models import TimeLimit
from motcua.deadlines.actions import load_calendar
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import DayOff, Decided, NewDayOff, changed
from motcua.dossiers import actions as acts
from motcua.dossiers import queries
from motcua.dossiers.actions.reckoning import move_with_calendar
from motcua.dossiers.models import Dossier
from motcua.flows.correct import correct
from motcua.flows.replaying import replay_one
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.workflow.actions import publish_process
from tests.factories.plain_lives import BEGAN, OPENED_AT, STEPS, a_dossier, an_account, citizen, staff
from tests.factories.random_acts import GROUND, ITEMS

pytestmark = pytest.mark.django_db(transaction=True)
RESTART = {"unit": "working_days", "policy": "hour_exact", "after_supplement": "restart"}


def on(day: int, hour: int) -> datetime:
    return datetime(2026, 1, day, hour, tzinfo=clock.LOCAL)


@pytest.fixture
def restarted() -> Dossier:
    """Three working days from Monday 5 January; asked on it, answered on Thursday 8: the three days begin again."""
    filer = an_account()
    timed = [{**step, "hours": "rest"} if step["act"] == "propose" else step for step in STEPS]
    process = publish_process(
        "timed", name_vi="Có giờ", name_en="Timed", steps=timed, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT
    )
    code = a_dossier(account=filer, process=process).code
    counter = staff("single_window_officer")
    acts.receive(code, allowance={**RESTART, "value": 3}, by=counter, at=on(5, 8))
    acts.request_supplement(
        code, items=ITEMS, reason="Mờ", ground=GROUND, answer_until=on(20, 8), by=counter, at=on(5, 10)
    )
    dossier = acts.supplement(code, answers={}, papers=[], note="Đây", by=citizen(filer), at=on(8, 8))
    assert dossier.due_at == on(12, 8)  # Saturday 10 is worked
    return dossier


def is_as_told(dossier: Dossier) -> bool:
    outcome = replay_one(dossier.code).outcome
    assert [str(one) for one in outcome.differences] == []
    return not outcome.missing


def test_a_limit_put_right_after_the_clock_began_anew_counts_from_there(restarted: Dossier) -> None:
    step_due_at = restarted.step_due_at
    TimeLimit.objects.create(version=restarted.procedure_version, value=5, **RESTART)
    corrected = correct(
        restarted.code, {"reason": "Nhầm thời hạn", "promise": True}, by=staff("single_window_officer"), at=on(8, 9)
    )
    assert corrected.due_at == on(14, 8)  # five working days from Thursday 8, not from Monday 5
    assert corrected.original_due_at == on(8, 8)
    assert (step_due_at, corrected.step_due_at) == (on(12, 8), on(14, 8))  # all hours are its own, and began anew
    assert [(line.kind, line.due_before, line.due_after) for line in queries.promise_story(corrected, inside=True)][
        -1
    ] == ("correction", on(12, 8), on(14, 8))
    assert is_as_told(corrected)


def test_the_step_of_a_clock_that_began_anew_keeps_its_hours_when_the_same_limit_is_put_in_place(
    restarted: Dossier,
) -> None:
    change = acts.Change(allowance={**RESTART, "value": 3}, after={"applicant": {}})
    again = acts.correct(restarted.code, reason="Tên", change=change, by=staff("single_window_officer"), at=on(8, 9))
    assert (again.due_at, again.step_due_at) == (on(12, 8), on(12, 8))
    assert is_as_told(again)


def test_a_calendar_moves_by_itself_though_a_later_one_is_loaded(restarted: Dossier) -> None:
    was = get_calendar()
    now = changed(was, Decided(off=[NewDayOff(date(2026, 1, 12), "Nghỉ")]))
    load_calendar(now, by=SYSTEM, at=on(8, 9))
    now = get_calendar()
    later = {**now.days_off, date(2026, 1, 9): DayOff("Nghỉ", "Day off", "swap", "9/QĐ")}
    load_calendar(replace(now, days_off=later), by=SYSTEM, at=on(8, 10))
    assert move_with_calendar(restarted.code, was=was, now=now, decision="1/QĐ", change=1, by=SYSTEM, at=on(8, 11))
    moved = Dossier.objects.get(pk=restarted.pk)
    assert (moved.due_at, moved.step_due_at) == (on(13, 8), on(13, 8))
    assert is_as_told(moved)
