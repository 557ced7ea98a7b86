"""Keeping accounts of staff: contact data, opening again, a new start with a one-time link."""

from datetime import datetime

from django.db import transaction

from motcua.journal.actions import record
from motcua.journal.reasons import record_why
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.people.actions import subject_of
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
    """Make the present password, every earlier one-time link and every open session worthless, so that a new link is the
    only way in. Raises NotLawfulNow("appointment.account_disabled")."""
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
