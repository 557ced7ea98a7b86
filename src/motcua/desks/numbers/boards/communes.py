"""The map of tiles: every commune under a unit, however many floors lie between."""

from django.http import HttpResponse

from motcua.desks.numbers.boards import asking
from motcua.desks.shell import tile_map
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.kernel import clock
from motcua.reports import boards, definitions
from motcua.reports.rules import FEW


@open_to(*asking.WIDE)
@held_while_unchanged
def communes(request: Request) -> HttpResponse:
    """Coloured by `theo`; `to-chuc=nay` as organised today. The table behind stands on the same page."""
    question = asking.read(request)
    now, lang = clock.now(), spoken()
    found = boards.places(question.agency, question.first, question.last, as_of=now, organised=question.organised)
    indicator = question.indicator
    drawn = tile_map.drawn(
        found,
        indicator,
        lang,
        unit=lambda place: question.of_unit(place.code),
        rows=lambda place, figure: question.rows(figure, agency=place.code, own=place.own),
    )
    return render_page(
        request,
        "numbers/boards/map.html",
        {
            **asking.page(request, question, "board_map", lang),
            "indicator_tabs": asking.indicator_tabs(question, "board_map", lang),
            "indicator_name": indicator.name(lang),
            "drawn": drawn,
            "whole": found.whole,
            "whole_words": tile_map.said(boards.measure(indicator, found.whole), indicator, lang),
            "few": FEW,
            "definitions": definitions.definitions((indicator.figure,)),
            "rules": definitions.rules(lang),
            "board_url": question.url("board"),
            "months_url": question.url("board_months"),
            "now": now,
        },
    )
