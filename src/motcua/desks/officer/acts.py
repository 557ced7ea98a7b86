"""The acts of the dossier's page: forms that work without JavaScript, irreversible ones on a page of their own."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.desks.officer.colleagues import people_options, post_options
from motcua.desks.officer.dossier import STAFF, context_of
from motcua.desks.officer.inner import inner_acts
from motcua.desks.officer.steps import onward
from motcua.desks.shell.access import open_to
from motcua.desks.shell.asking import ask, given_before
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, sentence
from motcua.documents import actions as documents
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier
from motcua.flows import act as acts
from motcua.flows.attach import attach_result
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow
from motcua.workflow.queries import steps_of


def _back(code: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse("officer:dossier", args=[code]))
    response.status_code = 303
    return response


def titles() -> dict[str, tuple[str, str]]:
    """The act's title and the words of its button."""
    return {
        "forward": (_("Chuyển hồ sơ"), _("Chuyển hồ sơ")),
        "hand_over": (_("Bàn giao hồ sơ"), _("Bàn giao")),
        "propose": (_("Trình lãnh đạo"), _("Trình lãnh đạo")),
        "approve": (_("Duyệt kết quả"), _("Duyệt")),
        "return_for_rework": (_("Trả lại để làm lại"), _("Trả lại")),
        "accept_supplement": (_("Nhận phần đã có là đủ"), _("Nhận, tính giờ tiếp")),
        "stop": (_("Dừng giải quyết hồ sơ"), _("Dừng hồ sơ")),
        "withdraw": (_("Ghi nhận người nộp rút hồ sơ"), _("Rút hồ sơ")),
        "extend": (_("Xin lỗi và hẹn lại"), _("Hẹn lại")),
        "refuse": (_("Không tiếp nhận hồ sơ"), _("Không tiếp nhận")),
        "request_payment": (_("Yêu cầu nộp tiền"), _("Yêu cầu nộp tiền")),
        "confirm_payment": (_("Xác nhận đã nộp tiền"), _("Xác nhận")),
        "assign": (_("Phân công"), _("Phân công")),
        "deliver": (_("Trả kết quả"), _("Trả kết quả")),
        "receive": (_("Tiếp nhận"), _("Tiếp nhận")),
    }


def body_of(act: str, request: Request) -> dict[str, Any]:
    """The members of an act's body that a form can give."""
    known = acts.ACTS[act]
    body: dict[str, Any] = {}
    for name in (*known.needed, *known.optional):
        if name in request.POST:
            body[name] = request.POST[name].strip()
    if act == "confirm_payment":
        digits = "".join(c for c in str(body.get("amount", "")) if c.isdigit())
        body["amount"] = int(digits) if digits else None
    return {name: value for name, value in body.items() if value not in ("", None)}


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
def act(request: Request, code: str, act: str) -> HttpResponse:
    """GET: the confirm page of an act. POST: do it and go back to the dossier."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    if act not in acts.ACTS or act not in titles():
        raise NotLawfulNow("act.not_lawful_now", act=act, state=dossier.state)
    if request.method == "GET":
        if act not in _offered(request, dossier, now):
            raise NotLawfulNow("act.not_lawful_now", act=act, state=dossier.state)
        return _confirm(request, dossier, act, {}, [])
    try:
        done = acts.perform(code, act, body_of(act, request), by=request.actor, at=now)
    except Invalid as invalid:
        problems = [Problem(f"id_{one.path or 'reason'}", field_sentence(one)) for one in invalid.errors]
        if act == "propose" or (act == "forward" and "to" not in request.POST):
            errors = {one.path: field_sentence(one) for one in invalid.errors}
            context = {**context_of(request, dossier, now), "problems": problems, "given": request.POST}
            context["errors"] = errors
            return render_page(request, "officer/dossier.html", {"tab": "dossiers", **context}, status=422)
        errors = {one.path: field_sentence(one) for one in invalid.errors}
        return _confirm(request, dossier, act, errors, problems, status=422)
    endorsed = act == "approve" and done.resolved_at is None
    messages.success(request, done_words("endorse" if endorsed else act, code))
    return _back(code)


def _offered(request: Request, dossier: Dossier, now: datetime) -> set[str]:
    """The acts that a page of their own may be opened for."""
    step = next((one for one in steps_of(dossier.process) if one.key == dossier.step), None)
    inner = inner_acts(dossier, step, request.actor)
    also = {"forward"} if "pass_on" in inner else set()
    return {*queries.lawful_acts(dossier, request.actor, now), *also, *(inner & {"hand_over"})}


@require_POST
@open_to("specialist_officer")
def take(request: Request, code: str) -> HttpResponse:
    """Take the dossier on: it is mine from now on."""
    acts.perform(code, "assign", {"to": request.user.get_username()}, by=request.actor, at=clock.now())
    messages.success(request, _("Đã nhận việc. Hồ sơ %(code)s là của ông/bà.") % {"code": code})
    return _back(code)


def done_words(act: str, code: str) -> str:
    return {
        "propose": _("Đã trình lãnh đạo hồ sơ %(code)s."),
        "forward": _("Đã chuyển hồ sơ %(code)s."),
        "hand_over": _("Đã bàn giao hồ sơ %(code)s. Người nhận thấy “nhận bàn giao từ” trên hồ sơ."),
        "approve": _("Đã duyệt hồ sơ %(code)s."),
        "endorse": _("Đã đồng ý hồ sơ %(code)s, chuyển người ký tiếp theo."),
        "return_for_rework": _("Đã trả lại hồ sơ %(code)s."),
        "stop": _("Đã dừng hồ sơ %(code)s."),
        "accept_supplement": _("Đã nhận phần đã có là đủ, hồ sơ %(code)s. Đồng hồ chạy tiếp; người nộp được báo."),
        "extend": _("Đã hẹn lại hồ sơ %(code)s; người nộp được báo."),
    }.get(act, _("Đã ghi nhận với hồ sơ %(code)s.")) % {"code": code}


def _confirm(
    request: Request,
    dossier: Dossier,
    act: str,
    errors: dict[str, str],
    problems: list[Problem],
    status: int = 200,
) -> HttpResponse:
    title, button = titles()[act]
    known = acts.ACTS[act]
    now = clock.now()
    people: list[tuple[str, str]] = []
    if act in ("assign", "hand_over"):
        people = people_options(request.actor, now, me=act == "assign")
    elif act == "forward":
        people = post_options(request.actor, now)
    steps = steps_of(dossier.process)
    step = next((one for one in steps if one.key == dossier.step), None)
    ahead = onward(dossier, steps, step, {act}, spoken()) if act == "approve" else {}
    return render_page(
        request,
        "officer/act.html",
        {
            "tab": "dossiers",
            "dossier": dossier,
            "act": act,
            "title": title,
            "button": button,
            "needs": [*known.needed, *known.optional],
            "people": people,
            **ahead,
            "errors": errors,
            "problems": problems,
            "given": request.POST,
            "kind": "stop" if act in ("stop", "withdraw", "refuse") else "main",
            "back_url": reverse("officer:dossier", args=[dossier.code]),
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
@open_to("specialist_officer", "single_window_officer")
def ask_supplement(request: Request, code: str) -> HttpResponse:
    """Ask once and completely: tick the fields and papers, say why for each, give the legal ground."""
    asking = ask(request, code, spoken())
    if asking.is_asked:
        words = _("Đã yêu cầu bổ sung. Đồng hồ của hồ sơ đang dừng.")
        if asking.is_proposal:
            words = _("Đã đề nghị lãnh đạo cho yêu cầu lần nữa. Đồng hồ vẫn chạy trong lúc chờ.")
        messages.success(request, words)
        return _back(code)
    return render_page(
        request,
        "officer/ask_supplement.html",
        {
            "tab": "dossiers",
            "dossier": asking.dossier,
            "choices": asking.choices,
            "errors": asking.errors,
            "problems": asking.problems,
            "given": request.POST,
            "asked_before": asking.dossier.supplements_asked,
            "given_before": given_before(asking.dossier),
            "waiting": queries.find_supplement_proposal(asking.dossier) if asking.is_proposal else None,
            "back_url": reverse("officer:dossier", args=[code]),
        },
        status=asking.status,
    )


@require_POST
@open_to("specialist_officer", "single_window_officer", "commune_leader")
def note(request: Request, code: str) -> HttpResponse:
    """An internal note."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    try:
        actions.note(code, text=request.POST.get("inner", "").strip(), by=request.actor, at=now)
    except Invalid as invalid:
        words = field_sentence(invalid.errors[0])
        context = {**context_of(request, dossier, now), "problems": [Problem("id_inner", words)]}
        context |= {"errors": {"inner": words}, "given": request.POST}
        return render_page(request, "officer/dossier.html", {"tab": "dossiers", **context}, status=422)
    messages.success(request, _("Đã ghi chú. Người nộp không thấy ghi chú này."))
    return _back(code)


@require_POST
@open_to("specialist_officer")
def attach(request: Request, code: str) -> HttpResponse:
    """Attach a file of the result; a draft until the approval."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Chọn tệp kết quả trước."))
        return _back(code)
    try:
        upload = documents.store_upload(file, file.name or "", by=request.actor, at=now)
        attach_result(dossier.code, upload=upload, by=request.actor, at=now)
    except Cannot as refused:
        messages.error(request, sentence(refused))
        return _back(code)
    messages.success(request, _("Đã đính kèm kết quả dự thảo."))
    return _back(code)
