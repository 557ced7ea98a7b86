"""What waits for my signature: one by one, or the clean ones together, each dossier in a transaction of its own."""

from collections import Counter
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.leader.documents import documents_of
from motcua.desks.leader.proposals import MOST_TOGETHER, Waiting
from motcua.desks.leader.proposals import waiting as waiting_rows
from motcua.desks.leader.signer import away, signer_of
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab, Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.desks.shell.words import field_sentence, sentence
from motcua.dossiers import queries
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow, NotVisible

OUTCOME = "leader_outcome"
TABS = 6
"""So many procedures have a filter of their own: the most frequent."""


def _see(url_name: str, *args: str, **query: str) -> HttpResponseRedirect:
    asked = urlencode({name.replace("_", "-"): value for name, value in query.items() if value})
    response = HttpResponseRedirect(reverse(url_name, args=args) + (f"?{asked}" if asked else ""))
    response.status_code = 303
    return response


def _window() -> int:
    """Minutes in which an approval can be undone."""
    return int(settings.UNDO_WINDOW.total_seconds() // 60)


def _told(request: Request, words: str) -> None:
    """Say what was done where no undo strip says it."""
    if not settings.UNDO_WINDOW:
        messages.success(request, words)


def _tabs(request: Request, rows: list[Waiting], chosen: str, total: int) -> list[FilterTab]:
    """All, and each frequent procedure: choosing one leaves only its dossiers, the clean ones ticked."""
    named: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for one in rows:
        named[one.procedure] = one.row.procedure
        counted[one.procedure] += 1
    if len(counted) < 2:
        return []
    often = [code for code, _n in counted.most_common(TABS)]
    if chosen in counted and chosen not in often:
        often[-1] = chosen
    base = reverse("leader:waiting")
    return [
        FilterTab(_("Tất cả"), base, total, current=not chosen),
        *[FilterTab(named[code], f"{base}?thu-tuc={code}", counted[code], current=code == chosen) for code in often],
    ]


def _shown(request: Request, rows: list[Waiting], chosen: str) -> dict[str, Any]:
    """The dossier that is looked at, with its documents and its neighbours in the list."""
    codes = [one.row.code for one in rows]
    at = codes.index(chosen)
    dossier = rows[at].dossier
    documents = documents_of(dossier)
    asked = request.GET.get("tep", "")
    number = int(asked) if asked.isdecimal() and int(asked) < len(documents) else 0
    return {
        "chosen": chosen,
        "one": rows[at],
        "dossier": dossier,
        "before": codes[at - 1] if at else "",
        "after": codes[at + 1] if at + 1 < len(codes) else "",
        "number": at + 1,
        "documents": documents,
        "document": documents[number] if documents else None,
        "document_number": number,
    }


@open_to("commune_leader")
@held_while_unchanged
def waiting(request: Request) -> HttpResponse:
    """The list in due order with the document of the chosen one beside it; `thu-tuc` keeps one procedure."""
    now = clock.now()
    every = waiting_rows(request.actor, now)
    procedure = request.GET.get("thu-tuc", "")[:40]
    rows = [one for one in every if not procedure or one.procedure == procedure]
    codes = [one.row.code for one in rows]
    chosen = request.GET.get("ho-so", "")
    chosen = chosen if chosen in codes else (codes[0] if codes else "")
    full = len(every) == MOST_TOGETHER
    total = queries.waiting_for(request.actor, now, "approve").count() if full else len(every)
    hours = [one.sign_by for one in every if one.sign_by and not one.row.paused]
    context: dict[str, Any] = {
        "tab": "signing",
        "rows": rows,
        "clean": sum(one.clean for one in rows),
        "ticked": "bo-chon" not in request.GET,
        "chosen": chosen,
        "procedure": procedure,
        "suffix": f"&thu-tuc={procedure}" if procedure else "",
        "total": total,
        "tabs": _tabs(request, every, procedure, total),
        "none_chosen": "chon" in request.GET,
        "oldest": min((one.proposed_at for one in every if one.proposed_at), default=None),
        "longest": max((one.waited for one in every), default=0),
        "next_hour": min(hours, default=None),
        "now": now,
        "window": _window(),
        "away": away(request.actor, now),
        "signer": signer_of(request.actor, now),
    }
    if chosen:
        context |= _shown(request, rows, chosen)
    return render_page(request, "leader/waiting.html", context)


@open_to("commune_leader")
def one(request: Request) -> HttpResponse:
    """One dossier after the other, for a phone: what is proposed, its document, approve, and the next one comes."""
    now = clock.now()
    procedure = request.GET.get("thu-tuc", "")[:40]
    rows = waiting_rows(request.actor, now, procedure=procedure)
    codes = [found.row.code for found in rows]
    if not codes:
        return _see("leader:waiting")
    chosen = request.GET.get("ho-so", "")
    return render_page(
        request,
        "leader/one.html",
        {
            "tab": "signing",
            "procedure": procedure,
            "suffix": f"&thu-tuc={procedure}" if procedure else "",
            "count": len(codes),
            "window": _window(),
            "signer": signer_of(request.actor, now),
            **_shown(request, rows, chosen if chosen in codes else codes[0]),
        },
    )


def _chosen(request: Request, now: datetime) -> tuple[list[Waiting], list[str]]:
    given = request.POST if request.method == "POST" else request.GET
    codes = list(dict.fromkeys(given.getlist("ma")))[:MOST_TOGETHER]
    rows = waiting_rows(request.actor, now, codes) if codes else []
    return rows, codes


@require_http_methods(["GET", "POST"])
@open_to("commune_leader")
def approve(request: Request) -> HttpResponse:
    """GET: say what will be approved, what will not, and why. POST: approve each by itself and say which were not."""
    now = clock.now()
    rows, codes = _chosen(request, now)
    if not codes:
        return _see("leader:waiting", chon="1")
    alone = len(codes) == 1
    ready = [found for found in rows if found.clean or alone]
    apart = [found for found in rows if not (found.clean or alone)]
    if request.method == "GET":
        if not rows:
            raise NotVisible("dossier.unknown")
        waits = {found.row.code for found in rows}
        return render_page(
            request,
            "leader/approve.html",
            {
                "tab": "signing",
                "ready": ready,
                "apart": apart,
                "gone": [code for code in codes if code not in waits],
                "alone": ready[0] if alone and ready else None,
                "kinds": sorted(Counter(found.row.procedure for found in ready).items()),
                "late": sum(found.row.late for found in ready),
                "window": _window(),
                "signer": signer_of(request.actor, now),
                "back_url": reverse("leader:waiting"),
            },
        )
    done: list[str] = []
    passed: list[str] = []
    left = {found.row.code for found in apart}
    refused = [(found.row.code, sentence(NotLawfulNow("approve.not_clean", why=found.apart))) for found in apart]
    note = request.POST.get("note", "").strip() if alone else ""
    for code in codes:
        if code in left:
            continue
        try:
            signed = acts.perform(code, "approve", {"note": note} if note else {}, by=request.actor, at=now)
        except Cannot as cannot:
            refused.append((code, sentence(cannot)))
        else:
            (done if signed.resolved_at is not None else passed).append(code)
    if "tiep" in request.POST:  # one by one: the next dossier comes, or the list when there is none
        for code, why in refused:
            messages.warning(request, f"{code}: {why}")
        return _see("leader:one", ho_so=request.POST["tiep"], thu_tuc=request.POST.get("thu-tuc", ""))
    if alone and (done or passed):
        words = _("Đã duyệt hồ sơ %(code)s.") if done else _("Đã đồng ý hồ sơ %(code)s, chuyển người ký tiếp theo.")
        _told(request, words % {"code": codes[0]})
        return _see("leader:waiting")
    request.session[OUTCOME] = {"done": done, "passed": passed, "refused": refused}
    return _see("leader:outcome")


@open_to("commune_leader")
def outcome(request: Request) -> HttpResponse:
    """What the last approval together did, dossier by dossier; what was undone since is said."""
    found = {"done": [], "passed": [], "refused": [], **request.session.get(OUTCOME, {})}
    visible = queries.visible_to(request.actor, clock.now()).select_related("applicant", "procedure_version")
    rows = {row.code: row for row in visible.filter(code__in=found["done"] + found["passed"])}
    return render_page(
        request,
        "leader/outcome.html",
        {
            "tab": "signing",
            "done": found["done"],
            "passed": found["passed"],
            "lines": [rows[code] for code in found["done"] + found["passed"] if code in rows],
            "refused": found["refused"],
            "remaining": queries.waiting_for(request.actor, clock.now(), "approve").count(),
        },
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
            _told(request, _("Đã trả lại hồ sơ %(code)s.") % {"code": code})
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
            "window": _window(),
            "back_url": f"{reverse('leader:waiting')}?ho-so={code}",
        },
        status=422 if problems else 200,
    )
