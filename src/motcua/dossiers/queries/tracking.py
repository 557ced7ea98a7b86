"""Tracking by code: without the PIN only the code and the degree of completion (circular 01/2018, article 16)."""

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State

COMPLETION = {
    State.SUBMITTED: 10,
    State.SUPPLEMENT_REQUESTED: 40,
    State.RECEIVED: 25,
    State.PROCESSING: 50,
    State.PAYMENT_DUE: 60,
    State.FINISHED: 90,
    State.DELIVERED: 100,
    State.REFUSED: 100,
    State.WITHDRAWN: 100,
    State.STOPPED: 100,
}


@dataclass(frozen=True, slots=True)
class Tracked:
    """What somebody with only the code may know."""

    code: str
    percent: int


def find_tracked(code: str) -> Tracked | None:
    """Two indexed reads at most; None when there is no such code."""
    row = Dossier.objects.filter(code=code).values_list("code", "state").first()
    return Tracked(row[0], COMPLETION[State(row[1])]) if row else None


def get_with_pin(code: str) -> Dossier:
    """The dossier for a caller who has shown the right PIN (`actions.check_pin`)."""
    return Dossier.objects.select_related("agency", "procedure_version__procedure", "process", "applicant").get(
        code=code
    )


def paused_spans(dossier: Dossier) -> list[tuple[datetime, datetime | None]]:
    """Periods in which the clock stood still, for the life bar."""
    spans: list[tuple[datetime, datetime | None]] = []
    if (
        not dossier.supplements_asked
        and dossier.paused_since is None
        and not dossier.procedure_version.pause_on_payment
    ):
        return spans  # nothing ever stopped it
    for entry in dossier.ledger.in_force().order_by("number"):
        if entry.effect == "paused":
            spans.append((entry.at, None))
        elif entry.effect == "resumed" and spans and spans[-1][1] is None:
            spans[-1] = (spans[-1][0], entry.at)
    return spans
