"""Whether a payment settles what is owed, and how much of it may go back; pure."""

from collections.abc import Iterable
from enum import StrEnum

from motcua.kernel.errors import FieldError
from motcua.kernel.money import is_amount, written

MOST_REASON = 500


class Way(StrEnum):
    """How money came. `online` is confirmed by a gateway, never by a hand."""

    CASH = "cash"
    TRANSFER = "transfer"
    ONLINE = "online"


AT_COUNTER = (Way.CASH, Way.TRANSFER)
"""The ways that an officer may confirm (contract section 8)."""


def judge_payment(outstanding: int, amount: int, way: str, ways: Iterable[str] = tuple(Way)) -> list[FieldError]:
    """Wrong members of a payment. A payment settles the whole of what is owed, to the đồng.

    Codes: payment.amount_wrong, payment.too_little, payment.too_much, payment.way_unknown.
    """
    errors = []
    if not is_amount(amount) or amount == 0:
        errors.append(FieldError("amount", "payment.amount_wrong"))
    elif amount < outstanding:
        errors.append(FieldError("amount", "payment.too_little", owed=outstanding, given=amount))
    elif amount > outstanding:
        errors.append(FieldError("amount", "payment.too_much", owed=outstanding, given=amount))
    allowed = tuple(ways)
    if way not in allowed:
        errors.append(FieldError("way", "payment.way_unknown", allowed=", ".join(allowed)))
    return errors


def judge_refund(paid: int, given_before: int, amount: object, way: str, reason: str) -> list[FieldError]:
    """Wrong members of a refund; never more goes back than came.

    Codes: refund.amount_wrong, refund.above_paid, refund.reason_missing, refund.reason_too_long, payment.way_unknown.
    """
    errors = []
    left = paid - given_before
    if not isinstance(amount, int) or not is_amount(amount) or amount == 0:
        errors.append(FieldError("amount", "refund.amount_wrong"))
    elif amount > left:
        errors.append(FieldError("amount", "refund.above_paid", left=written(left), given=written(amount)))
    if way not in AT_COUNTER:
        errors.append(FieldError("way", "payment.way_unknown", allowed=", ".join(AT_COUNTER)))
    return errors + judge_reason(reason)


def judge_reason(reason: str, path: str = "reason") -> list[FieldError]:
    """A reason is said, in at most 500 characters."""
    if not reason:
        return [FieldError(path, "refund.reason_missing")]
    return [FieldError(path, "refund.reason_too_long")] if len(reason) > MOST_REASON else []
