"""The public map of communes: exact counts of dossiers and the shares that follow from them, never who."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.public import figures_words, periods
from motcua.desks.shell import access, formats, tile_map
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.reports import boards, definitions, organisation
from motcua.reports.boards import Place
from motcua.reports.organisation import Organised
from motcua.reports.rules import FEW


@open_to(access.ALL)
def communes(request: Request, agency: str) -> HttpResponse:
    """Every commune under an agency; `theo` an indicator, `to-chuc=nay` as organised today. Periods as on the
    scoreboard; what cannot be read is the year until today."""
    lang = spoken()
    row = agencies.get_agency(agency)
    now = clock.now()
    today = clock.local_day(now)
    reference = periods.last_day_of(row, today)
    try:
        first, last = periods.read(request.GET, reference)
    except Invalid:
        first, last = reference.replace(month=1, day=1), reference
    organised: Organised = "now" if request.GET.get("to-chuc") == "nay" else "then"
    now_mark = "nay" if organised == "now" else ""
    indicator = boards.BY_KEY.get(request.GET.get("theo", ""), boards.INDICATORS[0])
    found = boards.places(row.code, first, last, as_of=now, organised=organised)

    def rows(place: Place, figure: str) -> str:
        more = {"rieng": "1"} if place.own else {}
        return figures_words.rows_url(
            place.code, first, last, figure, **more, **({"to-chuc": "nay"} if now_mark else {})
        )

    drawn = tile_map.drawn(
        found, indicator, lang, unit=lambda place: figures_words.board_url(place.code, first, last), rows=rows
    )
    changed = bool(organisation.read().changes(first, today))
    return render_page(
        request,
        "public/map.html",
        {
            "name": agencies.name_of(row, min(last, today), lang, short=True),
            "period": formats.period(first, last, lang),
            "drawn": drawn,
            "whole_words": tile_map.said(boards.measure(indicator, found.whole), indicator, lang),
            "indicator_name": indicator.name(lang),
            "indicators": [
                FilterTab(
                    one.name(lang),
                    figures_words.map_url(row.code, first, last, theo=one.key, to_chuc=now_mark),
                    current=one == indicator,
                )
                for one in boards.INDICATORS
            ],
            "organised_tabs": [
                FilterTab(
                    label,
                    figures_words.map_url(row.code, first, last, theo=indicator.key, to_chuc=key),
                    current=key == now_mark,
                )
                for key, label in (("", _("Như tổ chức lúc ấy")), ("nay", _("Như tổ chức ngày nay")))
                if changed
            ],
            "presets": [
                (one.name, figures_words.map_url(row.code, one.first, one.last, theo=indicator.key, to_chuc=now_mark))
                for one in periods.presets(reference)
            ],
            "few": FEW,
            "definitions": [(one.name(lang), one.words(lang)) for one in definitions.definitions((indicator.figure,))],
            "rules": definitions.rules(lang),
            "now": now,
            "wall_url": reverse("public:wall", args=[row.code]),
            "board_url": figures_words.board_url(row.code, first, last),
        },
    )
