"""Every line of the deadline ledger says what it is, whose act made it, by what evidence; the clock of a dossier that
another agency decides; and a clock that began anew."""

from datetime import date, datetime, timedelta

import pytest

from motcua.catalogue.models import TimeLimit
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import Decided, NewDayOff, changed
from motcua.dossiers import actions, queries
from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions.moving import settle
from motcua.dossiers.actions.reckoning import move_with_calendar
from motcua.dossiers.models import Dossier, LedgerEntry
from motcua.flows import receive
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid
from tests.factories.plain_lives import WORKING_DAYS, a_dossier, a_received_dossier, staff
from tests.rooms.dossiers import points
from tests.rooms.dossiers.points import COUNTER, LEADER, actor

pytestmark = pytest.mark.django_db


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=clock.LOCAL)


def received(**limit: object) -> Dossier:
    code = points.submitted().code
    return actions.receive(code, allowance={**WORKING_DAYS, **limit}, by=actor(COUNTER), at=on(5, 8))


def paused(dossier: Dossier, since: datetime, until: datetime) -> Dossier:
    points.asked(dossier.code, by="system", at=since)
    return actions.supplement(dossier.code, answers={}, papers=[], note="Đây", by=actor("citizen"), at=until)


def test_the_chain_says_kind_act_and_evidence():
    dossier = paused(received(), on(5, 10), on(6, 10))
    actions.extend(dossier.code, due_at=on(16, 8), reason="Chờ giám định", by=actor(LEADER), at=on(7, 9))
    chain = queries.promise_story(dossier, inside=False)
    assert [(line.kind, line.role, line.evidence.get("paper")) for line in chain] == [
        ("start", "single_window_officer", "01"),
        ("pause", "system", "02"),
        ("resume", "citizen", None),
        ("extension", "commune_leader", "04"),
    ]
    assert chain[0].because
    assert all(one.words_vi and one.words_en for one in chain[0].because)
    assert [(line.due_before, line.due_after) for line in chain if line.moved] == [
        (on(8, 8), on(9, 8)),
        (on(9, 8), on(16, 8)),
    ]
    # each names the event that wrote it
    types = [Event.objects.get(chain=dossier.code, number=line.event).type for line in chain]
    assert types == [
        "dossier.received",
        "dossier.supplement_requested",
        "dossier.supplemented",
        "dossier.extended",
    ]
    assert {(line.agency, line.position) for line in chain[-1:]} == {(actor(LEADER).agency, actor(LEADER).position)}


def test_what_was_undone_is_told_inside_and_not_outside():
    leader = actor(LEADER)
    dossier = received()
    actions.extend(dossier.code, due_at=on(16, 8), reason="Nhầm", by=leader, at=on(5, 9))
    actions.undo(dossier.code, by=leader, at=on(5, 9, 1))
    outside = queries.promise_story(dossier, inside=False)
    inside = queries.promise_story(dossier, inside=True)
    assert [line.kind for line in outside] == ["start"]
    assert [(line.kind, line.undone) for line in inside] == [
        ("start", False),
        ("extension", True),
        ("cancelled", False),
    ]


def test_the_clock_waits_for_the_competent_agency_and_never_lengthens():
    dossier = Dossier.objects.get(code=points.submitted().code)
    limit = {**WORKING_DAYS, "starts": "competent"}
    dossier.received_at, latest = on(5, 8), on(6, 8)
    promises.make_promise(dossier, limit, by=SYSTEM, at=on(5, 8), latest=latest)
    assert (dossier.due_at, dossier.original_due_at) == (on(9, 8), on(9, 8))  # as if it came at the latest
    dossier.state = "received"
    settle(dossier, "dossier.received", by=SYSTEM, at=on(5, 8), due_at=dossier.due_at)
    assert promises.start_at_competent(dossier, on(5, 14), by=SYSTEM)
    assert (dossier.due_at, dossier.original_due_at) == (on(8, 14), on(9, 8))
    assert not promises.start_at_competent(dossier, on(7, 8), by=SYSTEM)
    words = [line.words_vi for line in queries.promise_story(dossier, inside=True)]
    assert words[-1].startswith("Cơ quan giải quyết đã có đủ hồ sơ")
    assert LedgerEntry.objects.filter(dossier=dossier, rule="competent.waits", kind="why").exists()


def test_a_clock_that_began_anew_is_reckoned_from_there():
    dossier = paused(received(after_supplement="restart"), on(5, 10), on(8, 8))
    assert dossier.due_at == on(12, 8)  # Saturday 10 is worked
    was = get_calendar()
    now = changed(was, Decided(off=[NewDayOff(date(2026, 1, 12), "Nghỉ")]))
    assert move_with_calendar(dossier.code, was=was, now=now, decision="1/QĐ", change=1, by=SYSTEM, at=on(9, 8))
    assert Dossier.objects.get(pk=dossier.pk).due_at == on(13, 8)


def test_a_ledger_that_no_act_leaves_is_refused():
    dossier = received()
    promises.line(dossier, "supplement.resume", "resumed", by=None, at=on(6, 8), before=None, after=None)
    with pytest.raises(Invalid) as refused:
        promises.run_of(dossier)
    assert refused.value.code == "deadlines.resume_without_pause"


def test_answers_or_the_counter_choose_the_case():
    dossier = a_dossier()
    TimeLimit.objects.create(
        version=dossier.procedure_version,
        value=10,
        unit="working_days",
        case="foreign",
        case_when="kind=foreign|border",
    )
    assert receive.allowance_of(dossier).get("case") is None
    dossier.answers = {"kind": "border"}
    assert (receive.allowance_of(dossier)["value"], receive.allowance_of(dossier)["case"]) == (10, "foreign")
    assert receive.allowance_of(dossier, "").get("case") is None
    dossier.answers, dossier.entered_by, dossier.wishes = {}, "officer", {"case": "foreign"}
    assert receive.allowance_of(dossier)["value"] == 10
    with pytest.raises(Invalid) as refused:
        receive.allowance_of(dossier, "martian")
    assert refused.value.errors[0].code == "receive.case_unknown"


def test_an_officer_receives_by_a_case():
    dossier = a_dossier()
    TimeLimit.objects.create(version=dossier.procedure_version, value=10, unit="working_days", case="site_visit")
    at = dossier.submitted_at + timedelta(minutes=5)
    officer = staff("single_window_officer")
    taken = receive.receive_within(dossier.code, case="site_visit", by=officer, at=at)
    assert taken.allowance["case"] == "site_visit"
    assert a_received_dossier(at=dossier.submitted_at).due_at < taken.due_at
