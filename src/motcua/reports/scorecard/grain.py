"""The fixed periods of a scorecard: a month, a quarter or a year, and the one before; pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["month", "quarter", "year"]
_KEY = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])))?")
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "year": 12}
FIRST_YEAR, LAST_YEAR = 2000, 2199


@dataclass(frozen=True, slots=True)
class Grain:
    """`key`: 2026-10, 2026-Q4 or 2026; both days included."""

    kind: Kind
    first: date
    last: date

    @property
    def key(self) -> str:
        if self.kind == "year":
            return f"{self.first:%Y}"
        return f"{self.first:%Y-%m}" if self.kind == "month" else f"{self.first:%Y}-Q{(self.first.month + 2) // 3}"

    @property
    def before(self) -> "Grain":
        """The period of the same kind before it."""
        return holding(self.first - timedelta(days=1), self.kind)


def holding(day: date, kind: Kind) -> Grain:
    """The period of a kind in which a day lies."""
    length = _MONTHS[kind]
    first = day.replace(month=(day.month - 1) // length * length + 1, day=1)
    after = first.month - 1 + length
    last = date(first.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Grain(kind, first, last)


def read(key: str) -> Grain | None:
    """The period of a key; None for anything else."""
    match = _KEY.fullmatch(key)
    if match is None or not FIRST_YEAR <= int(match.group(1)) <= LAST_YEAR:
        return None
    year, month, quarter = int(match.group(1)), match.group(2), match.group(3)
    if quarter:
        return holding(date(year, 3 * int(quarter), 1), "quarter")
    if not month:
        return holding(date(year, 1, 1), "year")
    return holding(date(year, int(month), 1), "month") if 1 <= int(month) <= 12 else None


def of(first: date, last: date) -> Grain | None:
    """The period with exactly these days; None where they are no whole month, quarter or year."""
    kinds: tuple[Kind, ...] = ("month", "quarter", "year")
    return next((found for kind in kinds if (found := holding(first, kind)) == Grain(kind, first, last)), None)


def choices(today: date) -> dict[Kind, list[Grain]]:
    """What a chooser offers, the newest first: two years of months, two years of quarters, four years."""
    found: dict[Kind, list[Grain]] = {}
    wanted: tuple[tuple[Kind, int], ...] = (("month", 24), ("quarter", 8), ("year", 4))
    for kind, many in wanted:
        one = holding(today, kind)
        found[kind] = [one]
        for _ in range(many - 1):
            one = one.before
            found[kind].append(one)
    return found
