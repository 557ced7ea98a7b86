"""Is it ready to work with: hours, days off, fees of the units that are served, somebody who may change them."""

from datetime import timedelta

from django.db.models import Q

from motcua.agencies.models import Agency
from motcua.catalogue.queries import fees_to_set
from motcua.deadlines import queries as deadlines
from motcua.jobs.examining.finding import Finding, needed
from motcua.kernel import clock
from motcua.people import access
from motcua.people.models import Appointment

AHEAD = timedelta(days=45)


def _in_force() -> "list[Appointment]":
    today = clock.local_day(clock.now())
    held = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gt=today))
    rows = Appointment.objects.filter(held, account__is_active=True, withdrawn_at=None)
    return list(rows.select_related("account", "position__agency"))


def _served() -> list[Agency]:
    """The units that work with this installation: where somebody holds a post of a desk today."""
    working = (access.SINGLE_WINDOW_OFFICER, access.SPECIALIST_OFFICER, access.COMMUNE_LEADER)
    units = {one.position.agency_id: one.position.agency for one in _in_force() if one.role in working}
    return sorted(units.values(), key=lambda unit: unit.code)


def calendar() -> Finding:
    """Working hours are known, and days off are decided as far as promises reach."""
    today = clock.local_day(clock.now())
    country = deadlines.get_calendar()
    if not any(country.hours_of(today + timedelta(days=number)) for number in range(14)):
        return Finding(
            "wrong", "no working hours in the next two weeks, no promise can be reckoned: run motcua migrate"
        )
    for unit in _served():
        own = deadlines.calendar_of(unit.pk)
        if not any(own.hours_of(today + timedelta(days=number)) for number in range(14)):
            return needed(f"{unit.code} has no working hours in the next two weeks: set its hours")
    if not country.is_decided((today + AHEAD).year):
        return Finding(
            "note", f"days off of {(today + AHEAD).year} are not decided yet, promises may move: upgrade then"
        )
    return Finding("ok", f"days off are decided to the end of {country.decided_to}")


def fees() -> Finding:
    """Procedures that cost what the province decides have that amount."""
    today = clock.local_day(clock.now())
    missing = {
        (unit.code, line.procedure) for unit in _served() for line in fees_to_set(unit, today) if line.is_missing
    }
    if missing:
        unit, procedure = min(missing)
        return Finding("note", f"{len(missing)} fees are not set, so {procedure} of {unit} cannot be charged: set them")
    return Finding("ok", "no fee is missing")


def people() -> Finding:
    """Somebody may administer, and somebody may work."""
    held = _in_force()
    administrators = [one for one in held if one.role == access.ADMINISTRATOR]
    if not administrators:
        return needed("nobody is administrator: motcua init, or motcua user")
    if not any(one.account.has_usable_password() for one in administrators):
        return Finding("note", "no administrator has set a password: open the link of init, or run init again")
    if not _served():
        return Finding("note", "no officer holds a post yet: the administrator appoints them")
    return Finding("ok", f"{len(held)} posts are held in {len(_served())} unit(s)")
