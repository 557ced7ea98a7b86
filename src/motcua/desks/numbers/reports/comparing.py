"""Two periods or two agencies side by side, with what changed between them."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from motcua.desks.numbers.reports import asking, drawn, files
from motcua.desks.numbers.reports.asking import Question
from motcua.desks.numbers.reports.pages import READERS
from motcua.desks.shell import formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import definitions, statutory
from motcua.reports.statutory import compare, periods
from motcua.reports.statutory.compare import Pair
from motcua.reports.statutory.table import agency_name


@open_to(*READERS)
def comparison(request: Request, slug: str) -> HttpResponse:
    """`ky2`, `tu2`, `den2` name the other period, `don-vi-2` the other agency; without either the period before."""
    report = statutory.get_report(slug)
    if report.lists is not None or report.places is not None:
        raise NotVisible("page.unknown")
    lang, now = spoken(), clock.now()
    second = asking.read(request, report)
    first = _other(request, second)
    heads = _heads(first, second, lang)
    column = request.GET.get("cot", "")
    column = column if column in [one.key for one in report.columns] else report.columns[0].key
    errors = {**second.period.errors, **first.period.errors}
    context: dict[str, Any] = {
        "tab": "numbers",
        "report": report,
        "name": report.name[lang == "en"],
        "question": second,
        "period": second.period,
        "heads": heads,
        "errors": errors,
        "back_url": second.url(),
        "agencies": asking.agency_options(request.actor, min(second.period.last, clock.local_day(now)), lang),
        "other": first,
        "columns": [
            (one.key, f"{one.group[lang == 'en']}: {one.name[lang == 'en']}".removeprefix(": "))
            for one in report.columns
        ],
        "column": column,
        "now": now,
    }
    if errors:
        return render_page(request, "numbers/reports/compare.html", context, status=400)
    made = [statutory.make(report, one.asked(now, request.actor)) for one in (first, second)]
    if "tai" in request.GET:
        told = compare.table(made[0], made[1], column, heads, lang)
        return files.file(told, request.GET["tai"], f"{files.name_of(made[1])}-so-sanh")
    pairs = compare.totals(made[0], made[1])
    by_line = compare.lines(made[0], made[1], column)
    context |= {
        "pairs": [_drawn(one, first, second, lang) for one in pairs],
        "lines": [_drawn(one, first, second, lang) for one in by_line],
        "rules": definitions.rules(lang),
        "files": [(format, paging.address(request, tai=format)) for format in ("xlsx", "csv", "pdf", "json")],
    }
    return render_page(request, "numbers/reports/compare.html", context)


def _other(request: Request, second: Question) -> Question:
    """What the asked is compared with."""
    given = request.GET
    if other := given.get("don-vi-2", ""):
        code = asking.agency_of(request.actor, other)
        return replace(second, agency=code, own=code == request.actor.agency)
    if given.get("tu2") or given.get("den2") or given.get("ngay2"):
        asked = QueryDict(mutable=True)
        names = {"ky2": "ky", "ngay2": "ngay", "tu2": "tu", "den2": "den"}
        asked.update({name: given[key] for key, name in names.items() if given.get(key)})
        return replace(second, period=asking.read_period(asked, clock.local_day(clock.now()), second.report))
    chosen = second.period
    if chosen.kind == "free":
        days = (chosen.last - chosen.first).days
        before = chosen.first - periods.ONE_DAY
        return replace(second, period=asking.Chosen("free", before.fromordinal(before.toordinal() - days), before))
    return replace(second, period=asking.Chosen(chosen.kind, *periods.before(chosen.kind, chosen.first)))


def _heads(first: Question, second: Question, lang: str) -> tuple[str, str]:
    """What the two columns are called: by agency, or by days."""
    if first.agency != second.agency:
        now = clock.now()
        return agency_name(first.asked(now), lang), agency_name(second.asked(now), lang)
    days = [(formats.day(one.period.first, lang), formats.day(one.period.last, lang)) for one in (first, second)]
    return f"{days[0][0]}–{days[0][1]}", f"{days[1][0]}–{days[1][1]}"


def _drawn(one: Pair, first: Question, second: Question, lang: str) -> dict[str, Any]:
    column = first.report.column(one.column)

    def cell(value: Any, question: Question) -> drawn.Cell:
        linked = bool(value) and column.kind == "count" and statutory.opens(first.report, column.key)
        url = question.url("numbers:report_rows", so=one.column, dong=one.line) if linked else ""
        return drawn.Cell(drawn.written(value, column, lang), url)

    found = one.difference
    words = formats.MISSING
    if isinstance(found, (int, float)):
        words = formats.decimal(found, lang, 0 if isinstance(found, int) else 2, signed=True)
        if column.kind == "percent":
            words = _("%(number)s điểm") % {"number": words}
    return {
        "label": one.label[lang == "en"],
        "first": cell(one.first, first),
        "second": cell(one.second, second),
        "difference": words,
    }
