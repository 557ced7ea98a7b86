"""Two at once: one till closed by two, receipts and register numbers given to many, one refund asked for twice."""

import pytest

from motcua.certification.models import Entry
from motcua.certification.rules import Original
from motcua.flows import act as acts
from motcua.flows import certify
from motcua.flows.certify import Request
from motcua.journal.queries import verify
from motcua.kernel.errors import NotLawfulNow
from motcua.payments import actions, queries
from motcua.payments.models import Payment, Receipt, Refund, Till, TillClosing
from tests.factories import plain_lives
from tests.flows.faults.test_at_once import at_once
from tests.flows.money.counter import AT, MAI, copies

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lan(open_pack):
    return plain_lives.staff("single_window_officer", username="lan")


@pytest.fixture
def hoa(open_pack):
    return plain_lives.staff("single_window_officer", username="hoa")


def test_many_people_at_two_desks_have_consecutive_numbers_and_no_gap(lan, hoa):
    request = Request(MAI, (Original(1, 1),))
    found = at_once(*[lambda who=who: certify.certify(request, by=who, at=AT) for who in (lan, hoa, lan, hoa)])
    assert not [one for one in found if isinstance(one, Exception)], found
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert sorted(queries.flow_of(till).cash_in for till in Till.objects.all()) == [4_000, 4_000]
    assert verify(b"x")[1] is None


def test_a_till_that_two_close_at_once_is_closed_once(lan, hoa):
    copies(lan)
    till = Till.objects.get()

    def close(who):
        return actions.close_till(till.pk, counted=4_000, reason="Chốt thay", by=who, at=AT)

    found = at_once(lambda: close(lan), lambda: close(hoa))
    assert [type(one) for one in found].count(NotLawfulNow) == 1, found
    assert TillClosing.objects.count() == 1


def test_a_payment_while_the_till_is_closed_lies_in_one_of_the_two_and_is_counted_once(lan):
    copies(lan)
    till = Till.objects.get()
    closed, done = at_once(
        lambda: actions.close_till(till.pk, counted=4_000, reason="Đếm được", by=lan, at=AT), lambda: copies(lan)
    )
    assert not isinstance(done, Exception), done
    assert not isinstance(closed, Exception), closed
    assert closed.cash_in == queries.flow_of(till).cash_in
    assert sum(queries.flow_of(one).cash_in for one in Till.objects.all()) == 8_000


def test_a_refund_pressed_at_two_desks_gives_the_money_back_once(lan, hoa):
    code = copies(lan).dossier.code
    body = {"amount": 4_000, "reason": "Thu thừa"}
    found = at_once(*[lambda who=who: acts.perform(code, "refund", body, by=who, at=AT) for who in (lan, hoa)])
    assert [type(one) for one in found].count(NotLawfulNow) == 1, found
    assert Refund.objects.count() == 1
    assert Payment.objects.count() == 1
