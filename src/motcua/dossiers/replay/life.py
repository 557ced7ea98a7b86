"""The life that is being recomputed: the dossier's own columns and every row beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.deadlines.rules import Pause
from motcua.dossiers import rules
from motcua.dossiers.replay.told import Ground, Told

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the journal tells and the rules do not give."""

    event: int
    what: str
    told: Any
    ruled: Any


@dataclass(slots=True)
class Life:
    """One dossier; agencies are codes, all else is named as the columns of `dossiers.Dossier`."""

    code: str
    ground: Ground

    state: str = ""
    agency: str = ""
    reception_agency: str = ""
    channel: str = ""
    entered_by: str = ""
    procedure_version: int | None = None
    form: int | None = None
    process: int | None = None
    step: str = ""
    step_since: datetime | None = None
    step_due_at: datetime | None = None
    assigned_to: int | None = None
    post: str = ""
    submitted_at: datetime | None = None
    intake_due_at: datetime | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    original_due_at: datetime | None = None
    paused_since: datetime | None = None
    finished_at: datetime | None = None
    delivered_at: datetime | None = None
    closed_at: datetime | None = None
    resolved_at: datetime | None = None
    result: str = ""
    delivered_by: str = ""
    allowance: dict[str, Any] = field(default_factory=dict)
    supplements_asked: int = 0

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in ROWS})
    rated: tuple[datetime, str, str] | None = None
    """When, what and in which way was answered about satisfaction; a row of another room."""

    # what the clock remembers
    given: bool = False
    began_anew: datetime | None = None
    pauses: list[Pause] = field(default_factory=list)
    # what could not be recomputed: column or table → number of the event that does not say enough
    unknown: dict[str, int] = field(default_factory=dict)
    # what is only told and not computed, likewise
    uncomputed: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def stand(self, at: datetime) -> None:
        """How it stands from `at` on, as `actions.moving.stand` writes it."""
        now = {name: getattr(self, name) for name in _STANDING}
        standings = self.rows["standings"]
        if not standings:
            standings.append({"from_at": at, "to_at": None, **now})
            return
        last = standings[-1]
        if all(last[name] == value for name, value in now.items()):
            return
        if last["from_at"] == at:
            last.update(now)
        else:
            last["to_at"] = at
            standings.append({"from_at": at, "to_at": None, **now})

    def line(self, told: Told, rule: str, effect: str, before: datetime | None, after: datetime | None) -> None:
        """One line of the deadline ledger."""
        self.rows["ledger"].append(
            {
                "at": told.at,
                "kind": str(rules.ledger_kind(rule, effect)),
                "rule": rule,
                "effect": effect,
                "due_before": before,
                "due_after": after,
                "event": told.number,
            }
        )

    def row(self, table: str, number: object) -> Row | None:
        """The row of that number; the newest where a number was given again."""
        return next((row for row in reversed(self.rows[table]) if row["number"] == number), None)

    def open_row(self, table: str, column: str, empty: object = None) -> Row | None:
        """The newest row whose column is still empty."""
        return next((row for row in reversed(self.rows[table]) if row[column] == empty), None)

    def not_known(self, told: Told, *what: str) -> None:
        """From this event on nothing is known of these: they are not compared."""
        for name in what:
            self.unknown.setdefault(name, told.number)

    def not_computed(self, told: Told, *what: str) -> None:
        """From this event on these are taken as told: compared with what is stored, not with the rules."""
        for name in what:
            self.uncomputed.setdefault(name, told.number)

    def check(self, told: Told, what: str, said: datetime | None, ruled: datetime | None) -> None:
        """What an event says must be what the rules give."""
        if said != ruled:
            self.faults.append(Fault(told.number, what, said, ruled))


_STANDING = ("state", "agency", "due_at", "paused_since", "received_at", "resolved_at")
ROWS: Mapping[str, tuple[str, ...]] = {
    "standings": ("from_at", "to_at", *_STANDING),
    "ledger": ("at", "kind", "rule", "effect", "due_before", "due_after", "event"),
    "proposals": ("number", "result", "outcome", "proposed_at", "proposed_by", "decided_at", "decided_by"),
    "supplements": (
        "number",
        "at_intake",
        "asked_at",
        "asked_by",
        "answer_until",
        "reminded_at",
        "answered_at",
        "accepted_at",
    ),
    "supplement_proposals": ("number", "state", "proposed_at", "proposed_by", "decided_at", "decided_by"),
    "stop_proposals": (
        "number",
        "state",
        "answer_until",
        "proposed_at",
        "decided_at",
        "decided_by",
        "wait_until",
    ),
    "apologies": (
        "number",
        "state",
        "due_before",
        "due_after",
        "reason_code",
        "drafted_at",
        "proposed_at",
        "proposed_by",
        "decided_at",
        "decided_by",
    ),
    "consultations": (
        "number",
        "asked_at",
        "asked_by",
        "to_account",
        "to_post",
        "answer_until",
        "answered_at",
        "answered_by",
        "opinion",
        "cancelled_at",
    ),
    "parts": (
        "number",
        "kind",
        "step",
        "agency",
        "post",
        "state",
        "opened_at",
        "due_at",
        "accepted_at",
        "assigned_to",
        "ended_at",
        "opinion",
    ),
    "transfers": (
        "number",
        "kind",
        "from_agency",
        "to_agency",
        "electronic",
        "state",
        "handed_at",
        "answer_until",
        "ended_at",
    ),
    "bundle": ("key", "lead"),
    "hand_overs": ("at", "by", "from_account", "to_account", "until"),
}
"""Tables that stand beside a dossier, and their columns that are compared, in the order of their numbers."""
COLUMNS = (
    "state",
    "agency",
    "reception_agency",
    "channel",
    "entered_by",
    "procedure_version",
    "form",
    "process",
    "step",
    "step_since",
    "step_due_at",
    "assigned_to",
    "post",
    "submitted_at",
    "intake_due_at",
    "received_at",
    "due_at",
    "original_due_at",
    "paused_since",
    "finished_at",
    "delivered_at",
    "closed_at",
    "resolved_at",
    "result",
    "delivered_by",
    "allowance",
    "supplements_asked",
)
"""The dossier's own columns that are compared."""
