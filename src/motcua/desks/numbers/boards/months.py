"""Month by month: small multiples of one scale, and the heat table with the same numbers."""

from datetime import datetime

from django.http import HttpResponse

from motcua.desks.numbers.boards import asking, lines
from motcua.desks.numbers.index.pages import answer
from motcua.desks.numbers.sections import LEADS
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.kernel import clock
from motcua.reports import definitions, export
from motcua.reports.export import Column, Table, Value
from motcua.reports.export.table import written_period
from motcua.reports.rules import FEW

SIZE = 24


@open_to(*LEADS)
@held_while_unchanged
def by_month(request: Request) -> HttpResponse:
    """Units, or the fields of one without units, coloured by `theo`; `?tai=csv|xlsx|json|pdf`: every line as a file."""
    question = asking.read(request)
    now, lang = clock.now(), spoken()
    found = lines.family(question, now, lang)
    if "tai" in request.GET:
        return answer(_table(found, question, lang, now), f"theo-thang-{question.agency}", request)
    shown = paging.page(request, found.lines, size=SIZE)
    return render_page(
        request,
        "numbers/boards/months.html",
        {
            **asking.page(request, question, "board_months", lang),
            "indicator_tabs": asking.indicator_tabs(question, "board_months", lang),
            "indicator": question.indicator,
            "indicator_name": question.indicator.name(lang),
            "found": found,
            "shown": shown,
            "drawn": [line for line in shown.rows if line.has_points],
            "cold": not question.indicator.whole,
            "few": FEW,
            "definitions": definitions.definitions((question.indicator.figure,)),
            "rules": definitions.rules(lang),
            "board_url": question.url("board"),
            "map_url": asking.map_of(question, request.actor.role),
            "files": [(one, question.url("board_months", tai=one)) for one in export.FORMATS],
            "now": now,
        },
    )


def _table(found: lines.Family, question: asking.Question, lang: str, now: datetime) -> Table:
    """A line for each unit and month: what is counted, of how many, the share where there are enough."""
    english = lang == "en"
    indicator = question.indicator
    heads = (
        ("key", "Mã", "Code", "text"),
        ("name", "Tên", "Name", "text"),
        ("month", "Tháng", "Month", "text"),
        (indicator.part, "Số hồ sơ", "Dossiers", "count"),
        ("of", "Trong", "Of", "count"),
        ("percent", "Tỷ lệ, %", "Share, %", "percent"),
    )
    rows: list[tuple[Value, ...]] = []
    for line in (*found.lines, found.whole):
        for cell in line.cells:
            share = cell.measured.value if indicator.whole else None
            whole = cell.measured.whole if indicator.whole else None
            rows.append((line.key, line.name, f"{cell.month:%Y-%m}", cell.measured.part, whole, share))
    keys = [key for key, *_ in heads]
    return Table(
        name="months",
        lang=lang,
        title=f"{indicator.name(lang)}, {asking.name_of(question, lang)}",
        subtitle=written_period(question.first, question.last, now, lang),
        columns=tuple(Column(key, en if english else vi, kind) for key, vi, en, kind in heads),  # type: ignore[arg-type]
        rows=tuple(rows),
        notes=(definitions.DEFINITIONS[indicator.figure].words(lang), definitions.rules(lang)),
        items=tuple(dict(zip(keys, row, strict=True)) for row in rows),
    )
