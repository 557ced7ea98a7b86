"""Proposals that wait for a leader, and which of them may be approved together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.desks.shell.dossier import QueueRow, queue_rows
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Proposal
from motcua.journal.models import Event
from motcua.kernel.actor import Actor

MOST_TOGETHER = 100
"""More rows than a leader can have read are not offered on one page."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal: `clean` when it grants what was asked, nobody left a note and it was never sent back."""

    row: QueueRow
    procedure: str
    result: str
    note: str
    proposer: str
    proposed_at: datetime | None
    noted: bool
    returned: bool
    clean: bool


def waiting(actor: Actor, now: datetime, codes: Iterable[str] = ()) -> list[Waiting]:
    """What waits for this actor's approval in due order, paused ones last; `codes` keeps some of it."""
    rows = queries.waiting_for(actor, now, "approve")
    if wanted := list(codes):
        rows = rows.filter(code__in=wanted)
    found = list(rows[:MOST_TOGETHER])
    if not found:
        return []
    proposals = _latest(found)
    noted = set(
        Event.objects.filter(type="dossier.noted", chain__in=[one.code for one in found]).values_list(
            "chain", flat=True
        )
    )
    drawn = queue_rows(found, now)
    return [
        _waiting(dossier, row, proposals.get(dossier.pk), dossier.code in noted)
        for dossier, row in zip(found, drawn, strict=True)
    ]


def _latest(found: list[Dossier]) -> dict[int, Proposal]:
    rows = Proposal.objects.select_related("proposed_by").filter(dossier__in=found).order_by("number")
    return {row.dossier_id: row for row in rows}


def _waiting(dossier: Dossier, row: QueueRow, proposal: Proposal | None, noted: bool) -> Waiting:
    returned = proposal is not None and proposal.number > 1
    grants = proposal is not None and proposal.result == "approve"
    return Waiting(
        row=row,
        procedure=dossier.procedure_version.procedure.code,
        result=proposal.result if proposal else "",
        note=proposal.note if proposal else "",
        proposer=proposal.proposed_by.full_name if proposal and proposal.proposed_by else "",
        proposed_at=proposal.proposed_at if proposal else None,
        noted=noted,
        returned=returned,
        clean=grants and not noted and not returned,
    )
