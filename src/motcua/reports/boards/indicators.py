"""What a map or a heat table may be coloured by; pure.

The bounds of the six steps are fixed, not taken from the rows: the same colour means the same on every page and day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from motcua.reports.figures.row import Row
from motcua.reports.rules import FEW, percent

STEPS = 6


@dataclass(frozen=True, slots=True)
class Indicator:
    """A share `part` ÷ `whole` (names of figures that open to dossiers), or with `whole` "" a count.

    `key` stands in addresses. `better` "more": the colour deepens as the share falls short of 100; "less": as it
    grows; "": a count, deepest at the greatest. `bounds`: five shares at which the next step begins, in percent.
    """

    key: str
    figure: str
    part: str
    whole: str
    name_vi: str
    name_en: str
    better: Literal["more", "less", ""]
    bounds: tuple[float, ...] = ()

    def name(self, lang: str = "vi") -> str:
        return self.name_en if lang == "en" else self.name_vi

    def of(self, row: Row, figure: str) -> int:
        """A count of a row by the name of its figure."""
        found = getattr(row, figure) if hasattr(row, figure) else getattr(row.counts, figure)
        return int(found)


INDICATORS = (
    Indicator(
        "truc-tuyen", "online_percent", "received_online", "received",
        "Nộp trên mạng, %", "Filed online, %", "more", (95, 90, 80, 65, 50),
    ),
    Indicator(
        "dung-hen", "on_time_percent", "resolved_in_time", "resolved_total",
        "Sớm và đúng hẹn, %", "Early and on time, %", "more", (99, 98, 95, 90, 80),
    ),
    Indicator(
        "dang-tre", "pending_late", "pending_late", "pending_total",
        "Đang trễ trong số đang giải quyết, %", "Late among those pending, %", "less", (0, 2, 5, 10, 20),
    ),
    Indicator(
        "tiep-nhan", "received", "received", "",
        "Hồ sơ tiếp nhận", "Dossiers received", "",
    ),
)  # fmt: skip
BY_KEY: Mapping[str, Indicator] = {one.key: one for one in INDICATORS}


@dataclass(frozen=True, slots=True)
class Measured:
    """One cell: `value` is None where there is nothing, or (`few`) too few to speak of a share; `step` 0 to 5."""

    part: int
    whole: int
    value: float | None
    step: int
    few: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.whole


def measure(indicator: Indicator, row: Row, highest: int = 0) -> Measured:
    """A row as a cell; `highest`: the greatest count of the family, for an indicator that is a count."""
    part = indicator.of(row, indicator.part)
    if not indicator.whole:
        return Measured(part, part, float(part) if part else None, _share_of(part, highest))
    whole = indicator.of(row, indicator.whole)
    value = percent(part, whole)
    if value is None or whole < FEW:
        return Measured(part, whole, None, 0, few=value is not None)
    return Measured(part, whole, value, step(indicator, value))


def step(indicator: Indicator, value: float) -> int:
    """Which of the six steps a share has; a bound itself still belongs to the better side."""
    if indicator.better == "less":
        return sum(value > bound for bound in indicator.bounds)
    return sum(value < bound for bound in indicator.bounds)


def _share_of(part: int, highest: int) -> int:
    return min(STEPS - 1, STEPS * part // (highest + 1)) if part and highest else 0


def need(indicator: Indicator, measured: Measured) -> tuple[bool, float]:
    """By what units are sorted: those that need action first, those without a value last."""
    if measured.value is None:
        return True, 0.0
    return False, measured.value if indicator.better == "more" else -measured.value


def legend(indicator: Indicator, highest: int = 0) -> list[tuple[float | None, float | None]]:
    """From and below which value each step is, None where it is open: (95, None), (90, 95) … (None, 50). For "less"
    above and up to: (None, 0), (0, 2) … (20, None). For counts from and up to, both included."""
    bounds = indicator.bounds
    if indicator.better == "more":
        edges: list[float | None] = [None, *bounds, None]
        return [(edges[place + 1], edges[place]) for place in range(STEPS)]
    if indicator.better == "less":
        edges = [None, *bounds, None]
        return [(edges[place], edges[place + 1]) for place in range(STEPS)]
    begins = [-(-(highest + 1) * place // STEPS) for place in range(STEPS + 1)]
    return [(begins[place], begins[place + 1] - 1) for place in range(STEPS)]
