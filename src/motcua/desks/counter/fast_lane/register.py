"""The register of certified copies (sổ chứng thực bản sao từ bản chính): a period on the page, on paper, as a file."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse

from motcua.agencies import queries as agencies
from motcua.certification.models import Entry
from motcua.certification.queries import entries_between, totals
from motcua.desks.shell import paging, papers
from motcua.desks.shell.access import open_to
from motcua.desks.shell.csv_file import csv_response
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid

ROLES = ("single_window_officer", "commune_leader")
MOST_ON_PAPER = 2_000


def _period(request: Request) -> tuple[date, date]:
    """`?tu=` and `?den=`; without them today. Raises Invalid for a day that is none, or an end before the beginning."""
    today = clock.local_day(clock.now())
    days = []
    for name in ("tu", "den"):
        written = request.GET.get(name, "").strip()
        try:
            days.append(date.fromisoformat(written) if written else today)
        except ValueError:
            raise Invalid("till.invalid", [FieldError(name, "period.day_wrong")]) from None
    first, last = days
    if request.GET.get("tu") and not request.GET.get("den"):
        last = max(first, today)
    if last < first:
        raise Invalid("till.invalid", [FieldError("den", "period.backward")])
    return first, last


def _rows(request: Request, first: date, last: date) -> QuerySet[Entry]:
    return entries_between(agencies.get_agency(request.actor.agency), first, last)


@open_to(*ROLES)
def register(request: Request) -> HttpResponse:
    """The lines of a period, with their sums; cancelled ones struck out and with their reason."""
    said: dict[str, str] = {}
    today = clock.local_day(clock.now())
    try:
        first, last = _period(request)
    except Invalid as invalid:
        said = {one.path: field_sentence(one) for one in invalid.errors}
        first = last = today
    rows = _rows(request, first, last)
    shown = paging.page(request, rows, size=50)
    return render_page(
        request,
        "counter/fast_lane/register.html",
        {
            "tab": "fast_lane",
            "first": request.GET.get("tu") or first.isoformat(),
            "last": request.GET.get("den") or last.isoformat(),
            "period": (first, last),
            "said": said,
            "shown": shown,
            "rows": shown.rows,
            "totals": totals(rows),
            "query": f"?tu={first.isoformat()}&den={last.isoformat()}",
        },
        status=422 if said else 200,
    )


@open_to(*ROLES)
def register_paper(request: Request) -> HttpResponse:
    """The register of a period as A4 pages in landscape."""
    first, last = _period(request)
    rows = list(_rows(request, first, last)[:MOST_ON_PAPER])
    agency = agencies.get_agency(request.actor.agency)
    content = papers.register_pdf(agency, first, last, rows, at=clock.now())
    return papers.paper_response(content, f"so-chung-thuc-{agency.code}-{first}-{last}")


@open_to(*ROLES)
def register_csv(request: Request) -> HttpResponse:
    """The register of a period as a file."""
    first, last = _period(request)
    head = ("number", "book", "certified_at", "requester", "document", "pages", "copies", "fee", "signed_by",
            "dossier", "cancelled")  # fmt: skip
    return csv_response(
        f"so-chung-thuc-{request.actor.agency}-{first}-{last}",
        head,
        (
            (
                row.number,
                row.book,
                clock.local(row.certified_at).isoformat(timespec="minutes"),
                row.requester,
                row.document,
                row.pages,
                row.copies,
                row.fee,
                row.signed_by,
                row.dossier.code,
                row.cancelled.reason if hasattr(row, "cancelled") else "",
            )
            for row in _rows(request, first, last)
        ),
    )
