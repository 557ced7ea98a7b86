"""The journal of a batch: every dossier's own chain of events with its head, as `journal.record` would have written it.

No deliveries are enqueued: nobody is told today of what happened then.
"""

from collections.abc import Sequence
from datetime import datetime

from motcua.dossiers.models import Remark
from motcua.flows.importing.tables import Row, insert, reserve
from motcua.journal import outbox, rules
from motcua.journal.models import ChainHead, Event
from motcua.kernel.actor import SYSTEM

Telling = tuple[str, datetime, dict[str, object], str, str]
"""Type, event time, facts, what was said, the legal ground that was given."""
Chain = tuple[str, list[Telling]]
_BY = (SYSTEM.kind, SYSTEM.id, SYSTEM.role, SYSTEM.agency, SYSTEM.position)


def tell(stories: Sequence[tuple[int, Chain, Chain]], recorded_at: datetime) -> None:
    """Write the chains of each dossier (its own, its money's). All chains are new: a batch holds new dossiers only."""
    total = sum(len(story[1]) + len(money[1]) for _, story, money in stories)
    ids = iter(reserve(Event, total))
    events: list[Row] = []
    heads: list[Row] = []
    remarks: list[Row] = []
    for dossier_id, *chains in stories:
        for chain, told in chains:
            previous = ""
            for number, (type, at, facts, text, ground) in enumerate(told, start=1):
                event_id, spelled = next(ids), rules.canonical(facts)
                hash = rules.digest(rules.Row(chain, number, type, at, recorded_at, _BY, spelled, previous))
                events.append((event_id, chain, number, type, at, recorded_at, *_BY, spelled, previous, hash))
                if text or ground:
                    remarks.append((dossier_id, event_id, text, ground))
                previous = hash
            if told:
                heads.append((chain, len(told), previous))
    insert(Event, _EVENT, events)
    insert(ChainHead, ("chain", "number", "hash"), heads)
    insert(Remark, ("dossier_id", "event_id", "text", "ground"), remarks)
    if outbox.projectors():
        for event in Event.objects.filter(pk__in=[row[0] for row in events]).order_by("id"):
            for project in outbox.projectors():
                project(event)


_EVENT = (
    "id",
    "chain",
    "number",
    "type",
    "at",
    "recorded_at",
    "by_kind",
    "by_id",
    "by_role",
    "by_agency",
    "by_position",
    "facts",
    "previous_hash",
    "hash",
)
