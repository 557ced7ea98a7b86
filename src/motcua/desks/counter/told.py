"""People whom the counter tells when they come or call: who was apologised to, and what the new date is."""

from datetime import timedelta

from django.http import HttpResponse

from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import queue_rows
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.dossiers import queries
from motcua.kernel import clock

SHOWN_FOR = timedelta(days=30)
SIZE = 25


@open_to("single_window_officer")
@held_while_unchanged
def told(request: Request) -> HttpResponse:
    """The letters of the last month, the newest first, with what to say and form 04 to print."""
    now = clock.now()
    shown = paging.page(request, queries.apologies_said(request.actor, now - SHOWN_FOR, now), size=SIZE)
    drawn = queue_rows([one.dossier for one in shown.rows], now, "counter:dossier")
    lines = list(zip(shown.rows, drawn, strict=True))
    return render_page(request, "counter/told.html", {"tab": "told", "lines": lines, "shown": shown})
