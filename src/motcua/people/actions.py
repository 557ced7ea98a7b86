"""Opening accounts, appointing, declaring parties, issuing tokens."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from motcua.agencies.models import Agency, Position
from motcua.journal.actions import record
from motcua.journal.reasons import record_why
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, FieldError, Invalid
from motcua.people import access, sessions
from motcua.people.account_models import Reset
from motcua.people.keeping import keep_administrators
from motcua.people.models import Account, Appointment, Party, Token
from motcua.people.rules import Declared


def subject_of(account: Account) -> str:
    """The journal chain of an account."""
    return f"account:{account.pk}"


@transaction.atomic
def open_account(
    username: str,
    *,
    kind: str,
    full_name: str,
    password: str | None,
    by: Actor,
    at: datetime,
    email: str = "",
    phone: str = "",
    personal_id: str = "",
    birth_date: date | None = None,
    address: str = "",
    place_code: str = "",
    language: str = "vi",
    check_password: bool = True,
    agency: Agency | None = None,
    is_system: bool = False,
) -> Account:
    """Open an account; without a password it cannot sign in until one is set. `agency`: whose colleague it is, for
    staff; `is_system`: it opens the technical pages. Raises Invalid."""
    username = text.normal(username).lower()
    errors: list[FieldError] = []
    if not username or " " in username:
        errors.append(FieldError("username", "account.username_wrong"))
    if Account.objects.filter(username=username).exists():
        errors.append(FieldError("username", "account.username_taken", username=username))
    if not text.normal(full_name):
        errors.append(FieldError("full_name", "party.name_required"))
    account = Account(
        username=username,
        kind=kind,
        full_name=text.normal(full_name),
        email=email.strip(),
        phone=phone,
        personal_id=personal_id,
        birth_date=birth_date,
        address=text.normal(address),
        place_code=place_code,
        language=language,
        created_at=at,
        agency=agency,
        is_system=is_system,
    )
    if password is not None and check_password:
        errors += _password_errors(password, account)
    if errors:
        raise Invalid("account.invalid", errors)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        raise Invalid(
            "account.invalid", [FieldError("username", "account.username_taken", username=username)]
        ) from None
    facts: dict[str, Any] = {"agency": agency.code} if agency else {}
    record("account.opened", subject=subject_of(account), by=by, at=at, kind=kind, **facts)
    return account


def _password_errors(password: str, account: Account) -> list[FieldError]:
    try:
        validate_password(password, account)
    except ValidationError as error:
        return [FieldError("password", f"account.{one.code or 'password_weak'}") for one in error.error_list]
    return []


@transaction.atomic
def set_password(account: Account, password: str, *, by: Actor, at: datetime, keep_session: str = "") -> Account:
    """Set a new password: all sessions but `keep_session`, and every link and code given out, end. Raises Invalid."""
    if errors := _password_errors(password, account):
        raise Invalid("account.invalid", errors)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    # A new password makes every link and code worthless that was given out for setting one.
    Reset.objects.filter(account=account, used_at=None, replaced_at=None).update(replaced_at=at)
    sessions.end_sessions(account, keep=keep_session, by=by, at=at, why="password")
    record("account.password_set", subject=subject_of(account), by=by, at=at)
    return account


@transaction.atomic
def disable_account(account: Account, *, reason: str = "", by: Actor, at: datetime) -> Account:
    """Close an account to signing in; its history stays. Raises Cannot when it is closed already, or when it holds the
    last administration of a unit that somebody else could not take up."""
    row = Account.objects.select_for_update().get(pk=account.pk)
    if not row.is_active:
        raise Cannot("account.disabled_already", username=account.username)
    keep_administrators(account, clock.local_day(at))
    row.is_active = account.is_active = False
    row.save(update_fields=["is_active"])
    Token.objects.filter(account=account, revoked_at=None).update(revoked_at=at)
    record_why("account.disabled", subject=subject_of(account), by=by, at=at, reason=reason)
    return account


@transaction.atomic
def appoint(
    account: Account,
    position: Position,
    role: str,
    *,
    valid_from: date,
    valid_to: date | None = None,
    acting_for: Account | None = None,
    reason: str = "",
    decision_no: str = "",
    by: Actor,
    at: datetime,
) -> Appointment:
    """Give an account a post from a day on, `acting_for` somebody until a day. Raises Cannot for an unknown role or an
    overlapping appointment. Who may be given what is judged by `appointing.give_post`."""
    if role not in access.ROLES or role in (access.ANONYMOUS, access.SYSTEM):
        raise Cannot("appointment.role_unknown", role=role)
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                account=account,
                position=position,
                role=role,
                valid_from=valid_from,
                valid_to=valid_to,
                acting_for=acting_for,
                decision_no=decision_no,
            )
    except IntegrityError:
        raise Cannot("appointment.overlaps", valid_from=valid_from.isoformat()) from None
    acting: dict[str, Any] = {"acting_for": acting_for.pk} if acting_for else {}
    record_why(
        "account.appointed",
        subject=subject_of(account),
        by=by,
        at=at,
        role=role,
        position=position.slug,
        position_id=position.pk,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
        ground=decision_no,
        **acting,
    )
    return appointment


def declare_party(declared: Declared) -> Party:
    """Store a party as declared for one dossier. Called within the dossier's own transaction."""
    return Party.objects.create(
        **{name: getattr(declared, name) for name in Declared.__slots__}, search=text.tokens(declared.full_name)
    )


def token_hash(token: str) -> str:
    """SHA-256 of an API token: what is stored instead of it."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(account: Account, *, days: int | None, by: Actor, at: datetime) -> str:
    """Make an API token and return it once; only its hash is kept."""
    if not account.is_active:
        raise Cannot("account.disabled_already", username=account.username)
    token = "mc_" + secrets.token_urlsafe(32)
    row = Token.objects.create(
        account=account,
        hash=token_hash(token),
        created_at=at,
        expires_at=at + timedelta(days=days) if days else None,
    )
    record("token.issued", subject=subject_of(account), by=by, at=at, token=row.pk, days=days)
    return token


@transaction.atomic
def revoke_token(token: str, *, by: Actor, at: datetime) -> Token:
    """End a token at once. Raises Cannot when it does not exist or is ended already."""
    row = Token.objects.select_for_update().filter(hash=token_hash(token), revoked_at=None).first()
    if row is None:
        raise Cannot("token.unknown")
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    record("token.revoked", subject=f"account:{row.account_id}", by=by, at=at, token=row.pk)
    return row
