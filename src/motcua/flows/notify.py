"""Telling people what happened: one row per event, one template per row; reacts to the journal through the outbox.

At least once by the outbox, once by the notice: `(event, audience, channel)` is unique and a sent notice is not sent
again. A server that is down raises, so that the outbox tries again later, further and further apart. An act that may
still be undone is told when it no longer may, and never if it was.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Channel as IntakeChannel
from motcua.dossiers.states import EnteredBy
from motcua.flows.rate import link
from motcua.journal.models import Event
from motcua.journal.outbox import Job, NotYet, Subscription
from motcua.journal.queries import facts
from motcua.kernel import clock
from motcua.kernel.registry import provider
from motcua.notifications import actions, queries
from motcua.notifications.actions import SendingElsewhere
from motcua.notifications.models import Notice
from motcua.notifications.ports import Mail, MailRefused, MailSender, MailUnavailable
from motcua.notifications.rendering import Rendered, render, render_about
from motcua.notifications.rules import Audience, Contact, Template, is_news, language_of, told
from motcua.people import access
from motcua.people.queries import holders

CITIZENS = (Audience.APPLICANT, Audience.SUBMITTER)
OFFICERS = (Audience.OFFICER,)

TABLE: dict[str, tuple[Template, ...]] = {
    "dossier.submitted": (Template("submitted", CITIZENS), Template("officer_submitted", OFFICERS)),
    "dossier.received": (Template("received", CITIZENS),),
    "dossier.refused": (Template("refused", CITIZENS),),
    "dossier.supplement_requested": (Template("supplement_requested", CITIZENS),),
    "dossier.supplemented": (Template("supplemented", CITIZENS), Template("officer_supplemented", OFFICERS)),
    "dossier.payment_due": (Template("payment_due", CITIZENS),),
    "dossier.paid": (Template("paid", CITIZENS),),
    "dossier.extended": (Template("extended", CITIZENS),),
    "dossier.finished": (Template("finished", CITIZENS),),
    "dossier.delivered": (Template("delivered", CITIZENS),),
    "dossier.withdrawn": (Template("withdrawn", CITIZENS),),
    "dossier.stopped": (Template("stopped", CITIZENS),),
}
WAITED = timedelta(hours=1)
TRIED_FOR = timedelta(days=7)


def handle(event: Event) -> None:
    """Write to everybody whom the table names. Idempotent by event. Raises MailUnavailable while mail cannot go, NotYet
    while the act may be undone."""
    templates = TABLE.get(event.type, ())
    if not templates or not is_news(event.at, event.recorded_at) or dossiers.is_undone(event):
        return
    until = dossiers.held_until(event)
    if until is not None and clock.now() < until:
        raise NotYet(until)
    dossier = Dossier.objects.select_related(
        "procedure_version", "agency", "reception_agency", "applicant", "submitter", "account", "assigned_to"
    ).get(code=event.chain)
    deliver([notice for template in templates for notice in _prepared(event, dossier, template)])


def _prepared(event: Event, dossier: Dossier, template: Template) -> list[Notice]:
    if _told_at_once(event, dossier):
        return []
    applicant, submitter = _citizens(dossier) if Audience.APPLICANT in template.audiences else (None, None)
    officers = _officers(event, dossier) if Audience.OFFICER in template.audiences else []
    notices = []
    for audience, contacts in told(applicant, submitter, officers, template.audiences).items():
        language = contacts[0].language if len({contact.language for contact in contacts}) == 1 else "vi"
        notices.append(
            actions.prepare(
                event,
                dossier,
                audience=audience,
                template=template.key,
                language=language,
                addresses=[contact.address for contact in contacts],
                subject=render_about(event, dossier, template.key, language).subject,
                at=clock.now(),
            )
        )
    return notices


def _told_at_once(event: Event, dossier: Dossier) -> bool:
    """True where a later event says it all: a walk-in is received with a slip in the hand; a result was handed over, or
    a supplement came, before anybody was told that it could be fetched or was asked for."""
    if event.type == "dossier.submitted":
        return dossier.channel == IntakeChannel.DIRECT
    if event.type == "dossier.supplement_requested":
        number = facts(event).get("number", 0)
        return dossier.supplements.filter(number=number, answered_at__isnull=False).exists()
    return event.type == "dossier.finished" and dossier.delivered_at is not None


def _citizens(dossier: Dossier) -> tuple[Contact | None, Contact | None]:
    """Applicant and submitter. The account stands for whichever of them filed with it; an officer's never does."""
    wish = dossier.wishes.get("language")
    account = queries.contact_of(dossier.account, wish) if dossier.account else None
    own = account if dossier.entered_by == EnteredBy.APPLICANT else None
    others = account if dossier.entered_by in (EnteredBy.SUBMITTER, EnteredBy.HELPER) else None
    applicant = _contact(dossier.applicant.email, own, wish)
    submitter = _contact(dossier.submitter.email if dossier.submitter else "", others, wish)
    return applicant, submitter


def _contact(declared: str, account: Contact | None, wish: object) -> Contact | None:
    if account is not None:
        return Contact(declared or account.address, account.language, account.wanted)
    return Contact(declared, language_of(wish)) if declared else None


def _officers(event: Event, dossier: Dossier) -> list[Contact]:
    """The officer who has the dossier, else those of the counter; nobody is told what an officer did."""
    if event.by_role in access.STAFF_ROLES:
        return []
    if dossier.assigned_to is not None:
        return [queries.contact_of(dossier.assigned_to)]
    day = clock.local_day(event.at)
    counter = holders(dossier.reception_agency_id, access.SINGLE_WINDOW_OFFICER, day).order_by("pk")
    return [queries.contact_of(account) for account in counter]


def deliver(notices: Iterable[Notice]) -> None:
    """Send what was not sent yet. One that cannot go does not hold up the others; it raises at the end."""
    problem: MailUnavailable | SendingElsewhere | None = None
    for notice in notices:
        try:
            _send(notice)
        except (MailUnavailable, SendingElsewhere) as error:
            problem = error
    if problem is not None:
        raise problem


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
    return render(notice, rate_link=link(notice.dossier.code))


def retry_waiting(now: datetime) -> None:
    """Take up what waits since more than an hour and less than a week: an outage longer than the outbox's patience.

    Stops at the first that cannot go: the server is still down.
    """
    for notice in _waiting(now):
        _send(notice)


def _waiting(now: datetime) -> Sequence[Notice]:
    return list(queries.waiting(created_before=now - WAITED, created_after=now - TRIED_FOR)[:500])


SUBSCRIPTIONS = (Subscription("notify", tuple(TABLE), handle),)
JOBS = (Job("notices.retry", timedelta(hours=1), retry_waiting),)
