"""At the single window: receive, refuse."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions import transfers
from motcua.dossiers.actions.moving import advance, check, lock, need_text, settle
from motcua.dossiers.actions.parts import open_with
from motcua.dossiers.models import Dossier, Transfer
from motcua.dossiers.models.bundle import WAITS
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow
from motcua.workflow.queries import steps_of


@transaction.atomic
def receive(code: str, *, allowance: Mapping[str, Any], note: str = "", by: Actor, at: datetime) -> Dossier:
    """Accept the dossier: the clock starts and the promise is made. What another agency decides goes on its way to it
    (`transfers`), and the parts of its process that begin with the reception open.

    `allowance["linked"]`: a part of a linked filing that the flow receives with the results it waited for. It is an
    electronic copy, which its agency has at once: its clock starts there, and nothing is handed over.
    """
    dossier = lock(code, "receive", by=by, at=at)
    check(dossier, "receive", by=by, at=at)
    if dossier.linked == WAITS:
        raise NotLawfulNow("bundle.waits", code=dossier.code)
    dossier.state = State.RECEIVED
    dossier.received_at = at
    dossier.paused_since = None
    copied = bool(allowance.get("linked"))
    latest = None if copied else transfers.latest_start(dossier, allowance, at)
    promises.make_promise(dossier, allowance, by=by, at=at, latest=latest)
    first = dossier.step = steps_of(dossier.process)[0].key
    advance(dossier, at)
    event = settle(
        dossier,
        "dossier.received",
        by=by,
        at=at,
        text=note,
        due_at=dossier.due_at,
        allowance=dossier.allowance,
        agency=dossier.agency.code,
        step=dossier.step,
    )
    open_with(dossier, first, event, by=by, at=at)
    if dossier.reception_agency_id != dossier.agency_id and not copied:
        transfers.write(dossier, Transfer.Kind.DOSSIER, dossier.reception_agency, dossier.agency, by=by, at=at)
    return dossier


@transaction.atomic
def refuse(code: str, *, reason: str, ground: str, by: Actor, at: datetime) -> Dossier:
    """Do not accept the dossier; the reason and legal ground go onto form 03."""
    dossier = lock(code, "refuse", by=by, at=at)
    check(dossier, "refuse", by=by, at=at)
    need_text(reason=reason, ground=ground)
    dossier.state = State.REFUSED
    dossier.closed_at = at
    settle(dossier, "dossier.refused", by=by, at=at, text=reason, ground=ground, left={})
    return dossier
