"""For a screen in the hall that nobody is signed in at: four facts of a unit and the map, changing by themselves."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from motcua.agencies import queries as agencies
from motcua.desks.public import figures_words, periods, scoreboard
from motcua.desks.shell import access, formats, tile_map
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.reports import boards, figures, organisation

EVERY_SECONDS = 60


@open_to(access.ALL)
def wall(request: Request, agency: str) -> HttpResponse:
    """`theo`: by what the map is coloured now, the next comes by itself; `dung=1`: standing still. A unit without
    communes stands on the map of the unit above it."""
    lang = spoken()
    row = agencies.get_agency(agency)
    now = clock.now()
    reference = periods.last_day_of(row, clock.local_day(now))
    try:
        first, last = periods.read(request.GET, reference)
    except Invalid:
        first, last = reference.replace(month=1, day=1), reference
    stopped = request.GET.get("dung") == "1"
    indicator = boards.BY_KEY.get(request.GET.get("theo", ""), boards.INDICATORS[0])
    following = boards.INDICATORS[(boards.INDICATORS.index(indicator) + 1) % len(boards.INDICATORS)]

    def address(theo: str, dung: bool) -> str:
        asked = {"tu": request.GET.get("tu", ""), "den": request.GET.get("den", ""), "theo": theo}
        asked["dung"] = "1" if dung else ""
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('public:wall', args=[row.code])}?{query}"

    tree = organisation.read()
    above = tree.parents(last).get(row.pk)
    top = row.code if tree.children(row.pk, last) or above is None else tree.code_of(above)
    found = figures.scoreboard(row.code, first, last, as_of=now)
    total = scoreboard.lines_of(found, own=False, lang=lang)[1]
    drawn = tile_map.drawn(
        boards.places(top, first, last, as_of=now),
        indicator,
        lang,
        unit=lambda place: figures_words.board_url(place.code, first, last),
        rows=lambda place, figure: figures_words.rows_url(place.code, first, last, figure),
    )
    response = render_page(
        request,
        "public/wall.html",
        {
            "name": found.name(lang),
            "period": formats.period(first, last, lang),
            "facts": scoreboard.facts_of(found, total, lang),
            "map_name": "" if top == row.code else agencies.name_of(agencies.get_agency(top), last, lang, short=True),
            "indicator_name": indicator.name(lang),
            "drawn": drawn,
            "stopped": stopped,
            "every": EVERY_SECONDS,
            "switch_url": address(indicator.key, not stopped),
            "next_url": address(following.key, stopped),
            "board_url": figures_words.board_url(row.code, first, last),
            "now": now,
        },
    )
    if not stopped:
        response.headers["Refresh"] = f"{EVERY_SECONDS}; url={address(following.key, False)}"
    return response
