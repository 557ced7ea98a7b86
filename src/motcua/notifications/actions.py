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
from motcua.kernel.errors import FieldError, Invalid
from motcua.notifications.models import DeliveryAttempt, Notice, Preference
from motcua.notifications.rules import LANGUAGES, Audience, Channel, State
from motcua.people.models import Account

CLAIM = timedelta(minutes=2)
"""How long one sender has a notice for itself; after a crash another takes it then."""


class SendingElsewhere(RuntimeError):
    """Another worker is sending this notice: come back later."""


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
) -> Notice:
    """The notice to an audience about an event; the one that is there already when the event comes a second time."""
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
                created_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    return Notice.objects.select_related("event", "dossier").get(event=event, audience=audience, channel=channel)


@transaction.atomic
def claim(notice: Notice, *, at: datetime) -> Notice | None:
    """Take the notice for sending; None when it is sent or refused already. Raises SendingElsewhere."""
    row = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if row.state != State.WAITING:
        return None
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


@transaction.atomic
def set_preference(account: Account, *, language: str, email: bool, by: Actor, at: datetime) -> Preference:
    """In which language an account is written to, and whether by e-mail at all. Raises Invalid."""
    if language not in LANGUAGES:
        raise Invalid(
            "notice.preference_invalid",
            [FieldError("language", "notice.language_unknown", allowed=", ".join(LANGUAGES))],
        )
    preference, _ = Preference.objects.update_or_create(
        account=account, defaults={"language": language, "email": email, "set_at": at}
    )
    record("account.notices_set", subject=f"account:{account.pk}", by=by, at=at, language=language, by_mail=email)
    return preference
