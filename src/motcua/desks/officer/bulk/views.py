"""The pages of an act on several dossiers: what it asks for, what it would do and leave alone, what it did."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.desks.officer.bulk.acts import MOST, BulkAct, body_of, bulk_acts, judge, said
from motcua.desks.officer.colleagues import people_options, post_options
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, NotVisible

SESSION = "officer.bulk"
HOLDERS = ("specialist_officer", "commune_leader")


def _act(name: str) -> BulkAct:
    found = bulk_acts().get(name)
    if found is None:
        raise NotVisible("act.unknown", act=name)
    return found


@require_http_methods(["GET", "POST"])
@open_to(*HOLDERS)
def bulk(request: Request) -> HttpResponse:
    """GET: what the act asks for, or where it asks for nothing what it would do. POST: what it would do."""
    values = request.POST if request.method == "POST" else request.GET
    act, now = _act(values.get("viec", "")), clock.now()
    chosen = queries.codes_among(request.actor, now, values.getlist("hs")[:MOST])
    if not chosen:
        messages.error(request, _("Chọn ít nhất một hồ sơ trước."))
        return _see_other("officer:queue")
    given = {name: values.get(name, "").strip() for name in act.fields}
    if request.method == "GET" and act.fields:
        return _form(request, act, chosen, given, {}, now)
    if errors := _missing(act, given):
        return _form(request, act, chosen, given, errors, now)
    body = body_of(act, given, request.user.get_username())
    judged = judge(act, chosen, body, by=request.actor, at=now)
    return render_page(
        request,
        "officer/bulk_check.html",
        {
            "tab": "queue",
            "act": act,
            "given": given,
            "ready": [one for one in judged if not one.why],
            "left": [one for one in judged if one.why],
            "back_url": reverse("officer:queue"),
        },
    )


@require_POST
@open_to(*HOLDERS)
def do(request: Request) -> HttpResponse:
    """Do it, one transaction a dossier; what somebody else changed in between is left alone and named."""
    act, now = _act(request.POST.get("viec", "")), clock.now()
    given = {name: request.POST.get(name, "").strip() for name in act.fields}
    body = body_of(act, given, request.user.get_username())
    codes = request.POST.getlist("hs")[:MOST]
    clean = {one.dossier.code: one.why for one in _judged_again(act, codes, body, request, now)}
    done: list[str] = []
    refused: list[tuple[str, str]] = []
    for code in dict.fromkeys(codes):
        if why := clean.get(code, ""):
            refused.append((code, why))
            continue
        try:
            acts.perform(code, act.does, body, by=request.actor, at=clock.now())
            done.append(code)
        except Cannot as one:
            refused.append((code, said(one)))
    request.session[SESSION] = {"label": act.button, "done": done, "refused": refused}
    return _see_other("officer:bulk_done")


def _judged_again(act: BulkAct, codes: list[str], body: dict[str, Any], request: Request, now: datetime) -> list[Any]:
    """What is not clean any more; the act itself refuses the rest."""
    chosen = queries.codes_among(request.actor, now, codes)
    return judge(act, chosen, body, by=request.actor, at=now) if act.does == "propose" else []


@require_safe
@open_to(*HOLDERS)
def done(request: Request) -> HttpResponse:
    """What was done and what was not, of the last time in this session."""
    last = request.session.get(SESSION)
    if not last:
        return _see_other("officer:queue")
    return render_page(request, "officer/bulk_done.html", {"tab": "queue", **last})


def _missing(act: BulkAct, given: dict[str, str]) -> dict[str, str]:
    words = {
        "to": _("Chọn người hoặc bộ phận nhận"),
        "reason": _("Ghi lý do"),
        "result": _("Chọn một câu trả lời"),
        "note": _("Không giải quyết thì phải nêu căn cứ"),
    }
    needed = [name for name in act.fields if name in ("to", "reason", "result")]
    if given.get("result") == "reject":
        needed.append("note")
    return {name: words[name] for name in needed if not given[name]}


def _form(
    request: Request,
    act: BulkAct,
    chosen: list[Dossier],
    given: dict[str, str],
    errors: dict[str, str],
    now: datetime,
) -> HttpResponse:
    options: list[tuple[str, str]] = []
    if "to" in act.fields:
        choose = post_options if act.does == "forward" else people_options
        options = choose(request.actor, now)
    return render_page(
        request,
        "officer/bulk_form.html",
        {
            "tab": "queue",
            "act": act,
            "chosen": chosen,
            "given": given,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
            "options": options,
            "results": [("approve", _("Giải quyết theo đề nghị")), ("reject", _("Không giải quyết, nêu căn cứ"))],
            "today": clock.local_day(now),
            "back_url": reverse("officer:queue"),
        },
        status=422 if errors else 200,
    )


def _see_other(name: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse(name))
    response.status_code = 303
    return response
