"""Telling people what happened: one row per event, one template per row; reacts to the journal through the outbox.

At least once by the outbox, once by the notice: `(event, audience, channel)` is unique and a sent notice is not sent
again. A server that is down raises, so that the outbox tries again later, further and further apart. An act that may
still be undone is told when it no longer may, and never if it was. In quiet hours nobody is written to: the letter
waits and says so; the list in the product has its line at once. What is not sent is kept with the reason.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Channel as IntakeChannel
from motcua.flows import notify_people
from motcua.flows.notify_table import TABLE
from motcua.flows.rate import link
from motcua.journal.models import Event
from motcua.journal.outbox import Job, NotYet, Subscription
from motcua.journal.queries import facts
from motcua.kernel import clock
from motcua.kernel.registry import provider
from motcua.notifications import actions, queries
from motcua.notifications.actions import Held, SendingElsewhere
from motcua.notifications.models import Notice
from motcua.notifications.ports import Mail, MailRefused, MailSender, MailUnavailable
from motcua.notifications.rendering import Rendered, render, render_about
from motcua.notifications.rules import CITIZENS, Audience, Contact, Template, Why, is_news, quiet_until, told
from motcua.people.models import Account
from motcua.voice.queries import is_asked

__all__ = ["JOBS", "SUBSCRIPTIONS", "TABLE", "handle", "retry_waiting", "text_of"]

WAITED = timedelta(hours=1)
TRIED_FOR = timedelta(days=7)
GOES_FIRST = (Why.NO_ADDRESS, Why.UNWANTED, Why.MUTED)


def handle(event: Event) -> None:
    """Write to everybody whom the table names. Idempotent by event. Raises MailUnavailable while mail cannot go, NotYet
    while the act may be undone, or until the quiet hours end."""
    templates = TABLE.get(event.type, ())
    if not templates or not is_news(event.at, event.recorded_at) or dossiers.is_undone(event):
        return
    until = dossiers.held_until(event)
    if until is not None and clock.now() < until:
        raise NotYet(until)
    dossier = Dossier.objects.select_related(
        "procedure_version", "agency", "reception_agency", "applicant", "submitter", "account", "assigned_to", "process"
    ).get(code=event.chain)
    told_by = facts(event)
    wanted = [one for one in templates if one.when is None or str(told_by.get(one.when[0])) == one.when[1]]
    deliver([notice for template in wanted for notice in _prepared(event, dossier, template)])


def _prepared(event: Event, dossier: Dossier, template: Template) -> list[Notice]:
    if _told_at_once(event, dossier):
        return []
    applicant, submitter = None, None
    if Audience.APPLICANT in template.audiences:
        applicant, submitter = notify_people.citizens(dossier)
        _ring_citizens(event, dossier, template, [applicant, submitter])
    notices = _to_citizens(event, dossier, template, applicant, submitter)
    for audience in template.audiences:
        if audience in CITIZENS:
            continue
        accounts = notify_people.accounts_of(audience, event, dossier)
        actions.ring(accounts, event, dossier, template=template.key, at=clock.now())
        if template.mail:
            contacts = queries.contacts_of(accounts)
            notices += _notices(event, dossier, template, audience, contacts)
    return notices


def _to_citizens(
    event: Event, dossier: Dossier, template: Template, applicant: Contact | None, submitter: Contact | None
) -> list[Notice]:
    notices: list[Notice] = []
    reached = told(applicant, submitter, [], [one for one in template.audiences if one in CITIZENS])
    for audience, contacts in reached.items():
        notices += _notices(event, dossier, template, audience, list(contacts))
    if not reached and applicant is not None:
        # nobody is reached: the dossier's page says why, so that somebody can pick up the telephone
        contact = applicant if applicant.address or submitter is None else submitter
        notices += _notices(event, dossier, template, Audience.APPLICANT, [contact])
    return notices


def _ring_citizens(event: Event, dossier: Dossier, template: Template, contacts: Sequence[Contact | None]) -> None:
    own = {one.account_id for one in contacts if one is not None and one.account_id is not None}
    accounts = list(Account.objects.filter(pk__in=own, is_active=True)) if own else []
    actions.ring(accounts, event, dossier, template=template.key, at=clock.now())


def _notices(
    event: Event, dossier: Dossier, template: Template, audience: Audience, contacts: Sequence[Contact]
) -> list[Notice]:
    """One letter to all who want it; where nobody does, one row that says why."""
    if not contacts:
        return []
    now = clock.now()
    reasons = [one.why_not(template.key) for one in contacts]
    takers = [one for one, why in zip(contacts, reasons, strict=True) if not why]
    why = "" if takers else next(one for one in GOES_FIRST[::-1] if one in reasons)
    spoken = takers or list(contacts)
    language = spoken[0].language if len({contact.language for contact in spoken}) == 1 else "vi"
    night = None if template.urgent or why else quiet_until(now, queries.hours_on(clock.local_day(now)))
    return [
        actions.prepare(
            event,
            dossier,
            audience=audience,
            template=template.key,
            language=language,
            addresses=[contact.address for contact in takers],
            subject=render_about(event, dossier, template.key, language).subject,
            at=now,
            why=why,
            hold_until=night,
        )
    ]


def _told_at_once(event: Event, dossier: Dossier) -> bool:
    """True where a later event says it all: a walk-in is received with a slip in the hand; a result was handed over, or
    a supplement came, before anybody was told that it could be fetched or was asked for."""
    if dossiers.told_with_another(event, dossier):
        return True
    if event.type == "dossier.submitted":
        return dossier.channel == IntakeChannel.DIRECT
    if event.type == "dossier.supplement_requested":
        number = facts(event).get("number", 0)
        return dossier.supplements.filter(number=number, answered_at__isnull=False).exists()
    return event.type == "dossier.finished" and dossier.delivered_at is not None


def deliver(notices: Iterable[Notice]) -> None:
    """Send what was not sent yet. One that cannot go does not hold up the others; it raises at the end."""
    problem: MailUnavailable | SendingElsewhere | None = None
    held: datetime | None = None
    for notice in notices:
        try:
            _send(notice)
        except (MailUnavailable, SendingElsewhere) as error:
            problem = error
        except Held as waiting:
            held = waiting.until
    if problem is not None:
        raise problem
    if held is not None:
        raise NotYet(held)


def _send(notice: Notice) -> None:
    claimed = actions.claim(notice, at=clock.now())
    if claimed is None:
        return
    sender: MailSender = provider("mail_sender")
    text = text_of(notice)
    mail = Mail(
        id=f"notice-{notice.pk}.{notice.event.hash[:16]}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}",
        to=tuple(notice.address.split("\n")),
        subject=text.subject,
        body=text.body,
        language=notice.language,
    )
    try:
        sender.send(mail)
    except MailRefused as error:
        actions.refused(claimed, error=str(error), at=clock.now())
    except MailUnavailable as error:
        actions.failed(claimed, error=str(error), at=clock.now())
        raise
    else:
        actions.sent(claimed, at=clock.now())


def text_of(notice: Notice) -> Rendered:
    """The notice as it is (or was) sent: also for the page of outgoing mail in the demo."""
    dossier = notice.dossier
    return render(notice, rate_link=link(dossier.code) if not dossier.linked or is_asked(dossier) else "")


def retry_waiting(now: datetime) -> None:
    """Take up what waits since more than an hour and less than a week: an outage longer than the outbox's patience.

    Stops at the first that cannot go: the server is still down.
    """
    for notice in _waiting(now):
        try:
            _send(notice)
        except Held:
            continue


def _waiting(now: datetime) -> Sequence[Notice]:
    return list(queries.waiting(created_before=now - WAITED, created_after=now - TRIED_FOR)[:500])


SUBSCRIPTIONS = (Subscription("notify", tuple(TABLE), handle),)
JOBS = (Job("notices.retry", timedelta(hours=1), retry_waiting),)
