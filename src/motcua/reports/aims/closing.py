"""What would close a gap: how many more are needed, and which open dossiers (or procedures) could bring them; pure."""

from dataclasses import dataclass
from typing import Literal

from motcua.reports.figures import TargetRow
from motcua.reports.figures.pace import Pace
from motcua.reports.figures.row import Row

Means = Literal["in_time", "online", "answers", "procedures"]


@dataclass(frozen=True, slots=True)
class Closing:
    """`needed`: so many more of the good ones, one after another with none of the others between, reach the target
    (0: it is reached; None: no number does, for it is 100 % and one is lost already). `open`: how many of those at
    hand could be such; `best`: the indicator if all of them are. `coming`: how many more are to be expected until the
    end at this pace, `of_coming` how many of them must be good ones then (None: no forecast, or no share)."""

    means: Means
    needed: int | None
    open: int
    best: float | None
    coming: int | None = None
    of_coming: int | None = None

    @property
    def too_many(self) -> bool:
        """Not even all that are to come would do."""
        return self.coming is not None and self.of_coming is not None and self.of_coming > self.coming

    @property
    def enough(self) -> bool:
        """Those at hand can close the gap."""
        return self.needed is not None and self.needed <= self.open


_MEANS: dict[str, Means] = {
    "on_time_percent": "in_time",
    "resolved_in_time": "in_time",
    "online_percent": "online",
    "received_online": "online",
    "satisfied_percent": "answers",
    "procedures_digitalised": "procedures",
}


def closing(row: TargetRow, so_far: Row, pace: Pace | None = None) -> Closing:
    """What is at hand: pending dossiers within their promise can still be on time; what came to the counter stays what
    it is, so nothing open can become online; who was not asked yet is nobody's list; a procedure that is not offered
    online can be opened."""
    means = _MEANS[row.indicator]
    met = row.is_met is True
    open_ = {"in_time": so_far.counts.pending_within, "procedures": row.whole - row.part}.get(means, 0)
    if row.is_count:
        needed: int | None = max(0, int(row.target) - row.part)
        return Closing(means, needed, open_, float(row.part + open_))
    if means == "procedures":
        needed = 0 if met else more_of_all(row.part, row.whole, row.target)
        return Closing(means, needed, open_, 100.0 if row.whole else None)
    needed = 0 if met else more_in_a_row(row.part, row.whole, row.target)
    lost = so_far.counts.pending_late if means == "in_time" else 0
    whole = row.whole + open_ + lost
    best = round(100 * (row.part + open_) / whole, 2) if whole and open_ else None
    coming, of_coming = None, None
    if pace is not None and pace.way == "share" and not pace.why:
        coming = pace.new_whole
        asked = round(row.target * 100) * (row.whole + coming)
        of_coming = max(0, -(-asked // 10_000) - row.part)
    return Closing(means, needed, open_, best, coming, of_coming)


def more_in_a_row(part: int, whole: int, target: float) -> int | None:
    """The least n for which (part + n) ÷ (whole + n) reaches the target; None where none does."""
    asked = round(target * 100)  # in hundredths of a percent, exact
    if part * 10_000 >= asked * whole:
        return 0
    if asked >= 10_000:
        return None
    missing = asked * whole - part * 10_000
    return -(-missing // (10_000 - asked))


def more_of_all(part: int, whole: int, target: float) -> int:
    """The least n for which (part + n) ÷ whole reaches the target."""
    return max(0, -(-(round(target * 100) * whole - part * 10_000) // 10_000))
