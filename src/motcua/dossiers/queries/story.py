"""The whole story of a dossier for those who may see it: events with words in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers import part_words
from motcua.dossiers.models import Dossier, LedgerEntry, Remark
from motcua.dossiers.queries.corrections import Changed, corrections_of
from motcua.dossiers.queries.promises import told
from motcua.dossiers.queries.undoing import lived
from motcua.dossiers.words import EVENTS
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.people import access


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One event: `by` is the role, never a name; `due_at` where the event made or changed the promise; `changes`, old
    beside new, where it was a correction (inside only)."""

    at: datetime
    type: str
    by: str
    words_vi: str
    words_en: str
    due_at: datetime | None = None
    text: str = ""
    ground: str = ""
    internal: bool = False
    number: int = 0
    undone: bool = False
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the deadline ledger in words."""

    at: datetime
    words_vi: str
    words_en: str
    due_before: datetime | None
    due_after: datetime | None


INTERNAL = frozenset(
    {"noted", "number_shown", "assigned", "returned_for_rework", "forwarded", "endorsed", "result_attached", "undone"}
    | {"warned", "behind", "escalated", "hand_over_accepted", "hand_over_returned"}
    | {"apology_drafted", "apology_dropped", "apology_proposed", "apology_refused", "stop_proposed"}
    | {"supplement_proposed", "supplement_declined"}
    | {"consulted", "consultation_answered", "consultation_cancelled", "handed_over", "result_drafted"}
    | part_words.INTERNAL
)


def story(dossier: Dossier, *, inside: bool, events: Sequence[Event] | None = None) -> list[StoryLine]:
    """The events of a dossier, oldest first. Without `inside` internal notes, inner moves and what was undone are left
    out; inside, what was undone says so."""
    remarks = {row.event_id: row for row in Remark.objects.filter(dossier=dossier)}
    lines = []
    events = journal.events(dossier.code) if events is None else events
    stands = {event.number for event in lived(events)}
    has_corrections = inside and any(event.type == "dossier.corrected" for event in events)
    corrected = {row.event: row for row in corrections_of(dossier)} if has_corrections else {}
    for event in events:
        type = event.type.removeprefix("dossier.")
        remark = remarks.get(event.pk)
        internal = type in INTERNAL or bool(remark and remark.internal and type == "noted")
        undone = event.number not in stands and type != "undone"
        if (internal or undone) and not inside:
            continue
        facts = journal.facts(event)
        facts |= part_words.told(type, facts, clock.local_day(event.at))
        words = EVENTS.get(type, (type, type))
        if type == "undone":
            of = EVENTS.get(str(facts.get("what")), ("", ""))
            facts |= {"what_vi": of[0].casefold(), "what_en": of[1].casefold()}
        elif undone:
            words = (f"{words[0]} (đã hoàn tác)", f"{words[1]} (undone)")
        shown = remark if remark and (inside or not remark.internal) else None
        correction = corrected.get(event.pk)
        lines.append(
            StoryLine(
                at=clock.local(event.at),
                type=type,
                by=event.by_role if event.by_role in access.ROLES else "",
                words_vi=words[0].format_map(_Facts(facts)),
                words_en=words[1].format_map(_Facts(facts)),
                due_at=clock.parse(facts["due_at"]) if facts.get("due_at") else None,
                text=shown.text if shown else "",
                ground=shown.ground if shown else "",
                internal=internal,
                number=event.number,
                undone=undone,
                changes=correction.changes if correction else (),
            )
        )
    return lines


def why(dossier: Dossier) -> list[LedgerLine]:
    """Why the promise is what it is: the deadline ledger in words."""
    return [
        LedgerLine(
            at=clock.local(entry.at),
            words_vi=told(entry, "vi"),
            words_en=told(entry, "en"),
            due_before=entry.due_before,
            due_after=entry.due_after,
        )
        for entry in LedgerEntry.objects.in_force().filter(dossier=dossier).order_by("number")
    ]


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"
