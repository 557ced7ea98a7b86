"""Which office a page speaks for: its name under the wordmark, its telephone on error pages."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from motcua.agencies import queries as agencies
from motcua.kernel import clock
from motcua.kernel.actor import Actor

COOKIE = "place"
KEPT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Place:
    """An office as pages name it: "Xã Lạc Thủy, tỉnh Phú Thọ". Empty members are left out of the page."""

    name: str
    phone: str = ""
    agency: str = ""


NOWHERE = Place("")


def of_agency(code: str, language: str, on: date | None = None) -> Place | None:
    """The office with this code as it is called on a day (today), with its province behind the comma; None when there
    is none that day."""
    on = on or clock.local_day(clock.now())
    key = f"place:{code}:{language}:{on:%Y%m%d}"
    if (kept := cache.get(key)) is not None:
        return Place(*kept)
    agency = agencies.find_agency(code)
    row = agencies.row_on(agency, on) if agency else None
    if agency is None or row is None:
        return None
    name, top = row.short_name(language), row
    while (
        top.parent_code and (above := agencies.find_agency(top.parent_code)) and (upper := agencies.row_on(above, on))
    ):
        top = upper
    if top is not row:
        province = top.short_name(language)
        name = f"{name}, {province if language == 'en' else province[:1].lower() + province[1:]}"
    found = Place(name, agency.phone, code)
    cache.set(key, (found.name, found.phone, found.agency), KEPT_SECONDS)
    return found


def home_agency() -> str:
    """The code of the office this installation belongs to: the setting's, else the one province of today."""
    if code := str(getattr(settings, "HOME_AGENCY", "")):
        return code
    if kept := cache.get("place:home"):
        return str(kept)
    provinces = agencies.agencies_at(clock.local_day(clock.now()), kind="province")
    if len(provinces) != 1:
        return ""
    cache.set("place:home", provinces[0].code, KEPT_SECONDS)
    return provinces[0].code


def of(request: HttpRequest, actor: Actor, language: str) -> Place:
    """The office of a page: what the view set as `request.place`, else the actor's, the visitor's choice (cookie), the
    installation's."""
    set_by_view = getattr(request, "place", None)
    if isinstance(set_by_view, Place):
        return set_by_view
    chosen = request.COOKIES.get(COOKIE, "")[:35]
    for code in (actor.agency, chosen):
        if code and (found := of_agency(code, language)):
            return found
    home = home_agency()
    return (of_agency(home, language) if home else None) or NOWHERE


def post_of(actor: Actor, language: str) -> str:
    """ "Phòng Kinh tế · Xã Lạc Thủy", or the post's title where it belongs to no unit; empty without appointment."""
    if not actor.agency:
        return ""
    key = f"post:{actor.agency}:{actor.position}:{language}"
    if (kept := cache.get(key)) is not None:
        return str(kept)
    on = clock.local_day(clock.now())
    agency = agencies.find_agency(actor.agency)
    post = next((one for one in agencies.positions(agency, on) if one.slug == actor.position), None) if agency else None
    if agency is None or post is None:
        return ""
    english = language == "en"
    unit = (post.unit_en if english else "") or post.unit_vi
    title = unit or (post.title_en if english else "") or post.title_vi
    text = f"{title} · {agencies.name_of(agency, on, language, short=True)}"
    cache.set(key, text, KEPT_SECONDS)
    return text
