"""Receipts and slips of refunds, for who may see the dossier."""

from collections.abc import Iterable

from django.db.models import QuerySet

from motcua.dossiers.models import Dossier
from motcua.kernel.errors import NotVisible
from motcua.payments.models import Receipt, Refund


def get_receipt(dossier: Dossier, number: int) -> Receipt:
    """The receipt of payment `number` of a dossier. Raises NotVisible."""
    row = receipts_of(dossier).filter(payment__number=number).first()
    if row is None:
        raise NotVisible("receipt.unknown")
    return row


def receipts_of(dossier: Dossier) -> QuerySet[Receipt]:
    """The receipts of a dossier, oldest first."""
    return (
        Receipt.objects.filter(payment__dossier=dossier)
        .select_related("payment__dossier", "agency", "issued_by")
        .order_by("payment__number")
    )


def receipts_for(dossiers: Iterable[int]) -> dict[int, Receipt]:
    """The last receipt of each of these dossiers (primary keys), for a list."""
    rows = Receipt.objects.filter(payment__dossier__in=list(dossiers)).select_related("payment").order_by("pk")
    return {row.payment.dossier_id: row for row in rows}


def refunds_of(dossier: Dossier) -> QuerySet[Refund]:
    """Every slip of a dossier, oldest first."""
    return (
        Refund.objects.filter(payment__dossier=dossier)
        .select_related("payment__receipt", "payment__dossier", "agency", "by")
        .order_by("at", "pk")
    )


def find_refund(dossier: Dossier, payment: int, number: int) -> Refund | None:
    """One slip, or None."""
    return refunds_of(dossier).filter(payment__number=payment, number=number).first()


def get_refund(dossier: Dossier, payment: int, number: int) -> Refund:
    """One slip. Raises NotVisible."""
    row = find_refund(dossier, payment, number)
    if row is None:
        raise NotVisible("receipt.unknown")
    return row
