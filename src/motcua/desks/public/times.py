"""How long every procedure really took, beside its limit: one whole quarter, month or year that is over."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from motcua.catalogue import queries as catalogue
from motcua.desks.public import figures_words
from motcua.desks.shell import access, formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import LinkRow
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.reports import published
from motcua.reports.open import times_over
from motcua.reports.rules import FEW
from motcua.reports.scorecard import grain as grains
from motcua.reports.times import Times, over

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure with its times in words."""

    name: str
    url: str
    half: str
    nine_of_ten: str
    sample: int


@open_to(access.ALL)
def times(request: Request) -> HttpResponse:
    """`ky` chooses the period (2026-Q3, 2026-09, 2025), `q` keeps names, `sap` "lau": the longest first."""
    lang, now = spoken(), clock.now()
    offered = over(now)
    asked = grains.read(request.GET.get("ky", ""))
    is_wrong = bool(request.GET.get("ky")) and (asked is None or not published.is_over(asked.first, asked.last, now))
    chosen = offered[0] if asked is None or is_wrong else asked
    measured = {one.procedure: one for one in times_over(chosen)}
    q, longest = request.GET.get("q", "").strip()[:100], request.GET.get("sap") == "lau"
    names = {one.code: (one.name_en if lang == "en" else "") or one.name_vi for one in catalogue.search(q, chosen.last)}
    found = [measured[code] for code in names if code in measured]
    if longest:
        found.sort(key=lambda one: -one.nine_of_ten)
    lines = [_line(one, names[one.procedure], lang) for one in found]
    page = paging.page(request, lines, PAGE)
    return render_page(
        request,
        "public/times.html",
        {
            "shown": page,
            "q": q,
            "is_wrong": is_wrong,
            "longest": longest,
            "order_url": paging.address(request, sap=None if longest else "lau", page=None),
            "period": formats.period(chosen.first, chosen.last, lang),
            "few": FEW,
            "periods": [
                LinkRow(figures_words.grain_name(one, lang), "", f"{reverse('public:times')}?ky={one.key}", "chart")
                for one in offered
            ],
        },
        status=422 if is_wrong else 200,
    )


def _line(one: Times, name: str, lang: str) -> Line:
    return Line(
        name,
        reverse("public:procedure", args=[one.procedure]),
        formats.working_time(one.half, lang),
        formats.working_time(one.nine_of_ten, lang),
        one.sample,
    )
