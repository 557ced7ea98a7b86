"""What replay is given: the events of one chain as values, and the reference data that they name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from motcua.deadlines.rules import WorkingCalendar
from motcua.kernel import clock
from motcua.workflow.rules import Step


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a dossier's chain; `type` without the word "dossier.", `by` the account that acted."""

    number: int
    type: str
    at: datetime
    recorded_at: datetime
    by: int | None
    role: str
    facts: Mapping[str, Any]

    def time(self, name: str) -> datetime | None:
        """An instant among the facts."""
        stamped = self.facts.get(name)
        return clock.parse(stamped) if stamped else None

    def text(self, name: str) -> str:
        return str(self.facts.get(name) or "")

    def number_of(self, name: str) -> int | None:
        """A whole number among the facts (an id, a count)."""
        value = self.facts.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


class Ground(Protocol):
    """Reference data that a life rests on; dated and never edited, so that it may be read today."""

    def steps(self, process: int | None) -> Sequence[Step]:
        """The steps of a process (its id)."""

    def pauses_on_payment(self, version: int | None) -> bool:
        """Whether waiting for a payment stops the clock under this version of a procedure (its id)."""

    def calendar(self, agency: str, told: Told) -> WorkingCalendar | None:
        """The calendar of an agency (its code) as it was known when the event was written down; None when it cannot be
        known any more."""
