"""Charging a dossier and confirming that it was paid."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from motcua.journal import queries as journal
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.payments import actions, queries
from motcua.payments.models import Charge, Payment
from motcua.payments.rules import Line
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, staff

pytestmark = pytest.mark.django_db
LINES = [Line("le_phi", 8_000, "Lệ phí", "Fee"), Line("phi", 2_000, "Bản sao", "Copy")]
AT = OPENED_AT + timedelta(hours=1)


@pytest.fixture
def dossier():
    return a_received_dossier()


@pytest.fixture
def officer():
    return staff("single_window_officer")


def test_a_charge_is_owed_until_it_is_paid(dossier, officer):
    actions.owe(dossier, LINES, by=officer, at=AT)
    owed = queries.owed(dossier)
    assert (owed.charged, owed.paid, owed.outstanding) == (10_000, 0, 10_000)
    assert [(line.number, line.name_vi, line.name_en, line.amount) for line in owed.lines] == [
        (1, "Lệ phí", "Fee", 8_000),
        (2, "Bản sao", "Copy", 2_000),
    ]

    payment = actions.confirm(dossier, amount=10_000, way="cash", by=officer, at=AT)
    assert queries.owed(dossier).outstanding == 0
    assert queries.payments_of(dossier) == [payment]
    assert (payment.confirmed_by_id, payment.confirmed_at) == (officer.account_id, AT)


def test_charging_and_paying_leave_one_event_each_with_numbers_and_no_names(dossier, officer):
    actions.owe(dossier, LINES, by=officer, at=AT)
    actions.confirm(dossier, amount=10_000, way="transfer", by=officer, at=AT)
    owed, paid, receipt = journal.events(actions.subject_of(dossier))
    assert (owed.type, paid.type, receipt.type) == ("charge.owed", "payment.confirmed", "receipt.issued")
    assert journal.facts(owed) == {
        "dossier": dossier.code,
        "numbers": [1, 2],
        "amount": 10_000,
        "amounts": [8_000, 2_000],
    }
    assert journal.facts(paid) == {"dossier": dossier.code, "number": 1, "amount": 10_000, "way": "transfer"}
    assert journal.facts(receipt) == {
        "dossier": dossier.code,
        "payment": 1,
        "agency": "H44.229",
        "series": "MC-26E",
        "number": 1,
        "amount": 10_000,
    }


def test_a_later_charge_is_numbered_on_and_paid_for_itself(dossier, officer):
    actions.owe(dossier, LINES[:1], by=officer, at=AT)
    actions.confirm(dossier, amount=8_000, way="cash", by=officer, at=AT)
    actions.owe(dossier, LINES[1:], by=officer, at=AT)
    owed = queries.owed(dossier)
    assert [line.number for line in owed.lines] == [1, 2]
    assert (owed.charged, owed.paid, owed.outstanding) == (10_000, 8_000, 2_000)
    assert actions.confirm(dossier, amount=2_000, way="cash", by=officer, at=AT).number == 2


@pytest.mark.parametrize(("amount", "code"), [(9_999, "payment.too_little"), (10_001, "payment.too_much")])
def test_another_amount_than_is_owed_is_refused(dossier, officer, amount, code):
    actions.owe(dossier, LINES, by=officer, at=AT)
    with pytest.raises(Invalid) as refusal:
        actions.confirm(dossier, amount=amount, way="cash", by=officer, at=AT)
    assert [(error.path, error.code) for error in refusal.value.errors] == [("amount", code)]
    assert not Payment.objects.exists()


def test_nothing_is_paid_twice(dossier, officer):
    actions.owe(dossier, LINES, by=officer, at=AT)
    actions.confirm(dossier, amount=10_000, way="cash", by=officer, at=AT)
    with pytest.raises(NotLawfulNow, match=r"payment\.nothing_owed"):
        actions.confirm(dossier, amount=10_000, way="cash", by=officer, at=AT)


def test_a_charge_of_nothing_is_refused(dossier, officer):
    with pytest.raises(Invalid, match=r"charge\.invalid"):
        actions.owe(dossier, [Line("phi", 0, "Bản sao")], by=officer, at=AT)
    assert not Charge.objects.exists()


def test_the_database_refuses_amounts_of_zero_and_unknown_ways(dossier):
    with pytest.raises(IntegrityError), transaction.atomic():
        Charge.objects.create(dossier=dossier, number=1, kind="phi", name_vi="Bản sao", amount=0, created_at=AT)
    for amount, way in ((0, "cash"), (1, "gold")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.create(dossier=dossier, number=1, amount=amount, way=way, confirmed_at=AT)


@pytest.mark.parametrize("statement", ["UPDATE payments_{} SET amount = 1", "DELETE FROM payments_{}"])
@pytest.mark.parametrize("table", ["charge", "payment"])
def test_the_database_lets_nobody_change_or_delete_money(dossier, officer, statement, table):
    actions.owe(dossier, LINES, by=officer, at=AT)
    actions.confirm(dossier, amount=10_000, way="cash", by=officer, at=AT)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
