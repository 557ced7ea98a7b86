"""At the single window: receive, refuse."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions.moving import advance, check, lock, settle
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.workflow.queries import steps_of


@transaction.atomic
def receive(code: str, *, allowance: Mapping[str, Any], note: str = "", by: Actor, at: datetime) -> Dossier:
    """Accept the dossier: the clock starts and the promise is made."""
    dossier = lock(code, "receive", by=by, at=at)
    check(dossier, "receive", by=by, at=at)
    dossier.state = State.RECEIVED
    dossier.received_at = at
    dossier.paused_since = None
    promises.make_promise(dossier, allowance, by=by, at=at)
    dossier.step = steps_of(dossier.process)[0].key
    advance(dossier, at)
    settle(
        dossier,
        "dossier.received",
        by=by,
        at=at,
        text=note,
        due_at=dossier.due_at,
        agency=dossier.agency.code,
        step=dossier.step,
    )
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


def need_text(**given: str) -> None:
    """Each of these texts is needed. Raises Invalid naming those that are empty."""
    errors = [FieldError(name, f"{name}.required") for name, text in given.items() if not text.strip()]
    if errors:
        raise Invalid("act.invalid", errors)
