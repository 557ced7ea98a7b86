"""Which target, and for which agency, a page is about; who may see it."""

from collections.abc import Sequence
from datetime import date

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, Position
from motcua.desks.numbers.reports.asking import agency_of, read_day
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.reports import organisation
from motcua.reports.keeping.rights import may_read
from motcua.steering import queries as steering
from motcua.steering.models import Target
from motcua.steering.rules import OWN


def target_of(request: Request, number: int) -> tuple[Target, Agency]:
    """A target with the agency that it is looked at for: the one it was set for, or one under it that has none of its
    own (`don-vi`). Raises NotVisible for what is out of reach."""
    target = steering.get_target(number)
    code = request.GET.get("don-vi", "")
    if not code or code == target.agency.code:
        today = clock.local_day(clock.now())
        if not may_read(request.actor, target.agency.code, today):
            raise NotVisible("target.unknown")
        return target, target.agency
    agency = agencies.get_agency(agency_of(request.actor, code))
    on = min(clock.local_day(clock.now()), target.period_to)
    inherited = target.measure == "percent" and not target.post
    if not inherited or agency.pk not in agencies.under(target.agency.code, on):
        raise NotVisible("target.unknown")
    return target, agency


def usual_day(target: Target, today: date) -> date:
    """Today, within the target's period."""
    return min(max(today, target.period_from), target.period_to)


def day_of(request: Request, target: Target) -> date:
    """The day that a page looks at (`ngay`), within the target's period and not after today."""
    today = clock.local_day(clock.now())
    asked = read_day(request.GET.get("ngay", ""))
    return usual_day(target, min(asked, today) if asked else today)


def may_hand_down(request: Request, target: Target) -> bool:
    """True for who leads the agency of a target, or one above it."""
    scope = access.scope("target.hand_down", request.actor)
    if scope.kind == "none" or target.replaced_at is not None:
        return False
    tree = organisation.read()
    return target.agency_id in tree.under(tree.get(scope.agency), clock.local_day(clock.now()))


def unit_name(target: Target, agency: Agency, on: date, lang: str) -> str:
    """Whose target it is: the agency, its own part, or one of its posts."""
    return unit_names([target], on, lang, agency)[target.pk]


def unit_names(targets: Sequence[Target], on: date, lang: str, agency: Agency | None = None) -> dict[int, str]:
    """As `unit_name`, of many at once, by the target's number; `agency`: as they hold for that one."""
    names = agencies.names_of({(agency or one.agency).pk for one in targets}, on, lang, short=True)
    titles = _titles([one for one in targets if one.post not in ("", OWN)], on, lang)
    tree = organisation.read()
    found = {}
    for one in targets:
        name = names[(agency or one.agency).pk]
        if one.post == OWN:
            name = f"{tree.own_unit(one.agency_id)[lang == 'en']}, {name}"
        elif one.post:
            name = f"{titles.get((one.agency_id, one.post), one.post)}, {name}"
        found[one.pk] = name
    return found


def _titles(targets: Sequence[Target], on: date, lang: str) -> dict[tuple[int, str], str]:
    """What posts are called: as on that day, else as they were first."""
    if not targets:
        return {}
    rows = Position.objects.filter(
        agency__in={one.agency_id for one in targets}, slug__in={one.post for one in targets}
    ).order_by("valid_from", "id")
    found: dict[tuple[int, str], str] = {}
    for row in rows:
        key = (row.agency_id, row.slug)
        if key not in found or row.valid_from <= on:
            found[key] = (row.title_en if lang == "en" else "") or row.title_vi
    return found
