"""The dossiers behind one number of the board."""

from datetime import datetime

from django.http import HttpResponse

from motcua.desks.leader import links, periods, sheets
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.replay import within_reach
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import definitions, figures
from motcua.reports.figures import Behind, Row
from motcua.reports.organisation import Organised

After = tuple[datetime, int]
_COLUMNS = ("code", "state", "channel", "received_at", "due_at", "resolved_at")
LONGEST_FILE = 100_000
"""Lines of a file of codes: more are fetched by a narrower period."""


def _after(text: str) -> After | None:
    stamp, _, number = text.partition("~")
    try:
        return clock.parse(stamp), int(number)
    except ValueError:
        return None


def number_of(row: Row, figure: str) -> int:
    """A count of a row by its name."""
    found = getattr(row, figure) if hasattr(row, figure) else getattr(row.counts, figure)
    return int(found)


@open_to("commune_leader", "province_leader", "procedure_control_officer")
@held_while_unchanged
def rows(request: Request) -> HttpResponse:
    """Codes and times; names and links for those who may see the dossiers. `?tai=1`: all of them as CSV. `to-chuc=nay`:
    with the dossiers of those whose work the agency does today."""
    now = clock.now()
    lang = spoken()
    figure = request.GET.get("so", "received_total")
    if figure not in figures.FIGURES:
        raise NotVisible("report.figure_unknown")
    code = links.agency_of(request)
    period = periods.read(request.GET, clock.local_day(now))
    procedure, field = request.GET.get("thu-tuc", "")[:40], request.GET.get("linh-vuc", "")[:40]
    own = request.GET.get("rieng") == "1"
    organised: Organised = "now" if request.GET.get("to-chuc") == "nay" else "then"
    name = links.name_of(code, period.last, lang)

    def behind(after: After | None, limit: int, *, opened: bool) -> figures.Page:
        return figures.rows_behind(
            figure,
            code,
            period.first,
            period.last,
            as_of=now,
            own=own,
            viewer=request.actor if opened else None,
            at=now,
            procedure=procedure,
            field=field,
            after=after,
            limit=limit,
            organised=organised,
        )

    if "tai" in request.GET:
        every: list[Behind] = []
        after: After | None = None
        while len(every) < LONGEST_FILE:
            part = behind(after, 500, opened=False)
            every += part.rows
            if (after := part.after) is None:
                break
        file = f"{code}-{figure}-{period.first:%Y%m%d}-{period.last:%Y%m%d}"
        return sheets.answer(file, _COLUMNS, [_written(one) for one in every], title=name, lang=lang)
    page = behind(_after(request.GET.get("sau", "")), 50, opened=True)
    by = "procedure" if procedure else "field" if field else None
    counted = figures.handling(code, period.first, period.last, as_of=now, own=own, by=by, organised=organised)
    line = next((row for row in counted if by is None or row.key == (procedure or field)), None)
    known = definitions.DEFINITIONS.get(figure)
    return render_page(
        request,
        "leader/rows.html",
        {
            "tab": "board",
            "title": known.name(lang) if known else figure,
            "words": known.words(lang) if known else "",
            "line": line.label(lang) if line and by else "",
            "agency_name": name,
            "period": period,
            "count": number_of(line, figure) if line else 0,
            "rows": page.rows,
            "replayed": within_reach(request.actor, [one.code for one in page.rows if one.dossier is None], now),
            "next_url": paging.address(request, sau=f"{page.after[0].isoformat()}~{page.after[1]}")
            if page.after
            else "",
            "first_url": paging.address(request, sau=None) if "sau" in request.GET else "",
            "back_url": links.board(code, period),
            "file_url": paging.address(request, sau=None, tai="1"),
            "english": lang == "en",
        },
    )


def _written(one: Behind) -> tuple[str, ...]:
    times = (one.received_at, one.due_at, one.resolved_at)
    return (one.code, one.state, one.channel, *[clock.local(at).isoformat() if at else "" for at in times])
