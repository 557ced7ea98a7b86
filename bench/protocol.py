"""How things are measured: two ways of the same work, in turns, many short rounds, medians.

A ratio within one run says the same on a fast machine and on a slow one; a time alone says little.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 11


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table: the product and the bare way, seconds for one piece of work (or megabytes), and what the
    ratio may be at most on PostgreSQL; 0: nothing was promised."""

    what: str
    ours: float
    against: str
    bare: float
    goal: float = 0
    unit: str = "s"
    most: float = 0
    """Seconds that ours may take at most, where that and not the ratio is promised; 0: nothing is."""

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def spoken(amount: float, unit: str = "s") -> str:
    """Seconds in the unit that suits them; megabytes as they are."""
    if unit != "s":
        return f"{amount:.0f} {unit}"
    if amount >= 1:
        return f"{amount:.2f} s"
    return f"{amount * 1e3:.2f} ms" if amount >= 1e-3 else f"{amount * 1e6:.1f} µs"


def compare(
    what: str,
    ours: Callable[[], object],
    against: str,
    bare: Callable[[], object],
    *,
    times: int = 10,
    bare_times: int = 0,
    goal: float = 0,
) -> Result:
    """Run both in turns, `times` each (`bare_times`: the bare way, where it is long), and take the medians; the first
    round warms up and is not counted."""
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        for kept, work, count in ((spent[0], ours, times), (spent[1], bare, bare_times or times)):
            began = time.perf_counter()
            for _ in range(count):
                work()
            if number:
                kept.append((time.perf_counter() - began) / count)
    return Result(what, statistics.median(spent[0]), against, statistics.median(spent[1]), goal)
