"""Letters about an account itself: the link for a new password, the one that confirms an address, what was changed.

They go out by the outbox, so that the page that asked answers alike, and as fast, whether the account exists or not. A
link is made where its letter is written: it stands nowhere else, and a second try makes a new one.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from motcua.dossiers.words import written
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.journal.outbox import Subscription
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot
from motcua.kernel.registry import provider
from motcua.notifications.ports import Mail, MailRefused, MailSender
from motcua.notifications.queries import contact_of
from motcua.notifications.rendering import render_facts
from motcua.people import resets
from motcua.people.account_models import EmailChange, Reset
from motcua.people.models import Account


def handle(event: Event) -> None:
    """Write the letter of an event. Raises MailUnavailable while mail cannot go; a refused one is not tried again."""
    account = Account.objects.filter(pk=int(event.chain.rpartition(":")[2]), is_active=True).first()
    if account is None or clock.now() - event.recorded_at > resets.HOLDS[Reset.Way.EMAIL]:
        return  # a letter that comes after an hour's outage helps nobody: they asked again
    if event.type == "account.reset_asked":
        _reset(account, event)
    elif event.type == "account.reset_issued":
        _code_given(account, event)
    elif event.type == "account.password_set":
        _tell(account.email, "account_password_set", account, event)
    elif event.type == "account.email_asked":
        _confirm(account, event)
    elif event.type == "account.email_set":
        change = EmailChange.objects.get(pk=journal.facts(event)["change"])
        _tell(change.before, "account_email_set", account, event)


def _reset(account: Account, event: Event) -> None:
    if not account.email:
        return
    try:
        secret = resets.issue_link(account, by=SYSTEM, at=clock.now())
    except Cannot:  # disabled meanwhile
        return
    _tell(account.email, "account_reset", account, event, link=_url("citizen:reset", secret))


def _code_given(account: Account, event: Event) -> None:
    """The owner learns that a counter gave out a code: nobody can do that unseen."""
    if journal.facts(event)["way"] == Reset.Way.COUNTER:
        _tell(account.email, "account_code_given", account, event)


def _confirm(account: Account, event: Event) -> None:
    change = EmailChange.objects.get(pk=journal.facts(event)["change"])
    if change.confirmed_at is None and change.replaced_at is None:
        secret = resets.confirm_link(change)
        _tell(change.email, "account_email_confirm", account, event, link=_url("citizen:email_confirm", secret))


def _url(name: str, secret: str) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=[secret])}"


def _tell(address: str, template: str, account: Account, event: Event, **facts: Any) -> None:
    if not address:
        return
    language = contact_of(account).language
    text = render_facts(template, language, {**_facts(account, event.at, language), **facts})
    sender: MailSender = provider("mail_sender")
    mail = Mail(
        id=f"account-{event.pk}.{event.hash[:16]}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}",
        to=(address,),
        subject=text.subject,
        body=text.body,
        language=language,
    )
    try:
        sender.send(mail)
    except MailRefused:
        return  # nobody takes mail there; the counter is the other way


def _facts(account: Account, at: datetime, language: str) -> dict[str, Any]:
    return {
        "username": account.username,
        "at": written(at, language),
        "home": settings.BASE_URL,
        "forgot": f"{settings.BASE_URL}{reverse('citizen:forgot')}",
    }


EVENTS = (
    "account.reset_asked",
    "account.reset_issued",
    "account.password_set",
    "account.email_asked",
    "account.email_set",
)
SUBSCRIPTIONS = (Subscription("account_mail", EVENTS, handle),)
