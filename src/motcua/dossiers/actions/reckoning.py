"""A promise that reached into a year whose days off were not decided, reckoned again when they are (contract, section
4). Every other promise is kept as it was made."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions.moving import settle
from motcua.dossiers.models import Dossier, LedgerEntry
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.kernel.actor import Actor

OPEN = (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE)


def provisional_codes() -> Iterable[str]:
    """Open dossiers whose promise said that it may move when the days off are decided."""
    rows = LedgerEntry.objects.in_force().filter(rule="provisional", dossier__state__in=OPEN)
    return list(rows.order_by("dossier_id").values_list("dossier__code", flat=True).distinct())


@transaction.atomic
def reckon_again(code: str, *, by: Actor, at: datetime) -> bool:
    """Reckon the promise by the calendar in force now; True when it moved. One that a person set is left alone, and
    so is one that comes out the same."""
    dossier = Dossier.objects.select_for_update().get(code=code)
    if dossier.state not in OPEN or dossier.received_at is None or promises.is_given(dossier):
        return False
    computed = promises.reckoned(dossier)
    before = dossier.due_at
    if computed.due_at == before or computed.due_at is None:
        return False
    dossier.due_at = computed.due_at
    promises.line(dossier, "calendar_decided", "due", by=by, at=at, before=before, after=computed.due_at)
    settle(
        dossier,
        "dossier.reckoned_again",
        by=by,
        at=at,
        due_before=clock.stamp(before) if before else None,
        due_at=clock.stamp(computed.due_at),
    )
    return True
