"""The journal of a dossier: its own chain of events with its head, as `journal.record` would have written it.

No deliveries are enqueued: nobody is told today of what happened then.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from motcua.flows.importing.tables import Packed, Speller, stamp
from motcua.journal import rules
from motcua.kernel.actor import SYSTEM

Telling = tuple[str, datetime, Mapping[str, object], str, str]
"""Type, event time, facts, what was said, the legal ground that was given."""
_BY = (SYSTEM.kind, SYSTEM.id, SYSTEM.role, SYSTEM.agency, SYSTEM.position)


def tell(
    packed: Packed, speller: Speller, dossier: int, chain: str, told: Sequence[Telling], recorded_at: datetime
) -> None:
    """Add the rows of one chain, which is new: a batch holds new dossiers only."""
    previous, recorded = "", stamp(recorded_at)
    for number, (type, at, facts, text, ground) in enumerate(told, start=1):
        event = packed.next("event")
        plain = {name: stamp(one) if isinstance(one, datetime) else one for name, one in facts.items()}
        spelled = rules.canonical(plain)
        hash = rules.hashed(chain, number, type, stamp(at), recorded, _BY, spelled, previous)
        speller.add(packed, "event", (event,), (chain, number, type, at, recorded_at, *_BY, spelled, previous, hash))
        if text or ground:
            speller.add(packed, "remark", (dossier, event), (text, ground))
        previous = hash
    if told:
        speller.add(packed, "head", (), (chain, len(told), previous))
