"""Keeping accounts of staff: contact data, opening again, a new start with a one-time link."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.agencies.models import Agency, Position
from motcua.journal.actions import record
from motcua.journal.reasons import record_why
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.people.actions import open_account, subject_of
from motcua.people.appointing import give_post
from motcua.people.models import Account, FormerContact
from motcua.people.rules import read_party
from motcua.people.sessions import end_sessions

CONTACT = ("full_name", "email", "phone")


@transaction.atomic
def change_contact(
    account: Account, *, full_name: str, email: str, phone: str, reason: str, by: Actor, at: datetime
) -> Account:
    """Change name, e-mail or telephone; what stood before is kept. The same again changes nothing. Raises Invalid."""
    declared, errors = read_party(
        {"full_name": full_name, "email": email, "phone": phone}, path="", today=clock.local_day(at)
    )
    for error in errors:
        error.path = error.path.lstrip(".")
    if errors:
        raise Invalid("account.invalid", errors)
    row = Account.objects.select_for_update().get(pk=account.pk)
    changed = [member for member in CONTACT if getattr(row, member) != getattr(declared, member)]
    if not changed:
        return row
    event = record_why(
        "account.contact_changed", subject=subject_of(row), by=by, at=at, reason=reason, needed=True, members=changed
    )
    FormerContact.objects.bulk_create(
        FormerContact(account=row, event=event, member=member, value=getattr(row, member)) for member in changed
    )
    for member in changed:
        setattr(row, member, getattr(declared, member))
    row.save(update_fields=changed)
    return row


@transaction.atomic
def enable_account(account: Account, *, reason: str, by: Actor, at: datetime) -> Account:
    """Open a closed account to signing in again. Raises NotLawfulNow("account.active_already")."""
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.is_active:
        raise NotLawfulNow("account.active_already", username=row.username)
    row.is_active = True
    row.save(update_fields=["is_active"])
    record_why("account.enabled", subject=subject_of(row), by=by, at=at, reason=reason, needed=True)
    return row


@transaction.atomic
def begin_anew(account: Account, *, reason: str = "", by: Actor, at: datetime) -> Account:
    """Make the present password, every earlier one-time link and every open session worthless, so that a new link is
    the only way in. Raises NotLawfulNow("appointment.account_disabled")."""
    row = Account.objects.select_for_update().get(pk=account.pk)
    if not row.is_active:
        raise NotLawfulNow("appointment.account_disabled", username=row.username)
    row.set_unusable_password()
    row.save(update_fields=["password"])
    end_sessions(row, by=by, at=at, why="password")
    record_why("account.link_issued", subject=subject_of(row), by=by, at=at, reason=reason)
    return row


@transaction.atomic
def set_system(account: Account, is_system: bool, *, by: Actor, at: datetime) -> Account:
    """Give or take away the technical pages (Django's admin). Only from the command line of the server."""
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.is_system != is_system:
        row.is_system = is_system
        row.save(update_fields=["is_system"])
        record("account.system_set", subject=subject_of(row), by=by, at=at, is_system=is_system)
    return row


@dataclass(frozen=True, slots=True)
class FirstPost:
    """The post that a new colleague holds from the beginning."""

    position: Position
    role: str
    first_day: date
    last_day: date | None = None
    decision_no: str = ""


@transaction.atomic
def add_colleague(
    username: str,
    *,
    full_name: str,
    email: str,
    phone: str,
    agency: Agency,
    post: FirstPost | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> Account:
    """Open the account of a colleague, without a password, and give the first post. Without a user name one is made of
    the name. Raises Invalid at full_name, email, phone, username and what `give_post` says; Cannot."""
    declared, errors = read_party(
        {"full_name": full_name, "email": email, "phone": phone}, path="", today=clock.local_day(at)
    )
    for error in errors:
        error.path = error.path.lstrip(".")
    account: Account | None = None
    try:
        account = open_account(
            username if text.normal(username) else free_username(declared.full_name),
            kind=Account.Kind.STAFF,
            full_name=declared.full_name,
            password=None,
            email=declared.email,
            phone=declared.phone,
            agency=agency,
            by=by,
            at=at,
        )
    except Invalid as invalid:
        said = {error.path for error in errors}
        errors += [error for error in invalid.errors if error.path not in said]
    if errors or account is None:
        raise Invalid("account.invalid", errors)
    if post is not None:
        give_post(
            account,
            post.position,
            post.role,
            first_day=post.first_day,
            last_day=post.last_day,
            reason=reason,
            decision_no=post.decision_no,
            by=by,
            at=at,
        )
    return account


def free_username(full_name: str) -> str:
    """A user name that nobody has, as offices make them: "Bùi Thị Mai" → maibt, then maibt2."""
    words = [word for word in text.tokens(full_name).split() if word] or ["canbo"]
    base = (words[-1] + "".join(word[0] for word in words[:-1]))[:60]
    taken = set(Account.objects.filter(username__startswith=base).values_list("username", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if (f"{base}{n}" if n > 1 else base) not in taken)
    return f"{base}{number}" if number > 1 else base
