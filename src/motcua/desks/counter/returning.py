"""What waits to be returned: found by scanning the slip, by code, name, number or telephone."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import queue_rows
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.processes import one_step_processes
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.kernel.actor import Actor


def to_return(actor: Actor, now: datetime) -> QuerySet[Dossier]:
    """Finished ones, and received ones of a process of one step; first promised first. A result that was sent to
    another counter is on that one's shelf."""
    at_once = one_step_processes()
    rows = queries.brief(actor, now, queries.Filter(shelf=True))
    return rows.filter(Q(state=State.FINISHED) | Q(state=State.RECEIVED, process_id__in=at_once))


@open_to("single_window_officer")
@held_while_unchanged
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
