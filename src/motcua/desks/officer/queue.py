"""What waits for me, in the order of due times; and all dossiers that I may see."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.officer import lists
from motcua.desks.officer.bulk.acts import bulk_labels
from motcua.desks.officer.parts.rows import PartRow
from motcua.desks.officer.parts.rows import rows_of as part_rows
from motcua.desks.officer.rows import rows_of
from motcua.desks.officer.table import body
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.states import LOOKS
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.dossiers import queries
from motcua.dossiers.queries.tasks import WORK, Tasks
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.kernel.actor import Actor

STAFF = ("specialist_officer", "single_window_officer", "commune_leader", "province_leader")
SIZE = 25
MOST_CALLS = 3


@open_to("specialist_officer", "commune_leader")
@held_while_unchanged
def queue(request: Request) -> HttpResponse:
    """One's own work, a specialist's or what waits for a leader to be passed on: tabs whose counts equal the lists they
    open with the same filter, paused ones last."""
    now, actor = clock.now(), request.actor
    here = lists.opened(lists.QUEUE, request.GET)
    wanted = lists.wanted(here)
    shown = paging.page(request, queries.light(queries.tasks(actor, now, wanted)), size=SIZE)
    rows = rows_of(shown.rows, now, here.suffix, actor.account_id)
    specialist = actor.role == "specialist_officer"
    can_select = specialist and wanted.tab not in ("signing", "done") and bool(rows)
    counted = queries.count_tasks(actor, now, wanted)
    return render_page(
        request,
        "officer/queue.html",
        {
            "tab": "queue" if specialist else "assigning",
            "now": now,
            "tabs": _tabs(here, wanted, counted.tabs),
            "shown": shown,
            "rows": rows,
            "body": body(rows, select=can_select),
            "chosen": wanted.tab,
            "done": counted.tabs["done"],
            "is_filtered": bool(wanted.q or wanted.procedure or wanted.step or wanted.channel or wanted.state),
            "clear_url": lists.of_tab(wanted.tab, lists.Opened(lists.QUEUE, ())),
            "given": here.fields,
            "whose": lists.whose_options(),
            "procedures": _procedures(counted.procedures, wanted),
            "steps": _steps(wanted, actor.role),
            "channels": lists.channel_options(),
            "orders": [("", _("Hạn gần trước")), ("moi", _("Mới nhận trước")), ("thu-tuc", _("Theo thủ tục"))],
            "bulk_acts": bulk_labels(),
            "can_select": can_select,
            "calls": _calls(actor, now) if specialist and not here.given else [],
        },
    )


def _calls(actor: Actor, now: datetime) -> list[PartRow]:
    """Parts at other agencies that were sent back or are late: above the list, because she must do something now."""
    return part_rows(list(queries.calls_back(actor, now)[:MOST_CALLS]), now)


def _tabs(here: lists.Opened, wanted: Tasks, counts: dict[str, int]) -> list[FilterTab]:
    return [
        FilterTab(
            label,
            lists.of_tab(key, here),
            counts[key],
            current=key == wanted.tab,
            hot=key == "late" and counts[key] > 0,
        )
        for key, label in lists.tab_labels().items()
    ]


def _procedures(choices: list[queries.Choice], wanted: Tasks) -> list[tuple[str, str]]:
    english = spoken() == "en"
    found = [(one.code, one.name_en if english else one.name_vi) for one in choices]
    if wanted.procedure and wanted.procedure not in {code for code, _name in found}:
        found.append((wanted.procedure, wanted.procedure))
    return [("", _("Mọi thủ tục")), *found]


def _steps(wanted: Tasks, role: str) -> list[tuple[str, str]]:
    """The steps at which something may wait in this tab, each key once."""
    if wanted.tab == "done":
        return []
    english, acts = spoken() == "en", ("approve",) if wanted.tab == "signing" else WORK
    found = {
        step.key: (step.name_en if english else "") or step.name_vi
        for steps in queries.all_steps().values()
        for step in steps
        if step.act in acts and (wanted.tab == "signing" or step.role == role)
    }
    return [("", _("Mọi bước")), *found.items()] if len(found) > 1 or wanted.step else []


@open_to(*STAFF)
def dossiers(request: Request) -> HttpResponse:
    """Every dossier that one may see, found by code, name, number, phone or procedure."""
    now = clock.now()
    here = lists.opened(lists.ALL, request.GET)
    shown = paging.page(request, queries.light(lists.rows_of(here, request.actor, now)), size=SIZE)
    rows = rows_of(shown.rows, now, here.suffix, request.actor.account_id)
    return render_page(
        request,
        "officer/dossiers.html",
        {
            "tab": "dossiers",
            "q": here.value("q"),
            "given": here.fields,
            "states": [("", _("Mọi trạng thái")), *((one.value, LOOKS[one.value].officer) for one in State)],
            "orders": [("", _("Mới nộp trước")), ("han", _("Hạn gần trước"))],
            "channels": lists.channel_options(),
            "is_filtered": bool(here.given),
            "shown": shown,
            "rows": rows,
            "body": body(rows, select=False),
        },
    )
