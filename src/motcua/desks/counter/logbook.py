"""Form 07, the book of every dossier that this counter took in or its agency decides: by period, printed, a table."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.desks.counter.day import own_agency
from motcua.desks.shell import paging, papers
from motcua.desks.shell.access import open_to
from motcua.desks.shell.csv_file import csv_response
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.papers.day import MOST_LINES, logbook_pdf, register_lines
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import counter_day as days
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.reports.export.table import Column, Table
from motcua.reports.export.workbook import as_xlsx

SIZE = 50
CHUNK = 500
"""Lines of the table that are read at once."""
MOST_DAYS = 366


def period_of(request: Request, now: datetime) -> tuple[date, date]:
    """`?tu=…&den=…`, at most a year; without them this month so far."""
    today = clock.local_day(now)

    def one(name: str, otherwise: date) -> date:
        try:
            return min(date.fromisoformat(request.GET.get(name, "")), today)
        except ValueError:
            return otherwise

    last = one("den", today)
    first = one("tu", last.replace(day=1))
    first, last = min(first, last), max(first, last)
    return max(first, last - timedelta(days=MOST_DAYS - 1)), last


def _rows(request: Request) -> tuple[Agency, date, date, QuerySet[Dossier]]:
    agency = own_agency(request)
    first, last = period_of(request, clock.now())
    return agency, first, last, days.logbook(agency, first, last)


@open_to("single_window_officer")
def logbook(request: Request) -> HttpResponse:
    """The page."""
    _agency, first, last, rows = _rows(request)
    shown = paging.page(request, rows, size=SIZE)
    return render_page(
        request,
        "counter/logbook.html",
        {
            "tab": "logbook",
            "first": first,
            "last": last,
            "shown": shown,
            "rows": shown.rows,
            "own": own_agency(request).pk,
        },
    )


@open_to("single_window_officer")
def logbook_paper(request: Request) -> HttpResponse:
    """Form 07, A4 across."""
    agency, first, last, rows = _rows(request)
    found = list(rows[: MOST_LINES + 1])
    if len(found) > MOST_LINES:
        raise Invalid("logbook.too_long", most=MOST_LINES)
    name = f"so-theo-doi-{first.isoformat()}-{last.isoformat()}"
    return papers.paper_response(logbook_pdf(agency, first, last, found, at=clock.now(), lang=spoken()), name)


@open_to("single_window_officer")
def logbook_csv(request: Request) -> HttpResponse:
    """The same as a table."""
    agency, first, last, rows = _rows(request)
    return csv_response(f"so-theo-doi-{first.isoformat()}-{last.isoformat()}", _head(), _lines(rows, agency))


@open_to("single_window_officer")
def logbook_xlsx(request: Request) -> HttpResponse:
    """The same as a workbook."""
    agency, first, last, rows = _rows(request)
    head = _head()
    table = Table(
        name="logbook",
        lang=spoken(),
        title=_("Sổ theo dõi hồ sơ"),
        subtitle=f"{first:%d/%m/%Y}–{last:%d/%m/%Y}",
        columns=tuple(Column(str(at), label, "text") for at, label in enumerate(head)),
        rows=tuple(tuple(line) for line in _lines(rows, agency)),
        notes=(_("Mẫu số 07, Phụ lục I Thông tư 03/2025/TT-VPCP; lấy từ nhật ký hồ sơ."),),
        items=(),
    )
    response = HttpResponse(
        as_xlsx(table), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="so-theo-doi-{first.isoformat()}-{last.isoformat()}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _head() -> list[str]:
    return [
        _("STT"),
        _("Mã hồ sơ"),
        _("Nội dung"),
        _("Số bộ"),
        _("Chủ hồ sơ"),
        _("Địa chỉ"),
        _("Điện thoại"),
        _("Cách nộp"),
        _("Nhận lúc"),
        _("Hẹn trả"),
        _("Trả lúc"),
        _("Người trả"),
        _("Người nhận"),
        _("Người tiếp nhận"),
        _("Lĩnh vực, ghi chú"),
        _("Trạng thái"),
    ]


def _lines(rows: QuerySet[Dossier], agency: Agency) -> Iterable[list[str | int | None]]:
    """The lines of the paper, with the channel and the state beside."""
    channels = {"online": _("Trên mạng"), "direct": _("Tại quầy"), "post": _("Bưu chính")}
    at = 0
    while part := list(rows[at : at + CHUNK]):
        for row, line in zip(part, register_lines(part, at + 1, of=agency), strict=True):
            yield [
                *(line.number, line.code, line.procedure, line.sets, line.applicant, line.address, line.phone),
                channels.get(row.channel, row.channel),
                *(line.received, line.due, line.returned, line.returner, line.collector, line.officer, line.note),
                row.state,
            ]
        at += CHUNK
