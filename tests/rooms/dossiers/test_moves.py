"""The table of a dossier's legal life, held by the acts themselves: every move that is in it, none that is not."""

from datetime import timedelta

import pytest
from django.db import transaction

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, Standing
from motcua.dossiers.states import CLOSED, MACHINE, State
from motcua.flows import act as acts
from motcua.journal import queries as journal
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow, NotVisible
from motcua.people import access
from motcua.people.models import Account
from tests.factories.plain_lives import an_agency, staff
from tests.rooms.dossiers import points
from tests.rooms.dossiers.points import COUNTER, DOERS, LEADER, POINTS, SPECIALIST, STATES, actor, body_of, minutes

pytestmark = pytest.mark.django_db
LATER = minutes(30)

# Contract section 2, as one may read it there: what each act makes of a dossier of the simple process.
MOVES = {
    "submitted": {
        "correct": "submitted",
        "receive": "received",
        "refuse": "refused",
        "request_supplement": "supplement_requested",
        "withdraw": "withdrawn",
    },
    "received": {
        "propose_apology": "received",
        "correct": "received",
        "assign": "processing",
        "propose": "processing",
        "request_supplement": "supplement_requested",
        "request_payment": "payment_due",
        "extend": "received",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    "processing": {
        "propose_apology": "processing",
        "correct": "processing",
        "assign": "processing",
        "propose": "processing",
        "request_supplement": "supplement_requested",
        "request_payment": "payment_due",
        "extend": "processing",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    "proposed": {
        "propose_apology": "processing",
        "assign": "processing",
        "approve": "finished",
        "return_for_rework": "processing",
        "extend": "processing",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    "supplement_requested": {
        "accept_supplement": "processing",
        "correct": "supplement_requested",
        "supplement": "processing",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    "supplement_at_intake": {
        "accept_supplement": "submitted",
        "correct": "supplement_requested",
        "supplement": "submitted",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    "payment_due": {
        "propose_apology": "payment_due",
        "correct": "payment_due",
        "confirm_payment": "processing",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    "finished": {"deliver": "delivered"},
    "one_step_received": {
        "propose_apology": "received",
        "correct": "received",
        "assign": "processing",
        "request_supplement": "supplement_requested",
        "request_payment": "payment_due",
        "extend": "received",
        "stop": "stopped",
        "withdraw": "withdrawn",
        "deliver": "delivered",
    },
    "one_step_processing": {
        "propose_apology": "processing",
        "correct": "processing",
        "assign": "processing",
        "request_supplement": "supplement_requested",
        "request_payment": "payment_due",
        "extend": "processing",
        "stop": "stopped",
        "withdraw": "withdrawn",
        "deliver": "delivered",
    },
    "at_the_forward_step": {
        "propose_apology": "received",
        "correct": "received",
        "assign": "processing",
        "forward": "processing",
        "request_supplement": "supplement_requested",
        "request_payment": "payment_due",
        "extend": "received",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    "asked_again": {
        "correct": "processing",
        "assign": "processing",
        "propose": "processing",
        "propose_supplement": "processing",
        "allow_supplement": "supplement_requested",
        "decline_supplement": "processing",
        "request_payment": "payment_due",
        "extend": "processing",
        "propose_apology": "processing",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    "apology_waits": {
        "correct": "received",
        "assign": "processing",
        "propose": "processing",
        "request_supplement": "supplement_requested",
        "request_payment": "payment_due",
        "extend": "received",
        "propose_apology": "received",
        "sign_apology": "received",
        "refuse_apology": "received",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    "silent": {
        "accept_supplement": "processing",
        "correct": "supplement_requested",
        "supplement": "processing",
        "confirm_stop": "stopped",
        "keep_waiting": "supplement_requested",
        "stop": "stopped",
        "withdraw": "withdrawn",
    },
    **{state.value: {} for state in CLOSED},
}


def tried(code, act, by, at=LATER):
    """The refusal of an act, or the state it leads to; whatever it did is taken back."""
    block = transaction.atomic()
    block._from_testcase = True  # flows are durable; here one may stand inside the test's own block
    with block:
        try:
            acts.perform(code, act, body_of(act), by=by, at=at)
            return Dossier.objects.get(code=code).state
        except (NotVisible, NotAllowed, NotLawfulNow) as refused:
            return refused
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("point", POINTS)
def test_each_act_leads_where_the_table_says_and_every_other_is_refused(point):
    dossier = POINTS[point]()
    before = (dossier.state, journal.events(dossier.code)[-1].number)
    for act, role in DOERS.items():
        found = tried(dossier.code, act, actor(role))
        if act in MOVES[point]:
            assert found == MOVES[point][act], (act, found)
        else:
            assert isinstance(found, NotLawfulNow), (act, found)
    dossier.refresh_from_db()
    assert (dossier.state, journal.events(dossier.code)[-1].number) == before


@pytest.mark.parametrize("point", POINTS)
def test_what_a_page_offers_is_exactly_what_may_be_done(point):
    dossier = POINTS[point]()
    strangers = [
        staff(COUNTER, agency=an_agency("H44.230", parent="H44", short="Xã An Bình")),
        staff(LEADER, agency=an_agency("H44.230", parent="H44", short="Xã An Bình")),
    ]
    for viewer in [*map(actor, access.ROLES), *strangers]:
        offered = queries.lawful_acts(dossier, viewer, LATER)
        done = [act for act in DOERS if not isinstance(tried(dossier.code, act, viewer), Exception)]
        assert sorted(offered) == sorted(done), viewer


def test_every_move_of_the_machine_is_in_the_table_of_this_test():
    # the specialist's table differs from the counter's only in who may ask at intake
    named = {(point if point in STATES else "", act) for point, moves in MOVES.items() for act in moves}
    for move in MACHINE.moves:
        assert (move.source, move.act) in named or ("", move.act) in named, move


@pytest.mark.parametrize("state", STATES)
def test_each_state_can_be_reached_and_is_told_of(state):
    dossier = STATES[state]()
    assert dossier.state == state
    assert journal.events(dossier.code)[-1].type.startswith("dossier.")
    assert journal.verify(b"x")[1] is None


@pytest.mark.parametrize("act", DOERS)
def test_an_act_before_the_last_one_is_refused(act):
    for point, moves in MOVES.items():
        if act in moves:
            dossier = POINTS[point]()
            refused = tried(dossier.code, act, actor(DOERS[act]), at=minutes(0) - timedelta(seconds=1))
            assert isinstance(refused, NotLawfulNow)
            assert refused.code == "act.before_last"
            return
    raise AssertionError(act)


def test_a_specialist_asks_for_a_supplement_only_after_reception():
    dossier = points.submitted()
    refused = tried(dossier.code, "request_supplement", actor(SPECIALIST))
    assert isinstance(refused, NotLawfulNow)


def test_who_proposes_takes_the_task():
    dossier = points.processing()
    other = staff(SPECIALIST, username="khac")
    assert actions.propose(dossier.code, result="approve", by=other, at=LATER).assigned_to_id == other.account_id


def test_a_rejection_says_why_and_the_applicant_reads_it():
    code = points.received().code
    with pytest.raises(Invalid):
        actions.propose(code, result="reject", by=actor(SPECIALIST), at=LATER)
    actions.propose(code, result="reject", note="Trùng hồ sơ đã giải quyết", by=actor(SPECIALIST), at=LATER)
    done = actions.approve(code, by=actor(LEADER), at=LATER)
    assert (done.state, done.result) == ("finished", "rejected")
    (line,) = [one for one in queries.story(done, inside=False) if one.type == "finished"]
    assert line.text == "Trùng hồ sơ đã giải quyết"


def test_one_proposal_is_open_at_a_time_and_rework_makes_room_for_the_next():
    dossier = points.proposed()
    assert isinstance(tried(dossier.code, "propose", actor(SPECIALIST)), NotLawfulNow)
    back = actions.return_for_rework(dossier.code, reason="Thiếu căn cứ", by=actor(LEADER), at=LATER)
    assert back.step == "propose"
    actions.propose(dossier.code, result="approve", by=actor(SPECIALIST), at=LATER)
    assert list(dossier.proposals.order_by("number").values_list("number", "outcome")) == [(1, "returned"), (2, "")]


@pytest.mark.parametrize(("act", "by"), [(actions.stop, LEADER), (actions.withdraw, "citizen")])
def test_stopping_and_withdrawing_void_the_proposal_and_leave_no_step(act, by):
    dossier = points.proposed()
    closed = act(dossier.code, reason="Theo đề nghị", by=actor(by), at=LATER)
    assert (closed.step, closed.step_since, closed.closed_at, closed.resolved_at) == ("", None, LATER, LATER)
    assert list(closed.proposals.values_list("outcome", "decided_at")) == [("void", LATER)]


def test_a_withdrawal_before_reception_resolves_nothing():
    closed = actions.withdraw(points.submitted().code, reason="Nhầm", by=actor("citizen"), at=LATER)
    assert (closed.closed_at, closed.resolved_at, closed.received_at) == (LATER, None, None)


def test_the_process_of_one_step_finishes_and_delivers_at_once():
    code = points.one_step_received().code
    done = actions.deliver(code, way="electronic", by=actor(COUNTER), at=LATER)
    assert (done.state, done.result, done.finished_at, done.delivered_at) == ("delivered", "approved", LATER, LATER)
    assert done.resolved_at == LATER
    assert [one.type for one in journal.events(code)][-2:] == ["dossier.finished", "dossier.delivered"]
    assert Standing.objects.get(dossier=done, to_at=None).state == "delivered"


def test_the_process_of_one_step_goes_on_after_a_supplement():
    code = points.one_step_received().code
    points.asked(code, by=COUNTER)
    actions.supplement(code, answers={}, papers=[], note="Đây", by=actor("citizen"), at=minutes(10))
    assert queries.waiting_for(actor(COUNTER), LATER, "deliver").filter(code=code).exists()
    assert actions.deliver(code, way="counter", by=actor(COUNTER), at=LATER).state == "delivered"


def test_what_waits_for_whom():
    queues = {
        "receive": (COUNTER, ["submitted"]),
        "forward": (COUNTER, ["at_the_forward_step"]),
        "propose": (SPECIALIST, ["received", "processing", "asked_again", "apology_waits"]),
        "approve": (LEADER, ["proposed"]),
        "deliver": (COUNTER, ["finished", "one_step_received", "one_step_processing"]),
    }
    codes = {point: make().code for point, make in POINTS.items()}
    for act, (role, waiting) in queues.items():
        found = set(queries.waiting_for(actor(role), LATER, act).values_list("code", flat=True))
        assert found == {codes[point] for point in waiting}, act


def test_forwarding_goes_to_the_next_post_only():
    code = points.at_the_forward_step().code
    with pytest.raises(Invalid) as refused:
        actions.forward(code, to="leader", by=actor(COUNTER), at=LATER)
    assert refused.value.errors[0].code == "forward.post_unknown"
    gone = actions.forward(code, to="justice", note="Gấp", by=actor(COUNTER), at=LATER)
    assert (gone.state, gone.step, gone.step_since, gone.assigned_to_id) == ("processing", "propose", LATER, None)
    assert [one.type for one in queries.story(gone, inside=False)] == ["submitted", "received", "processing"]


def test_assigning_needs_somebody_of_the_agency():
    code = points.received().code
    elsewhere = staff(SPECIALIST, agency=an_agency("H44.230", parent="H44", short="Xã An Bình"))
    for name in ("nobody", Account.objects.get(pk=elsewhere.account_id).username):
        with pytest.raises(Invalid) as refused:
            acts.perform(code, "assign", {"to": name}, by=actor(LEADER), at=LATER)
        assert refused.value.errors[0].code == "assign.to_unknown"


def test_the_result_is_hidden_until_it_is_approved():
    code = points.received().code
    who = actor(SPECIALIST)
    actions.attach_result(code, upload=points.an_upload(who, minutes(2)), name_vi="Giấy khai sinh", by=who, at=LATER)
    dossier = actions.propose(code, result="approve", by=who, at=LATER)
    assert queries.results_of(dossier, inside=False) == []
    assert [row.name_vi for row in queries.results_of(dossier, inside=True)] == ["Giấy khai sinh"]
    actions.approve(code, by=actor(LEADER), at=LATER)
    assert [row.name_vi for row in queries.results_of(dossier, inside=False)] == ["Giấy khai sinh"]


def test_nothing_is_added_to_a_closed_dossier_but_notes():
    for state in CLOSED - {State.REFUSED}:
        dossier = STATES[state]()
        who = actor(SPECIALIST)
        with pytest.raises(NotLawfulNow) as refused:
            actions.attach_result(dossier.code, upload=points.an_upload(who, LATER), name_vi="x", by=who, at=LATER)
        assert refused.value.code == "dossier.closed"
        actions.note(dossier.code, text="Đã gọi điện", by=who, at=LATER)
