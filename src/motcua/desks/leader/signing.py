"""What waits for my signature: one by one, or the clean ones together, each dossier in a transaction of its own."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.leader.proposals import MOST_TOGETHER, Waiting
from motcua.desks.leader.proposals import waiting as waiting_rows
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import promise_of
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence, sentence
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierPaper, ResultFile
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow, NotVisible

OUTCOME = "leader_outcome"


def _see(url_name: str, *args: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse(url_name, args=args))
    response.status_code = 303
    return response


@open_to("commune_leader")
def waiting(request: Request) -> HttpResponse:
    """The list in due order with the document of the chosen one beside it."""
    now = clock.now()
    rows = waiting_rows(request.actor, now)
    codes = [one.row.code for one in rows]
    chosen = request.GET.get("ho-so", "")
    chosen = chosen if chosen in codes else (codes[0] if codes else "")
    context: dict[str, Any] = {
        "tab": "signing",
        "rows": rows,
        "clean": sum(one.clean for one in rows),
        "chosen": chosen,
        "total": queries.waiting_for(request.actor, now, "approve").count(),
        "none_chosen": "chon" in request.GET,
    }
    if chosen:
        at = codes.index(chosen)
        dossier = queries.get_visible(chosen, viewer=request.actor, at=now)
        context |= {
            "one": rows[at],
            "dossier": dossier,
            "promise": promise_of(dossier, now, ledger=False),
            "before": codes[at - 1] if at else "",
            "after": codes[at + 1] if at + 1 < len(codes) else "",
            "number": at + 1,
            **_document(dossier),
        }
    return render_page(request, "leader/waiting.html", context)


def _document(dossier: Dossier) -> dict[str, Any]:
    """The draft result, else the first paper that was handed in."""
    results = queries.results_of(dossier, inside=True)
    shown: ResultFile | DossierPaper | None = results[0] if results else None
    name = results[0].name_vi if results else ""
    if shown is None:
        for paper in queries.papers_of(dossier):
            if paper.newest and paper.newest.upload and not paper.is_form:
                shown, name = paper.newest, paper.name_vi
                break
    if shown is None:
        return {"document": None}
    stored = shown.upload.stored  # type: ignore[union-attr]
    kind = "officer:result" if results else "officer:preview"
    pdf = stored.media_type == "application/pdf"
    pages = range(1, min(stored.pages or 1, 10) + 1) if pdf and not results else range(0)
    return {
        "document": shown,
        "document_name": name,
        "document_is_result": bool(results),
        "document_pages": pages,
        "document_type": stored.media_type,
        "document_url": reverse(kind, args=[dossier.code, shown.pk]),
    }


def _chosen(request: Request, now: Any) -> tuple[list[Waiting], list[str]]:
    given = request.POST if request.method == "POST" else request.GET
    codes = list(dict.fromkeys(given.getlist("ma")))[:MOST_TOGETHER]
    rows = waiting_rows(request.actor, now, codes) if codes else []
    return rows, codes


@require_http_methods(["GET", "POST"])
@open_to("commune_leader")
def approve(request: Request) -> HttpResponse:
    """GET: say what will be approved. POST: approve each by itself and say which were not, and why."""
    now = clock.now()
    rows, codes = _chosen(request, now)
    if not codes:
        response = _see("leader:waiting")
        response["Location"] += "?chon=1"
        return response
    alone = len(codes) == 1
    ready = [one for one in rows if one.clean or alone]
    apart = [one for one in rows if not (one.clean or alone)]
    if request.method == "GET":
        if not rows:
            raise NotVisible("dossier.unknown")
        return render_page(
            request,
            "leader/approve.html",
            {
                "tab": "signing",
                "ready": ready,
                "apart": apart,
                "alone": ready[0] if alone and ready else None,
                "kinds": sorted(Counter(one.row.procedure for one in ready).items()),
                "back_url": reverse("leader:waiting"),
            },
        )
    done: list[str] = []
    refused: list[tuple[str, str]] = [(one.row.code, sentence(NotLawfulNow("approve.not_clean"))) for one in apart]
    note = request.POST.get("note", "").strip() if alone else ""
    for code in codes:
        if code in {one.row.code for one in apart}:
            continue
        try:
            acts.perform(code, "approve", {"note": note} if note else {}, by=request.actor, at=now)
        except Cannot as cannot:
            refused.append((code, sentence(cannot)))
        else:
            done.append(code)
    if alone and done:
        messages.success(request, _("Đã duyệt hồ sơ %(code)s.") % {"code": done[0]})
        return _see("leader:waiting")
    request.session[OUTCOME] = {"done": done, "refused": refused}
    return _see("leader:outcome")


@open_to("commune_leader")
def outcome(request: Request) -> HttpResponse:
    """What the last approval together did, dossier by dossier."""
    found = request.session.get(OUTCOME, {"done": [], "refused": []})
    return render_page(
        request,
        "leader/outcome.html",
        {"tab": "signing", "done": found["done"], "refused": found["refused"]},
    )


@require_http_methods(["GET", "POST"])
@open_to("commune_leader")
def send_back(request: Request, code: str) -> HttpResponse:
    """Send a proposal back to who made it, with a reason that stays inside."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    problems: list[Problem] = []
    error = ""
    if request.method == "POST":
        try:
            body = {"reason": request.POST.get("reason", "").strip()}
            acts.perform(code, "return_for_rework", body, by=request.actor, at=now)
        except Invalid as invalid:
            error = field_sentence(invalid.errors[0])
            problems = [Problem("id_reason", error)]
        else:
            messages.success(request, _("Đã trả lại hồ sơ %(code)s.") % {"code": code})
            return _see("leader:waiting")
    elif "return_for_rework" not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow("act.not_lawful_now", act="return_for_rework", state=dossier.state)
    found = waiting_rows(request.actor, now, [code])
    return render_page(
        request,
        "leader/send_back.html",
        {
            "tab": "signing",
            "dossier": dossier,
            "one": found[0] if found else None,
            "reason": request.POST.get("reason", ""),
            "error": error,
            "problems": problems,
            "back_url": f"{reverse('leader:waiting')}?ho-so={code}",
        },
        status=422 if problems else 200,
    )
