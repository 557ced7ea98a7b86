"""What must lie in a till, and judging what was counted; pure."""

from dataclasses import dataclass

from motcua.kernel.errors import FieldError
from motcua.kernel.money import MOST, is_amount
from motcua.payments.rules.money import judge_reason


@dataclass(frozen=True, slots=True)
class Flow:
    """Money of a till in đồng, and how many receipts and slips it went by."""

    cash_in: int = 0
    cash_back: int = 0
    transfers_in: int = 0
    transfers_back: int = 0
    receipts: int = 0
    refunds: int = 0

    @property
    def cash(self) -> int:
        return self.cash_in - self.cash_back

    @property
    def transfers(self) -> int:
        return self.transfers_in - self.transfers_back

    @property
    def total(self) -> int:
        return self.cash + self.transfers

    def __add__(self, other: "Flow") -> "Flow":
        return Flow(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def expected(change: int, flow: Flow) -> int:
    """The cash that must be in the till: the change it began with, what came, less what was given back."""
    return change + flow.cash


def judge_count(change: object, counted: object, due: int | None, reason: str, *, other: bool) -> list[FieldError]:
    """Wrong members of a closing; `due` is the expected cash, `other` that somebody else than the cashier closes.

    A difference, or a till closed by another, needs a reason.
    Codes: till.amount_wrong, till.reason_missing, till.reason_other, refund.reason_too_long.
    """
    errors = []
    for path, value in (("change", change), ("counted", counted)):
        if not is_amount(value) or value > MOST:  # type: ignore[operator]  # is_amount: an int
            errors.append(FieldError(path, "till.amount_wrong"))
    if errors:
        return errors
    if not reason and due is not None and counted != due:
        return [FieldError("reason", "till.reason_missing")]
    if not reason and other:
        return [FieldError("reason", "till.reason_other")]
    return judge_reason(reason) if reason else []
