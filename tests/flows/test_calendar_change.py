"""A calendar decided late: the dry run names all that it touches, applying it writes the ledger, the past stands."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from motcua.deadlines import queries as calendars
from motcua.deadlines.rules import DayOff, Decided, NewDayOff, Swap, changed
from motcua.dossiers import queries
from motcua.dossiers.actions import extend
from motcua.dossiers.models import Dossier, LedgerEntry, Standing
from motcua.flows import calendar_change
from motcua.flows.replaying import replay_one
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow
from tests.factories.plain_lives import _calendar, a_received_dossier, staff

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = datetime(2026, 10, 27, 9, tzinfo=clock.LOCAL)  # Tuesday; three working days: Friday 30
DECIDED_AT = datetime(2026, 10, 28, 9, tzinfo=clock.LOCAL)
FRIDAY, SATURDAY = date(2026, 10, 30), date(2026, 11, 7)


def with_a_bridge_day():
    """Friday 30 October off, made up on Saturday 7 November."""
    swap = Swap(FRIDAY, SATURDAY, "Ngày nghỉ hoán đổi", "Exchanged day")
    return changed(_calendar(), Decided(swaps=[swap], document="99/TB-VPCP"))


def prepared(calendar=None, decision="99/TB-VPCP"):
    return calendar_change.prepare(calendar or with_a_bridge_day(), decision_no=decision, by=SYSTEM, at=DECIDED_AT)


def test_the_dry_run_names_dossiers_and_figures_and_writes_nothing():
    touched, far = a_received_dossier(at=BEFORE), a_received_dossier(at=BEFORE - timedelta(days=60))
    found = calendar_change.impact_of(prepared(), DECIDED_AT)
    assert [(one.code, one.due_before, one.due_after) for one in found.touched] == [
        (touched.code, touched.due_at, touched.due_at + timedelta(days=3))
    ]
    assert [(one.month, one.due_before, one.due_after, one.late_before, one.late_after) for one in found.figures] == [
        (date(2026, 10, 1), 1, 0, 0, 0),
        (date(2026, 11, 1), 0, 1, 0, 0),
    ]
    assert {one.agency_id for one in found.figures} == {touched.agency_id}
    assert (found.open, found.given) == (2, 0)
    far.refresh_from_db()
    touched.refresh_from_db()
    assert touched.due_at == touched.original_due_at
    assert calendars.get_calendar_version() == 1


def test_applying_writes_the_ledger_with_the_decision_and_keeps_the_past():
    dossier = a_received_dossier(at=BEFORE)
    change = prepared()
    done = calendar_change.apply(change.number, by=SYSTEM, at=DECIDED_AT)
    assert (done.moved, done.left, done.skipped) == (1, 0, [])
    dossier.refresh_from_db()
    assert dossier.due_at == dossier.original_due_at + timedelta(days=3)
    line = LedgerEntry.objects.filter(dossier=dossier).latest("number")
    assert (line.kind, line.rule) == ("calendar", "calendar_changed")
    assert line.evidence == {"decision": "99/TB-VPCP", "change": 1, "calendar": 2}
    told = journal.events(dossier.code)[-1]
    assert (told.type, told.number) == ("dossier.reckoned_again", line.event)
    assert journal.facts(told)["calendar"] == 2
    assert "99/TB-VPCP" in queries.why(dossier)[-1].words_vi
    assert "99/TB-VPCP" in queries.promise_story(dossier, inside=False)[-1].words_en
    # how it stood before the change is not touched
    assert Standing.objects.get(dossier=dossier, to_at=DECIDED_AT).due_at == dossier.original_due_at
    assert replay_one(dossier.code).outcome.differences == ()
    # again: nothing
    again = calendar_change.apply(change.number, by=SYSTEM, at=DECIDED_AT)
    assert (again.moved, again.left) == (0, 0)
    assert calendars.get_change(1).moved == 1
    assert LedgerEntry.objects.filter(dossier=dossier, kind="calendar").count() == 1


def test_it_goes_on_where_it_stopped():
    codes = {a_received_dossier(at=BEFORE + timedelta(minutes=n)).code for n in range(3)}
    change = prepared()
    stopped = calendar_change.apply(change.number, by=SYSTEM, at=DECIDED_AT, seconds=-1)
    assert (stopped.moved, stopped.left) == (0, 3)
    assert [one.number for one in calendars.unfinished_changes()] == [1]
    # what comes in between is reckoned by the new calendar at once
    new = a_received_dossier(at=DECIDED_AT)
    calendar_change.go_on(DECIDED_AT + timedelta(minutes=1))
    assert calendars.unfinished_changes() == []
    assert set(LedgerEntry.objects.filter(kind="calendar").values_list("dossier__code", flat=True)) == codes
    assert not LedgerEntry.objects.filter(kind="calendar", dossier=new).exists()


def test_what_a_leader_set_and_what_is_closed_stand():
    held, closed = a_received_dossier(at=BEFORE), a_received_dossier(at=BEFORE)
    later = datetime(2026, 11, 20, 9, tzinfo=clock.LOCAL)
    extend(held.code, due_at=later, reason="chờ giám định", by=staff("commune_leader"), at=BEFORE + timedelta(hours=1))
    from motcua.dossiers.actions import stop

    stop(closed.code, reason="người nộp không bổ sung", by=staff("commune_leader"), at=BEFORE + timedelta(hours=1))
    found = calendar_change.impact_of(prepared(), DECIDED_AT)
    assert (found.touched, found.given, found.closed) == ([], 1, 1)
    calendar_change.apply(1, by=SYSTEM, at=DECIDED_AT)
    assert Dossier.objects.get(pk=held.pk).due_at == later
    assert Dossier.objects.get(pk=closed.pk).due_at == closed.due_at


def test_the_calendar_as_it_was_known():
    dossier = a_received_dossier(at=BEFORE)
    calendar_change.apply(prepared().number, by=SYSTEM, at=DECIDED_AT)
    assert calendars.calendar_as_known(dossier.agency_id, DECIDED_AT - timedelta(days=1)).is_working_day(FRIDAY)
    assert not calendars.calendar_as_known(dossier.agency_id, DECIDED_AT).is_working_day(FRIDAY)
    with pytest.raises(Invalid) as refused:
        calendars.calendar_as_known(dossier.agency_id, datetime(1999, 1, 1, tzinfo=clock.LOCAL))
    assert refused.value.code == "calendar.not_loaded"


def test_a_change_needs_its_right_its_decision_and_something_new():
    a_received_dossier(at=BEFORE)
    with pytest.raises(NotAllowed):
        calendar_change.prepare(with_a_bridge_day(), decision_no="9", by=staff("commune_leader"), at=DECIDED_AT)
    with pytest.raises(Invalid):
        prepared(decision="  ")
    with pytest.raises(NotLawfulNow) as refused:
        prepared(_calendar())
    assert refused.value.code == "calendar.nothing_new"
    assert prepared().number == prepared().number == 1


def test_another_calendar_in_between_is_not_overwritten():
    a_received_dossier(at=BEFORE)
    first = prepared()
    other = replace(_calendar(), days_off={**_calendar().days_off, date(2026, 11, 20): DayOff("Nghỉ", "Off")})
    second = prepared(other, decision="100/TB-VPCP")
    calendar_change.apply(second.number, by=SYSTEM, at=DECIDED_AT)
    with pytest.raises(NotLawfulNow) as refused:
        calendar_change.apply(first.number, by=SYSTEM, at=DECIDED_AT)
    assert refused.value.code == "calendar.changed_meanwhile"
    assert calendar_change.drop(first.number, by=SYSTEM, at=DECIDED_AT).dropped_at == DECIDED_AT
    with pytest.raises(NotLawfulNow):
        calendar_change.drop(second.number, by=SYSTEM, at=DECIDED_AT)


@pytest.mark.parametrize(
    ("decided", "path", "code"),
    [
        (Decided(off=[NewDayOff(date(2026, 9, 2), "Nghỉ")]), "off.0", "calendar.off_already"),
        (Decided(off=[NewDayOff(date(2026, 10, 10), "Nghỉ")]), "off.0", "calendar.rest_already"),
        (Decided(off=[NewDayOff(FRIDAY, "")]), "off.0", "calendar.name_missing"),
        (Decided(back=[FRIDAY]), "back.0", "calendar.not_off"),
        (Decided(swaps=[Swap(FRIDAY, date(2026, 10, 8), "Nghỉ")]), "swaps.0.work", "calendar.work_already"),
        (Decided(decided_to=2020), "decided_to", "calendar.year_backwards"),
        (Decided(decided_to=2150), "decided_to", "calendar.year_unknown"),
    ],
)
def test_a_wrong_day_is_named(decided: Decided, path: str, code: str):
    with pytest.raises(Invalid) as refused:
        changed(_calendar(), decided)
    assert (refused.value.errors[0].path, refused.value.errors[0].code) == (path, code)


def test_a_swap_taken_back_gives_the_calendar_of_before():
    back = changed(with_a_bridge_day(), Decided(back=[FRIDAY]))
    assert (back.days_off, back.make_up_days) == (_calendar().days_off, _calendar().make_up_days)
