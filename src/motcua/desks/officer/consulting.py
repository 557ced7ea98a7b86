"""Asking colleagues for their opinion, and giving it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import working_minutes
from motcua.desks.officer.colleagues import addressee_options
from motcua.desks.shell import formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab, Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.dossiers.models import Consultation, Dossier
from motcua.flows import act as acts
from motcua.flows.colleagues import ANSWER_HOURS
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible

OFFICE = ("specialist_officer", "single_window_officer", "commune_leader")
SIZE = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as pages print it: whom it was put to, how late, what may be done with it."""

    row: Consultation
    to: str
    asker: str
    late: str
    opinion: str
    can_answer: bool
    can_cancel: bool
    answer_url: str


def opinions() -> list[tuple[str, str]]:
    return [("agree", _("Đồng ý")), ("disagree", _("Không đồng ý, nêu lý do")), ("other", _("Ý kiến khác"))]


def asked_rows(rows: list[Consultation], viewer: Actor, now: datetime, code: str = "") -> list[Asked]:
    """Questions in words; late ones are named with how late they are."""
    lang, calendar = spoken(), get_calendar()
    said = {"agree": _("Đồng ý"), "disagree": _("Không đồng ý"), "other": _("Ý kiến khác")}
    found = []
    for row in rows:
        late = ""
        if row.is_open and now > row.answer_until:
            minutes = working_minutes(row.answer_until, now, calendar)
            late = _("Quá hạn trả lời %(amount)s") % {"amount": formats.working_time(minutes, lang)}
        of = code or row.dossier.code
        found.append(
            Asked(
                row=row,
                to=addressee_words(row),
                asker=row.asked_by.full_name,
                late=late,
                opinion=said.get(row.opinion, ""),
                can_answer=row.is_open and row.asked_by_id != viewer.account_id and queries.is_asked(row, viewer, now),
                can_cancel=row.is_open and (row.asked_by_id == viewer.account_id or viewer.role == "commune_leader"),
                answer_url=reverse("officer:answer", args=[of, row.number]),
            )
        )
    return found


def addressee_words(row: Consultation) -> str:
    """The colleague's name, the post's title or the unit's name."""
    if row.to_account is not None:
        return row.to_account.full_name
    if row.to_unit:
        return row.to_unit
    post = row.agency.positions.filter(slug=row.to_post).order_by("-valid_from").first()
    return post.title_vi if post else row.to_post


@require_safe
@open_to(*OFFICE)
def consultations(request: Request) -> HttpResponse:
    """What waits for my opinion, and what I asked and still wait for; counts equal the lists."""
    now, viewer = clock.now(), request.actor
    mine = request.GET.get("loc") == "da-hoi"
    waiting, asked = queries.asked_of(viewer, now), queries.asked_by(viewer)
    shown = paging.page(request, asked if mine else waiting, size=SIZE)
    return render_page(
        request,
        "officer/consultations.html",
        {
            "tab": "consultations",
            "tabs": [
                FilterTab(_("Chờ tôi cho ý kiến"), "?", queries.count(waiting), current=not mine),
                FilterTab(_("Tôi đang chờ"), "?loc=da-hoi", queries.count(asked), current=mine),
            ],
            "mine": mine,
            "shown": shown,
            "rows": asked_rows(shown.rows, viewer, now),
        },
    )


@require_http_methods(["GET", "POST"])
@open_to(*OFFICE)
def ask_colleague(request: Request, code: str) -> HttpResponse:
    """Ask a person, a post or a unit of the same agency; the clock goes on."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    if request.method == "GET":
        if dossier.received_at is None or dossier.resolved_at is not None:
            raise NotLawfulNow("act.not_lawful_now", act="consult", state=dossier.state)
        return _ask_page(request, dossier, {}, now)
    hours = request.POST.get("hours", "").strip()
    body: dict[str, Any] = {
        "to": request.POST.get("to", "").strip(),
        "question": request.POST.get("question", "").strip(),
        "hours": int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 4 else (hours or ANSWER_HOURS),
    }
    try:
        acts.perform(code, "consult", body, by=request.actor, at=now)
    except Invalid as invalid:
        return _ask_page(request, dossier, {one.path: field_sentence(one) for one in invalid.errors}, now)
    messages.success(request, _("Đã hỏi ý kiến. Đồng hồ của hồ sơ vẫn chạy."))
    return see_dossier(code)


def _ask_page(request: Request, dossier: Dossier, errors: dict[str, str], now: datetime) -> HttpResponse:
    return render_page(
        request,
        "officer/ask_colleague.html",
        {
            "tab": "dossiers",
            "dossier": dossier,
            "options": addressee_options(request.actor, now),
            "hours": request.POST.get("hours") or ANSWER_HOURS,
            "given": request.POST,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
            "back_url": reverse("officer:dossier", args=[dossier.code]),
        },
        status=422 if errors else 200,
    )


@require_http_methods(["GET", "POST"])
@open_to(*OFFICE)
def answer(request: Request, code: str, number: int) -> HttpResponse:
    """Give the opinion that was asked for: once."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    row = next((one for one in queries.consultations_of(dossier) if one.number == number), None)
    if row is None:
        raise NotVisible("dossier.unknown", code=code)
    errors: dict[str, str] = {}
    if request.method == "POST":
        body = {"number": number, "opinion": request.POST.get("opinion", "")}
        if words := request.POST.get("answer", "").strip():
            body["answer"] = words
        try:
            acts.perform(code, "answer_consultation", body, by=request.actor, at=now)
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        else:
            messages.success(request, _("Đã ghi ý kiến. Người hỏi đọc được ngay."))
            response = HttpResponseRedirect(reverse("officer:consultations"))
            response.status_code = 303
            return response
    return render_page(
        request,
        "officer/answer.html",
        {
            "tab": "consultations",
            "dossier": dossier,
            "asked": asked_rows([row], request.actor, now, code)[0],
            "options": opinions(),
            "given": request.POST,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
            "back_url": reverse("officer:consultations"),
        },
        status=422 if errors else 200,
    )


@require_POST
@open_to(*OFFICE)
def cancel(request: Request, code: str, number: int) -> HttpResponse:
    """The question is no longer needed."""
    acts.perform(code, "cancel_consultation", {"number": number}, by=request.actor, at=clock.now())
    messages.success(request, _("Đã thôi hỏi ý kiến này."))
    return see_dossier(code)


def see_dossier(code: str) -> HttpResponseRedirect:
    """Back to the dossier's page."""
    response = HttpResponseRedirect(reverse("officer:dossier", args=[code]))
    response.status_code = 303
    return response
