"""Writing notices and keeping what became of them.

A failed try is kept as a `DeliveryAttempt` and not in the journal: an outage of a day would fill the chain of every
dossier's notices with nothing that happened.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.journal.actions import record
from motcua.journal.models import Event
from motcua.kernel.actor import SYSTEM, Actor
from motcua.notifications.models import BellLine, DeliveryAttempt, Notice
from motcua.notifications.rules import Audience, Channel, State
from motcua.people.models import Account

CLAIM = timedelta(minutes=2)
"""How long one sender has a notice for itself; after a crash another takes it then."""


class SendingElsewhere(RuntimeError):
    """Another worker is sending this notice: come back later."""


class Held(RuntimeError):
    """It waits for the end of the quiet hours."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


def subject_of(code: str) -> str:
    """The journal chain of a dossier's notices."""
    return f"notices:{code}"


@transaction.atomic
def prepare(
    event: Event,
    dossier: Dossier,
    *,
    audience: Audience,
    template: str,
    language: str,
    addresses: Sequence[str],
    subject: str,
    at: datetime,
    channel: Channel = Channel.EMAIL,
    why: str = "",
    hold_until: datetime | None = None,
) -> Notice:
    """The notice to an audience about an event; the one that is there already when the event comes a second time.

    `why`: it is not sent, and this is why. `hold_until`: it waits for the end of the quiet hours.
    """
    Notice.objects.bulk_create(
        [
            Notice(
                event=event,
                dossier=dossier,
                audience=audience,
                channel=channel,
                template=template,
                language=language,
                address="\n".join(addresses),
                subject=subject,
                state=State.SKIPPED if why else State.WAITING,
                why=why,
                hold_until=hold_until,
                created_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    return Notice.objects.select_related("event", "dossier").get(event=event, audience=audience, channel=channel)


@transaction.atomic
def ring(accounts: Sequence[Account], event: Event, dossier: Dossier, *, template: str, at: datetime) -> None:
    """Put a line into the list of each of these accounts, once."""
    BellLine.objects.bulk_create(
        [BellLine(account=one, event=event, dossier=dossier, template=template, created_at=at) for one in accounts],
        ignore_conflicts=True,
    )


def read_bell(account: Account, *, at: datetime, numbers: Sequence[int] | None = None) -> int:
    """Mark lines of an account's list as read, all of them without `numbers`; returns how many were unread."""
    rows = BellLine.objects.filter(account=account, read_at=None)
    if numbers is not None:
        rows = rows.filter(pk__in=list(numbers))
    return rows.update(read_at=at)


@transaction.atomic
def claim(notice: Notice, *, at: datetime) -> Notice | None:
    """Take the notice for sending; None when it is sent, refused or skipped already. Raises SendingElsewhere, Held."""
    row = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if row.state != State.WAITING:
        return None
    if row.hold_until is not None and row.hold_until > at:
        raise Held(row.hold_until)
    if row.claimed_until is not None and row.claimed_until > at:
        raise SendingElsewhere(f"notice {row.pk} is being sent until {row.claimed_until.isoformat()}")
    row.claimed_until = at + CLAIM
    row.save(update_fields=["claimed_until"])
    return row


@transaction.atomic
def sent(notice: Notice, *, at: datetime, by: Actor = SYSTEM) -> Notice:
    """It was accepted for delivery."""
    row = _attempted(notice, at=at, error="")
    row.state, row.sent_at = State.SENT, at
    row.save(update_fields=["state", "sent_at", "claimed_until"])
    _record("notice.sent", row, by=by, at=at)
    return row


@transaction.atomic
def refused(notice: Notice, *, error: str, at: datetime, by: Actor = SYSTEM) -> Notice:
    """Nobody takes mail at this address: it is not tried again, and the dossier's page says so."""
    row = _attempted(notice, at=at, error=error or "refused")
    row.state = State.REFUSED
    row.save(update_fields=["state", "claimed_until"])
    _record("notice.refused", row, by=by, at=at)
    return row


@transaction.atomic
def failed(notice: Notice, *, error: str, at: datetime) -> Notice:
    """It could not be handed over now; it waits for the next try."""
    row = _attempted(notice, at=at, error=error or "unknown")
    row.save(update_fields=["claimed_until"])
    return row


def _attempted(notice: Notice, *, at: datetime, error: str) -> Notice:
    row = Notice.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=notice.pk)
    DeliveryAttempt.objects.create(notice=row, number=row.attempts.count() + 1, at=at, ok=not error, error=error[:300])
    row.claimed_until = None
    return row


def _record(type: str, notice: Notice, *, by: Actor, at: datetime) -> None:
    record(
        type,
        subject=subject_of(notice.dossier.code),
        by=by,
        at=at,
        notice=notice.pk,
        event=notice.event_id,
        template=notice.template,
        audience=notice.audience,
        channel=notice.channel,
        language=notice.language,
    )
