"""Values that the product does not hold: what was entered, by whom, from where; entering one."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.desks.numbers.index import asking
from motcua.desks.numbers.index.asking import Question
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports.models import OutsideValue
from motcua.reports.scorecard import grain, outside, reader
from motcua.reports.scorecard.formulas import Line, Version

FIELDS = ("fact", "period", "value", "part", "whole", "source")


@require_http_methods(["GET", "POST"])
@open_to("procedure_control_officer", "administrator")
def values(request: Request) -> HttpResponse:
    """Enter a value for a line and a period; a new one stands in for the old, which stays readable."""
    question = asking.read(request, "index.enter")
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    known = [reader.packaged(key).on(question.grain.last) for key in (reader.INDEX, reader.NINE)]
    lines: dict[str, Line] = {name: one for version in known for name, one in version.outsides().items()}
    given = {"fact": request.GET.get("dong", "")[:40], "period": question.grain.key}
    errors: dict[str, str] = {}
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip()[:400] for name in FIELDS}
        try:
            _enter(request, question, given, known)
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        else:
            messages.success(request, _("Đã ghi số lấy từ ngoài."))
            response = HttpResponseRedirect(question.url("numbers:index_outside"))
            response.status_code = 303
            return response
    agency = agencies.get_agency(question.agency)
    return render_page(
        request,
        "numbers/index/outside.html",
        {
            "tab": "numbers",
            "question": question,
            "agency_name": asking.name_of(question.agency, question.grain.last, lang),
            "given": given,
            "errors": errors,
            "problems": [
                Problem(f"id_{'period' if path == 'period_to' else path}", one) for path, one in errors.items()
            ],
            "facts": [("", _("Chọn một dòng")), *((name, _named(one, lang)) for name, one in lines.items())],
            "periods": asking.options(today),
            "rows": [(row, *_told(row, lines, lang)) for row in outside.history(agency)],
            "back_url": question.url("numbers:index"),
            "action": question.url("numbers:index_outside"),
        },
        status=422 if errors else 200,
    )


def _enter(request: Request, question: Question, given: dict[str, str], known: list[Version]) -> OutsideValue:
    period = grain.read(given["period"])
    if period is None:
        raise Invalid("outside.invalid", [FieldError("period_to", "outside.period_wrong")])
    version = next((one for one in known if given["fact"] in one.outsides()), known[0])
    return outside.enter(
        version,
        given["fact"],
        agency=agencies.get_agency(question.agency),
        period_from=period.first,
        period_to=period.last,
        value=given["value"],
        part=given["part"],
        whole=given["whole"],
        source=given["source"],
        by=request.actor,
        at=clock.now(),
    )


def _named(line: Line, lang: str) -> str:
    return f"{line.number}. {line.name.said(lang)}"


def _told(row: OutsideValue, lines: dict[str, Line], lang: str) -> tuple[str, str]:
    """What a value is about, and for which period."""
    period = grain.of(row.period_from, row.period_to)
    line = lines.get(row.fact)
    return _named(line, lang) if line else row.fact, asking.words(period) if period else ""
