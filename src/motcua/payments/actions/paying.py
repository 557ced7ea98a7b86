"""Confirming that money is there, and the receipt for it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.journal.actions import record
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.payments import queries, rules
from motcua.payments.actions import books
from motcua.payments.actions.charging import lock, subject_of
from motcua.payments.models import Payment, Receipt
from motcua.payments.rules import Line, Way

MOST_PAYER = 200


@transaction.atomic
def confirm(
    dossier: Dossier,
    *,
    amount: int,
    way: str,
    by: Actor,
    at: datetime,
    ways: Iterable[str] = tuple(Way),
    payer: str = "",
) -> Payment:
    """Confirm that the whole of what is owed is there; `ways` narrows what this confirmer may say. What an officer
    takes goes into the till of the day and has its receipt, in the name of `payer` (else of who filed).

    Raises NotLawfulNow `payment.nothing_owed`, Invalid for too little, too much or an unknown way.
    """
    lock(dossier)
    owed = queries.owed(dossier)
    if owed.outstanding <= 0:
        raise NotLawfulNow("payment.nothing_owed", code=dossier.code)
    errors = rules.judge_payment(owed.outstanding, amount, way, ways)
    payer = text.normal(payer)
    if len(payer) > MOST_PAYER:
        errors.append(FieldError("payer", "payment.payer_too_long"))
    if errors:
        raise Invalid("payment.invalid", errors)
    at_till = books.keeps_a_till(by)
    payment = Payment.objects.create(
        dossier=dossier,
        number=Payment.objects.filter(dossier=dossier).count() + 1,
        amount=amount,
        way=way,
        till=books.open_till(by, at=at) if at_till else None,
        confirmed_at=at,
        confirmed_by_id=by.account_id,
    )
    record(
        "payment.confirmed",
        subject=subject_of(dossier),
        by=by,
        at=at,
        dossier=dossier.code,
        number=payment.number,
        amount=amount,
        way=way,
    )
    if at_till:
        _receipt(payment, owed, payer or (dossier.submitter or dossier.applicant).full_name, by=by, at=at)
    return payment


def _receipt(payment: Payment, owed: queries.Owed, payer: str, *, by: Actor, at: datetime) -> Receipt:
    till = payment.till
    assert till is not None
    lines = [
        Line(row.kind, row.amount, row.name_vi, row.name_en, quantity=row.quantity, unit_vi=row.unit_vi)
        for row in owed.lines
        if row.amount
    ]
    year = clock.local(at).year
    receipt = Receipt.objects.create(
        payment=payment,
        agency=till.agency,
        year=year,
        number=books.next_number(books.RECEIPTS, till.agency, year),
        payer=payer[:MOST_PAYER],
        lines=[
            {"name_vi": line.name_vi, "amount": line.amount, "quantity": line.quantity, "unit_vi": line.unit_vi}
            for line in rules.settled_by(lines, payment.amount)
        ],
        issued_at=at,
        issued_by_id=int(by.id),
    )
    record(
        "receipt.issued",
        subject=subject_of(payment.dossier),
        by=by,
        at=at,
        dossier=payment.dossier.code,
        payment=payment.number,
        agency=till.agency.code,
        series=receipt.series,
        number=receipt.number,
        amount=payment.amount,
    )
    return receipt
