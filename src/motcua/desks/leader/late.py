"""Late dossiers and where their time went."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.leader import lines, links, periods, sheets
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import definitions, figures
from motcua.reports.figures import ALSO, PLACES, Late

SIZE = 50


def _is(one: Late, why: str) -> bool:
    return not why or one.place == why or why in one.also


@open_to("commune_leader", "province_leader", "procedure_control_officer")
@held_while_unchanged
def late(request: Request) -> HttpResponse:
    """The late dossiers of the period, resolved or not, with the step that took longest; `vi-sao` keeps one cause.

    Codes and times; names and links for those who may see the dossiers.
    """
    now = clock.now()
    lang = spoken()
    code = links.agency_of(request)
    period = periods.read(request.GET, clock.local_day(now))
    procedure, unit, why = (request.GET.get(name, "")[:40] for name in ("thu-tuc", "tuyen", "vi-sao"))
    if why and why not in PLACES and why not in ALSO:
        raise NotVisible("page.unknown")
    every = figures.late(code, period.first, period.last, as_of=now, procedure=procedure)
    if unit:
        every = [one for one in every if one.unit == unit]
    rows = [one for one in every if _is(one, why)]
    name = links.name_of(unit or code, period.last, lang)
    if "tai" in request.GET:
        return sheets.answer(
            f"{code}-tre-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
            (
                "code",
                "unit",
                "procedure",
                "received_at",
                "due_at",
                "ended_at",
                "pending",
                "longest_at",
                "minutes",
                "of",
            ),
            [_line(one, lang) for one in rows],
            title=name,
            lang=lang,
        )
    shown = paging.page(request, rows, size=SIZE)
    seen = {row.code: row for row in _visible(request, [one.code for one in shown.rows])}
    causes = lines.whys(figures.causes(every), lang, code, period, procedure=procedure, unit=unit)
    places = [one.place for one in figures.causes(every)]
    return render_page(
        request,
        "leader/late.html",
        {
            "tab": "board",
            "agency_name": name,
            "period": period,
            "count": len(rows),
            "shown": shown,
            "sorry": queries.apologised_among([one.code for one in shown.rows]),
            "rows": [(one, seen.get(one.code), PLACES[one.place][lang == "en"]) for one in shown.rows],
            "tabs": [
                FilterTab(
                    _("Tất cả"),
                    links.late(code, period, procedure=procedure, unit=unit),
                    len(every),
                    current=not why,
                ),
                *[
                    FilterTab(one.words[0].upper() + one.words[1:], one.url, one.count, current=place == why)
                    for one, place in zip(causes, places, strict=True)
                ],
            ],
            "words": definitions.DEFINITIONS["causes"].words(lang),
            "cut": len(every) >= figures.MOST_LATE,
            "most": figures.MOST_LATE,
            "english": lang == "en",
            "back_url": links.board(code, period),
            "file_url": paging.address(request, page=None, tai="1"),
        },
    )


def _visible(request: Request, codes: list[str]) -> list[Dossier]:
    rows = queries.visible_to(request.actor, clock.now()).filter(code__in=codes)
    return list(rows.select_related("applicant", "procedure_version"))


def _line(one: Late, lang: str) -> tuple[str | int | None, ...]:
    return (
        one.code,
        one.unit,
        one.procedure,
        clock.local(one.received_at).isoformat(),
        clock.local(one.due_at).isoformat(),
        clock.local(one.ended_at).isoformat(),
        int(one.pending),
        PLACES[one.place][lang == "en"],
        one.minutes,
        one.whole,
    )
