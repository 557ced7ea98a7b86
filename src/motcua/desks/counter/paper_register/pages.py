"""Pages of the paper book."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.counter.acts import see
from motcua.desks.counter.day import own_agency
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.papers import paper_response
from motcua.desks.shell.papers.paper_book import book_pdf, slips_pdf
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence, sentence
from motcua.dossiers import actions, queries
from motcua.dossiers.models import PaperRegister
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

ROLE = "single_window_officer"
USUAL_SIZE = "60"


def _said(errors: list[FieldError]) -> dict[str, str]:
    return {one.path: field_sentence(one) for one in reversed(errors)}


def _problems(said: dict[str, str], refused: str = "") -> list[Problem]:
    return ([Problem("main", refused)] if refused else []) + [Problem(f"id_{k}", v) for k, v in said.items()]


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0


def _day(given: str) -> date | None:
    parts = given.strip().split("/")
    try:
        return date.fromisoformat(
            "-".join(one.zfill(2) for one in reversed(parts)) if len(parts) == 3 else given.strip()
        )
    except ValueError:
        return None


def _found(request: Request, year: int, number: int) -> PaperRegister:
    return queries.get_paper_register(own_agency(request), year, number)


@require_http_methods(["GET", "POST"])
@open_to(ROLE)
def books(request: Request) -> HttpResponse:
    """GET: every book of this counter and the form that opens the next. POST: open it."""
    agency, now = own_agency(request), clock.now()
    today = clock.local_day(now)
    given = {"reason": "", "day": f"{today:%d/%m/%Y}", "size": USUAL_SIZE}
    said: dict[str, str] = {}
    refused = ""
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in given}
        try:
            made = actions.open_register(
                agency,
                reason=given["reason"],
                day=_day(given["day"]) or date.min,
                size=_number(given["size"]),
                by=request.actor,
                at=now,
            )
        except Invalid as invalid:
            said = _said(invalid.errors)
        except NotLawfulNow as cannot:
            refused = sentence(cannot)
        else:
            messages.success(request, _("Đã mở sổ giấy %(name)s. In sổ và phiếu trước khi ghi.") % {"name": made.name})
            return see("paper_book", made.year, made.number)
    found = queries.paper_registers(agency)
    context = {
        "tab": "paper_books",
        "books": found,
        "open": next((one for one in found if one.register.closed_at is None), None),
        "given": given,
        "said": said,
        "problems": _problems(said, refused),
    }
    status = 409 if refused else 422 if said else 200
    return render_page(request, "counter/paper_register/books.html", context, status=status)


@open_to(ROLE)
def book(request: Request, year: int, number: int) -> HttpResponse:
    """One book: every line with what became of it."""
    register = _found(request, year, number)
    lines = queries.paper_lines(register)
    used = [one for one in lines if one.dossier_id or one.spoiled_at or one.draft_id]
    last = used[-1].number if used else 0
    is_open = register.closed_at is None
    context = {
        "tab": "paper_books",
        "register": register,
        "lines": lines[: last + 10] if is_open else lines[: register.used or 0],
        "left": max(0, len(lines) - last - 10) if is_open else 0,
        "size": len(lines),
        "next": next((one.number for one in lines if not one.dossier_id and not one.spoiled_at), None),
        "keyed": sum(1 for one in lines if one.dossier_id),
        "spoiled": sum(1 for one in lines if one.spoiled_at),
    }
    return render_page(request, "counter/paper_register/book.html", context)


@require_http_methods(["GET", "POST"])
@open_to(ROLE)
def line(request: Request, year: int, number: int, at: int) -> HttpResponse:
    """One line: the time written on paper, then the walk-in page; or why it became nothing."""
    register = _found(request, year, number)
    found = queries.get_paper_line(register, at)
    now = clock.now()
    if found.dossier is not None:
        return see("dossier", found.dossier.code)
    given = _given(request, found.received_at, register.day)
    said: dict[str, str] = {}
    refused = ""
    if request.method == "POST":
        try:
            if request.POST.get("act") == "spoil":
                actions.spoil_line(found, reason=given["reason"], by=request.actor, at=now)
                messages.success(request, _("Đã đánh dấu dòng %(n)s hỏng.") % {"n": at})
                return see("paper_book", year, number)
            draft = actions.begin_line(found, received_at=_instant(given), by=request.actor, at=now)
        except Invalid as invalid:
            said = _said(invalid.errors)
        except NotLawfulNow as cannot:
            refused = sentence(cannot)
        else:
            return see("work", draft.key)
    context = {
        "tab": "paper_books",
        "register": register,
        "line": found,
        "given": given,
        "said": said,
        "problems": _problems({"time" if k == "received_at" else k: v for k, v in said.items()}, refused),
        "back_url": reverse("counter:paper_book", args=[year, number]),
    }
    status = 409 if refused else 422 if said else 200
    return render_page(request, "counter/paper_register/line.html", context, status=status)


def _given(request: Request, written: datetime | None, first: date) -> dict[str, str]:
    here = clock.local(written) if written else None
    usual = {
        "day": f"{here:%d/%m/%Y}" if here else f"{first:%d/%m/%Y}",
        "time": f"{here:%H:%M}" if here else "",
        "reason": "",
    }
    return {name: request.POST.get(name, value).strip() for name, value in usual.items()}


def _instant(given: dict[str, str]) -> datetime:
    """The time as it was written. Raises Invalid(paper_line.not_a_time)."""
    day = _day(given["day"])
    hour = given["time"].replace("g", ":").replace("h", ":").replace(".", ":").rstrip(":")
    hour = f"{hour}:00" if hour.isdigit() else hour
    try:
        if day is None or not hour:
            raise ValueError
        return clock.parse(f"{day.isoformat()}T{hour.zfill(5)}")
    except ValueError:
        raise Invalid("paper_line.invalid", [FieldError("received_at", "paper_line.not_a_time")]) from None


@require_http_methods(["GET", "POST"])
@open_to(ROLE)
def close(request: Request, year: int, number: int) -> HttpResponse:
    """Close the book: which line was the last; what is missing is named."""
    register = _found(request, year, number)
    lines = queries.paper_lines(register)
    ended = [one.number for one in lines if one.dossier_id or one.spoiled_at]
    given = request.POST.get("used", str(max(ended, default=0))).strip()
    said: dict[str, str] = {}
    refused = ""
    if request.method == "POST":
        try:
            used = _number(given) if given.isdigit() else -1
            actions.close_register(register, used=used, by=request.actor, at=clock.now())
        except Invalid as invalid:
            said = _said(invalid.errors)
        except NotLawfulNow as cannot:
            refused = sentence(cannot)
        else:
            messages.success(request, _("Đã đóng sổ %(name)s.") % {"name": register.name})
            return see("paper_book", year, number)
    context: dict[str, Any] = {
        "tab": "paper_books",
        "register": register,
        "keyed": sum(1 for one in lines if one.dossier_id),
        "spoiled": sum(1 for one in lines if one.spoiled_at),
        "given": given,
        "said": said,
        "problems": _problems(said, refused),
        "back_url": reverse("counter:paper_book", args=[year, number]),
    }
    status = 409 if refused else 422 if said else 200
    return render_page(request, "counter/paper_register/close.html", context, status=status)


@open_to(ROLE)
def paper(request: Request, year: int, number: int) -> HttpResponse:
    """The empty book with its lines numbered, to print before the power goes."""
    register = _found(request, year, number)
    return paper_response(book_pdf(register), f"so-giay-{year}-{number}")


@open_to(ROLE)
def slips(request: Request, year: int, number: int) -> HttpResponse:
    """The numbered slips to cut and give away."""
    register = _found(request, year, number)
    return paper_response(slips_pdf(register), f"phieu-so-giay-{year}-{number}")
