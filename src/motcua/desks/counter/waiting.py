"""What came in online, by the clock of intake, with a preview beside the list; and what waits to be sent on."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.counter.preview import preview_of
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import QueueRow, queue_rows
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.actor import Actor

SIZE = 25


def waiting_rows(actor: Actor, now: datetime) -> QuerySet[Dossier]:
    """Submitted ones, the one to be answered first at the top."""
    return queries.waiting_for(actor, now, "receive")


def forwarding_rows(actor: Actor, now: datetime) -> QuerySet[Dossier]:
    """Received ones whose process waits for the counter to send them on."""
    return queries.waiting_for(actor, now, "forward")


@open_to("single_window_officer")
@held_while_unchanged
def waiting(request: Request) -> HttpResponse:
    """The list (`?loc=chuyen`: to be sent on) and the chosen dossier beside it (`?xem=code`), else the first."""
    now = clock.now()
    forwarding = request.GET.get("loc") == "chuyen"
    q = request.GET.get("q", "").strip()[:200]
    intake, onward = waiting_rows(request.actor, now), forwarding_rows(request.actor, now)
    if q:
        intake, onward = intake.filter(queries.matching(q)), onward.filter(queries.matching(q))
    shown = paging.page(request, onward if forwarding else intake, size=SIZE)
    rows = queue_rows(shown.rows, now, url_of="counter:dossier")
    context: dict[str, Any] = {
        "tab": "waiting",
        "forwarding": forwarding,
        "q": q,
        "tabs": [
            FilterTab(_("Chờ tiếp nhận"), _tab(request, ""), intake.count(), current=not forwarding),
            FilterTab(_("Chờ chuyển"), _tab(request, "chuyen"), onward.count(), current=forwarding),
        ],
        "shown": shown,
        "rows": rows,
    }
    if not forwarding and (code := _chosen(request, rows)):
        dossier = queries.get_visible(code, viewer=request.actor, at=now)
        context |= {"chosen": code, **preview_of(request, dossier, now)}
    return render_page(request, "counter/waiting.html", context)


def _tab(request: Request, which: str) -> str:
    """The other list under the same search, from its first page."""
    return paging.address(request, loc=which, page=None, xem=None, giay=None)


def _chosen(request: Request, rows: list[QueueRow]) -> str:
    wanted = request.GET.get("xem", "")
    if wanted and any(row.code == wanted for row in rows):
        return wanted
    return rows[0].code if rows else ""
