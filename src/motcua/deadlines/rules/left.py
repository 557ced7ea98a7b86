"""How much working time a promise has left, and its words (design.md, section 6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motcua.deadlines.rules.calendar import MINUTE, WorkingCalendar, local
from motcua.deadlines.rules.words import DAY_MINUTES, Lang, counted


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Working time until the due time, rounded down.

    From one day of eight hours on `days` alone is filled, below `hours` and `minutes`. `working_minutes` is the exact
    number, below 0 when late. `paused` is judged at the moment the pause began; `none` has no due time.
    """

    kind: Literal["left", "late", "paused", "none"]
    days: int = 0
    hours: int = 0
    minutes: int = 0
    working_minutes: int = 0
    is_late: bool = False

    def words(self, lang: Lang = "vi") -> str:
        """ "Còn 2 ngày làm việc", "Trễ 1 ngày làm việc", "Đang dừng, còn 3 giờ 30 phút", "Không có hạn"."""
        if self.kind == "none":
            return "Không có hạn" if lang == "vi" else "No due date"
        amount = counted(abs(self.working_minutes), lang)
        if lang == "vi":
            said = f"{'Trễ' if self.is_late else 'Còn'} {amount}"
            return f"Đang dừng, {said.lower()}" if self.kind == "paused" else said
        said = f"{amount} {'late' if self.is_late else 'left'}"
        return f"Paused, {said[0].lower()}{said[1:]}" if self.kind == "paused" else said[0].upper() + said[1:]

    @property
    def words_vi(self) -> str:
        """The Vietnamese words."""
        return self.words("vi")

    @property
    def words_en(self) -> str:
        """The English words."""
        return self.words("en")


def time_left(
    now: datetime, due_at: datetime | None, calendar: WorkingCalendar, paused_since: datetime | None = None
) -> TimeLeft:
    """What is left at `now`, or at `paused_since` while the clock stands still. Late means after the due time."""
    if due_at is None:
        return TimeLeft("none")
    at, due_at = local(paused_since or now), local(due_at)
    is_late = at > due_at
    total = calendar.elapsed(min(at, due_at), max(at, due_at)) // MINUTE
    days = total // DAY_MINUTES
    hours, minutes = (0, 0) if days else divmod(total, 60)
    kind: Literal["left", "late", "paused"] = "paused" if paused_since else "late" if is_late else "left"
    return TimeLeft(kind, days, hours, minutes, -total if is_late else total, is_late)
