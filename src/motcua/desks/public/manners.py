"""How people who waited were treated: apologies, lateness without a word, further supplement requests, by unit; every
number opens its dossiers (codes and times only)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.desks.public import figures_words, periods
from motcua.desks.shell import access, formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers.manners import reason_words
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import definitions, figures
from motcua.reports.figures.manners import FIGURES, Manners

PAGE = 50
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Number:
    """A count with its name, its meaning and the page of its dossiers."""

    name: str
    words: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit."""

    name: str
    numbers: list[Number]


def address(agency: str, first: date, last: date, **more: str) -> str:
    """The page of an agency and period; `so` names a figure."""
    query = urlencode({"tu": first.isoformat(), "den": last.isoformat(), **more})
    return f"{reverse('public:manners', args=[agency])}?{query}"


def numbers_of(row: Manners, agency: str, lang: str, more: Mapping[str, str]) -> list[Number]:
    """The four numbers of a line."""
    found = []
    for figure in FIGURES:
        meaning = definitions.DEFINITIONS[figure]
        url = address(agency, row.first, row.last, so=figure, **more)
        found.append(Number(meaning.name(lang), meaning.words(lang), getattr(row, figure), url))
    return found


def totals(agency: str, first: date, last: date, *, as_of: datetime, own: bool, lang: str) -> list[Number]:
    """The four numbers of a whole agency, for its scoreboard."""
    (row,) = figures.manners(agency, first, last, as_of=as_of, own=own)
    return numbers_of(row, agency, lang, {"rieng": "1"} if own else {})


@open_to(access.ALL)
def manners(request: Request, agency: str) -> HttpResponse:
    """Without `so` the units, with it the dossiers behind one number; `tu`, `den`, `rieng` as on the scoreboard."""
    lang, now = spoken(), clock.now()
    unit = agencies.get_agency(agency)
    first, last = periods.read(request.GET, periods.last_day_of(unit, clock.local_day(now)))
    own = request.GET.get("rieng") == "1"
    more = {"rieng": "1"} if own else {}
    figure = request.GET.get("so", "")
    if figure and figure not in FIGURES:
        raise NotVisible("page.unknown")
    context = {
        "unit": agencies.name_of(unit, last, lang, short=True),
        "period": formats.period(first, last, lang),
        "as_of": now,
        "totals": totals(unit.code, first, last, as_of=now, own=own, lang=lang),
        "board_url": figures_words.board_url(unit.code, first, last, **more),
        "whole_url": address(unit.code, first, last, **more),
        "figure": figure,
    }
    if figure:
        number = paging.number_of(request)
        start = (number - 1) * PAGE
        found = figures.said_behind(figure, unit.code, first, last, as_of=now, own=own, start=start, limit=PAGE + 1)
        before = paging.address(request, page=number - 1) if number > 1 else ""
        after = paging.address(request, page=number + 1) if len(found) > PAGE else ""
        context |= {
            "chosen": definitions.DEFINITIONS[figure].name(lang),
            "count": len(figures.said_behind(figure, unit.code, first, last, as_of=now, own=own, start=0, limit=MOST)),
            "words": definitions.DEFINITIONS[figure].words(lang),
            "shown": paging.Page(
                [(one, reason_words(one.reason_code, lang) if one.reason_code else "") for one in found[:PAGE]],
                number,
                PAGE,
                before,
                after,
            ),
        }
    elif not own:
        rows = figures.manners(unit.code, first, last, as_of=now, by="agency")
        context["lines"] = [
            Line(row.label(lang), numbers_of(row, row.key, lang, {"rieng": "1"} if row.key == unit.code else {}))
            for row in rows
            if any(getattr(row, name) for name in FIGURES) or row.key == unit.code
        ]
    return render_page(request, "public/manners.html", context)
