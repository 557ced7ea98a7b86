"""No unit is left without somebody who can administer it."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from motcua.kernel.errors import NotLawfulNow
from motcua.people import access
from motcua.people.models import Account, Appointment


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on, withdrawn_at=None) & (Q(valid_to=None) | Q(valid_to__gt=on))


def keep_administrators(account: Account, on: date) -> None:
    """Refuse what would take an account away from a unit whose last administrator it is on that day.

    Raises NotLawfulNow("appointment.last_administrator").
    """
    held = Appointment.objects.filter(_in_force(on), account=account, role=access.ADMINISTRATOR)
    for agency_id in held.values_list("position__agency_id", flat=True).distinct():
        _keep(agency_id, on, lambda one: one.account_id != account.pk)


def keep_administrator(appointment: Appointment, on: date) -> None:
    """Refuse to end an appointment that is the last administration of its unit on that day.

    Raises NotLawfulNow("appointment.last_administrator").
    """
    if appointment.role != access.ADMINISTRATOR:
        return
    agency_id = appointment.position.agency_id
    if Appointment.objects.filter(_in_force(on), pk=appointment.pk).exists():
        _keep(agency_id, on, lambda one: one.pk != appointment.pk)


def _keep(agency_id: int, on: date, stays: Callable[[Appointment], bool]) -> None:
    """All administrators of the unit are locked: of two that end one another at once, one waits and is refused."""
    rows = list(
        Appointment.objects.select_for_update(of=("self",))
        .filter(_in_force(on), role=access.ADMINISTRATOR, position__agency_id=agency_id)
        .order_by("pk")
    )
    active = set(
        Account.objects.filter(pk__in=[one.account_id for one in rows], is_active=True).values_list("pk", flat=True)
    )
    if any(one.account_id in active for one in rows) and not any(
        stays(one) and one.account_id in active for one in rows
    ):
        raise NotLawfulNow("appointment.last_administrator", on=on)
