"""Leaves of colleagues: set, taken back, and who is away on a day."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.journal.actions import record
from motcua.journal.reference import kept
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotAllowed, NotLawfulNow
from motcua.people import access
from motcua.people.absence_models import Absence
from motcua.people.models import Account, Appointment

SIGNING = frozenset({access.COMMUNE_LEADER, access.PROVINCE_LEADER})
"""Roles whose signature decides: a substitute's says in whose place it is."""


@transaction.atomic
def set_absence(
    account: Account, *, first_day: date, last_day: date, substitute: Account | None = None, by: Actor, at: datetime
) -> Absence:
    """Say that an officer is away from the first to the last day, both included, and who stands in.

    Raises Invalid (absence.backward, absence.past, absence.self), NotLawfulNow (absence.overlaps).
    """
    _allowed(account, by)
    errors = []
    if last_day < first_day:
        errors.append(FieldError("last_day", "absence.backward", first=first_day))
    elif last_day < clock.local_day(at):
        errors.append(FieldError("last_day", "absence.past"))
    if substitute is not None and substitute.pk == account.pk:
        errors.append(FieldError("substitute", "absence.self"))
    if errors:
        raise Invalid("absence.invalid", errors)
    Account.objects.select_for_update().get(pk=account.pk)
    standing = Absence.objects.filter(account=account, withdrawn_at=None, first_day__lte=last_day)
    if (other := standing.filter(last_day__gte=first_day).first()) is not None:
        raise NotLawfulNow("absence.overlaps", first=other.first_day, last=other.last_day)
    row = Absence.objects.create(
        account=account,
        substitute=substitute,
        first_day=first_day,
        last_day=last_day,
        set_at=at,
        set_by_id=by.account_id,
    )
    record(
        "absence.set",
        subject=f"account:{account.pk}",
        by=by,
        at=at,
        first_day=first_day,
        last_day=last_day,
        substitute=substitute.pk if substitute else None,
    )
    return row


@transaction.atomic
def withdraw_absence(number: int, *, by: Actor, at: datetime) -> Absence:
    """The leave does not hold, or is over earlier. Raises NotLawfulNow (absence.unknown)."""
    row = Absence.objects.select_for_update().filter(pk=number, withdrawn_at=None).first()
    if row is None:
        raise NotLawfulNow("absence.unknown")
    _allowed(Account.objects.get(pk=row.account_id), by)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    record("absence.withdrawn", subject=f"account:{row.account_id}", by=by, at=at, absence=row.pk)
    return row


def away(accounts: Collection[int], on: date) -> dict[int, Absence]:
    """Who of these accounts is away on a day, by the account's id."""
    rows = Absence.objects.filter(
        account_id__in=accounts, withdrawn_at=None, first_day__lte=on, last_day__gte=on
    ).select_related("substitute")
    return {row.account_id: row for row in rows}


def stood_in_for(by: Actor, on: date, *, own_post: bool = False) -> int | None:
    """The account in whose place somebody signs on a day; None when in her own name.

    Who holds a post in somebody's place (giao thay mặt) signs for them whatever it is; who was named to stand in for a
    colleague on leave signs for them what is not her own post's (`own_post`).
    """
    if by.account_id is None or by.role not in SIGNING:
        return None
    acting = acting_for(by.account_id, by.agency, by.position, on)
    if acting is not None or own_post:
        return acting
    found = stands_in(by, on)
    return found.account_id if found else None


def stands_in(by: Actor, on: date) -> Absence | None:
    """The leave of a colleague of the same role and agency for whom somebody was named to stand in on a day."""
    rows = Absence.objects.filter(
        substitute_id=by.account_id, withdrawn_at=None, first_day__lte=on, last_day__gte=on
    ).filter(
        Q(account__appointments__valid_to=None) | Q(account__appointments__valid_to__gt=on),
        account__appointments__withdrawn_at=None,
        account__appointments__valid_from__lte=on,
        account__appointments__role=by.role,
        account__appointments__position__agency__code=by.agency,
    )
    return rows.select_related("account").order_by("first_day", "pk").first()


@kept
def acting_for(account_id: int, agency: str, position: str, on: date) -> int | None:
    """For whom an account holds a post of an agency in their place on a day."""
    rows = Appointment.objects.filter(
        account_id=account_id,
        position__slug=position,
        position__agency__code=agency,
        valid_from__lte=on,
        withdrawn_at=None,
        acting_for__isnull=False,
    ).filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return rows.order_by("-valid_from").values_list("acting_for_id", flat=True).first()


def is_substitute(substitute: int, absent: int, on: date) -> bool:
    """True where an account was named to stand in for another on a day."""
    rows = Absence.objects.filter(account_id=absent, substitute_id=substitute, withdrawn_at=None)
    return rows.filter(first_day__lte=on, last_day__gte=on).exists()


def absences_of(account_id: int, since: date) -> list[Absence]:
    """An account's leaves that are not over on a day, the next one first."""
    rows = Absence.objects.filter(account_id=account_id, withdrawn_at=None, last_day__gte=since)
    return list(rows.select_related("substitute").order_by("first_day"))


def _allowed(account: Account, by: Actor) -> None:
    """One's own leave; a leader also sets an officer's of the same agency. Raises NotAllowed."""
    access.require("absence.set", by)
    if account.pk == by.account_id:
        return
    same = account.appointments.filter(position__agency__code=by.agency, withdrawn_at=None).exists()
    if by.role != access.COMMUNE_LEADER or not same:
        raise NotAllowed("act.not_allowed", act="absence.set", role=by.role)
