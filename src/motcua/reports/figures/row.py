"""One line of figures: whole counts, and the percentages that follow from them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.reports.rules import percent

COUNTS = (
    "received_online",
    "received_direct",
    "received_post",
    "carried_over",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "late_against_original",
    "pending_within",
    "pending_late",
    "answered",
    "satisfied",
)


@dataclass(slots=True)
class Counts:
    """What is counted in the database; parts of a period add up."""

    received_online: int = 0
    received_direct: int = 0
    received_post: int = 0
    carried_over: int = 0
    resolved_early: int = 0
    resolved_on_time: int = 0
    resolved_late: int = 0
    late_against_original: int = 0
    pending_within: int = 0
    pending_late: int = 0
    answered: int = 0
    satisfied: int = 0

    def add(self, more: dict[str, int]) -> None:
        """Add the counts of another part."""
        for name, number in more.items():
            setattr(self, name, getattr(self, name) + number)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one agency (or of all, then `agency` is empty) in a period; `key` and labels where they are broken
    down. Names and meanings: contract, sections 5 and 8."""

    agency: str
    first: date
    last: date
    as_of: datetime
    counts: Counts
    key: str = ""
    label_vi: str = ""
    label_en: str = ""
    is_told: bool = True
    """False: what people answered is not for whoever is shown this row (`reports.published`)."""
    is_counted: bool = True
    """False: not even the counts are (`reports.split`): a line of few dossiers at a commune."""

    @property
    def received(self) -> int:
        """Received in the period, without what was carried over."""
        return self.counts.received_online + self.counts.received_direct + self.counts.received_post

    @property
    def received_total(self) -> int:
        return self.received + self.counts.carried_over

    @property
    def resolved_total(self) -> int:
        return self.counts.resolved_early + self.counts.resolved_on_time + self.counts.resolved_late

    @property
    def resolved_in_time(self) -> int:
        """Early and on time."""
        return self.counts.resolved_early + self.counts.resolved_on_time

    @property
    def pending_total(self) -> int:
        return self.counts.pending_within + self.counts.pending_late

    @property
    def online_percent(self) -> float | None:
        return percent(self.counts.received_online, self.received)

    @property
    def on_time_percent(self) -> float | None:
        """Early and on time, of those resolved."""
        return percent(self.resolved_in_time, self.resolved_total)

    @property
    def satisfied_percent(self) -> float | None:
        return percent(self.counts.satisfied, self.counts.answered) if self.is_told else None

    @property
    def response_percent(self) -> float | None:
        return percent(self.counts.answered, self.resolved_total) if self.is_told else None

    def label(self, lang: str = "vi") -> str:
        return self.label_en if lang == "en" else self.label_vi

    def as_data(self, lang: str = "vi") -> dict[str, Any]:
        """The row as the contract's JSON holds it; `key` and `label` only where the figures are broken down."""
        counts = self.counts
        found: dict[str, Any] = {
            "agency": self.agency or None,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "as_of": self.as_of.isoformat(),
            "received_online": counts.received_online,
            "received_direct": counts.received_direct,
            "received_post": counts.received_post,
            "carried_over": counts.carried_over,
            "received_total": self.received_total,
            "resolved_early": counts.resolved_early,
            "resolved_on_time": counts.resolved_on_time,
            "resolved_late": counts.resolved_late,
            "resolved_total": self.resolved_total,
            "late_against_original": counts.late_against_original,
            "pending_within": counts.pending_within,
            "pending_late": counts.pending_late,
            "pending_total": self.pending_total,
            "online_percent": self.online_percent,
            "satisfied_percent": self.satisfied_percent,
            "response_percent": self.response_percent,
        }
        if not self.is_counted:
            found.update({name: None for name in found if name not in ("agency", "from", "to", "as_of")})
        return {"key": self.key, "label": self.label(lang), **found} if self.key else found
