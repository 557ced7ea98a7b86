"""Which target, and for which agency, a page is about; who may see it."""

from datetime import date

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.desks.numbers.reports.asking import agency_of
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


def may_hand_down(request: Request, target: Target) -> bool:
    """True for who leads the agency of a target, or one above it."""
    scope = access.scope("target.hand_down", request.actor)
    if scope.kind == "none" or target.replaced_at is not None:
        return False
    return target.agency_id in agencies.under(scope.agency, clock.local_day(clock.now()))


def unit_name(target: Target, agency: Agency, on: date, lang: str) -> str:
    """Whose target it is: the agency, its own part, or one of its posts."""
    name = agencies.name_of(agency, on, lang, short=True)
    if target.post == OWN:
        return organisation.read().own_unit(agency.pk)[lang == "en"] + f", {name}"
    return f"{post_title(target, on, lang)}, {name}" if target.post else name


def post_title(target: Target, on: date, lang: str) -> str:
    """What a post is called."""
    for one in agencies.positions(target.agency, on):
        if one.slug == target.post:
            return (one.title_en if lang == "en" else "") or one.title_vi
    return target.post
