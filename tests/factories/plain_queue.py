"""A queue and a board kept by hand: what an officer would write down who reads nothing but the journal.

Shares no query with the product: each dossier is folded from the facts of its events, those that were undone left out.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from motcua.deadlines.rules import WorkingCalendar, add_working_minutes
from motcua.journal.models import Event
from motcua.kernel import clock

ENDS = ("delivered", "refused", "withdrawn", "stopped")
STATES = {
    **{
        name: name
        for name in ("submitted", "received", "processing", "supplement_requested", "payment_due", "finished")
    },
    **{name: name for name in ENDS},
    **dict.fromkeys(("assigned", "forwarded", "paid"), "processing"),
}
HANDLED_BY = "specialist_justice"


@dataclass
class Sheet:
    """One dossier on paper."""

    code: str
    state: str = ""
    agency: str = ""
    step: str = ""
    process: str = ""
    step_due: datetime | None = None
    due: datetime | None = None
    original: datetime | None = None
    received: datetime | None = None
    resolved: datetime | None = None
    paused: datetime | None = None
    holder: int | None = None
    post: str = ""
    channel: str = ""

    @property
    def in_hand(self) -> bool:
        return self.received is not None and self.resolved is None


def lived(events: Sequence[Event]) -> list[tuple[Event, dict[str, Any]]]:
    """The events that count, with their facts."""
    told = [(event, json.loads(event.facts)) for event in events]
    gone: set[int] = set()
    for event, facts in told:
        if event.type == "dossier.undone":
            gone |= {event.number, facts["event"], *facts.get("also", ())}
    return [(event, facts) for event, facts in told if event.number not in gone]


def folded(code: str, events: Sequence[Event], process: str) -> Sheet:
    """The dossier as its events leave it."""
    sheet = Sheet(code, process=process)
    for event, facts in lived(events):
        _write(sheet, event.type.removeprefix("dossier."), event.at, facts)
    return sheet


def _write(sheet: Sheet, type: str, at: datetime, facts: Mapping[str, Any]) -> None:
    if "due_at" in facts and type not in ("warned", "escalated"):
        sheet.due = clock.parse(facts["due_at"]) if facts["due_at"] else None
    if "step" in facts and "step_due_at" in facts and type not in ("warned", "behind", "escalated"):
        sheet.step = facts["step"]
    if "step_due_at" in facts and type not in ("warned", "behind", "escalated"):
        sheet.step_due = clock.parse(facts["step_due_at"]) if facts["step_due_at"] else None
    if type in STATES:
        sheet.state = STATES[type]
    if type == "submitted":
        sheet.agency, sheet.channel = facts["agency"], facts["channel"]
    elif type == "received":
        sheet.received, sheet.original = at, sheet.due
    elif type in ("assigned", "handed_over", "forwarded", "proposed"):
        sheet.holder = facts.get("to")
        sheet.post = sheet.post if type == "proposed" else facts.get("post") or ""
    elif type in ("supplement_requested", "supplemented"):
        _paused(sheet, type, at, facts)
    elif type == "finished":
        sheet.resolved = at
    elif type in ENDS:
        sheet.step, sheet.step_due = "", None
        sheet.resolved = sheet.resolved or (at if sheet.received else None)


def _paused(sheet: Sheet, type: str, at: datetime, facts: Mapping[str, Any]) -> None:
    if type == "supplement_requested":
        sheet.paused = None if facts["at_intake"] else at
    else:
        sheet.state, sheet.paused = "processing" if sheet.received else "submitted", None


@dataclass
class Viewer:
    """An officer: her account, post, and the posts that colleagues hold."""

    account: int
    agency: str
    others: frozenset[str]


@dataclass
class Book:
    """All sheets, and the few things that are known of processes: whose steps are whose, and the hours after each."""

    calendar: WorkingCalendar
    work: Mapping[str, frozenset[str]]  # process → steps that are a specialist's own work
    sign: Mapping[str, frozenset[str]]
    after: Mapping[tuple[str, str], int]
    sheets: dict[str, Sheet] = field(default_factory=dict)

    def put(self, sheet: Sheet) -> None:
        self.sheets[sheet.code] = sheet

    def tab(self, name: str, at: datetime, viewer: Viewer, *, whole_unit: bool = False) -> set[str]:
        """The codes under one tab of an officer's queue."""
        return {
            one.code
            for one in self.sheets.values()
            if one.agency == viewer.agency
            and (whole_unit or self._is_hers(one, viewer))
            and self._is_under(name, one, at)
        }

    def _is_hers(self, one: Sheet, viewer: Viewer) -> bool:
        if one.holder is not None:
            return one.holder == viewer.account
        return (one.post or HANDLED_BY) not in viewer.others

    def _is_under(self, name: str, one: Sheet, at: datetime) -> bool:
        if name == "done":
            today = clock.local_day(at)
            monday = clock.day_start(today - timedelta(days=today.weekday()))
            return one.state in ("finished", "delivered") and one.resolved is not None and one.resolved >= monday
        if name == "signing":
            return one.in_hand and one.step in self.sign[one.process]
        if not (one.in_hand and one.step in self.work[one.process]):
            return False
        going = one.paused is None
        overdue = one.due is not None and one.due < at
        if name == "late":
            return going and overdue
        if name == "behind":
            return going and not overdue and one.step_due is not None and one.step_due < at
        if name == "today":
            ahead = one.due is not None and not overdue
            return going and ahead and clock.local_day(one.due or at) == clock.local_day(at)
        if name == "soon":
            hours = self.after[one.process, one.step] + 4
            return going and not overdue and one.due is not None and one.due <= self._later(at, hours)
        if name == "paused":
            return one.state in ("supplement_requested", "payment_due")
        return name == "todo"

    def _later(self, at: datetime, hours: int) -> datetime:
        return add_working_minutes(at, hours * 60, self.calendar)

    def waits_for_signature(self, agency: str) -> int:
        """What a leader has to sign."""
        return sum(
            one.state in ("received", "processing") and one.agency == agency and one.step in self.sign[one.process]
            for one in self.sheets.values()
        )

    def figures(self, agency: str, first: date, at: datetime) -> dict[str, int]:
        """The counts of the board from a day on, judged at an instant (contract, section 5)."""
        begin, found = clock.day_start(first), Counter[str]()
        for one in self.sheets.values():
            if one.agency != agency or one.received is None:
                continue
            found["received"] += one.received >= begin
            if one.resolved is None:
                found["pending_total"] += 1
                judged = one.paused or at
                found["pending_late"] += one.due is not None and one.due < judged
            else:
                found["resolved_total"] += 1
                found["resolved_late"] += one.due is not None and one.resolved > one.due
        return dict(found)


def by_process(steps: Iterable[Mapping[str, Any]], acts: Sequence[str], role: str) -> frozenset[str]:
    """Keys of the steps of these acts and this role."""
    return frozenset(str(step["key"]) for step in steps if step["act"] in acts and step["role"] == role)
