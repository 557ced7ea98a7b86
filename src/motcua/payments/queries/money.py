"""What is owed and what was paid of one dossier, or of a page of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from motcua.dossiers.models import Dossier
from motcua.payments.models import Charge, Payment, Receipt, Refund


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One line that is charged, in đồng; `waived` is what an exemption spares."""

    number: int
    kind: str
    name_vi: str
    name_en: str
    amount: int
    quantity: int = 1
    unit_vi: str = ""
    unit_en: str = ""
    exemption_vi: str = ""
    waived: int = 0
    decision_no: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A dossier's money, in whole đồng: charged − paid = outstanding. What was taken back or forgiven is not charged,
    what was given back is not paid; below zero, so much too much was paid."""

    charged: int
    paid: int
    outstanding: int
    lines: tuple[ChargeRow, ...]
    waived: int = 0

    @property
    def overpaid(self) -> int:
        return max(0, -self.outstanding)


def owed(dossier: Dossier) -> Owed:
    """What was charged, what was paid and what is still owed."""
    lines = tuple(
        ChargeRow(**row)
        for row in Charge.objects.filter(dossier=dossier, taken_back=None)
        .order_by("number")
        .values(*ChargeRow.__slots__)
    )
    paid = Payment.objects.filter(dossier=dossier).aggregate(total=Sum("amount"))["total"] or 0
    forgiven = 0
    if paid:
        back = Refund.objects.filter(payment__dossier=dossier).aggregate(total=Sum("amount"), owed_not=Sum("forgiven"))
        paid -= back["total"] or 0
        forgiven = back["owed_not"] or 0
    charged = sum(line.amount for line in lines) - forgiven
    return Owed(charged, paid, charged - paid, lines, sum(line.waived for line in lines))


def owed_of_many(dossiers: Iterable[int]) -> dict[int, int]:
    """What is still owed (đồng) by each of these dossiers (primary keys), for a list; those that owe nothing are left
    out. Three queries, however many."""
    ids = list(dossiers)
    sums: dict[int, int] = dict.fromkeys(ids, 0)
    for pk, total in _sums(Charge.objects.filter(dossier__in=ids, taken_back=None), "dossier_id", "amount"):
        sums[pk] += total
    for pk, total in _sums(Payment.objects.filter(dossier__in=ids), "dossier_id", "amount"):
        sums[pk] -= total
    rows = Refund.objects.filter(payment__dossier__in=ids).values_list("payment__dossier_id")
    for pk, total, forgiven in rows.annotate(total=Sum("amount"), forgiven_sum=Sum("forgiven")).order_by():
        sums[pk] += total - forgiven
    return {pk: left for pk, left in sums.items() if left}


def _sums(rows, name: str, column: str):  # type: ignore[no-untyped-def]
    return rows.values_list(name).annotate(total=Sum(column)).order_by()


def payments_of(dossier: Dossier) -> list[Payment]:
    """The payments of a dossier, oldest first."""
    return list(Payment.objects.filter(dossier=dossier).order_by("number"))


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment as a page shows it: its receipt (None where a gateway or an import confirmed it), what was given back
    and what is left; `voided` when its receipt no longer counts."""

    number: int
    amount: int
    way: str
    at: datetime
    cashier: str
    receipt: Receipt | None
    refunds: tuple[Refund, ...]

    @property
    def given_back(self) -> int:
        return sum(one.amount for one in self.refunds)

    @property
    def left(self) -> int:
        return self.amount - self.given_back

    @property
    def voided(self) -> bool:
        return any(one.kind == Refund.Kind.VOID for one in self.refunds)


def paid(dossier: Dossier) -> list[Paid]:
    """Every payment with its receipt and refunds, oldest first. Two queries."""
    rows = (
        Payment.objects.filter(dossier=dossier)
        .select_related("confirmed_by", "receipt")
        .prefetch_related("refunds")
        .order_by("number")
    )
    return [
        Paid(
            number=row.number,
            amount=row.amount,
            way=row.way,
            at=row.confirmed_at,
            cashier=row.confirmed_by.full_name if row.confirmed_by else "",
            receipt=getattr(row, "receipt", None),
            refunds=tuple(sorted(row.refunds.all(), key=lambda one: one.number)),
        )
        for row in rows
    ]


def given_back(payment: Payment) -> int:
    """What was given back of a payment."""
    return payment.refunds.aggregate(total=Sum("amount"))["total"] or 0
