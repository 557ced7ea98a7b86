"""Pages of prose: what this is, how to get help, how it can be used, what is kept of people."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.public import places
from motcua.desks.public.opening import opening
from motcua.desks.shell import access
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock


def _page(request: Request, name: str, title: str) -> HttpResponse:
    """Prose is written once in each language: `templates/public/prose/<name>.<language>.html`."""
    lang = spoken()
    place = places.chosen(request, lang)
    return render_page(
        request,
        "public/page.html",
        {
            "title": title,
            "prose": f"public/prose/{name}.{lang}.html",
            "place": place,
            "place_name": places.within(place.name, lang) if place.name else "",
            "opening": opening(clock.now()),
        },
    )


@open_to(access.ALL)
def about(request: Request) -> HttpResponse:
    """What Một Cửa is."""
    return _page(request, "about", _("Giới thiệu Một Cửa"))


@open_to(access.ALL)
def help(request: Request) -> HttpResponse:
    """How to file, how to follow, whom to call; for citizens, officers, leaders, community groups."""
    return _page(request, "help", _("Trợ giúp"))


@open_to(access.ALL)
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement."""
    return _page(request, "accessibility", _("Dễ đọc, dễ dùng"))


@open_to(access.ALL)
def privacy(request: Request) -> HttpResponse:
    """What is kept, why, who sees it (law 91/2025/QH15)."""
    return _page(request, "privacy", _("Dữ liệu cá nhân"))
