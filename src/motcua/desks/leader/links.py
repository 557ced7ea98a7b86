"""Addresses of the lists behind the board's numbers, and which agency a page is about."""

from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.desks.leader.periods import Chosen
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.people import access
from motcua.reports import organisation


def _address(page: str, period: Chosen, **asked: str) -> str:
    kept = {name.replace("_", "-"): value for name, value in asked.items() if value}
    return f"{_page(page)}?{urlencode(kept)}{'&' if kept else ''}{period.query}"


@lru_cache
def _page(name: str) -> str:
    """A board of a province has thousands of links to a few pages."""
    return reverse(name)


def figure(name: str, agency: str, period: Chosen, *, procedure: str = "", field: str = "", own: bool = False) -> str:
    """The page with the dossiers behind a number. `own`: without the units below."""
    more = {"thu_tuc": procedure, "linh_vuc": field, "rieng": "1" if own else ""}
    return _address("leader:rows", period, so=name, don_vi=agency, **more)


def late(agency: str, period: Chosen, *, why: str = "", procedure: str = "", unit: str = "") -> str:
    """The late dossiers of an agency, of one line of its units, of one procedure; for one cause."""
    return _address("leader:late", period, don_vi=agency, tuyen=unit, thu_tuc=procedure, vi_sao=why)


def manners(name: str, agency: str, period: Chosen) -> str:
    """The public page with the dossiers behind a number of apologies, silences and further requests."""
    asked = urlencode({"so": name, "tu": period.first.isoformat(), "den": period.last.isoformat()})
    return f"{reverse('public:manners', args=[agency])}?{asked}"


def board(agency: str, period: Chosen) -> str:
    return _address("leader:board", period, don_vi=agency)


def units(agency: str, period: Chosen, **asked: str) -> str:
    return _address("leader:units", period, don_vi=agency, **asked)


def name_of(agency: str, on: date, lang: str) -> str:
    """What an agency was called on a day, without a query."""
    tree = organisation.read()
    return tree.name(tree.get(agency), on)[lang == "en"]


def has_units(agency: str, on: date) -> bool:
    """True where the agency had units below it on that day: then it is looked at by unit, else by procedure."""
    tree = organisation.read()
    return bool(tree.children(tree.get(agency), on))


def agency_of(request: Request) -> str:
    """The agency that a page is about: one's own, or a unit under it. Raises NotVisible for what is elsewhere."""
    own = request.actor.agency
    asked = request.GET.get("don-vi", "") or own
    if asked == own:
        return own
    agency = agencies.get_agency(asked)
    wide = request.actor.role != access.COMMUNE_LEADER
    if agency.pk not in agencies.reach(own, below=wide, on=clock.local_day(clock.now())):
        agencies.get_agency("")  # raises as for an agency that never was
    return agency.code
