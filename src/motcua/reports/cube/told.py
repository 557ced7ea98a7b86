"""The standings of dossiers out of the journal alone: a lean fold of the facts that figures rest on.

`dossiers.replay` computes every column anew and compares it with the rules; here each event is taken at its word, so
that hundreds of thousands of dossiers take minutes. Which events change what is one table, and a test holds it against
the replay.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from motcua.dossiers.ports import Stood
from motcua.reports.cube.rules import Rated
from motcua.voice.rules import SATISFIED, Way

Facts = Mapping[str, Any]
Event = tuple[int, str, datetime, str]
"""Number in the chain, type without "dossier.", event time, facts as JSON."""


@dataclass(slots=True)
class Told:
    """What a chain tells of one dossier. Agencies are codes until `stood` is asked for; `agency_id` of a Stood is then
    what `ids` gives."""

    agency: str = ""
    channel: str = ""
    version: int = 0
    original_due_at: datetime | None = None
    due_at: datetime | None = None
    paused_since: datetime | None = None
    received_at: datetime | None = None
    resolved_at: datetime | None = None
    rated: Rated | None = None
    stood: list[Stood] = field(default_factory=list)
    pausing: frozenset[int] = frozenset()

    def stand(self, at: datetime, ids: Mapping[str, int]) -> None:
        """As `dossiers.actions.standing.stand`, without the state, which no figure knows."""
        agency_id = ids[self.agency]
        if not self.stood:
            if self.received_at is not None:
                self.stood.append(self._now(at, agency_id))
            return
        last = self.stood[-1]
        if (
            last.agency_id == agency_id
            and last.due_at == self.due_at
            and last.paused_since == self.paused_since
            and last.resolved_at == self.resolved_at
            and last.received_at == self.received_at
        ):
            return
        if last.from_at == at:
            self.stood[-1] = self._now(at, agency_id)
        else:
            self.stood[-1] = replace(last, to_at=at)
            self.stood.append(self._now(at, agency_id))

    def _now(self, at: datetime, agency_id: int) -> Stood:
        return Stood(at, None, agency_id, self.due_at, self.paused_since, self.received_at, self.resolved_at)


Change = Callable[[Told, datetime, Facts], None]


def _time(facts: Facts, name: str) -> datetime | None:
    stamped = facts.get(name)
    return datetime.fromisoformat(stamped) if stamped else None


def _submitted(told: Told, at: datetime, facts: Facts) -> None:
    told.agency, told.channel = facts["agency"], facts["channel"]
    told.version = facts.get("procedure_version") or 0


def _received(told: Told, at: datetime, facts: Facts) -> None:
    told.received_at, told.paused_since = at, None
    told.due_at = told.original_due_at = _time(facts, "due_at")


def _resolved(told: Told, at: datetime, facts: Facts) -> None:
    if told.received_at is not None:
        told.resolved_at = at


def _promised(told: Told, at: datetime, facts: Facts) -> None:
    if "due_at" in facts:
        told.due_at = _time(facts, "due_at")


def _corrected(told: Told, at: datetime, facts: Facts) -> None:
    if "procedure" in (facts.get("what") or ()):
        told.version = facts.get("procedure_version") or 0  # older events do not name it: asked of the dossier then
    _promised(told, at, facts)


def _paused(told: Told, at: datetime, facts: Facts) -> None:
    if told.received_at is not None:
        told.paused_since = at


def _payment_due(told: Told, at: datetime, facts: Facts) -> None:
    if told.version in told.pausing:
        told.paused_since = at


def _went_on(told: Told, at: datetime, facts: Facts) -> None:
    if told.received_at is not None and told.paused_since is not None:
        told.paused_since, told.due_at = None, _time(facts, "due_at")


def _transferred(told: Told, at: datetime, facts: Facts) -> None:
    told.agency = facts["to"]


def _sent(told: Told, at: datetime, facts: Facts) -> None:
    told.agency = facts.get("agency") or told.agency


def _accepted(told: Told, at: datetime, facts: Facts) -> None:
    if facts.get("kind") == "dossier" and "allowance" in facts:
        _promised(told, at, facts)


def _rated(told: Told, at: datetime, facts: Facts) -> None:
    told.rated = Rated(None if facts["way"] == Way.IMPORTED else at, facts["rating"] in SATISFIED)


TABLE: Mapping[str, Change] = {
    "submitted": _submitted,
    "received": _received,
    "finished": _resolved,
    "stopped": _resolved,
    "withdrawn": _resolved,
    "corrected": _corrected,
    "extended": _promised,
    "reckoned_again": _promised,
    "supplement_requested": _paused,
    "supplemented": _went_on,
    "supplement_accepted": _went_on,
    "payment_due": _payment_due,
    "paid": _went_on,
    "transferred": _transferred,
    "transfer_sent": _sent,
    "transfer_accepted": _accepted,
    "rated": _rated,
}
"""Events on which a figure rests."""
NO_FIGURE = frozenset(
    """
    apologised apology_drafted apology_dropped apology_proposed apology_refused assigned consultation_answered
    consultation_cancelled consulted delivered endorsed forwarded hand_over_returned handed_over part_accepted
    part_answered part_asked part_assigned part_cancelled part_opened part_returned processing proposed refused
    returned_for_rework stop_proposed supplement_declined supplement_part supplement_proposed supplement_reminded
    transfer_cancelled transfer_returned waiting_kept
    """.split()
)
"""Events that the replay knows and no figure of the cube rests on; a new event is named here or above."""
TYPES = tuple(f"dossier.{type}" for type in (*TABLE, "undone"))


def tell(events: Iterable[Event], ids: Mapping[str, int], pausing: frozenset[int]) -> Told | None:
    """The dossier that these events tell of, in their order; None where none was received. `ids`: agencies by code;
    `pausing`: versions of procedures whose clock stands still while a payment is awaited."""
    events = list(events)
    if not any(type == "received" for _, type, _, _ in events):
        return None
    without: set[int] = set()
    for _, type, _, facts in events:
        if type == "undone":
            undone = json.loads(facts)
            without.add(int(undone["event"]))
            without.update(int(number) for number in undone.get("also", ()))
    told = Told(pausing=pausing)
    for number, type, at, facts in events:
        change = TABLE.get(type)
        if change is not None and number not in without:
            change(told, at, json.loads(facts))
            told.stand(at, ids)
    return told if told.stood else None
