"""As what a leader signs, in whose place, and who of the unit's leaders is away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import absences, access
from motcua.people.absence_models import Absence
from motcua.people.models import Appointment


@dataclass(frozen=True, slots=True)
class Signer:
    """`in_place_of`: whose post is held in their place, until the last day `until`."""

    in_place_of: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """A leader of the unit who is away up to and with `until`; `mine` when I was named to stand in."""

    name: str
    until: date
    substitute: str
    mine: bool


def signer_of(actor: Actor, now: datetime) -> Signer:
    """What the appointment that is acted under says."""
    today = clock.local_day(now)
    if actor.account_id is None:
        return Signer()
    rows = Appointment.objects.filter(
        account_id=actor.account_id,
        role=actor.role,
        position__slug=actor.position,
        position__agency__code=actor.agency,
        valid_from__lte=today,
        withdrawn_at=None,
    )
    held = rows.select_related("acting_for").exclude(valid_to__lte=today).order_by("-valid_from").first()
    if held is None or held.acting_for is None:
        leave = absences.stands_in(actor, today)
        return Signer(leave.account.full_name, leave.last_day) if leave else Signer()
    return Signer(held.acting_for.full_name, held.valid_to - timedelta(days=1) if held.valid_to else None)


def away(actor: Actor, now: datetime) -> list[Away]:
    """Other leaders of the unit who are on leave today."""
    today = clock.local_day(now)
    leaders = Appointment.objects.filter(
        role=access.COMMUNE_LEADER,
        position__agency__code=actor.agency,
        valid_from__lte=today,
        withdrawn_at=None,
    ).exclude(valid_to__lte=today)
    rows = Absence.objects.filter(
        account__in=leaders.values("account"), withdrawn_at=None, first_day__lte=today, last_day__gte=today
    ).exclude(account_id=actor.account_id or 0)
    return [
        Away(
            row.account.full_name,
            row.last_day,
            row.substitute.full_name if row.substitute else "",
            row.substitute_id == actor.account_id,
        )
        for row in rows.select_related("account", "substitute").order_by("account__full_name")
    ]
