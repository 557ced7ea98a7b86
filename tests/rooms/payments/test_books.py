"""Receipts and slips numbered without gaps, refunds, and tills closed once."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from motcua.agencies.models import Agency
from motcua.journal import queries as journal
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow, NotVisible
from motcua.payments import actions, queries
from motcua.payments.models import Receipt, Refund, Till, TillClosing
from motcua.payments.rules import Line
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, an_agency, staff

pytestmark = pytest.mark.django_db
AT = OPENED_AT + timedelta(hours=1)


@pytest.fixture
def officer():
    return staff("single_window_officer")


def paid(officer, amount=10_000, way="cash", at=AT, **others):
    dossier = a_received_dossier()
    actions.owe(dossier, [Line("phi", amount, "Phí")], by=officer, at=at)
    actions.confirm(dossier, amount=amount, way=way, by=officer, at=at, **others)
    return dossier


def test_receipts_count_on_by_agency_and_year(officer):
    other = staff("single_window_officer", agency=an_agency("H44.230", short="Xã An Bình"))
    for who in (officer, officer, other):
        paid(who)
    paid(officer, at=AT.replace(year=2027))
    rows = Receipt.objects.order_by("pk").values_list("agency__code", "year", "number")
    assert list(rows) == [("H44.229", 2026, 1), ("H44.229", 2026, 2), ("H44.230", 2026, 1), ("H44.229", 2027, 1)]


def test_a_payment_that_fails_leaves_no_gap(officer):
    def broken():
        with transaction.atomic():
            paid(officer)
            raise RuntimeError

    paid(officer)
    with pytest.raises(RuntimeError):
        broken()
    paid(officer)
    assert list(Receipt.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_receipt_names_who_paid(officer):
    paid(officer)
    paid(officer, payer="  Công ty   Mai  ")
    assert list(Receipt.objects.order_by("number").values_list("payer", flat=True)) == ["Bùi Thị Lành", "Công ty Mai"]
    with pytest.raises(Invalid):
        paid(officer, payer="x" * 201)


def test_what_the_software_confirms_has_neither_till_nor_receipt():
    dossier = paid(SYSTEM, way="online")
    assert queries.payments_of(dossier)[0].till is None
    assert not Receipt.objects.exists()
    assert not Till.objects.exists()


def test_parts_go_back_until_nothing_is_left(officer):
    dossier = paid(officer)
    for amount in (3_000, 7_000):
        actions.refund(dossier, 1, amount=amount, way="cash", reason="Thu thừa", by=officer, at=AT)
    money = queries.owed(dossier)
    assert (money.charged, money.paid, money.outstanding) == (0, 0, 0)
    assert list(Refund.objects.order_by("slip").values_list("slip", "number", "given_before")) == [
        (1, 1, 0),
        (2, 2, 3_000),
    ]
    with pytest.raises(NotLawfulNow, match=r"refund\.nothing_left"):
        actions.refund(dossier, 1, amount=1, way="cash", reason="Nữa", by=officer, at=AT)


@pytest.mark.parametrize(
    ("amount", "reason", "path"),
    [(10_001, "Thừa", "amount"), (0, "Thừa", "amount"), (1_000, " ", "reason")],
)
def test_a_wrong_refund_changes_nothing(officer, amount, reason, path):
    dossier = paid(officer)
    with pytest.raises(Invalid) as refused:
        actions.refund(dossier, 1, amount=amount, way="cash", reason=reason, by=officer, at=AT)
    assert [error.path for error in refused.value.errors] == [path]
    assert not Refund.objects.exists()


def test_above_what_was_paid_says_how_much_is_left(officer):
    dossier = paid(officer)
    actions.refund(dossier, 1, amount=4_000, way="cash", reason="Thừa", by=officer, at=AT)
    with pytest.raises(Invalid) as refused:
        actions.refund(dossier, 1, amount=6_001, way="cash", reason="Thừa", by=officer, at=AT)
    assert refused.value.errors[0].facts == {"left": "6.000\u00a0đ", "given": "6.001\u00a0đ"}


def test_a_void_receipt_is_owed_again_and_paid_anew_under_the_next_number(officer):
    dossier = paid(officer)
    actions.void(dossier, 1, reason="Ghi nhầm tiền mặt", by=officer, at=AT)
    assert queries.owed(dossier).outstanding == 10_000
    actions.confirm(dossier, amount=10_000, way="transfer", by=officer, at=AT)
    assert [(one.receipt.number, one.voided) for one in queries.paid(dossier) if one.receipt] == [(1, True), (2, False)]
    with pytest.raises(NotLawfulNow, match=r"refund\.nothing_left"):
        actions.void(dossier, 1, reason="Lần nữa", by=officer, at=AT)


def test_the_journal_knows_amounts_and_numbers_and_no_reason(officer):
    dossier = paid(officer)
    actions.refund(dossier, 1, amount=4_000, way="cash", reason="Bà Mai được miễn", by=officer, at=AT)
    event = journal.events(actions.subject_of(dossier))[-1]
    assert event.type == "payment.refunded"
    assert journal.facts(event)["slip"] == 1
    assert "Mai" not in event.facts


def test_the_database_itself_refuses_more_than_was_paid(officer):
    dossier = paid(officer)
    payment = queries.payments_of(dossier)[0]
    row = {"payment": payment, "number": 1, "kind": "refund", "given_before": 0, "paid": 10_000, "way": "cash"}
    row |= {"reason": "x", "agency": payment.till.agency, "year": 2026, "slip": 1, "till": payment.till, "at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.create(amount=10_001, by_id=officer.account_id, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.create(amount=9_000, by_id=officer.account_id, **{**row, "kind": "void"})


def test_charges_taken_back_count_no_longer_and_overpaid_is_given_back(officer):
    dossier = paid(officer)
    actions.take_back(dossier, reason="Được miễn", by=officer, at=AT)
    assert queries.owed(dossier).overpaid == 10_000
    actions.refund(dossier, 1, amount=10_000, way="cash", reason="Được miễn", by=officer, at=AT)
    money = queries.owed(dossier)
    assert (money.charged, money.outstanding) == (0, 0)


def test_a_list_knows_what_each_dossier_owes(officer):
    owing, settled = a_received_dossier(), paid(officer)
    actions.owe(owing, [Line("phi", 7_000, "Phí")], by=officer, at=AT)
    assert queries.owed_of_many([owing.pk, settled.pk]) == {owing.pk: 7_000}


# tills


def close(officer, counted, till=None, at=AT, **others):
    till = till or Till.objects.get()
    return actions.close_till(till.pk, counted=counted, by=officer, at=at, **others)


def test_a_till_holds_cash_and_transfers_and_what_went_back(officer):
    paid(officer)
    paid(officer, 5_000, way="transfer")
    actions.refund(paid(officer, 4_000), 1, amount=1_000, way="cash", reason="Thừa", by=officer, at=AT)
    closing = close(officer, 63_000, change=50_000)
    assert (closing.cash_in, closing.cash_back, closing.transfers_in) == (14_000, 1_000, 5_000)
    assert (closing.expected, closing.difference, closing.receipts, closing.refunds) == (63_000, 0, 3, 1)
    event = journal.events("till:H44.229")[-1]
    assert journal.facts(event)["counted"] == 63_000


def test_a_difference_needs_a_reason_and_is_kept(officer):
    paid(officer)
    with pytest.raises(Invalid) as refused:
        close(officer, 9_000)
    assert [error.code for error in refused.value.errors] == ["till.reason_missing"]
    assert close(officer, 9_000, reason="Trả thiếu tiền lẻ").difference == -1_000


def test_a_till_is_closed_once_and_what_comes_later_lies_in_the_next_days(officer):
    paid(officer)
    close(officer, 10_000)
    with pytest.raises(NotLawfulNow, match=r"till\.closed_already"):
        close(officer, 10_000)
    paid(officer, 2_000)
    rows = queries.tills(Agency.objects.get(code="H44.229"))
    assert [(row.day, queries.flow_of(row).cash_in) for row in rows] == [
        (date(2026, 1, 6), 2_000),
        (date(2026, 1, 5), 10_000),
    ]
    with pytest.raises(NotLawfulNow, match=r"till\.of_tomorrow"):
        close(officer, 2_000, till=rows[0])


def test_a_colleague_closes_a_forgotten_till_with_a_reason(officer):
    paid(officer)
    colleague = staff("single_window_officer", username="hoa")
    with pytest.raises(Invalid):
        close(colleague, 10_000)
    assert close(colleague, 10_000, reason="Chị Lan nghỉ ốm").closed_by_id == colleague.account_id


def test_nobody_closes_the_till_of_another_agency(officer):
    paid(officer)
    stranger = staff("single_window_officer", agency=an_agency("H44.230", short="Xã An Bình"))
    with pytest.raises(NotVisible):
        close(stranger, 10_000)
    with pytest.raises(NotAllowed):
        close(staff("commune_leader"), 10_000)


@pytest.mark.parametrize("table", ["refund", "receipt", "till", "tillclosing", "chargetakenback"])
def test_the_books_are_never_rubbed_out(officer, table):
    dossier = paid(officer)
    actions.refund(dossier, 1, amount=1, way="cash", reason="Thừa", by=officer, at=AT)
    actions.take_back(dossier, reason="Sai", by=officer, at=AT)
    close(officer, 9_999)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM payments_{table}")


def test_a_closing_that_does_not_add_up_is_refused_by_the_database(officer):
    paid(officer)
    sums = {"cash_in": 10_000, "cash_back": 0, "transfers_in": 0, "transfers_back": 0, "receipts": 1, "refunds": 0}
    with pytest.raises(IntegrityError), transaction.atomic():
        TillClosing.objects.create(
            till=Till.objects.get(),
            expected=9_000,
            counted=9_000,
            difference=0,
            closed_at=AT,
            closed_by_id=officer.account_id,
            **sums,
        )


def test_the_report_tells_every_line_in_order(officer):
    dossier = paid(officer)
    actions.void(dossier, 1, reason="Nhầm", by=officer, at=AT + timedelta(minutes=1))
    lines = queries.movements(Till.objects.get())
    assert [(line.book, line.amount, line.voided) for line in lines] == [
        ("receipt", 10_000, True),
        ("refund", -10_000, False),
    ]
