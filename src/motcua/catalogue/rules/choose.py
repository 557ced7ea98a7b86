"""Which limit counts, what is owed, which version is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from motcua.kernel import versions


class LimitLike(Protocol):
    """What is read of a limit: rows, specs and lines of a sheet alike."""

    @property
    def channel(self) -> str: ...
    @property
    def case(self) -> str: ...


class FeeLike(Protocol):
    """What is read of a fee line."""

    @property
    def amount(self) -> int | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def is_default(self) -> bool: ...


class Dated(Protocol):
    """Something with half-open validity."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


L = TypeVar("L", bound=LimitLike)
D = TypeVar("D", bound=Dated)


def choose_limit(limits: Iterable[L], channel: str = "", case: str = "") -> L | None:
    """The most particular limit: for channel and case, for the case, for the channel, the general one."""
    known = {(limit.channel, limit.case): limit for limit in limits}
    for key in ((channel, case), ("", case), (channel, ""), ("", "")):
        if key in known:
            return known[key]
    return None


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed when nobody states another condition: `amount` in đồng of one unit (a page, a copy) of each line;
    `is_known` False when a line's amount is set by a council and not recorded here: then the counter says how much."""

    amount: int
    is_known: bool


def owed(fees: Iterable[FeeLike], channel: str = "") -> Owed:
    """The default lines of the channel; where it has none of its own, those without a channel. No line: nothing."""
    default = [fee for fee in fees if fee.is_default]
    lines = [fee for fee in default if fee.channel and fee.channel == channel] or [
        fee for fee in default if not fee.channel
    ]
    return Owed(
        amount=sum(fee.amount for fee in lines if fee.amount is not None),
        is_known=all(fee.amount is not None for fee in lines),
    )


def version_on(rows: Iterable[D], on: date) -> D | None:
    """The row that holds on a day; of several (none should) the one that began last."""
    holding = [row for row in rows if versions.in_force(row.valid_from, row.valid_to, on)]
    return max(holding, key=lambda row: row.valid_from, default=None)
