"""One dossier at the counter: what was just done and what comes next (print, send on, hand over)."""

from django.http import HttpResponse
from django.urls import reverse

from motcua.desks.counter.preview import preview_of
from motcua.desks.counter.waiting import waiting_rows
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.dossiers import queries
from motcua.dossiers.states import State
from motcua.flows import rate
from motcua.kernel import clock


@open_to("single_window_officer")
def dossier(request: Request, code: str) -> HttpResponse:
    """Code large, promise, the paper to print, the next act; then the next person or the next dossier."""
    now = clock.now()
    found = queries.get_visible(code, viewer=request.actor, at=now)
    following = waiting_rows(request.actor, now).exclude(code=code).first()
    supplement = found.supplements.order_by("-number").first()
    return render_page(
        request,
        "counter/dossier.html",
        {
            "tab": "walk_in" if found.channel != "online" else "waiting",
            **preview_of(request, found, now),
            "supplement": supplement,
            "is_refused": found.state == State.REFUSED,
            "rating_url": rate.link(found.code) if found.state == State.DELIVERED else "",
            "next_url": f"{reverse('counter:waiting')}?xem={following.code}" if following else "",
        },
    )
