"""What a line of the import file is, as values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.kernel.errors import FieldError
from motcua.people.rules import Declared

FIRST_YEAR, LAST_YEAR = 2000, 2099
MOST_AMOUNT = 2_000_000_000
MOST_BYTES = 4 * 1024 * 1024
"""A longer line is no dossier; nothing of it is kept in memory."""
MEMBERS = frozenset(
    {
        "code",
        "procedure",
        "agency",
        "reception_agency",
        "channel",
        "entered_by",
        "applicant",
        "submitter",
        "answers",
        "papers",
        "note",
        "fee",
        "satisfaction",
        "events",
    }
)
EVENTS = frozenset(
    {
        "submitted",
        "received",
        "refused",
        "processing",
        "supplement_requested",
        "supplemented",
        "extended",
        "payment_due",
        "paid",
        "transferred",
        "finished",
        "delivered",
        "withdrawn",
        "stopped",
    }
)
PROMISES = frozenset({"received", "supplemented", "paid", "extended"})
"""Events that may carry the promise as it was made; the clock goes on with `paid` where a payment stopped it."""
RESULTS = ("approved", "rejected")
WAYS = ("counter", "post", "electronic")


class Bad(ValueError):
    """A line that cannot be taken: a stable code and facts for the sentence (never personal data)."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class GivenEvent:
    """One event as the line gives it; empty where a member does not belong to its type."""

    type: str
    at: datetime
    due_at: datetime | None = None
    reason: str = ""
    ground: str = ""
    result: str = ""
    to: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """A paper, kept as given."""

    key: str
    digitised: bool
    reused: bool
    declared: bool
    seen: bool
    originals: int
    copies: int
    name_vi: str


@dataclass(frozen=True, slots=True)
class Fee:
    """Whole đồng."""

    charged: int = 0
    paid: int = 0
    paid_online: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier's life as it was given; `warnings` are odd data that were taken all the same."""

    code: str
    procedure: str
    agency: str
    reception_agency: str
    channel: str
    entered_by: str
    applicant: Declared
    submitter: Declared | None
    answers: dict[str, Any]
    papers: tuple[GivenPaper, ...]
    note: str
    fee: Fee
    satisfaction: str
    events: tuple[GivenEvent, ...]
    warnings: list[FieldError] = field(default_factory=list)
