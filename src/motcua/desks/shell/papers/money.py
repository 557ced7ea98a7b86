"""What the papers of money say: receipt, slip of a refund, the day's till, the register of certified copies."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.certification.models import Entry
from motcua.desks.shell import formats
from motcua.desks.shell.papers.facts import place_name, window_of
from motcua.kernel import clock
from motcua.kernel import money as amounts
from motcua.kernel.actor import Actor
from motcua.payments.models import Receipt, Refund
from motcua.payments.queries import Movement, TillRow
from motcua.payments.rules import Flow

WAYS = {"cash": "tiền mặt", "transfer": "chuyển khoản", "online": "trực tuyến"}


def money_receipt_facts(receipt: Receipt) -> dict[str, Any]:
    """A receipt as it was given; what became of it since is said on it, never changed in it."""
    payment = receipt.payment
    dossier = payment.dossier
    back = list(payment.refunds.order_by("number"))
    void = next((one for one in back if one.kind == Refund.Kind.VOID), None)
    refunded = sum(one.amount for one in back if one.kind == Refund.Kind.REFUND)
    party = dossier.submitter or dossier.applicant
    return {
        **office_facts(receipt.agency, receipt.issued_at),
        "number": f"{receipt.number:07d}",
        "series": receipt.series,
        "receipt": f"{receipt.number:07d}",
        "code": dossier.code,
        "payer": receipt.payer,
        "personal_id": party.personal_id if party.full_name == receipt.payer else "",
        "procedure": dossier.procedure_version.name_vi,
        "lines": [
            {
                "name": str(line["name_vi"]),
                "quantity": f"{line.get('quantity', 1)} {line.get('unit_vi', '')}".strip(),
                "amount": _money(int(line["amount"])),
            }
            for line in receipt.lines
        ],
        "total": _money(payment.amount),
        "words": amounts.in_words(payment.amount),
        "way": WAYS[payment.way],
        "officer": receipt.issued_by.full_name,
        "void": f"{_slip(void)}, {void.reason}" if void else "",
        "refunded": f"{_money(refunded)}, {', '.join(_slip(one) for one in back)}" if refunded else "",
    }


def refund_slip_facts(refund: Refund) -> dict[str, Any]:
    """The slip of one refund."""
    payment = refund.payment
    dossier = payment.dossier
    receipt = getattr(payment, "receipt", None)
    party = dossier.submitter or dossier.applicant
    return {
        **office_facts(refund.agency, refund.at),
        "number": f"{refund.slip:05d}",
        "series": refund.series,
        "slip": f"{refund.slip:05d}",
        "code": dossier.code,
        "payer": receipt.payer if receipt else party.full_name,
        "procedure": dossier.procedure_version.name_vi,
        "receipt": f"{receipt.series} số {receipt.number:07d}" if receipt else "hệ thống khác xác nhận",
        "paid": _money(refund.paid),
        "total": _money(refund.amount),
        "words": amounts.in_words(refund.amount),
        "way": WAYS[refund.way],
        "reason": refund.reason,
        "void": refund.kind == Refund.Kind.VOID,
        "officer": refund.by.full_name,
    }


def till_facts(rows: Sequence[TillRow], lines: Sequence[Movement], *, printed_by: str, at: datetime) -> dict[str, Any]:
    """One till, or all of a counter's day: `rows` are never empty."""
    till = rows[0].till
    total = Flow()
    for row in rows:
        total += row.flow
    return {
        **office_facts(till.agency, at),
        "number": f"{till.day:%d%m%Y}/QQ",
        "code": f"{till.agency.code} {formats.day(till.day, 'vi')}",
        "title": f"Ngày {formats.day(till.day, 'vi')}",
        "printed": f"In lúc {formats.instant(at, 'vi')}, {printed_by}",
        "tills": [_till(row) for row in rows],
        "sum": _sums(total),
        "words": amounts.in_words(total.total) if total.total >= 0 else f"Âm {amounts.in_words(-total.total).lower()}",
        "lines": [
            {
                "at": formats.hour(line.at),
                "number": f"{line.series} {line.number}",
                "dossier": line.dossier,
                "payer": ". ".join(part for part in (line.payer, "đã hủy" if line.voided else "", line.reason) if part),
                "way": WAYS[line.way],
                "amount": _money(line.amount),
            }
            for line in lines
        ],
        "cashier": till.cashier.full_name if len(rows) == 1 else "",
    }


def register_facts(agency: Agency, first: date, last: date, rows: Sequence[Entry], *, at: datetime) -> dict[str, Any]:
    """The register of a period; cancelled lines stand in it with their reason and count nothing."""
    counted = [row for row in rows if not hasattr(row, "cancelled")]
    copies, fees = sum(row.copies for row in counted), sum(row.fee for row in counted)
    period = formats.period(first, last, "vi") if first != last else formats.day(first, "vi")
    books = sorted({row.book for row in rows})
    return {
        **office_facts(agency, at),
        "number": "SCT/BS",
        "code": agency.code,
        "title": f"{'Quyển số ' + ', '.join(books) + '. ' if books else ''}{period}",
        "printed": f"In lúc {formats.instant(at, 'vi')}",
        "rows": [
            {
                "number": str(row.number),
                "at": f"{formats.hour(row.certified_at)} {formats.day(clock.local_day(row.certified_at), 'vi')}",
                "requester": row.requester,
                "document": row.document,
                "signer": ", ".join(part for part in (row.signed_by, row.signed_as) if part),
                "pages": str(row.pages),
                "copies": str(row.copies),
                "fee": _money(row.fee),
                "note": f"Hủy: {row.cancelled.reason}" if hasattr(row, "cancelled") else "",
            }
            for row in rows
        ],
        "total": f"{len(counted)} bản chính, {formats.integer(copies, 'vi')} bản sao, {_money(fees)}",
    }


def office_facts(agency: Agency, at: datetime) -> dict[str, Any]:
    """What stands above every paper of a counter that is not about one dossier alone."""
    here = clock.local(at)
    day = here.date()
    return {
        "set_at": int(here.timestamp()),
        "agency": agencies.name_of(agency, day, "vi").replace("Ủy ban nhân dân", "UBND").upper(),
        "window": window_of(agency, day).upper(),
        "place_day": f"{place_name(agency, here)}, ngày {day:%d} tháng {day:%m} năm {day.year}",
        "qr": "",
    }


def name_of(by: Actor) -> str:
    """The name of who prints; empty for the software."""
    from motcua.people import queries as accounts

    return accounts.get_account(by.account_id).full_name if by.account_id is not None else ""


def _till(row: TillRow) -> dict[str, str]:
    closing = row.closing
    said = {
        "cashier": row.till.cashier.full_name,
        **_sums(row.flow),
        "closed": "",
        "change": "",
        "expected": "",
        "counted": "",
        "difference": "",
        "reason": "",
        "closed_by": "",
    }
    if closing is not None:
        said |= {
            "closed": formats.instant(closing.closed_at, "vi"),
            "change": _money(closing.change),
            "expected": _money(closing.expected),
            "counted": _money(closing.counted),
            "difference": _money(closing.difference),
            "reason": closing.reason,
            "closed_by": closing.closed_by.full_name,
        }
    return said


def _sums(flow: Flow) -> dict[str, str]:
    return {
        "cash_in": _money(flow.cash_in),
        "cash_back": _money(flow.cash_back),
        "transfers": _money(flow.transfers),
        "receipts": str(flow.receipts),
        "total": _money(flow.total),
    }


def _slip(refund: Refund) -> str:
    return f"phiếu {refund.series} số {refund.slip:05d}"


def _money(amount: int) -> str:
    return formats.money(amount, "vi")
