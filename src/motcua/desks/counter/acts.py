"""Acts of the counter on a dossier that came in: each a form, irreversible ones on a page of their own."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.desks.shell.access import open_to
from motcua.desks.shell.asking import ask, given_before
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow


def see(name: str, *args: object) -> HttpResponseRedirect:
    """303: what was posted is done, look here."""
    response = HttpResponseRedirect(reverse(f"counter:{name}", args=args))
    response.status_code = 303
    return response


@require_POST
@open_to("single_window_officer")
def receive(request: Request, code: str) -> HttpResponse:
    """Accept what came in online: the promise is made, the receipt can be printed."""
    case = request.POST.get("case", "").strip()[:60]
    acts.perform(code, "receive", {"case": case} if case else {}, by=request.actor, at=clock.now())
    messages.success(request, _("Đã tiếp nhận hồ sơ %(code)s.") % {"code": code})
    return see("dossier", code)


@require_POST
@open_to("single_window_officer")
def forward(request: Request, code: str) -> HttpResponse:
    """Send on to the next post of the process."""
    note = request.POST.get("note", "").strip()
    acts.perform(code, "forward", {"note": note} if note else {}, by=request.actor, at=clock.now())
    messages.success(request, _("Đã chuyển hồ sơ %(code)s cho bộ phận chuyên môn.") % {"code": code})
    if request.POST.get("loc") == "chuyen":
        response = see("waiting")
        response["Location"] += "?loc=chuyen"
        return response
    return see("dossier", code)


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def refuse(request: Request, code: str) -> HttpResponse:
    """Not accepted: reason and ground, then form 03."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    errors: dict[str, str] = {}
    if request.method == "POST":
        body = {name: request.POST.get(name, "").strip() for name in ("reason", "ground")}
        try:
            acts.perform(code, "refuse", body, by=request.actor, at=now)
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        else:
            messages.success(request, _("Không tiếp nhận hồ sơ %(code)s. In phiếu cho người nộp.") % {"code": code})
            return see("dossier", code)
    elif "refuse" not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow("act.not_lawful_now", act="refuse", state=dossier.state)
    return render_page(
        request,
        "counter/refuse.html",
        {
            "tab": "waiting",
            "dossier": dossier,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
            "given": request.POST,
        },
        status=422 if errors else 200,
    )


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def ask_supplement(request: Request, code: str) -> HttpResponse:
    """Ask once and completely, then form 02."""
    asking = ask(request, code, spoken())
    if asking.is_asked:
        words = _("Đã yêu cầu bổ sung hồ sơ %(code)s. In phiếu cho người nộp.")
        if asking.is_proposal:
            words = _("Đã đề nghị lãnh đạo cho yêu cầu bổ sung lần nữa, hồ sơ %(code)s.")
        messages.success(request, words % {"code": code})
        return see("dossier", code)
    return render_page(
        request,
        "counter/ask_supplement.html",
        {
            "tab": "waiting",
            "dossier": asking.dossier,
            "choices": asking.choices,
            "errors": asking.errors,
            "problems": asking.problems,
            "given": request.POST,
            "asked_before": asking.dossier.supplements_asked,
            "given_before": given_before(asking.dossier),
            "waiting": queries.find_supplement_proposal(asking.dossier) if asking.is_proposal else None,
            "back_url": reverse("counter:dossier", args=[code]),
        },
        status=asking.status,
    )
