"""Undo one's own last act, unless money has moved since: a dossier and its money stand or fall together."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions.moving import lock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.undoing import newest_offer
from motcua.flows.submit import Render
from motcua.journal.models import Event
from motcua.journal.requests import RequestKey, remember
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow
from motcua.payments.actions import subject_of


def undo(
    code: str,
    *,
    event: int | None = None,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Raises NotVisible, NotAllowed, Repeated, NotLawfulNow: those of `dossiers.undo`, and `undo.money_moved`."""
    with transaction.atomic(durable=True):
        dossier = lock(code, "undo", by=by, at=at)
        found = newest_offer(dossier)
        # Event ids are in order here: whoever writes about this dossier or its money holds its row.
        if found and Event.objects.filter(chain=subject_of(dossier), pk__gt=found.event_id).exists():
            raise NotLawfulNow("undo.money_moved", code=code)
        undone = dossiers.undo(code, event=event, by=by, at=at)
        if render is not None:
            remember(by, request, lambda: render(undone), at)
    return undone
