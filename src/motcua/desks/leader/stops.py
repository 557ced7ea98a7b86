"""Second requests and stops at the leader's desk: each is looked at by itself, and decided with a reason."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.leader import manners
from motcua.desks.leader.signer import signer_of
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.flows import act as acts
from motcua.flows.supplement import until_answered
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow


@open_to("commune_leader")
@held_while_unchanged
def second_requests(request: Request) -> HttpResponse:
    """Officers who want to ask again, the oldest proposal first."""
    now = clock.now()
    rows = manners.requests(manners.shown(queries.supplements_to_allow(request.actor, now)), now)
    context = {"tab": "lateness", "rows": rows, "tabs": manners.tabs(request, now, "second_requests")}
    return render_page(request, "leader/second_requests.html", context)


@open_to("commune_leader")
@held_while_unchanged
def stops(request: Request) -> HttpResponse:
    """Dossiers whose applicants have not answered in time, the oldest limit first."""
    now = clock.now()
    rows = manners.silents(manners.shown(queries.stops_to_confirm(request.actor, now)), now)
    context = {"tab": "lateness", "rows": rows, "tabs": manners.tabs(request, now, "stops")}
    return render_page(request, "leader/stops.html", context)


def _decide(request: Request, code: str, act: str, names: tuple[str, ...]) -> dict[str, str]:
    """Do what was pressed; the sentences of what is wrong by field, empty when it is done."""
    body = {name: request.POST.get(name, "").strip() for name in names}
    try:
        filled = {name: value for name, value in body.items() if value}
        acts.perform(code, act, filled, by=request.actor, at=clock.now())
    except Invalid as invalid:
        return {one.path: field_sentence(one) for one in reversed(invalid.errors)}
    return {}


def _page(
    request: Request,
    template: str,
    dossier: Dossier,
    now: datetime,
    errors: dict[str, str],
    back: str,
    **more: Any,
) -> HttpResponse:
    context = {
        "tab": "lateness",
        "dossier": dossier,
        "given": request.POST,
        "errors": errors,
        "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        "signer": signer_of(request.actor, now),
        "window": manners.window(),
        "back_url": reverse(back),
        **more,
    }
    return render_page(request, template, context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@open_to("commune_leader")
def second_request(request: Request, code: str) -> HttpResponse:
    """What was asked before and came, what is to be asked now; `act` allow or decline."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    proposal = queries.find_supplement_proposal(dossier)
    if proposal is None:
        raise NotLawfulNow("supplement.no_proposal", code=code)
    errors: dict[str, str] = {}
    if request.method == "POST":
        allows = request.POST.get("act") == "allow"
        errors = _decide(request, code, "allow_supplement" if allows else "decline_supplement", ("reason",))
        if not errors:
            words = _("Đã trả lại đề nghị, hồ sơ %(code)s.")
            if allows:
                words = _("Đã cho yêu cầu bổ sung lần nữa, hồ sơ %(code)s.")
            manners.done(request, words % {"code": code}, undoable=allows)
            return manners.see("second_requests")
    asked = [queries.given_of(one) for one in dossier.supplements.prefetch_related("parts").order_by("number")]
    return _page(
        request,
        "leader/second_request.html",
        dossier,
        now,
        errors,
        "leader:second_requests",
        proposal=proposal,
        asked=asked,
        until=until_answered(dossier, now),
    )


@require_http_methods(["GET", "POST"])
@open_to("commune_leader")
def stop(request: Request, code: str) -> HttpResponse:
    """What was asked, what came, who was reminded; `act` stop (form 05) or wait."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    proposal = queries.find_stop_proposal(dossier)
    if proposal is None:
        raise NotLawfulNow("stop.none_proposed", code=code)
    errors: dict[str, str] = {}
    if request.method == "POST":
        waits = request.POST.get("act") == "wait"
        names = ("reason", "until") if waits else ("stop_reason",)
        if waits:
            errors = _decide(request, code, "keep_waiting", names)
        else:
            reason = request.POST.get("stop_reason", "").strip()
            acts.perform(code, "confirm_stop", {"reason": reason} if reason else {}, by=request.actor, at=now)
        if not errors:
            words = _("Chờ thêm bổ sung, hồ sơ %(code)s.") if waits else _("Đã dừng hồ sơ %(code)s.")
            manners.done(request, words % {"code": code}, undoable=not waits)
            return manners.see("stops")
    return _page(
        request,
        "leader/stop.html",
        dossier,
        now,
        errors,
        "leader:stops",
        proposal=proposal,
        given_items=queries.given_of(proposal.supplement),
        until=until_answered(dossier, now),
    )
