"""Reading the staff of units: accounts, what they hold and held, who may keep which account."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.kernel import text
from motcua.people import access
from motcua.people.models import Account, Appointment, FormerContact

SOON = 30  # days before the end of an appointment at which lists speak of it


@dataclass(frozen=True, slots=True)
class Colleague:
    """An account with the appointments that hold or are to come, oldest first."""

    account: Account
    held: tuple[Appointment, ...]
    is_begun: bool  # a password was set: the one-time link was used

    def now(self, on: date) -> list[Appointment]:
        """What is held on a day."""
        return [one for one in self.held if one.valid_from <= on]


def held_since(on: date) -> Q:
    """Appointments that hold on a day or later."""
    return Q(withdrawn_at=None) & (Q(valid_to=None) | Q(valid_to__gt=on))


def colleagues(agency_ids: Collection[int], on: date) -> list[Colleague]:
    """Staff of these units: who was opened there, or holds or will hold a post there; by name. Two queries."""
    appointed = Appointment.objects.filter(held_since(on), position__agency_id__in=agency_ids)
    accounts = Account.objects.filter(
        Q(agency_id__in=agency_ids, kind=Account.Kind.STAFF) | Q(pk__in=appointed.values("account_id"))
    ).exclude(kind=Account.Kind.CLIENT)
    held: dict[int, list[Appointment]] = {}
    rows = Appointment.objects.filter(held_since(on), account__in=accounts.values("pk"))
    for row in rows.select_related("position__agency", "acting_for").order_by("valid_from", "pk"):
        held.setdefault(row.account_id, []).append(row)
    found = [Colleague(account, tuple(held.get(account.pk, ())), account.has_usable_password()) for account in accounts]
    return sorted(found, key=lambda one: (text.name_key(one.account.full_name), one.account.pk))


def history_of(account: Account) -> QuerySet[Appointment]:
    """All that an account holds, will hold and ever held, newest first."""
    return (
        Appointment.objects.filter(account=account)
        .select_related("position__agency", "acting_for")
        .order_by("-valid_from", "-pk")
    )


def former_contacts(account: Account) -> list[FormerContact]:
    """What stood in the account before, newest first."""
    return list(FormerContact.objects.filter(account=account).select_related("event").order_by("-pk"))


def is_kept_by(account: Account, agency_ids: Collection[int], on: date) -> bool:
    """True when an administrator of these units keeps the whole account: it is a colleague's, holds nothing elsewhere,
    and opens no technical pages."""
    if account.kind == Account.Kind.CLIENT or account.is_system:
        return False
    where = set(
        Appointment.objects.filter(held_since(on), account=account).values_list("position__agency_id", flat=True)
    )
    if not where:
        return account.agency_id in agency_ids
    return where <= set(agency_ids)


def is_seen_by(account: Account, agency_ids: Collection[int], on: date) -> bool:
    """True when the account belongs to the staff of these units."""
    if account.kind == Account.Kind.CLIENT:
        return False
    if account.kind == Account.Kind.STAFF and account.agency_id in agency_ids:
        return True
    return Appointment.objects.filter(account=account, position__agency_id__in=agency_ids).exists()


def holders_of(position_ids: Iterable[int], on: date) -> dict[int, list[Appointment]]:
    """By post: who holds it on a day or will, with their accounts."""
    found: dict[int, list[Appointment]] = {}
    rows = Appointment.objects.filter(held_since(on), position_id__in=list(position_ids))
    for row in rows.select_related("account", "acting_for").order_by("valid_from", "pk"):
        found.setdefault(row.position_id, []).append(row)
    return found


def active_roles(agency_id: int, on: date) -> set[tuple[str, str]]:
    """(role, slug of the post) of everybody who can act at an agency on a day."""
    rows = Appointment.objects.filter(
        held_since(on), position__agency_id=agency_id, valid_from__lte=on, account__is_active=True
    )
    return set(rows.values_list("role", "position__slug"))


def administrators(agency_id: int, on: date) -> list[Appointment]:
    """Who administers a unit on a day, the longest first; None as end stands for ever."""
    rows = Appointment.objects.filter(
        held_since(on),
        role=access.ADMINISTRATOR,
        position__agency_id=agency_id,
        valid_from__lte=on,
        account__is_active=True,
    )
    return sorted(rows, key=lambda one: (one.valid_to is not None, one.valid_to or on))
