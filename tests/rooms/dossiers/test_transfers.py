"""Hand-overs between agencies: accepted or returned, never lost; the promise counts from when the decider has it."""

from datetime import timedelta

import pytest

from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import Transfer
from motcua.journal.queries import events, facts
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow, NotVisible
from tests.factories.plain_lives import OPENED_AT, WORKING_DAYS, a_finished_dossier, a_received_dossier, staff
from tests.factories.several_agencies import RECEIVED_AT, a_department, a_dossier_for_another, a_neighbour

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = RECEIVED_AT + HOUR
LATEST = RECEIVED_AT + timedelta(days=1)  # eight working hours of a Monday


def here():
    return staff("single_window_officer")


def there(role: str = "single_window_officer"):
    return staff(role, agency=a_neighbour())


def test_what_a_counter_takes_in_for_another_is_on_its_way_with_a_clock():
    dossier = a_dossier_for_another()
    row = queries.find_open_transfer(dossier)
    assert row is not None
    assert (row.from_agency.code, row.to_agency.code, row.kind) == ("H44.229", "H44.230", "dossier")
    assert (row.answer_until, row.electronic) == (LATEST, False)
    assert [one.dossier.code for one in queries.coming(there(), LATER)] == [dossier.code]
    assert [one.dossier.code for one in queries.going(here(), LATER)] == [dossier.code]
    assert not queries.overdue_transfers(here(), LATER).exists()
    late = LATEST + HOUR
    assert queries.overdue_transfers(here(), late).count() == queries.overdue_transfers(there(), late).count() == 1


def test_what_is_decided_where_it_is_taken_in_travels_nowhere():
    dossier = a_received_dossier()
    assert not Transfer.objects.exists()
    assert queries.find_open_transfer(dossier) is None


def test_the_slip_says_a_promise_that_is_true_and_accepting_brings_it_nearer():
    dossier = a_dossier_for_another()
    assert dossier.due_at == LATEST + timedelta(days=2, hours=0) + timedelta(days=1)  # three working days after
    dossiers.accept_transfer(dossier.code, by=there(), at=LATER)
    dossier.refresh_from_db()
    assert dossier.due_at == LATER + timedelta(days=3)
    assert dossier.original_due_at == LATEST + timedelta(days=3)
    assert dossier.step_since == LATER
    told = facts(events(dossier.code)[-1])
    assert (told["number"], told["step"]) == (1, "propose")
    assert "due_at" in told


def test_not_accepting_lengthens_nothing():
    dossier = a_dossier_for_another()
    promised = dossier.due_at
    dossiers.accept_transfer(dossier.code, by=there(), at=LATEST + timedelta(days=1))
    dossier.refresh_from_db()
    assert dossier.due_at == promised


@pytest.mark.parametrize(("paper", "allowance"), [(False, None), (True, WORKING_DAYS)])
def test_the_clock_starts_at_once_when_nothing_is_carried_or_the_version_says_so(paper, allowance):
    dossier = a_dossier_for_another(paper=paper, allowance=allowance)
    assert dossier.due_at == RECEIVED_AT + timedelta(days=3)
    assert queries.find_open_transfer(dossier) is not None


def test_what_is_returned_comes_to_the_top_of_the_sender_who_sends_it_again():
    dossier = a_dossier_for_another()
    with pytest.raises(Invalid):
        dossiers.return_transfer(dossier.code, reason=" ", by=there(), at=LATER)
    dossiers.return_transfer(dossier.code, reason="Thiếu trang 2", by=there(), at=LATER)
    assert [row.dossier.code for row in queries.sent_back(here(), LATER)] == [dossier.code]
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.accept_transfer(dossier.code, by=there(), at=LATER)
    assert refused.value.code == "transfer.none_open"
    dossiers.send_transfer(dossier.code, to=a_neighbour(), note="Đã đủ", by=here(), at=LATER + HOUR)
    assert not queries.sent_back(here(), LATER + HOUR).exists()
    assert [row.state for row in queries.transfers_of(dossier)] == ["returned", "handed"]


def test_what_went_to_the_wrong_agency_goes_to_another():
    dossier = a_dossier_for_another()
    dossiers.return_transfer(dossier.code, reason="Không thuộc địa bàn", by=there(), at=LATER)
    other = a_department()
    dossiers.send_transfer(dossier.code, to=other, by=here(), at=LATER)
    dossier.refresh_from_db()
    assert dossier.agency_id == other.pk
    assert dossier.standings.get(to_at=None).agency_id == other.pk
    assert facts(events(dossier.code)[-1])["agency"] == other.code


def test_only_the_receiver_accepts_or_returns_and_only_the_sender_sends():
    dossier = a_dossier_for_another()
    with pytest.raises(NotAllowed):
        dossiers.accept_transfer(dossier.code, by=here(), at=LATER)
    with pytest.raises(NotVisible):
        dossiers.accept_transfer(dossier.code, by=staff("single_window_officer", agency=a_department()), at=LATER)
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.send_transfer(dossier.code, to=a_department(), by=here(), at=LATER)
    assert refused.value.code == "transfer.on_the_way"


def test_whoever_works_on_it_has_it():
    dossier = a_dossier_for_another()
    dossiers.propose(dossier.code, result="approve", by=there("specialist_officer"), at=LATER)
    assert queries.transfers_of(dossier)[0].state == "accepted"
    dossiers.undo(dossier.code, by=there("specialist_officer"), at=LATER + timedelta(minutes=1))
    dossier.refresh_from_db()
    assert queries.transfers_of(dossier)[0].state == "accepted"
    assert dossier.due_at == LATER + timedelta(days=3)


def test_a_withdrawal_ends_what_is_on_its_way():
    dossier = a_dossier_for_another()
    dossiers.withdraw(dossier.code, reason="Không cần nữa", by=here(), at=LATER)
    assert queries.transfers_of(dossier)[0].state == "cancelled"
    assert not queries.coming(there(), LATER).exists()


def test_a_result_is_handed_over_where_it_is_wanted():
    dossier = a_finished_dossier()
    counter = a_neighbour()
    at = OPENED_AT + 2 * HOUR
    dossiers.change_return(dossier.code, way="counter", counter=counter, reason="Ở gần hơn", by=here(), at=at)
    dossier.refresh_from_db()
    assert dossier.wishes["counter"] == counter.code
    with pytest.raises(NotVisible):
        queries.get_visible(dossier.code, viewer=there(), at=at)
    dossiers.send_transfer(dossier.code, to=counter, by=here(), at=at)
    assert [row.dossier.code for row in queries.coming(there(), at)] == [dossier.code]
    assert not queries.shelved_here(there(), at).exists()
    dossiers.accept_transfer(dossier.code, by=there(), at=at + HOUR)
    assert [row.code for row in queries.shelved_here(there(), at + HOUR)] == [dossier.code]
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.deliver(dossier.code, way="counter", by=here(), at=at + HOUR)
    assert refused.value.facts["agency"] == "Xã An Bình"
    assert dossiers.deliver(dossier.code, way="counter", by=there(), at=at + HOUR).state == "delivered"
    assert not queries.shelved_here(there(), at + HOUR).exists()


def test_a_result_on_its_way_is_taken_back_and_a_handed_over_one_arrived():
    dossier = a_finished_dossier()
    at = OPENED_AT + 2 * HOUR
    dossiers.send_transfer(dossier.code, to=a_neighbour(), by=here(), at=at)
    dossiers.cancel_transfer(dossier.code, reason="Người dân đã đến đây", by=here(), at=at)
    with pytest.raises(NotVisible):
        queries.get_visible(dossier.code, viewer=there(), at=at)
    dossiers.send_transfer(dossier.code, to=a_neighbour(), by=here(), at=at)
    dossiers.deliver(dossier.code, way="counter", by=there(), at=at + HOUR)
    assert [row.state for row in queries.transfers_of(dossier)] == ["cancelled", "accepted"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"way": "pigeon"}, "deliver.way_unknown"),
        ({"way": "post"}, "return.address_needed"),
        ({"way": "counter", "reason": ""}, "reason.required"),
    ],
)
def test_a_wrong_change_of_return_is_refused(body, wrong):
    dossier = a_finished_dossier()
    with pytest.raises(Invalid) as refused:
        dossiers.change_return(dossier.code, **{"reason": "Lý do", **body}, by=here(), at=OPENED_AT + 2 * HOUR)
    assert [error.code for error in refused.value.errors] == [wrong]
