"""A question in SQL, its answer as a table or CSV, examples, and the tables there are."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import LinkRow, Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports import export
from motcua.reports.open import BY_SLUG, copying
from motcua.reports.open import questions as free
from motcua.reports.open.questions import Found

SHOWN = 200
"""Rows on the page; the file has up to `free.ROWS`."""


@open_to("procedure_control_officer")
def questions(request: Request) -> HttpResponse:
    """`hoi` is the question, `tai=csv` its answer as a file. Nothing is kept."""
    lang = spoken()
    sql = request.GET.get("hoi", "")
    found: Found | None = None
    problems: list[Problem] = []
    if "hoi" in request.GET:
        try:
            found = free.ask(sql, by=request.actor)
        except Invalid as refused:
            problems = [Problem("id_hoi", field_sentence(one)) for one in refused.errors]
    if found is not None and request.GET.get("tai") == "csv":
        response = HttpResponse(export.write(free.table_of(found, sql), "csv"), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="cau-hoi.csv"'
        return response
    here, copied_at = reverse("numbers:questions"), copying.copied_at()
    return render_page(
        request,
        "numbers/questions/questions.html",
        {
            "tab": "numbers",
            "sql": sql,
            "found": found,
            "shown": found.rows[:SHOWN] if found else (),
            "is_cut": found is not None and (found.more or len(found.rows) > SHOWN),
            "most": free.ROWS,
            "seconds": free.SECONDS,
            "csv_url": f"{here}?{urlencode({'hoi': sql, 'tai': 'csv'})}",
            "problems": problems,
            "copied_at": copied_at,
            "no_copy": "" if copied_at else field_sentence(FieldError("sql", "question.no_copy")),
            "examples": [
                LinkRow(
                    en if lang == "en" else vi, "", f"{here}?{urlencode({'hoi': one})}" if copied_at else "", "search"
                )
                for vi, en, one in free.EXAMPLES
            ],
            "tables": _tables(),
        },
        status=422 if problems else 200,
    )


def _tables() -> list[tuple[str, str]]:
    """Each table with its columns."""
    by_dataset = {"months": "ho-so", "agencies": "don-vi", "procedures": "thu-tuc"}
    return [
        ("dossiers", ", ".join(name for name, _ in copying.COLUMNS)),
        *[(table, ", ".join(name for name, _ in BY_SLUG[slug].columns)) for table, slug in by_dataset.items()],
    ]
