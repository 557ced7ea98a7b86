"""Reading what is owed."""

from dataclasses import dataclass

from django.db.models import Sum

from motcua.dossiers.models import Dossier
from motcua.payments.models import Charge, Payment


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One line that was charged, in đồng."""

    number: int
    kind: str
    name_vi: str
    name_en: str
    amount: int


@dataclass(frozen=True, slots=True)
class Owed:
    """A dossier's money, in whole đồng: charged − paid = outstanding."""

    charged: int
    paid: int
    outstanding: int
    lines: tuple[ChargeRow, ...]


def owed(dossier: Dossier) -> Owed:
    """What was charged, what was paid and what is still owed."""
    lines = tuple(
        ChargeRow(row.number, row.kind, row.name_vi, row.name_en, row.amount)
        for row in Charge.objects.filter(dossier=dossier).order_by("number")
    )
    charged = sum(line.amount for line in lines)
    paid = Payment.objects.filter(dossier=dossier).aggregate(total=Sum("amount"))["total"] or 0
    return Owed(charged, paid, charged - paid, lines)


def payments_of(dossier: Dossier) -> list[Payment]:
    """The payments of a dossier, oldest first."""
    return list(Payment.objects.filter(dossier=dossier).order_by("number"))
