"""Other agencies in a dossier's answer: its parts, and the hand-over that it is in."""

from datetime import datetime
from typing import Any

from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people.access import STAFF_ROLES


def parts_of(dossier: Dossier, viewer: Actor) -> list[dict[str, Any]]:
    """Each part: who does it, until when, how it stands; what was asked and answered for staff alone."""
    if dossier.received_at is None:
        return []
    staff = viewer.role in STAFF_ROLES
    found = []
    for part in queries.parts_of(dossier):
        said = {
            "question": part.question or None,
            "opinion": part.opinion or None,
            "answer": part.answer or None,
            "reason": part.reason or None,
            "papers": [paper.name_vi for paper in part.papers.all()],
        }
        found.append(
            {
                "number": part.number,
                "kind": part.kind,
                "step": part.step or None,
                "agency": part.agency.code,
                "state": part.state,
                "opened_at": _iso(part.opened_at),
                "due_at": _iso(part.due_at),
                "accepted_at": _iso(part.accepted_at),
                "ended_at": _iso(part.ended_at),
                **(said if staff else {}),
            }
        )
    return found


def transfer_of(dossier: Dossier) -> dict[str, Any] | None:
    """The hand-over between agencies that is going on; None for one that is on no way."""
    row = queries.find_open_transfer(dossier)
    if row is None:
        return None
    return {
        "number": row.number,
        "kind": row.kind,
        "from": row.from_agency.code,
        "to": row.to_agency.code,
        "handed_at": _iso(row.handed_at),
        "answer_until": _iso(row.answer_until),
    }


def _iso(at: datetime | None) -> str | None:
    return clock.local(at).isoformat() if at else None
