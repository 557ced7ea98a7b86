"""One-time secrets of an account: the link or code for a new password, the link that confirms a new e-mail address.

Only a keyed hash is kept, so that neither the database nor a backup of it opens an account. The newest is the only one
that holds; a new password makes all worthless.
"""

import re
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import salted_hmac

from motcua.journal.actions import record
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotVisible
from motcua.people import actions
from motcua.people.account_models import EmailChange, Reset
from motcua.people.models import Account

HOLDS = {Reset.Way.EMAIL: timedelta(hours=1), Reset.Way.COUNTER: timedelta(hours=24)}
"""How long a link of an e-mail and a code of the counter hold."""
CONFIRM_WITHIN = timedelta(hours=24)
PAPERS = {
    "identity_card": ("Thẻ căn cước, căn cước công dân", "Identity card"),
    "passport": ("Hộ chiếu", "Passport"),
    "birth_certificate": ("Giấy khai sinh", "Birth certificate"),
}
"""Identity papers that a counter accepts for a new password."""
LONGEST_REASON = 500
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nobody mistakes them for one another
_CODE_LENGTH = 12  # 59 bits: with a day to live and throttled tries nobody guesses one


def subject_of(account: Account) -> str:
    """The journal chain of the account."""
    return f"account:{account.pk}"


def clean_code(written: str) -> str:
    """A code as it was made: spaces, hyphens and small letters are forgiven."""
    return re.sub(r"[\s-]", "", written).upper()


def shown_code(code: str) -> str:
    """A code in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


@transaction.atomic
def ask_reset(account: Account, *, by: Actor, at: datetime) -> None:
    """Somebody says they forgot the password. The link is made where the mail is written: it is kept nowhere."""
    record("account.reset_asked", subject=subject_of(account), by=by, at=at)


@transaction.atomic
def issue_link(account: Account, *, by: Actor, at: datetime) -> str:
    """The secret of a link for the account's mail; those before it are worthless."""
    secret = secrets.token_urlsafe(32)
    _issue(account, Reset.Way.EMAIL, secret, by=by, at=at)
    return secret


@transaction.atomic
def issue_code(account: Account, *, paper: str, reason: str, by: Actor, at: datetime) -> tuple[str, Reset]:
    """The code that the counter prints, for somebody whose identity paper the officer has compared.

    Raises Invalid (`reset.paper_missing`, `reset.reason_missing`, `party.too_long`), Cannot
    `account.disabled_already`, `reset.not_a_citizen`.
    """
    reason = text.normal_lines(reason)
    errors = []
    if paper not in PAPERS:
        errors.append(FieldError("paper", "reset.paper_missing"))
    if not reason:
        errors.append(FieldError("reason", "reset.reason_missing"))
    if len(reason) > LONGEST_REASON:
        errors.append(FieldError("reason", "party.too_long", max=LONGEST_REASON, length=len(reason)))
    if errors:
        raise Invalid("account.invalid", errors)
    if account.kind != Account.Kind.CITIZEN:
        raise Cannot("reset.not_a_citizen")
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return code, _issue(account, Reset.Way.COUNTER, code, by=by, at=at, paper=paper, reason=reason)


def _issue(
    account: Account, way: Reset.Way, secret: str, *, by: Actor, at: datetime, paper: str = "", reason: str = ""
) -> Reset:
    held = Account.objects.select_for_update().get(pk=account.pk)
    if not held.is_active:
        raise Cannot("account.disabled_already", username=held.username)
    Reset.objects.filter(account=held, used_at=None, replaced_at=None).update(replaced_at=at)
    row = Reset.objects.create(
        account=held,
        way=way,
        hash=_hash(secret),
        issued_at=at,
        expires_at=at + HOLDS[way],
        issued_by_id=by.account_id if way == Reset.Way.COUNTER else None,
        paper=paper,
        reason=reason,
    )
    record("account.reset_issued", subject=subject_of(held), by=by, at=at, reset=row.pk, way=way.value, paper=paper)
    return row


def owner_of(secret: str, *, at: datetime) -> Account:
    """Whose password it sets; looking uses nothing up. Raises NotVisible `reset.gone`."""
    return _open(secret, at).account


@transaction.atomic
def use(secret: str, password: str, *, at: datetime) -> Account:
    """Set the password with it, once. Raises NotVisible `reset.gone`; Invalid for a weak password: it holds on."""
    found = _open(secret, at)
    account = Account.objects.select_for_update().get(pk=found.account_id)
    row = Reset.objects.select_for_update().get(pk=found.pk)
    if row.used_at is not None or row.replaced_at is not None:
        raise NotVisible("reset.gone")
    row.used_at = at
    row.save(update_fields=["used_at"])
    by = Actor("account", str(account.pk))
    record("account.reset_used", subject=subject_of(account), by=by, at=at, reset=row.pk, way=row.way)
    return actions.set_password(account, password, by=by, at=at)


def _open(secret: str, at: datetime) -> Reset:
    row = (
        Reset.objects.select_related("account")
        .filter(hash__in=[_hash(secret), _hash(clean_code(secret))], used_at=None, replaced_at=None)
        .filter(expires_at__gt=at, account__is_active=True)
        .first()
    )
    if row is None:
        raise NotVisible("reset.gone")
    return row


@transaction.atomic
def ask_email(account: Account, email: str, *, by: Actor, at: datetime) -> EmailChange:
    """Wish for another e-mail address: it counts once the link sent to it is opened and confirmed.

    Raises Invalid: `party.email_wrong`, `account.email_same`.
    """
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid("account.invalid", [FieldError("email", "party.email_wrong")]) from None
    held = Account.objects.select_for_update().get(pk=account.pk)
    if held.email.lower() == email.lower():
        raise Invalid("account.invalid", [FieldError("email", "account.email_same")])
    EmailChange.objects.filter(account=held, confirmed_at=None, replaced_at=None).update(replaced_at=at)
    row = EmailChange.objects.create(
        account=held, email=email, before=held.email, asked_at=at, expires_at=at + CONFIRM_WITHIN
    )
    record("account.email_asked", subject=subject_of(held), by=by, at=at, change=row.pk)
    return row


@transaction.atomic
def confirm_link(change: EmailChange) -> str:
    """The secret of the link for the new address; the one before it is worthless."""
    secret = secrets.token_urlsafe(32)
    EmailChange.objects.filter(pk=change.pk).update(hash=_hash(secret))
    return secret


def waiting_email(account: Account, at: datetime) -> EmailChange | None:
    """The new address that waits for its owner."""
    return EmailChange.objects.filter(account=account, confirmed_at=None, replaced_at=None, expires_at__gt=at).first()


@transaction.atomic
def drop_email(account: Account, *, by: Actor, at: datetime) -> None:
    """Think better of it. Nothing waiting is no fault."""
    row = EmailChange.objects.select_for_update().filter(account=account, confirmed_at=None, replaced_at=None).first()
    if row is not None:
        row.replaced_at = at
        row.save(update_fields=["replaced_at"])
        record("account.email_dropped", subject=subject_of(account), by=by, at=at, change=row.pk)


def email_of(secret: str, *, at: datetime) -> EmailChange:
    """The change that a link confirms. Raises NotVisible `email.gone`."""
    row = (
        EmailChange.objects.select_related("account")
        .filter(hash=_hash(secret), confirmed_at=None, replaced_at=None, expires_at__gt=at, account__is_active=True)
        .first()
    )
    if row is None:
        raise NotVisible("email.gone")
    return row


@transaction.atomic
def confirm_email(secret: str, *, at: datetime) -> EmailChange:
    """From now on letters go to the new address. Raises NotVisible `email.gone`."""
    found = email_of(secret, at=at)
    account = Account.objects.select_for_update().get(pk=found.account_id)
    row = EmailChange.objects.select_for_update().get(pk=found.pk)
    if row.confirmed_at is not None or row.replaced_at is not None:
        raise NotVisible("email.gone")
    row.confirmed_at, row.before = at, account.email
    row.save(update_fields=["confirmed_at", "before"])
    account.email = row.email
    account.save(update_fields=["email"])
    by = Actor("account", str(account.pk))
    record("account.email_set", subject=subject_of(account), by=by, at=at, change=row.pk)
    return row


def _hash(secret: str) -> str:
    return salted_hmac("motcua.people.resets", secret, algorithm="sha256").hexdigest()
