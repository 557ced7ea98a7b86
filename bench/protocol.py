"""How things are measured: two ways of the same work, in turns, many short rounds, medians.

A ratio within one run says the same on a fast machine and on a slow one; a time alone says little.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table: the product and the bare way, seconds for one piece of work."""

    what: str
    ours: float
    against: str
    bare: float

    def line(self) -> str:
        """As it is printed."""
        spent = f"{_spoken(self.ours):>12}{_spoken(self.bare):>12}"
        return f"{self.what:<34}{spent}{self.ours / self.bare:>9.1f}  {self.against}"


HEADER = f"{'':<34}{'ours':>12}{'bare':>12}{'ratio':>9}  against"


def _spoken(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.2f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.1f} µs"


def compare(
    what: str, ours: Callable[[], object], against: str, bare: Callable[[], object], *, times: int = 10
) -> Result:
    """Run both in turns and take the medians; the first round warms up and is not counted."""
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        for kept, work in zip(spent, (ours, bare), strict=True):
            began = time.perf_counter()
            for _ in range(times):
                work()
            if number:
                kept.append((time.perf_counter() - began) / times)
    return Result(what, statistics.median(spent[0]), against, statistics.median(spent[1]))
