"""What a replayed life holds: what it rests on, and the rows that it leaves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.deadlines.rules import WorkingCalendar
from motcua.workflow.rules import Step


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for the dossier besides its events."""

    agency_id: int
    allowance: Mapping[str, Any]
    pause_on_payment: bool
    steps: tuple[Step, ...]
    calendar_of: Callable[[int], WorkingCalendar]
    transfers: Mapping[int, int]
    agency_codes: Mapping[int, str]
    charged: int
    paid: int
    way: str
    online: bool
    intake_due_at: Callable[[datetime], datetime]
    submitted_facts: Mapping[str, object]


@dataclass(slots=True)
class Told:
    """An event for the journal, with what was said."""

    type: str
    at: datetime
    facts: dict[str, object]
    text: str = ""
    ground: str = ""


@dataclass(slots=True)
class Stood:
    """One standing; columns of `dossiers.Standing`."""

    from_at: datetime
    state: str
    agency_id: int
    due_at: datetime | None
    paused_since: datetime | None
    received_at: datetime | None
    resolved_at: datetime | None
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger; columns of `dossiers.LedgerEntry` without its number."""

    at: datetime
    rule: str
    effect: str
    facts: dict[str, object]
    due_before: datetime | None
    due_after: datetime | None
    kind: str
    event: int
    evidence: dict[str, Any]


@dataclass(slots=True)
class Asked:
    """A request for a supplement."""

    at_intake: bool
    asked_at: datetime
    reason: str
    ground: str
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Apologised:
    """An apology with its new promise, as it was given."""

    due_before: datetime | None
    due_after: datetime | None
    reason: str
    drafted_at: datetime
    decided_at: datetime
