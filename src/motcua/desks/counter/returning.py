"""Hand results over: scan the slip or find the person, look at the card, then deliver."""

from datetime import datetime

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.counter.preview import money_of
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import promise_of, queue_rows
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.workflow.models import Process
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import is_one_step

WAYS = ("counter", "post", "electronic")


def to_return(actor: Actor, now: datetime) -> QuerySet[Dossier]:
    """Finished ones, and received ones of a process of one step; first promised first."""
    at_once = [row.pk for row in Process.objects.all() if is_one_step(steps_of(row))]
    rows = queries.brief(actor, now, queries.Filter())
    return rows.filter(Q(state=State.FINISHED) | Q(state=State.RECEIVED, process_id__in=at_once))


@open_to("single_window_officer")
def returning(request: Request) -> HttpResponse:
    """The list, narrowed by `?q=`: the code of the slip, a name, a number, a telephone. One hit opens at once."""
    now = clock.now()
    q = request.GET.get("q", "").strip()[:200]
    found = to_return(request.actor, now)
    if q:
        found = found.filter(queries.matching(_of_slip(q)))
        only = list(found.values_list("code", flat=True)[:2])
        if len(only) == 1:
            return HttpResponseRedirect(reverse("counter:hand_over", args=only))
    shown = paging.page(request, found, size=25)
    return render_page(
        request,
        "counter/returning.html",
        {"tab": "returning", "q": q, "shown": shown, "rows": queue_rows(shown.rows, now, url_of="counter:hand_over")},
    )


def _of_slip(q: str) -> str:
    """A scanner gives the address in the slip's QR: the code is its last part."""
    return q.rstrip("/").rpartition("/")[2] if "://" in q else q


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def hand_over(request: Request, code: str) -> HttpResponse:
    """GET: whom, what, what is still owed. POST: deliver, and offer the question of satisfaction."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    lang = spoken()
    way = request.POST.get("by") or str(dossier.wishes.get("delivery") or "counter")
    errors: list[FieldError] = []
    if request.method == "POST":
        if way == "counter" and "checked" not in request.POST:
            errors = [FieldError("checked", "counter.identity_unchecked")]
        else:
            try:
                acts.perform(code, "deliver", {"by": way}, by=request.actor, at=now)
            except Invalid as invalid:
                errors = invalid.errors
            else:
                messages.success(request, _("Đã trả kết quả hồ sơ %(code)s.") % {"code": code})
                response = HttpResponseRedirect(reverse("counter:dossier", args=[code]))
                response.status_code = 303
                return response
    elif "deliver" not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow("act.not_lawful_now", act="deliver", state=dossier.state)
    said = {one.path: field_sentence(one) for one in errors}
    return render_page(
        request,
        "counter/hand_over.html",
        {
            "tab": "returning",
            "dossier": dossier,
            "name": (dossier.procedure_version.name_en if lang == "en" else "") or dossier.procedure_version.name_vi,
            "promise": promise_of(dossier, now, ledger=False),
            "results": queries.results_of(dossier, inside=False),
            "money": money_of(dossier),
            "ways": [("counter", _("Tại quầy")), ("post", _("Qua bưu chính")), ("electronic", _("Bản điện tử"))],
            "way": way if way in WAYS else "counter",
            "errors": said,
            "problems": [Problem(f"id_{path}", words) for path, words in said.items()],
        },
        status=422 if errors else 200,
    )
