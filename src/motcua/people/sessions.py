"""Where an account is signed in: begun, seen, ended. A change of the password ends all others."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction

from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.people.account_models import SignIn
from motcua.people.models import Account

KEPT = timedelta(days=90)
"""Ended sessions are forgotten after this time."""


@transaction.atomic
def begin_session(account: Account, *, key: str, device: str, at: datetime) -> SignIn:
    """Remember that the account signed in here."""
    by = Actor("account", str(account.pk))
    row = SignIn.objects.create(account=account, session_key=key, device=device[:120], began_at=at, seen_at=at)
    record("account.signed_in", subject=f"account:{account.pk}", by=by, at=at, session=row.pk)
    return row


def see_session(key: str, *, at: datetime) -> None:
    """It is still used. Not worth an event."""
    SignIn.objects.filter(session_key=key, seen_at__lt=at).update(seen_at=at)


def rename_session(before: str, key: str) -> None:
    """The same session under a new key, as after a change of the password."""
    SignIn.objects.filter(session_key=before).update(session_key=key)


def live_sessions(account: Account, at: datetime) -> list[SignIn]:
    """Where the account is signed in, last seen first; sessions whose cookie has run out are left out."""
    rows = list(SignIn.objects.filter(account=account, ended_at=None).order_by("-seen_at", "-id"))
    alive = set(
        Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=at).values_list(
            "session_key", flat=True
        )
    )
    return [row for row in rows if row.session_key in alive]


@transaction.atomic
def end_session(account: Account, number: int, *, by: Actor, at: datetime) -> SignIn:
    """End one session of the account. Raises NotVisible `session.unknown`."""
    row = SignIn.objects.select_for_update().filter(pk=number, account=account, ended_at=None).first()
    if row is None:
        raise NotVisible("session.unknown")
    _end([row], at)
    record("account.session_ended", subject=f"account:{account.pk}", by=by, at=at, session=row.pk)
    return row


@transaction.atomic
def end_sessions(account: Account, *, keep: str = "", by: Actor, at: datetime, why: str = "asked") -> int:
    """End all sessions but the one with the key `keep`; how many there were. `why`: asked, password, disabled."""
    rows = list(SignIn.objects.select_for_update().filter(account=account, ended_at=None).exclude(session_key=keep))
    _end(rows, at)
    if rows:
        record("account.sessions_ended", subject=f"account:{account.pk}", by=by, at=at, count=len(rows), why=why)
    return len(rows)


@transaction.atomic
def close_session(key: str, *, at: datetime) -> None:
    """Its owner signed out, or was away too long."""
    row = SignIn.objects.select_for_update().filter(session_key=key, ended_at=None).first()
    if row is not None:
        _end([row], at)
        by = Actor("account", str(row.account_id))
        record("account.signed_out", subject=f"account:{row.account_id}", by=by, at=at, session=row.pk)


def sweep_sessions(at: datetime) -> None:
    """Forget what ended long ago, and close what ran out by itself."""
    live = SignIn.objects.filter(ended_at=None)
    gone = live.exclude(session_key__in=Session.objects.filter(expire_date__gt=at).values("session_key"))
    gone.update(session_key=None, ended_at=at)
    SignIn.objects.filter(ended_at__lt=at - KEPT).delete()


def _end(rows: Iterable[SignIn], at: datetime) -> None:
    for row in rows:
        Session.objects.filter(session_key=row.session_key).delete()
        row.session_key, row.ended_at = None, at
        row.save(update_fields=["session_key", "ended_at"])
