"""Promises that will be missed: the list of drafts, and the letter that an officer completes for the leader."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.deadlines.queries import calendar_of
from motcua.desks.shell import formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import QueueRow, queue_rows
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import manners, queries
from motcua.dossiers.models import Apology, Dossier
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow

WRITERS = ("specialist_officer", "single_window_officer")
OWN = "khac"
"""The choice of a date of one's own."""
SIZE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier of the list. `state`: drafted (write it) or waiting (at the leader's)."""

    apology: Apology
    row: QueueRow
    holder: str
    mine: bool
    why: str


@open_to(*WRITERS)
@held_while_unchanged
def late_ahead(request: Request) -> HttpResponse:
    """Promises that will be missed or are, the nearest first: a letter to write, or one that waits to be signed."""
    now, lang = clock.now(), spoken()
    shown = paging.page(request, queries.late_ahead(request.actor, now), size=SIZE)
    drawn = queue_rows([one.dossier for one in shown.rows], now)
    lines = [
        Line(
            one,
            row,
            one.dossier.assigned_to.full_name if one.dossier.assigned_to else "",
            one.dossier.assigned_to_id == request.actor.account_id,
            manners.reason_words(one.reason_code, lang) if one.reason_code else "",
        )
        for one, row in zip(shown.rows, drawn, strict=True)
    ]
    return render_page(request, "officer/late_ahead.html", {"tab": "late_ahead", "lines": lines, "shown": shown})


@require_http_methods(["GET", "POST"])
@open_to(*WRITERS)
def apology(request: Request, code: str) -> HttpResponse:
    """Write the letter: why, in words that the applicant reads, and the new date by working time."""
    now, lang = clock.now(), spoken()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            acts.perform(code, "propose_apology", _body(request), by=request.actor, at=now)
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in reversed(invalid.errors)}
        else:
            messages.success(request, _("Đã trình lãnh đạo ký thư xin lỗi, hồ sơ %(code)s.") % {"code": code})
            return _see(code)
    elif "propose_apology" not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow(_why_not(dossier), code=code)
    row = queries.find_apology(dossier)
    refused = dossier.apologies.filter(state=Apology.State.REFUSED).order_by("-number").first()
    dated = queries.is_dated(dossier)
    given = request.POST if request.method == "POST" else {}
    wanted = f"{clock.local(row.due_after):%Y-%m-%dT%H:%M}" if row and row.due_after else ""
    context = {
        "tab": "late_ahead",
        "dossier": dossier,
        "row": queue_rows([dossier], now)[0],
        "letter": row,
        "refused": refused,
        "dated": dated,
        "reasons": [
            ("", _("Chọn lý do")),
            *[(one.code, one.words(lang)) for one in manners.reasons_on(clock.local_day(now))],
        ],
        "reason_code": given.get("reason_code", row.reason_code if row else ""),
        "reason": given.get("reason", row.reason if row else ""),
        "dates": [] if dated else _dates(dossier, now, lang),
        "due_choice": given.get("due_choice", OWN if wanted else ""),
        "due_own": given.get("due_at", wanted),
        "own": OWN,
        "errors": errors,
        "problems": [Problem(f"id_{_control(name)}", words) for name, words in errors.items()],
        "back_url": reverse("officer:dossier", args=[code]),
    }
    return render_page(request, "officer/apology.html", context, status=422 if errors else 200)


def _control(path: str) -> str:
    return "due_choice" if path == "due_at" else path


def _why_not(dossier: Dossier) -> str:
    return "apology.paused" if dossier.paused_since is not None else "apology.said_already"


def _body(request: Request) -> dict[str, str]:
    chosen = request.POST.get("due_choice", "").strip()
    due_at = request.POST.get("due_at", "").strip() if chosen in ("", OWN) else chosen
    body = {name: request.POST.get(name, "").strip() for name in ("reason_code", "reason")}
    return {name: value for name, value in {**body, "due_at": due_at}.items() if value}


def _dates(dossier: Dossier, now: datetime, lang: str) -> list[tuple[str, str]]:
    """New promises by the agency's working time; a date of one's own comes last."""
    assert dossier.due_at is not None
    calendar = calendar_of(dossier.agency_id)
    days = (1, 2, 3, 5, 10)
    found = manners.new_dates(max(dossier.due_at, now), calendar, days)
    words = [
        _("%(n)s ngày làm việc nữa: %(at)s") % {"n": n, "at": formats.instant(at, lang)}
        for n, at in zip(days, found, strict=True)
    ]
    options = [(clock.local(at).isoformat(), one) for at, one in zip(found, words, strict=True)]
    return [*options, (OWN, _("Ngày giờ khác, ghi bên dưới"))]


def _see(code: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse("officer:dossier", args=[code]))
    response.status_code = 303
    return response
