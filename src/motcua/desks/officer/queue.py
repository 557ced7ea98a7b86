"""What waits for me, in the order of due times; and all dossiers that I may see."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import QueueRow, queue_rows
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.states import LOOKS
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.workflow.queries import steps_of

Rows = QuerySet[Dossier]
STAFF = ("specialist_officer", "single_window_officer", "commune_leader", "province_leader")


def mine(actor: Actor, now: datetime) -> Rows:
    """What waits for a proposal and is mine, or nobody's yet."""
    return queries.waiting_for(actor, now, "propose").filter(
        Q(assigned_to_id=actor.account_id) | Q(assigned_to_id=None)
    )


def _late(actor: Actor, now: datetime) -> Rows:
    return mine(actor, now).filter(due_at__lt=now, paused_since=None)


def _today(actor: Actor, now: datetime) -> Rows:
    end = clock.day_start(clock.local_day(now) + timedelta(days=1))
    return mine(actor, now).filter(due_at__gte=now, due_at__lt=end)


def _paused(actor: Actor, now: datetime) -> Rows:
    return queries.brief(actor, now, queries.Filter(states=(State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE))).exclude(
        received_at=None
    )


def _signing(actor: Actor, now: datetime) -> Rows:
    return queries.waiting_for(actor, now, "approve")


def _done(actor: Actor, now: datetime) -> Rows:
    today = clock.local_day(now)
    rows = queries.brief(actor, now, queries.Filter(states=(State.FINISHED, State.DELIVERED), order="newest"))
    return rows.filter(resolved_at__gte=clock.day_start(today - timedelta(days=today.weekday())))


def rows_of(rows: Iterable[Dossier], now: datetime) -> list[QueueRow]:
    """Rows that say in a word what comes next instead of the step's whole name."""
    found = list(rows)
    if not found:
        return []
    words = {
        "receive": _("Tiếp nhận"),
        "forward": _("Chuyển chuyên môn"),
        "propose": _("Thẩm định"),
        "approve": _("Chờ ký"),
        "deliver": _("Trả kết quả"),
    }
    drawn = []
    for dossier, row in zip(found, queue_rows(found, now), strict=True):
        step = next((one for one in steps_of(dossier.process) if one.key == dossier.step), None)
        drawn.append(replace(row, step=words.get(step.act, row.step) if step else ""))
    return drawn


FILTERS: dict[str, Callable[[Actor, datetime], Rows]] = {
    "todo": mine,
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
            "rows": rows_of(shown.rows, now),
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
            "rows": rows_of(shown.rows, now),
        },
    )
