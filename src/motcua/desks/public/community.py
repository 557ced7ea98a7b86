"""The digital technology group of one's village: who comes to the house and helps, for nothing."""

from dataclasses import dataclass

from django.http import HttpResponse

from motcua.agencies import queries as agencies
from motcua.community import queries as community
from motcua.community.queries import GroupRow
from motcua.desks.public import places
from motcua.desks.shell import access, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock

PAGE = 20
MOST = 60


@dataclass(frozen=True, slots=True)
class Group:
    """One group; its members' names stay with it, the telephone is the group's public one."""

    name: str
    where: str
    phone: str


@open_to(access.ALL)
def groups(request: Request) -> HttpResponse:
    """`?q=` a village, with or without diacritics; else the groups of the chosen commune."""
    lang = spoken()
    on = clock.local_day(clock.now())
    q = request.GET.get("q", "").strip()[:100]
    place = places.chosen(request, lang)
    agency = agencies.find_agency(place.agency) if place.agency else None
    found: list[GroupRow] = []
    if q:
        found = community.groups_near(q, on, limit=MOST)
    elif agency is not None and agency.kind == "commune":
        found = community.groups_of(agency.code, on)
    page = paging.page(request, found, size=PAGE)
    names = {code: _office(code, lang) for code in {row.agency_code for row in page.rows}}
    return render_page(
        request,
        "public/community.html",
        {
            "q": q,
            "shown": page,
            "count": len(found),
            "groups": [
                Group((row.name_en if lang == "en" else "") or row.name_vi, names[row.agency_code], row.public_phone)
                for row in page.rows
            ],
            "place": place,
            "place_name": places.within(place.name, lang) if place.name else "",
        },
    )


def _office(code: str, lang: str) -> str:
    agency = agencies.find_agency(code)
    return agencies.name_of(agency, clock.local_day(clock.now()), lang, short=True) if agency else ""
