"""What a fee line costs at an agency: the local amount in its place, and the sum for a quantity."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar


class FeeLineLike(Protocol):
    """What is read of a fee line: rows and specs alike. `tiers`: (from which unit on, đồng a unit), ascending."""

    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> int | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def is_default(self) -> bool: ...
    @property
    def tiers(self) -> Sequence[Sequence[int]]: ...


class LocalLike(Protocol):
    """What is read of a local fee."""

    @property
    def kind(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def decision_no(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PricedFee:
    """A fee line as it counts at one agency: `amount` None is not known; `decision_no` names the local decision that
    gave it, `was` what the line itself says."""

    position: int
    kind: str
    amount: int | None
    per_vi: str = ""
    per_en: str = ""
    channel: str = ""
    condition_vi: str = ""
    condition_en: str = ""
    is_default: bool = False
    tiers: tuple[tuple[int, int], ...] = ()
    most: int | None = None
    decision_no: str = ""
    was: int | None = None

    @property
    def is_local(self) -> bool:
        return self.decision_no != ""


F = TypeVar("F", bound=FeeLineLike)
L = TypeVar("L", bound=LocalLike)


def local_lines(fees: Iterable[F], kind: str) -> list[F]:
    """The lines that a local fee of this kind stands in for: those without an amount, or else the default ones; never
    one with steps, which is the nation's."""
    own = [fee for fee in fees if fee.kind == kind and not fee.tiers]
    return [fee for fee in own if fee.amount is None] or [fee for fee in own if fee.is_default]


def choose_local(local: Iterable[L], kind: str, channel: str) -> L | None:
    """Of the local fees of one agency, that of the kind: for the channel itself, else for all channels."""
    of_kind = {one.channel: one for one in local if one.kind == kind}
    return of_kind.get(channel) or of_kind.get("")


def priced(fees: Sequence[PricedFee], local: Sequence[Sequence[LocalLike]], channel: str) -> list[PricedFee]:
    """The lines with local amounts; `local` comes nearest agency first, and the nearest that knows a kind decides."""
    found = {id(fee): fee for fee in fees}
    for kind in dict.fromkeys(fee.kind for fee in fees):
        chosen = next((one for rows in local if (one := choose_local(rows, kind, channel)) is not None), None)
        if chosen is None:
            continue
        for line in local_lines(fees, kind):
            found[id(line)] = replace(line, amount=chosen.amount, decision_no=chosen.decision_no, was=line.amount)
    return [found[id(fee)] for fee in fees]


def default_fees(fees: Iterable[PricedFee], channel: str) -> list[PricedFee]:
    """What is charged unless something else is stated; a line of the channel stands instead of the general ones of its
    kind."""
    defaults = [fee for fee in fees if fee.is_default and fee.channel in ("", channel)]
    own = {fee.kind for fee in defaults if fee.channel}
    return [fee for fee in defaults if fee.channel or fee.kind not in own]


def sum_of(amount: int, units: int, tiers: Sequence[Sequence[int]] = (), most: int | None = None) -> int:
    """Đồng for so many units (pages) of one thing (a copy): each unit at its step, together never above `most`.

    >>> sum_of(2000, 5, [(3, 1000)], 200_000)
    7000
    """
    steps = [(1, amount), *((start, price) for start, price in tiers)]
    total = 0
    for index, (start, price) in enumerate(steps):
        end = steps[index + 1][0] if index + 1 < len(steps) else units + 1
        total += max(0, min(units + 1, end) - start) * price
    return total if most is None else min(total, most)
