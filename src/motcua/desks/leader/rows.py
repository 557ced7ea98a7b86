"""The dossiers behind one number of the board."""

from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.desks.leader import board, periods
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import definitions, figures

After = tuple[datetime, int]


def _after(text: str) -> After | None:
    stamp, _, number = text.partition("~")
    try:
        return clock.parse(stamp), int(number)
    except ValueError:
        return None


@open_to("commune_leader", "province_leader", "procedure_control_officer")
def rows(request: Request) -> HttpResponse:
    """Codes and times; names and links for those who may see the dossiers."""
    now = clock.now()
    lang = spoken()
    figure = request.GET.get("so", "")
    if figure not in figures.FIGURES:
        raise NotVisible("report.figure_unknown")
    code = board.agency_of(request)
    period = periods.read(request.GET, clock.local_day(now))
    procedure = request.GET.get("thu-tuc", "")[:40]
    page = figures.rows_behind(
        figure,
        code,
        period.first,
        period.last,
        viewer=request.actor,
        at=now,
        procedure=procedure,
        after=_after(request.GET.get("sau", "")),
    )
    counted = figures.handling(code, period.first, period.last, by="procedure" if procedure else None)
    line = next((row for row in counted if not procedure or row.key == procedure), None)
    known = definitions.DEFINITIONS.get(figure)
    return render_page(
        request,
        "leader/rows.html",
        {
            "tab": "board",
            "title": known.name(lang) if known else figure,
            "words": known.words(lang) if known else "",
            "procedure": line.label(lang) if line and procedure else "",
            "agency_name": agencies.name_of(agencies.get_agency(code), period.last, lang, short=True),
            "period": period,
            "count": board.number_of(line, figure) if line else 0,
            "rows": page.rows,
            "next_url": paging.address(request, sau=f"{page.after[0].isoformat()}~{page.after[1]}")
            if page.after
            else "",
            "first_url": paging.address(request, sau=None) if "sau" in request.GET else "",
            "back_url": f"{reverse('leader:board')}?{period.query}",
            "english": lang == "en",
        },
    )
