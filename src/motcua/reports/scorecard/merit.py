"""The nine indicators of circular 01/2018/TT-VPCP, article 13: points, scores and classes; pure.

Each indicator gives 2, 1 or 0; its score is the points ÷ dossiers with one decimal, half up (the circular says one
decimal only); an indicator without data is left out of the sum.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from motcua.reports.scorecard.points import TENTH, half_up


@dataclass(frozen=True, slots=True)
class Given:
    """How many cases got two points, one and none."""

    two: int = 0
    one: int = 0
    zero: int = 0

    @property
    def cases(self) -> int:
        return self.two + self.one + self.zero

    @property
    def score(self) -> Decimal | None:
        """Points ÷ cases, one decimal half up; None without cases."""
        return half_up(Decimal(2 * self.two + self.one) / self.cases, TENTH) if self.cases else None

    def __add__(self, other: "Given") -> "Given":
        return Given(self.two + other.two, self.one + other.one, self.zero + other.zero)


def from_points(points: Iterable[int]) -> Given:
    """Counted from single points. Raises ValueError for anything but 2, 1 and 0."""
    found = list(points)
    if set(found) - {0, 1, 2}:
        raise ValueError(f"points are 2, 1 or 0: {found}")
    return Given(found.count(2), found.count(1), found.count(0))


def summed(scores: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the indicators that have data; None where none has."""
    known = [one for one in scores if one is not None]
    return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True, slots=True)
class Grade:
    """A class that holds from so many points on."""

    key: str
    least: Decimal
    name_vi: str
    name_en: str

    def name(self, lang: str = "vi") -> str:
        return self.name_en if lang == "en" else self.name_vi


def grade_of(score: Decimal | None, grades: Sequence[Grade]) -> Grade | None:
    """The highest class whose points are reached; None without a score."""
    reached = [one for one in grades if score is not None and score >= one.least]
    return max(reached, key=lambda one: one.least) if reached else None
