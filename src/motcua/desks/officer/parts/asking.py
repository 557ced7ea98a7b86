"""Asking another agency: which one, what, by when; or sending an optional part of the process."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue.queries.field_department import department_of
from motcua.desks.officer.consulting import see_dossier
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import said
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.flows import act as acts
from motcua.flows.parting import PART_HOURS
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.people import access
from motcua.workflow.queries import steps_of


@require_http_methods(["GET", "POST"])
@open_to("specialist_officer", "commune_leader")
def ask(request: Request, code: str) -> HttpResponse:
    """Ask a department or another agency; the clock of the dossier goes on, the answer has its own."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    access.require("dossier.open_part", request.actor)
    if request.method == "GET":
        in_hand = dossier.received_at is not None and dossier.resolved_at is None
        if not in_hand or queries.is_guest(dossier, request.actor, now):
            raise NotLawfulNow("act.not_lawful_now", act="open_part", state=dossier.state)
        return _page(request, dossier, {}, now)
    given = {name: request.POST.get(name, "").strip() for name in ("agency", "question", "hours", "step", "kind")}
    hours = given.pop("hours")
    body: dict[str, Any] = {name: value for name, value in given.items() if value}
    if body.get("step"):
        body.pop("agency", None)
    body["hours"] = int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 4 else (hours or PART_HOURS)
    try:
        acts.perform(code, "open_part", body, by=request.actor, at=now)
    except Invalid as invalid:
        return _page(request, dossier, {one.path: field_sentence(one) for one in invalid.errors}, now)
    messages.success(request, _("Đã gửi nơi khác. Đồng hồ của hồ sơ vẫn chạy."))
    return see_dossier(code)


def agency_options(dossier: Dossier, now: datetime) -> list[tuple[str, str]]:
    """Whom one may ask: the department of the field first, then the other departments, the province, the communes."""
    lang, today = spoken(), clock.local_day(now)
    first = department_of(dossier.procedure_version, today)
    rows = [one for one in agencies.agencies_at(today) if one.id != dossier.agency_id]
    order = {"department": 0, "province": 1, "other": 2, "district": 3, "commune": 4}
    rows.sort(key=lambda one: (one.code != first, order.get(one.kind, 5)))
    return [("", _("Chọn cơ quan")), *((one.code, one.short_name(lang)) for one in rows)]


def optional_steps(dossier: Dossier, lang: str) -> list[tuple[str, str]]:
    """Parts of the process that open only by hand and are not open or done."""
    last = queries.states_by_step(dossier)
    return [
        (step.key, said(step, lang))
        for step in steps_of(dossier.process)
        if step.is_part
        and step.optional
        and (step.key not in last or last[step.key].state in ("returned", "cancelled"))
    ]


def _page(request: Request, dossier: Dossier, errors: dict[str, str], now: datetime) -> HttpResponse:
    steps = optional_steps(dossier, spoken())
    return render_page(
        request,
        "officer/parts/ask.html",
        {
            "tab": "dossiers",
            "dossier": dossier,
            "options": agency_options(dossier, now),
            "steps": [("", _("Việc khác, ghi ở dưới")), *steps] if steps else [],
            "kinds": [("opinion", _("Cho ý kiến")), ("work", _("Làm một phần việc"))],
            "kind": request.POST.get("kind") or "opinion",
            "hours": request.POST.get("hours") or PART_HOURS,
            "given": request.POST,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        },
        status=422 if errors else 200,
    )
