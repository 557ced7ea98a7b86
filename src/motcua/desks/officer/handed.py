"""What the counter handed to the unit on a list: accepted all or in part, or sent back dossier by dossier."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence, sentence
from motcua.dossiers.actions import answering
from motcua.dossiers.models import HandOverLine
from motcua.dossiers.queries import handing
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible

DECIDES = ("specialist_officer", "commune_leader")


@require_safe
@open_to(*DECIDES)
def hand_overs(request: Request) -> HttpResponse:
    """The lists that wait for an answer of my unit, mine first; each with its clock."""
    return _show(request, {})


@require_POST
@open_to(*DECIDES)
def accept(request: Request, number: int) -> HttpResponse:
    """Take the ticked dossiers of a list, or all of them."""
    now = clock.now()
    codes = request.POST.getlist("code")
    if "all" in request.POST:
        rows = handing.waiting().filter(hand_over_id=number, hand_over__to_agency__code=request.actor.agency)
        codes = list(rows.values_list("dossier__code", flat=True)) or codes
    try:
        taken = answering.accept_lines(number, codes, by=request.actor, at=now)
    except Invalid as invalid:
        return _show(request, {number: field_sentence(invalid.errors[0])})
    except NotLawfulNow as refused:
        messages.warning(request, sentence(refused))
        return _back()
    words = ngettext("Đã nhận bàn giao %(n)s hồ sơ.", "Đã nhận bàn giao %(n)s hồ sơ.", taken) % {"n": taken}
    if taken < len(set(codes)):
        words += " " + _("Phần còn lại đồng nghiệp vừa trả lời.")
    messages.success(request, words)
    return _back()


@require_http_methods(["GET", "POST"])
@open_to(*DECIDES)
def send_back(request: Request, number: int, code: str) -> HttpResponse:
    """GET: which dossier, from which list, what happens. POST: send it back with the reason."""
    error = ""
    reason = request.POST.get("reason", "").strip()
    rows = handing.waiting().filter(hand_over_id=number, hand_over__to_agency__code=request.actor.agency)
    line = rows.select_related("hand_over", "dossier__procedure_version", "dossier__applicant")
    found: HandOverLine | None = line.filter(dossier__code=code).first()
    if request.method == "POST":
        try:
            answering.return_line(number, code, reason=reason, by=request.actor, at=clock.now())
        except Invalid as invalid:
            error = field_sentence(invalid.errors[0])
        except NotLawfulNow as refused:
            messages.warning(request, sentence(refused))
            return _back()
        else:
            messages.success(request, _("Đã trả lại hồ sơ %(code)s cho bộ phận một cửa, kèm lý do.") % {"code": code})
            return _back()
    if found is None:
        raise NotVisible("hand_over.unknown")
    return render_page(
        request,
        "officer/hand_over_back.html",
        {
            "tab": "hand_overs",
            "line": found,
            "dossier": found.dossier,
            "reason": reason,
            "error": error,
            "problems": [Problem("id_reason", error)] if error else [],
            "back_url": reverse("officer:hand_overs"),
        },
        status=422 if error else 200,
    )


def _show(request: Request, errors: dict[int, str]) -> HttpResponse:
    now = clock.now()
    found = handing.waiting_for_me(request.actor, now)
    return render_page(
        request,
        "officer/hand_overs.html",
        {
            "tab": "hand_overs",
            "lists": found,
            "errors": errors,
            "problems": [Problem(f"danh-sach-{number}", words) for number, words in errors.items()],
        },
        status=422 if errors else 200,
    )


def _back() -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse("officer:hand_overs"))
    response.status_code = 303
    return response
