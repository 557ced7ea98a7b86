"""Tills: what came in and went out, of one cashier and day or of a whole counter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet, Sum

from motcua.agencies.models import Agency
from motcua.kernel.errors import NotVisible
from motcua.payments.models import Payment, Refund, Till, TillClosing
from motcua.payments.rules import Flow


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a till's report: money in by a receipt, or back by a slip (`amount` below zero)."""

    at: datetime
    book: str
    series: str
    number: int
    dossier: str
    payment: int
    refund: int
    payer: str
    way: str
    amount: int
    voided: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TillRow:
    """A till with its sums; `closing` None while it is open."""

    till: Till
    flow: Flow
    closing: TillClosing | None

    @property
    def is_open(self) -> bool:
        return self.closing is None


def tills(agency: Agency) -> QuerySet[Till]:
    """Every till of an agency, newest day first."""
    return (
        Till.objects.filter(agency=agency)
        .select_related("agency", "cashier", "closing__closed_by")
        .order_by("-day", "cashier__full_name", "pk")
    )


def get_till(agency: Agency, till_id: int) -> Till:
    """One till of the agency. Raises NotVisible."""
    row = tills(agency).filter(pk=till_id).first()
    if row is None:
        raise NotVisible("till.unknown")
    return row


def tills_on(agency: Agency, first: date, last: date) -> list[TillRow]:
    """The tills of an agency in a period, both days included, with their sums."""
    return with_flows(tills(agency).filter(day__range=(first, last)))


def with_flows(rows: Iterable[Till]) -> list[TillRow]:
    """Tills with their sums, in three queries at most however many they are."""
    found = list(rows)
    flows = flows_of([row.pk for row in found])
    return [TillRow(row, flows.get(row.pk, Flow()), getattr(row, "closing", None)) for row in found]


def flow_of(till: Till) -> Flow:
    """What came into a till and went out of it, in đồng."""
    return flows_of([till.pk]).get(till.pk, Flow())


def flows_of(ids: list[int]) -> dict[int, Flow]:
    """The sums of many tills, by primary key; a till without any payment is left out."""
    sums: dict[int, dict[str, int]] = {}
    came = Payment.objects.filter(till__in=ids).values_list("till_id", "way")
    for pk, way, total, count in came.annotate(total=Sum("amount"), count=Count("pk")).order_by():
        one = sums.setdefault(pk, {})
        one["cash_in" if way == "cash" else "transfers_in"] = total
        one["receipts"] = one.get("receipts", 0) + count
    went = Refund.objects.filter(till__in=ids).values_list("till_id", "way")
    for pk, way, total, count in went.annotate(total=Sum("amount"), count=Count("pk")).order_by():
        one = sums.setdefault(pk, {})
        one["cash_back" if way == "cash" else "transfers_back"] = total
        one["refunds"] = one.get("refunds", 0) + count
    return {pk: Flow(**one) for pk, one in sums.items()}


def movements(till: Till) -> list[Movement]:
    """Every receipt and slip of a till, in the order of their times."""
    came = (
        Payment.objects.filter(till=till)
        .select_related("receipt", "dossier")
        .prefetch_related("refunds")
        .order_by("confirmed_at", "pk")
    )
    lines = [
        Movement(
            at=row.confirmed_at,
            book="receipt",
            series=row.receipt.series,
            number=row.receipt.number,
            dossier=row.dossier.code,
            payment=row.number,
            refund=0,
            payer=row.receipt.payer,
            way=row.way,
            amount=row.amount,
            voided=any(one.kind == Refund.Kind.VOID for one in row.refunds.all()),
            reason="",
        )
        for row in came
    ]
    went = Refund.objects.filter(till=till).select_related("payment__dossier", "payment__receipt").order_by("at", "pk")
    for slip in went:
        receipt = getattr(slip.payment, "receipt", None)
        lines.append(
            Movement(
                at=slip.at,
                book="refund",
                series=slip.series,
                number=slip.slip,
                dossier=slip.payment.dossier.code,
                payment=slip.payment.number,
                refund=slip.number,
                payer=receipt.payer if receipt else "",
                way=slip.way,
                amount=-slip.amount,
                voided=False,
                reason=slip.reason,
            )
        )
    return sorted(lines, key=lambda line: line.at)
