"""Asking for a payment and confirming it: state and money change together or not at all."""

from datetime import timedelta

import pytest

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.flows import pay
from motcua.journal import queries as journal
from motcua.journal.requests import Repeated, RequestKey, first_answer
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow, NotVisible
from motcua.payments import actions as payments
from motcua.payments.models import Charge, Payment
from motcua.payments.queries import owed
from motcua.payments.rules import Line
from tests.factories.plain_lives import (
    OPENED_AT,
    a_dossier,
    a_received_dossier,
    a_version,
    an_account,
    an_agency,
    citizen,
    staff,
)

pytestmark = pytest.mark.django_db
AT = OPENED_AT + timedelta(hours=1)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def counter():
    return staff("single_window_officer")


@pytest.fixture
def specialist():
    return staff("specialist_officer")


def test_what_the_version_charges_by_default_is_asked_and_paid(counter, specialist):
    code = a_received_dossier(version=a_version({"amount": 8_000}, {"amount": 2_000, "kind": "phi"})).code
    dossier = pay.request_payment(code, note="Phí chứng thực", by=specialist, at=AT)
    assert dossier.state == "payment_due"
    assert owed(dossier).outstanding == 10_000
    assert journal.facts(journal.events(code, ("dossier.payment_due",))[0]) == {"amount": 10_000}

    dossier = pay.confirm_payment(code, amount=10_000, way="cash", by=counter, at=LATER)
    assert dossier.state == "processing"
    assert owed(dossier).outstanding == 0


def test_what_was_charged_comes_before_the_default(counter, specialist):
    dossier = a_received_dossier(version=a_version({"amount": 8_000}))
    payments.owe(dossier, [Line("phi", 3_000, "Ba trang")], by=counter, at=AT)
    pay.request_payment(dossier.code, by=specialist, at=AT)
    assert [line.amount for line in owed(dossier).lines] == [3_000]


def test_the_fee_is_that_of_the_channel(specialist):
    version = a_version({"amount": 20_000}, {"amount": 10_000, "channel": "online"})
    online, direct = (a_received_dossier(version=version, channel=channel) for channel in ("online", "direct"))
    for dossier, amount in ((online, 10_000), (direct, 20_000)):
        pay.request_payment(dossier.code, by=specialist, at=AT)
        assert owed(dossier).outstanding == amount


@pytest.mark.parametrize("fees", [(), ({"amount": 0},), ({"amount": 8_000, "is_default": False},)])
def test_where_nothing_is_owed_nothing_is_asked(specialist, fees):
    code = a_received_dossier(version=a_version(*fees)).code
    with pytest.raises(NotLawfulNow, match=r"payment\.nothing_owed"):
        pay.request_payment(code, by=specialist, at=AT)
    assert Dossier.objects.get(code=code).state == "received"
    assert not journal.events(code, ("dossier.payment_due", "dossier.processing"))


def test_a_fee_that_is_not_known_is_not_guessed(specialist):
    code = a_received_dossier(version=a_version({"amount": None}, {"amount": 5_000, "kind": "phi"})).code
    with pytest.raises(NotLawfulNow, match=r"payment\.fee_unknown"):
        pay.request_payment(code, by=specialist, at=AT)
    assert not Charge.objects.exists()


def test_a_second_demand_after_payment_needs_a_charge(counter, specialist):
    dossier = a_received_dossier(version=a_version({"amount": 8_000}))
    pay.request_payment(dossier.code, by=specialist, at=AT)
    pay.confirm_payment(dossier.code, amount=8_000, way="cash", by=counter, at=LATER)
    with pytest.raises(NotLawfulNow, match=r"payment\.nothing_owed"):
        pay.request_payment(dossier.code, by=specialist, at=LATER)
    payments.owe(dossier, [Line("phi", 1_000, "Thêm một trang")], by=counter, at=LATER)
    pay.request_payment(dossier.code, by=specialist, at=LATER)
    assert owed(dossier).outstanding == 1_000


@pytest.mark.parametrize(
    ("amount", "way", "wrong"),
    [(7_999, "cash", "amount"), (8_001, "transfer", "amount"), (8_000, "online", "way"), (8_000, "", "way")],
)
def test_a_wrong_payment_changes_neither_state_nor_money(counter, specialist, amount, way, wrong):
    code = a_received_dossier(version=a_version({"amount": 8_000})).code
    pay.request_payment(code, by=specialist, at=AT)
    with pytest.raises(Invalid) as refusal:
        pay.confirm_payment(code, amount=amount, way=way, by=counter, at=LATER)
    assert [error.path for error in refusal.value.errors] == [wrong]
    assert Dossier.objects.get(code=code).state == "payment_due"
    assert not Payment.objects.exists()
    assert not journal.events(code, ("dossier.paid",))


def test_role_and_state_are_judged_before_money(counter, specialist):
    account = an_account()
    code = a_received_dossier(account=account).code
    with pytest.raises(NotAllowed):
        pay.request_payment(code, by=citizen(account), at=AT)
    with pytest.raises(NotAllowed):
        pay.confirm_payment(code, amount=1, way="cash", by=specialist, at=AT)
    with pytest.raises(NotLawfulNow, match=r"act\.not_lawful_now"):
        pay.confirm_payment(code, amount=1, way="cash", by=counter, at=AT)
    submitted = a_dossier()
    with pytest.raises(NotLawfulNow, match=r"act\.not_lawful_now"):
        pay.request_payment(submitted.code, by=counter, at=AT)
    stranger = staff("single_window_officer", agency=an_agency("H44.230", parent="H44", short="Xã An Bình"))
    with pytest.raises(NotVisible):
        pay.request_payment(code, by=stranger, at=AT)


@pytest.mark.parametrize("pauses", [True, False])
def test_the_clock_stands_still_only_where_the_version_says_so(counter, specialist, pauses):
    dossier = a_received_dossier(version=a_version({"amount": 8_000}, pause_on_payment=pauses))
    asked = pay.request_payment(dossier.code, by=specialist, at=AT)
    assert (asked.paused_since is not None) == pauses
    paid = pay.confirm_payment(dossier.code, amount=8_000, way="cash", by=counter, at=LATER)
    assert paid.due_at - dossier.due_at == (LATER - AT if pauses else timedelta(0))


def test_a_repeated_request_is_answered_as_the_first(specialist):
    code = a_received_dossier(version=a_version({"amount": 8_000})).code
    request = RequestKey("k1", "hash of the body")
    pay.request_payment(code, by=specialist, at=AT, request=request, render=lambda row: {"state": row.state})
    assert first_answer(specialist, request) == {"state": "payment_due"}
    other = a_received_dossier(version=a_version()).code
    with pytest.raises(Repeated):
        pay.request_payment(other, by=specialist, at=AT, request=request, render=lambda row: {"state": row.state})
    assert Dossier.objects.get(code=other).state == "received"


def test_a_payment_in_the_state_of_waiting_without_charge_is_refused(counter, specialist):
    code = a_received_dossier().code
    dossiers.request_payment(code, amount=5, by=specialist, at=AT)
    with pytest.raises(NotLawfulNow, match=r"payment\.nothing_owed"):
        pay.confirm_payment(code, amount=5, way="cash", by=counter, at=LATER)
