"""For a screen on the wall: two pictures that change by themselves, until somebody stops them."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse

from motcua.desks.numbers.boards import aims, asking, lines, unit
from motcua.desks.numbers.boards.asking import Question
from motcua.desks.numbers.sections import LEADS
from motcua.desks.shell import tile_map
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.reports import boards
from motcua.reports.rules import FEW

EVERY_SECONDS = 60
UNITS, AIMS, FIRST = 11, 6, 8


@open_to(*LEADS)
def wall(request: Request) -> HttpResponse:
    """`xem=ban-do`: the map. `dung=1`: standing still. The change is a header of the answer, so that it needs no
    script and whoever needs time stops it by a link (WCAG 2.2.2)."""
    question = asking.read(request)
    now, lang = clock.now(), spoken()
    stopped = request.GET.get("dung") == "1"
    family = lines.family(question, now, lang)
    is_map = family.by_unit and request.GET.get("xem") == "ban-do"
    still = "1" if stopped else ""
    other = question.url("board_wall", xem="ban-do" if family.by_unit and not is_map else "", dung=still)
    context: dict[str, Any] = {
        **asking.page(request, question, "board_wall", lang),
        "is_map": is_map,
        "stopped": stopped,
        "every": EVERY_SECONDS,
        "indicator_name": question.indicator.name(lang),
        "other_url": other if family.by_unit else "",
        "switch_url": question.url("board_wall", xem="ban-do" if is_map else "", dung="" if stopped else "1"),
        "board_url": question.url("board"),
        "few": FEW,
        "now": now,
    }
    context.update(_map(question, now, lang) if is_map else _main(question, family, now, lang))
    response = render_page(request, "numbers/boards/wall.html", context)
    if not stopped:
        response.headers["Refresh"] = f"{EVERY_SECONDS}; url={other}"
    return response


def _map(question: Question, now: datetime, lang: str) -> dict[str, Any]:
    found = boards.places(question.agency, question.first, question.last, as_of=now, organised=question.organised)
    drawn = tile_map.drawn(
        found,
        question.indicator,
        lang,
        unit=lambda place: question.of_unit(place.code),
        rows=lambda place, figure: question.rows(figure, agency=place.code, own=place.own),
    )
    return {"drawn": drawn}


def _main(question: Question, family: lines.Family, now: datetime, lang: str) -> dict[str, Any]:
    found, whole = unit.whole_of(question, now)
    found_aims = aims.drawn(found, question, lang)
    return {
        "facts": unit.facts_of(question, whole, lang),
        "shares": unit.shares_of(whole),
        "aims": found_aims[:AIMS],
        "found": family,
        "shown": [line for line in family.lines if line.has_points][:UNITS],
        "first": [line for line in family.lines if line.measured.value is not None][:FIRST],
        "tick": next((one.row.target for one in found_aims if one.row.indicator == question.indicator.figure), None),
        "is_share": bool(question.indicator.whole),
    }
