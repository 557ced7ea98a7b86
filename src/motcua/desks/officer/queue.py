"""What waits for me, in the order of due times; and all dossiers that I may see."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import queue_rows
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.states import LOOKS
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.kernel.actor import Actor

Rows = QuerySet[Dossier]
STAFF = ("specialist_officer", "single_window_officer", "commune_leader", "province_leader")


def _todo(actor: Actor, now: datetime) -> Rows:
    return queries.waiting_for(actor, now, "propose")


def _late(actor: Actor, now: datetime) -> Rows:
    return _todo(actor, now).filter(due_at__lt=now, paused_since=None)


def _today(actor: Actor, now: datetime) -> Rows:
    end = clock.day_start(clock.local_day(now) + timedelta(days=1))
    return _todo(actor, now).filter(due_at__gte=now, due_at__lt=end)


def _paused(actor: Actor, now: datetime) -> Rows:
    return queries.brief(actor, now, queries.Filter(states=(State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE))).exclude(
        received_at=None
    )


def _signing(actor: Actor, now: datetime) -> Rows:
    return queries.waiting_for(actor, now, "approve")


def _done(actor: Actor, now: datetime) -> Rows:
    week = now - timedelta(days=now.weekday())
    rows = queries.brief(actor, now, queries.Filter(states=(State.FINISHED, State.DELIVERED), order="newest"))
    return rows.filter(resolved_at__gte=clock.day_start(clock.local_day(week)))


FILTERS: dict[str, Callable[[Actor, datetime], Rows]] = {
    "todo": _todo,
    "late": _late,
    "today": _today,
    "paused": _paused,
    "signing": _signing,
    "done": _done,
}


def labels() -> dict[str, str]:
    return {
        "todo": _("Cần làm"),
        "late": _("Trễ"),
        "today": _("Hôm nay"),
        "paused": _("Chờ bổ sung"),
        "signing": _("Chờ ký"),
        "done": _("Xong tuần này"),
    }


@open_to("specialist_officer")
def queue(request: Request) -> HttpResponse:
    """The specialist's queue: counts equal the lists they open, paused ones last."""
    now = clock.now()
    chosen = request.GET.get("loc", "todo")
    chosen = chosen if chosen in FILTERS else "todo"
    words = labels()
    tabs = []
    for key, rows in FILTERS.items():
        count = rows(request.actor, now).count()
        url = "?" if key == "todo" else f"?loc={key}"
        hot = key == "late" and count > 0
        tabs.append(FilterTab(words[key], url, count, current=key == chosen, hot=hot))
    shown = paging.page(request, FILTERS[chosen](request.actor, now), size=25)
    done = tabs[-1].count
    return render_page(
        request,
        "officer/queue.html",
        {
            "tab": "queue",
            "tabs": tabs,
            "shown": shown,
            "rows": queue_rows(shown.rows, now),
            "chosen": chosen,
            "done": done,
        },
    )


@open_to(*STAFF)
def dossiers(request: Request) -> HttpResponse:
    """Every dossier that one may see, found by code, name, number, phone or procedure."""
    now = clock.now()
    q = request.GET.get("q", "")[:200]
    state = request.GET.get("trang-thai", "")
    states = (state,) if state in list(State) else ()
    order = "due" if request.GET.get("xep") == "han" else "newest"
    found = queries.brief(request.actor, now, queries.Filter(q=q, states=states, order=order))
    shown = paging.page(request, found, size=25)
    return render_page(
        request,
        "officer/dossiers.html",
        {
            "tab": "dossiers",
            "q": q,
            "state": state,
            "order": request.GET.get("xep", ""),
            "states": [(one.value, LOOKS[one.value].officer) for one in State],
            "shown": shown,
            "rows": queue_rows(shown.rows, now),
        },
    )
