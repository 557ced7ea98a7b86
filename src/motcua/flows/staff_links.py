"""A one-time link for a colleague: shown to the administrator, or written to the colleague.

Nobody types a password for somebody else. The link is made anew from the moment of its issue wherever it is needed, so
it stands in no table and no log.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from motcua.dossiers.words import written
from motcua.flows.install_link import HOLDS, make_token
from motcua.journal.actions import record
from motcua.journal.models import Event
from motcua.journal.outbox import Subscription
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow
from motcua.kernel.registry import provider
from motcua.notifications.ports import Mail, MailRefused, MailSender
from motcua.notifications.queries import contact_of
from motcua.notifications.rendering import render_facts
from motcua.people.actions import subject_of
from motcua.people.models import Account

NEWS = timedelta(hours=6)
"""After an outage that long the link would be half over: the administrator sends another."""


def link_of(account: Account, issued_at: datetime) -> str:
    """The address at which the account's owner sets a password, once, within 48 hours of its issue."""
    return f"{settings.BASE_URL}{reverse('citizen:one_time', args=[make_token(account, at=issued_at)])}"


def ends_at(issued_at: datetime) -> datetime:
    """Until when a link issued then can be used."""
    return issued_at + HOLDS


def mail_link(account: Account, *, by: Actor, at: datetime) -> None:
    """Write the link to the account's address. Raises NotLawfulNow("link.no_address")."""
    if not account.email:
        raise NotLawfulNow("link.no_address")
    with transaction.atomic(durable=True):
        record("account.link_mailed", subject=subject_of(account), by=by, at=at)


def handle(event: Event) -> None:
    """The letter with the link. Raises MailUnavailable while mail cannot go; a refused one is not tried again."""
    account = Account.objects.filter(pk=int(event.chain.rpartition(":")[2]), is_active=True).first()
    if account is None or not account.email or clock.now() - event.recorded_at > NEWS:
        return
    if account.has_usable_password():
        return  # the link was used meanwhile
    language = contact_of(account).language
    facts = {
        "username": account.username,
        "link": link_of(account, event.at),
        "until": written(ends_at(event.at), language),
        "home": settings.BASE_URL,
    }
    letter = render_facts("account_link", language, facts)
    sender: MailSender = provider("mail_sender")
    mail = Mail(
        id=f"link-{event.pk}.{event.hash[:16]}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}",
        to=(account.email,),
        subject=letter.subject,
        body=letter.body,
        language=language,
    )
    try:
        sender.send(mail)
    except MailRefused:
        return  # nobody takes mail there: the administrator hands the link over


SUBSCRIPTIONS = (Subscription("staff_links", ("account.link_mailed",), handle),)
