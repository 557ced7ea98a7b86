"""From counts to a rate, from a rate to points, and what a change would bring; pure.

Index of decision 766/QĐ-TTg (23/6/2022): a rate R in percent with two decimals, half up; points = R × P ÷ 100, or, with
a threshold T, all of P from T on and R × P ÷ T below it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
TENTH = Decimal("0.1")


def half_up(number: Decimal, to: Decimal = CENT) -> Decimal:
    """Rounded half up."""
    return number.quantize(to, ROUND_HALF_UP)


def rate(part: int, whole: int, ratio: Decimal = Decimal(1)) -> Decimal | None:
    """100 × part ÷ whole × `ratio` (0 to 1: how much of it was synchronised); None where the whole is 0."""
    return half_up(HUNDRED * part * ratio / whole) if whole else None


def rate_left(parts: Iterable[int], whole: int) -> Decimal | None:
    """100 − the sum of the rates of several parts, none below 0; None where the whole is 0."""
    if not whole:
        return None
    taken = sum((half_up(HUNDRED * part / whole) for part in parts), Decimal(0))
    return max(HUNDRED - taken, Decimal(0)).quantize(CENT)


def points(rate: Decimal, most: Decimal, threshold: Decimal | None = None) -> Decimal:
    """Points of a rate, of at most `most`, with two decimals."""
    whole = threshold or HUNDRED
    return half_up(min(rate, whole) * most / whole)


@dataclass(frozen=True, slots=True)
class Scored:
    """One line: what it is worth (None: shown only), its threshold and rate. `rate` None: not reckoned."""

    number: str
    group: str
    most: Decimal | None
    threshold: Decimal | None
    rate: Decimal | None

    @property
    def points(self) -> Decimal | None:
        """None where nothing can be reckoned, or the line is worth nothing."""
        if self.most is None or self.rate is None:
            return None
        return points(self.rate, self.most, self.threshold)


@dataclass(frozen=True, slots=True)
class Total:
    """Points reached of those that could be reckoned; `unknown` are worth of lines without data."""

    reached: Decimal
    reckoned: Decimal
    unknown: Decimal

    @property
    def share(self) -> Decimal | None:
        """Reached of what could be reckoned, in percent."""
        return half_up(HUNDRED * self.reached / self.reckoned) if self.reckoned else None


def total(lines: Iterable[Scored], group: str | None = None) -> Total:
    """The sum of the lines, or of those of one group."""
    reached = reckoned = unknown = Decimal(0)
    for line in lines:
        if line.most is None or (group is not None and line.group != group):
            continue
        if line.points is None:
            unknown += line.most
        else:
            reached, reckoned = reached + line.points, reckoned + line.most
    return Total(reached, reckoned, unknown)


def supposed(lines: Sequence[Scored], rates: dict[str, Decimal]) -> list[Scored]:
    """The same lines with other rates ("what if 4.2 rises to 80 %?"); a line without data counts once it is given."""
    return [
        Scored(line.number, line.group, line.most, line.threshold, rates.get(line.number, line.rate)) for line in lines
    ]


def needed(of: Callable[[int], Decimal], gap: int, gain: Decimal = Decimal(1)) -> tuple[int, Decimal] | None:
    """How many of `gap` cases have to change for `gain` points (or for all there are to get, where that is less), and
    the points they bring. `of(k)` are the points with k changed cases, never falling. None where nothing is to be got.
    """
    now = of(0)
    best = of(gap)
    if gap <= 0 or best <= now:
        return None
    wanted = min(now + gain, best)
    low, high = 1, gap
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if of(middle) >= wanted else (middle + 1, high)
    return low, of(low) - now
