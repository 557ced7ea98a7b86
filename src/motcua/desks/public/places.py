"""The visitor's own commune, kept in a cookie: what opens when, who helps, whose figures."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.shell import access, looks
from motcua.desks.shell import place as places
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.place import Place
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.views import back
from motcua.desks.shell.words import say
from motcua.kernel import clock

FEW = 12
MOST = 20


def chosen(request: Request, lang: str) -> Place:
    """The office that public pages speak for."""
    return places.of(request, request.actor, lang)


def within(name: str, lang: str) -> str:
    """An office's name inside a sentence, without the province: "xã Lạc Thủy"."""
    short = name.split(", ", maxsplit=1)[0]
    return short if lang == "en" else short[:1].lower() + short[1:]


@open_to(access.ALL)
def choose(request: Request) -> HttpResponse:
    """Search by today's or an older name, choose one; the way back is `next`."""
    on, lang = clock.local_day(clock.now()), spoken()
    q = request.GET.get("q", "").strip()[:100]
    following = request.POST.get("next") or request.GET.get("next", "/")
    problems: list[Problem] = []
    if request.method == "POST":
        code = request.POST.get("place", "")[:35]
        agency = agencies.find_agency(code) if code else None
        if agency is not None and agency.kind == "commune" and agencies.existed(agency, on):
            return _remembered(back(request), agency.code)
        problems = [Problem("id_place" if q else "find-q", say("public.place_missing", {}, ("", "")))]
    if q:
        found = [
            (
                one.agency.code,
                _whole(one.agency.code, lang) or one.agency.short_name(lang),
                _former((one.former_en if lang == "en" else "") or one.former_vi),
            )
            for one in agencies.search_agencies(q, on, kind="commune", limit=MOST)
        ]
    else:
        communes = agencies.agencies_at(on, kind="commune")
        found = [(one.code, one.short_name(lang), "") for one in communes] if len(communes) <= FEW else []
    return render_page(
        request,
        "public/place.html",
        {
            "q": q,
            "options": found,
            "next": following,
            "now_chosen": chosen(request, lang).agency,
            "problems": problems,
            "error": problems[0].words if problems else "",
        },
        status=422 if problems else 200,
    )


def _former(name: str) -> str:
    return _("trước đây: %(name)s") % {"name": name} if name else ""


def _whole(code: str, lang: str) -> str:
    found = places.of_agency(code, lang)
    return found.name if found else ""


def _remembered(response: HttpResponseRedirect, code: str) -> HttpResponseRedirect:
    response.set_cookie(
        places.COOKIE,
        code,
        max_age=looks.YEAR,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
    return response
