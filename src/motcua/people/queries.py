"""Who somebody is, and as what they act."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet

from motcua.journal.reference import kept
from motcua.kernel import text
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.people.actions import token_hash
from motcua.people.models import Account, Appointment, Party, Token


def appointments(account: Account, on: date) -> list[Appointment]:
    """The account's appointments that hold on a day, oldest first."""
    return list(
        Appointment.objects.filter(account=account, valid_from__lte=on, withdrawn_at=None)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .select_related("position__agency")
        .order_by("valid_from", "id")
    )


@kept
def actor_for(account: Account, on: date, appointment_id: int | None = None) -> Actor:
    """The account as an actor under one of its appointments (the chosen one, else the first).

    A citizen's account without appointment acts as citizen; a staff account without one may do nothing.
    """
    held = appointments(account, on)
    chosen = next((one for one in held if one.pk == appointment_id), held[0] if held else None)
    kind: ActorKind = "client" if account.kind == Account.Kind.CLIENT else "account"
    if chosen is not None:
        return Actor(
            kind,
            str(account.pk),
            chosen.role,
            chosen.position.agency.code,
            chosen.position.slug,
        )
    role = {
        Account.Kind.CITIZEN: access.CITIZEN,
        Account.Kind.CLIENT: access.API_CLIENT,
    }.get(Account.Kind(account.kind), access.ANONYMOUS)
    return Actor(kind, str(account.pk), role)


def get_account(account_id: int) -> Account:
    """Raises NotVisible."""
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotVisible("account.unknown")
    return account


def find_account(username: str) -> Account | None:
    return Account.objects.filter(username=text.normal(username).lower()).first()


def accounts_called(called: str, *, most: int = 5) -> list[Account]:
    """Active accounts of people with this user name or e-mail address: whom a link for a new password may be sent."""
    called = text.normal(called).lower()
    if not called:
        return []
    found = Account.objects.filter(Q(username=called) | Q(email__iexact=called), is_active=True)
    return list(found.exclude(kind=Account.Kind.CLIENT).order_by("pk")[:most])


def accounts_of_person(personal_id: str, full_name: str) -> list[Account]:
    """Active accounts of the citizen with this number and this name, as an identity paper says both; oldest first."""
    if not personal_id:
        return []
    rows = Account.objects.filter(personal_id=personal_id, kind=Account.Kind.CITIZEN, is_active=True).order_by("pk")
    wanted = text.fold(text.normal(full_name))
    return [row for row in rows if text.fold(row.full_name) == wanted]


def account_of_token(token: str, at: datetime) -> Account | None:
    """The active account behind an API token, or None when it is unknown, ended or expired."""
    row = (
        Token.objects.select_related("account")
        .filter(hash=token_hash(token), revoked_at=None, account__is_active=True)
        .filter(Q(expires_at=None) | Q(expires_at__gt=at))
        .first()
    )
    if row is None:
        return None
    if row.last_used_on != at.date():
        Token.objects.filter(pk=row.pk).update(last_used_on=at.date())
    return row.account


def holders(agency_id: int, role: str, on: date) -> QuerySet[Account]:
    """Active accounts that hold the role at an agency on a day."""
    return Account.objects.filter(
        Q(appointments__valid_to=None) | Q(appointments__valid_to__gt=on),
        is_active=True,
        appointments__withdrawn_at=None,
        appointments__role=role,
        appointments__position__agency_id=agency_id,
        appointments__valid_from__lte=on,
    ).distinct()


def appointed(agency: str, roles: Collection[str], on: date) -> list[Appointment]:
    """Who holds a post of an agency (its code) in one of the roles on a day, with account and post, by unit, name."""
    rows = (
        Appointment.objects.filter(
            position__agency__code=agency,
            role__in=roles,
            valid_from__lte=on,
            withdrawn_at=None,
            account__is_active=True,
        )
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .select_related("account", "position")
    )
    return sorted(rows, key=lambda row: (row.position.unit_vi, text.name_key(row.account.full_name), row.pk))


@kept
def holders_by_post(agency: str, on: date) -> frozenset[str]:
    """Kinds of post (slugs) of an agency (its code) that somebody active holds on a day."""
    rows = Appointment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on),
        position__agency__code=agency,
        valid_from__lte=on,
        withdrawn_at=None,
        account__is_active=True,
    )
    return frozenset(rows.values_list("position__slug", flat=True))


def find_person(personal_id: str) -> Party | None:
    """The last declaration of a person with this number: found again at the counter."""
    if not personal_id:
        return None
    return Party.objects.filter(personal_id=personal_id).order_by("-id").first()
