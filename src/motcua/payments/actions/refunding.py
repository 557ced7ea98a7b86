"""Giving money back: what was not owed (refund), or a receipt that was wrong as it stood (void). Nothing is edited."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from motcua.dossiers.models import Dossier
from motcua.journal.actions import record
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.payments import queries, rules
from motcua.payments.actions import books
from motcua.payments.actions.charging import lock, subject_of
from motcua.payments.models import Payment, Refund


@transaction.atomic
def refund(dossier: Dossier, number: int, *, amount: int, way: str, reason: str, by: Actor, at: datetime) -> Refund:
    """Give back a part or the whole of payment `number`: it was not owed, and is owed no longer.

    Raises Invalid (above what is left of the payment, no reason), NotLawfulNow `refund.nothing_left`.
    """
    return _give_back(dossier, number, Refund.Kind.REFUND, amount, way, reason, by=by, at=at)


@transaction.atomic
def void(dossier: Dossier, number: int, *, reason: str, by: Actor, at: datetime) -> Refund:
    """Void payment `number` and its receipt: all of it goes back the way it came, and is owed again.

    Raises NotLawfulNow when some of it was given back before, Invalid without a reason.
    """
    return _give_back(dossier, number, Refund.Kind.VOID, None, "", reason, by=by, at=at)


def _give_back(
    dossier: Dossier, number: int, kind: str, amount: int | None, way: str, reason: str, *, by: Actor, at: datetime
) -> Refund:
    lock(dossier)
    payment = Payment.objects.filter(dossier=dossier, number=number).first()
    if payment is None:
        raise Invalid("refund.invalid", [FieldError("payment", "refund.payment_unknown", number=number)])
    before = payment.refunds.aggregate(total=Sum("amount"))["total"] or 0
    if before >= payment.amount or (kind == Refund.Kind.VOID and before):
        raise NotLawfulNow("refund.nothing_left", number=number, code=dossier.code)
    if kind == Refund.Kind.VOID:
        amount, way = payment.amount, payment.way if payment.way in rules.AT_COUNTER else rules.Way.TRANSFER
    reason = text.normal_lines(reason)
    if errors := rules.judge_refund(payment.amount, before, amount, way, reason):
        raise Invalid("refund.invalid", errors)
    assert amount is not None
    overpaid = max(0, -queries.owed(dossier).outstanding)
    till = books.open_till(by, at=at)
    year = clock.local(at).year
    row = Refund.objects.create(
        payment=payment,
        number=payment.refunds.count() + 1,
        kind=kind,
        amount=amount,
        forgiven=max(0, amount - overpaid) if kind == Refund.Kind.REFUND else 0,
        given_before=before,
        paid=payment.amount,
        way=way,
        reason=reason,
        agency=till.agency,
        year=year,
        slip=books.next_number(books.REFUNDS, till.agency, year),
        till=till,
        at=at,
        by_id=int(by.id),
    )
    record(
        "payment.refunded" if kind == Refund.Kind.REFUND else "payment.voided",
        subject=subject_of(dossier),
        by=by,
        at=at,
        dossier=dossier.code,
        number=payment.number,
        amount=amount,
        way=way,
        agency=till.agency.code,
        slip=row.slip,
    )
    return row
