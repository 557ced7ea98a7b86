"""The tills of the days: today's, earlier ones, closing, the report on paper and as a file."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.desks.shell import paging, papers
from motcua.desks.shell.access import open_to
from motcua.desks.shell.csv_file import csv_response
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotVisible
from motcua.payments import actions
from motcua.payments import queries as payments
from motcua.payments.queries import Movement, TillRow
from motcua.payments.rules import Flow, expected

ROLES = ("single_window_officer", "commune_leader")
DAYS = 20


@open_to(*ROLES)
def till(request: Request) -> HttpResponse:
    """Today's tills of the counter, tills of earlier days that nobody closed, and the days before, a page of them."""
    agency = agencies.get_agency(request.actor.agency)
    today = clock.local_day(clock.now())
    rows = payments.tills(agency)
    days = paging.page(request, rows.order_by("-day").values_list("day", flat=True).distinct(), size=DAYS)
    shown = payments.with_flows(rows.filter(day__in=days.rows))
    forgotten = payments.with_flows(rows.filter(closing=None, day__lt=today).order_by("day")[:DAYS])
    own = next(
        (row for row in shown if row.till.day == today and row.till.cashier_id == request.actor.account_id), None
    )
    return render_page(
        request,
        "counter/till/list.html",
        {
            "tab": "till",
            "today": today,
            "own": own,
            "forgotten": forgotten,
            "days": [
                {"day": day, "rows": of_day, "sum": _sum(of_day)}
                for day, of_day in ((day, list(of)) for day, of in groupby(shown, key=lambda row: row.till.day))
            ],
            "shown": days,
        },
    )


@open_to(*ROLES)
def till_day(request: Request, till: int) -> HttpResponse:
    """One till: every receipt and slip, the sums, the count that closed it or the form that does."""
    return _till_page(request, till, {})


@require_http_methods(["POST"])
@open_to("single_window_officer")
def close_till(request: Request, till: int) -> HttpResponse:
    """Close it with what was counted."""
    change, counted = _counted(request.POST.get("change", "").strip() or "0"), _counted(request.POST.get("counted", ""))
    try:
        closing = actions.close_till(
            till,
            counted=counted,  # type: ignore[arg-type]  # what is no number is refused at its field
            change=change,  # type: ignore[arg-type]
            reason=request.POST.get("reason", ""),
            by=request.actor,
            at=clock.now(),
        )
    except Invalid as invalid:
        return _till_page(request, till, {one.path: field_sentence(one) for one in invalid.errors})
    words = _("Đã chốt quỹ. Đủ tiền.") if closing.difference == 0 else _("Đã chốt quỹ, có chênh lệch và lý do.")
    messages.success(request, words)
    response = HttpResponseRedirect(reverse("counter:till_day", args=[till]))
    response.status_code = 303
    return response


@open_to(*ROLES)
def till_paper(request: Request, till: int) -> HttpResponse:
    """The report of one till, A4."""
    row = _row(request, till)
    content = papers.till_pdf([row], _movements([row]), by=request.actor, at=clock.now())
    return papers.paper_response(content, f"quy-{row.till.day}-{till}")


@open_to(*ROLES)
def till_csv(request: Request, till: int) -> HttpResponse:
    """Every line of one till as a file."""
    row = _row(request, till)
    return _csv(f"quy-{row.till.day}-{till}", _movements([row]))


@open_to(*ROLES)
def till_agency(request: Request, day: str) -> HttpResponse:
    """All tills of the counter on one day together."""
    rows, on = _of_day(request, day)
    return render_page(
        request,
        "counter/till/agency.html",
        {"tab": "till", "day": on, "rows": rows, "sum": _sum(rows), "movements": _movements(rows)},
    )


@open_to(*ROLES)
def till_agency_paper(request: Request, day: str) -> HttpResponse:
    """The report of a day of the counter, A4."""
    rows, on = _of_day(request, day)
    content = papers.till_pdf(rows, _movements(rows), by=request.actor, at=clock.now())
    return papers.paper_response(content, f"quy-{request.actor.agency}-{on}")


@open_to(*ROLES)
def till_agency_csv(request: Request, day: str) -> HttpResponse:
    """Every line of a day of the counter as a file."""
    rows, on = _of_day(request, day)
    return _csv(f"quy-{request.actor.agency}-{on}", _movements(rows))


def _of_day(request: Request, day: str) -> tuple[list[TillRow], date]:
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise NotVisible("till.unknown") from None
    rows = payments.tills_on(agencies.get_agency(request.actor.agency), on, on)
    if not rows:
        raise NotVisible("till.unknown")
    return rows, on


def _row(request: Request, till: int) -> TillRow:
    agency = agencies.get_agency(request.actor.agency)
    return payments.with_flows([payments.get_till(agency, till)])[0]


def _till_page(request: Request, till: int, said: dict[str, str]) -> HttpResponse:
    row = _row(request, till)
    today = clock.local_day(clock.now())
    context: dict[str, Any] = {
        "tab": "till",
        "row": row,
        "movements": _movements([row]),
        "may_close": row.is_open and row.till.day <= today and request.actor.role == "single_window_officer",
        "is_tomorrow": row.till.day > today,
        "is_own": row.till.cashier_id == request.actor.account_id,
        "due": expected(0, row.flow),
        "given": request.POST,
        "said": said,
        "problems": [Problem(f"id_{path}", words) for path, words in said.items()],
    }
    return render_page(request, "counter/till/day.html", context, status=422 if said else 200)


def _movements(rows: Iterable[TillRow]) -> list[Movement]:
    return sorted((line for row in rows for line in payments.movements(row.till)), key=lambda line: line.at)


def _sum(rows: Iterable[TillRow]) -> Flow:
    total = Flow()
    for row in rows:
        total += row.flow
    return total


def _csv(name: str, lines: list[Movement]) -> HttpResponse:
    head = ("at", "book", "series", "number", "dossier", "payer", "way", "amount", "voided", "reason")
    return csv_response(
        name,
        head,
        (
            (
                clock.local(line.at).isoformat(timespec="seconds"),
                line.book,
                line.series,
                line.number,
                line.dossier,
                line.payer,
                line.way,
                line.amount,
                int(line.voided),
                line.reason,
            )
            for line in lines
        ),
    )


def _counted(written: str) -> int | None:
    """ "1.234.000 đ" as 1234000; what is no number, or nothing, is None and refused: nobody closes a till unseen."""
    cleaned = written.strip().removesuffix("đ").strip().replace(".", "").replace("\u00a0", "").replace(" ", "")
    return int(cleaned) if cleaned.isascii() and cleaned.isdigit() and len(cleaned) < 13 else None
