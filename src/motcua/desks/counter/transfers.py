"""Hand-overs between agencies: what comes, what came back, what went, results to send, and what is over its time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import time_left
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab, Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Transfer
from motcua.dossiers.rules import return_counter
from motcua.dossiers.states import State
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.people import access

OFFICE = ("single_window_officer", "specialist_officer", "commune_leader")
SENDS = ("single_window_officer",)
TAKES = ("single_window_officer", "specialist_officer")
SIZE = 25
TABS = {"den": "coming", "tra-lai": "sent_back", "di": "going", "ket-qua": "results", "qua-han": "overdue"}
"""What the address says → the list."""


@dataclass(frozen=True, slots=True)
class Way:
    """One hand-over as the list prints it."""

    row: Transfer
    code: str
    procedure: str
    applicant: str
    sender: str
    receiver: str
    minutes: int | None
    url: str


@dataclass(frozen=True, slots=True)
class ToSend:
    """A result that is wanted at another counter and still lies here."""

    dossier: Dossier
    procedure: str
    wanted: str
    url: str


@open_to(*OFFICE)
@held_while_unchanged
def transfers(request: Request) -> HttpResponse:
    """The lists; what came back stands first, because somebody waits for it."""
    now, actor = clock.now(), request.actor
    found = {
        "sent_back": queries.sent_back(actor, now),
        "coming": queries.coming(actor, now),
        "going": queries.going(actor, now),
        "overdue": queries.overdue_transfers(actor, now),
    }
    counts = {name: queries.count(rows) for name, rows in found.items()}
    counts["results"] = queries.results_to_send(actor, now).count()
    chosen = TABS.get(request.GET.get("loc", ""), "") or ("sent_back" if counts["sent_back"] else "coming")
    context = {
        "tab": "transfers",
        "tabs": [
            FilterTab(
                label,
                f"?loc={slug}",
                counts[TABS[slug]],
                current=TABS[slug] == chosen,
                hot=slug in ("tra-lai", "qua-han") and counts[TABS[slug]] > 0,
            )
            for slug, label in labels().items()
        ],
        "chosen": chosen,
        "may_take": actor.role in TAKES,
        "may_send": actor.role in SENDS,
    }
    if chosen == "results":
        shown = paging.page(request, queries.results_to_send(actor, now), size=SIZE)
        return render_page(
            request, "counter/transfers.html", {**context, "shown": shown, "results": _results(shown.rows, now)}
        )
    ways = paging.page(request, found[chosen], size=SIZE)
    return render_page(
        request, "counter/transfers.html", {**context, "shown": ways, "rows": _ways(ways.rows, now, chosen)}
    )


def labels() -> dict[str, str]:
    return {
        "tra-lai": _("Bị trả lại"),
        "den": _("Chờ nhận"),
        "di": _("Đã chuyển, nơi kia chưa nhận"),
        "ket-qua": _("Kết quả cần chuyển"),
        "qua-han": _("Quá hạn nhận"),
    }


@require_POST
@open_to(*TAKES)
def accept(request: Request, code: str) -> HttpResponse:
    """It is here and whole."""
    acts.perform(code, "accept_transfer", {}, by=request.actor, at=clock.now())
    messages.success(request, _("Đã nhận đủ %(code)s.") % {"code": code})
    return _back(request)


@require_http_methods(["GET", "POST"])
@open_to(*TAKES)
def send_back(request: Request, code: str) -> HttpResponse:
    """Return it to who sent it, with the reason."""
    return _asked(request, code, "return_transfer", _("Trả lại nơi chuyển"), _("Trả lại"))


@require_http_methods(["GET", "POST"])
@open_to(*SENDS)
def take_back(request: Request, code: str) -> HttpResponse:
    """A result that is on its way is not sent after all."""
    return _asked(request, code, "cancel_transfer", _("Rút lại kết quả đang chuyển"), _("Rút lại"))


@require_http_methods(["GET", "POST"])
@open_to(*SENDS)
def send(request: Request, code: str) -> HttpResponse:
    """POST: send it on, what came back to the agency that decides it, a result to where it is wanted. GET: choose where
    to, another agency that is competent or another counter."""
    if request.method == "GET":
        return _choose(request, code)
    body = {name: value for name in ("to", "note") if (value := request.POST.get(name, "").strip())}
    try:
        acts.perform(code, "transfer", body, by=request.actor, at=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(field_sentence(one) for one in invalid.errors))
    else:
        messages.success(request, _("Đã chuyển %(code)s. Nơi nhận thấy ngay trong danh sách.") % {"code": code})
    return _back(request)


def _choose(request: Request, code: str) -> HttpResponse:
    now, lang = clock.now(), spoken()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    today = clock.local_day(now)
    if dossier.state == State.FINISHED:
        rows = agencies.agencies_at(today, kind="commune")
    else:
        rows = catalogue.deciding_agencies(dossier.procedure_version, today)
    options = [(row.code, row.short_name(lang)) for row in rows if row.code != request.actor.agency]
    wanted = return_counter(dossier.wishes) if dossier.state == State.FINISHED else dossier.agency.code
    return render_page(
        request,
        "counter/transfer_to.html",
        {"tab": "transfers", "dossier": dossier, "options": options, "wanted": wanted},
    )


def _asked(request: Request, code: str, act: str, title: str, button: str) -> HttpResponse:
    """A page that asks for the reason, then does it."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    access.require(f"dossier.{act}", request.actor)
    errors: dict[str, str] = {}
    if request.method == "POST":
        body = {"reason": request.POST.get("reason", "").strip()}
        try:
            acts.perform(code, act, body, by=request.actor, at=now)
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        else:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": f"{title} {code}"})
            return _back(request)
    return render_page(
        request,
        "counter/transfer_reason.html",
        {
            "tab": "transfers",
            "dossier": dossier,
            "way": queries.find_open_transfer(dossier),
            "title": title,
            "button": button,
            "given": request.POST,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        },
        status=422 if errors else 200,
    )


def _ways(rows: Iterable[Transfer], now: datetime, chosen: str) -> list[Way]:
    found, lang, today = list(rows), spoken(), clock.local_day(now)
    names = agencies.names_of(
        {pk for row in found for pk in (row.from_agency_id, row.to_agency_id)}, today, lang, short=True
    )
    return [
        Way(
            row=row,
            code=row.dossier.code,
            procedure=(row.dossier.procedure_version.name_en if lang == "en" else "")
            or row.dossier.procedure_version.name_vi,
            applicant=row.dossier.applicant.full_name,
            sender=names.get(row.from_agency_id, ""),
            receiver=names.get(row.to_agency_id, ""),
            minutes=time_left(now, row.answer_until, calendar_of(row.to_agency_id), None).working_minutes
            if chosen != "sent_back"
            else None,
            url=reverse("officer:dossier", args=[row.dossier.code]),
        )
        for row in found
    ]


def _results(rows: Iterable[Dossier], now: datetime) -> list[ToSend]:
    lang, today = spoken(), clock.local_day(now)
    found = []
    for row in rows:
        wanted = agencies.find_agency(return_counter(row.wishes))
        found.append(
            ToSend(
                dossier=row,
                procedure=(row.procedure_version.name_en if lang == "en" else "") or row.procedure_version.name_vi,
                wanted=agencies.name_of(wanted, today, lang, short=True) if wanted else "–",
                url=reverse("officer:dossier", args=[row.code]),
            )
        )
    return found


def _back(request: Request) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse("counter:transfers"))
    response.status_code = 303
    return response
