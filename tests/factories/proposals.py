"""Dossiers that wait for a leader's signature, and browsers of staff."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.kernel.actor import Actor
from motcua.people.models import Account
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, staff


def a_proposed_dossier(
    *, at: datetime = OPENED_AT, result: str = "approve", note: str = "", noted: bool = False, **values: Any
) -> Dossier:
    """A dossier with a proposal; `noted` leaves an internal note on it."""
    code = a_received_dossier(at=at, **values).code
    officer = staff("specialist_officer")
    if noted:
        dossiers.note(code, text="Gọi lại người nộp", by=officer, at=at + timedelta(minutes=30))
    return dossiers.propose(
        code,
        result=result,
        note=note or ("Thiếu căn cứ" if result == "reject" else ""),
        by=officer,
        at=at + timedelta(hours=1),
    )


def browser_of(actor: Actor) -> Client:
    """A test browser signed in as this actor."""
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client
