"""Keeping what an act may be taken back by: written with the act, in its transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.dossiers.models import Dossier, Standing, UndoOffer
from motcua.dossiers.undoable import COLUMNS, UNDOABLE, Before
from motcua.journal.models import Event
from motcua.kernel.actor import Actor


def seen(dossier: Dossier) -> Before:
    """The dossier as it stands in the database before `settle` saves it; the state is that of its standing, because an
    act may have taken a received dossier in hand a moment before."""
    row = Dossier.objects.values(*COLUMNS).get(pk=dossier.pk)
    stood = Standing.objects.filter(dossier=dossier, to_at=None).values_list("state", flat=True).first()
    return Before(**{**row, "state": stood or row["state"]})


def offer(
    dossier: Dossier, event: Event, before: Before, left: Mapping[str, Any], *, by: Actor, at: datetime
) -> UndoOffer | None:
    """Offer to undo the act that `event` tells of; nothing where nobody could (no account, no window).

    `left`: `standing` "begun", "changed" or ""; `decided`, `proposed`: a proposal; `asked`: a request for a
    supplement; `ledger`: the line it wrote; `results`: drafts that became results.
    """
    if by.account_id is None or not settings.UNDO_WINDOW:
        return None
    return UndoOffer.objects.create(
        dossier=dossier,
        event=event,
        account_id=by.account_id,
        act=UNDOABLE[event.type],
        made_at=at,
        until=at + settings.UNDO_WINDOW,
        before=before.as_data(),
        left=dict(left),
    )
