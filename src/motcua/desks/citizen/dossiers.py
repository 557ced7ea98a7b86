"""My dossiers: what was begun and not submitted, apart; what was submitted, with its promise and the next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import get_calendar
from motcua.desks.citizen.filers import FILERS
from motcua.desks.citizen.forms import see, spoken
from motcua.desks.citizen.standing import minutes_left
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.early import early_words
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.own import GROUPS, ORDERS, count_own, own_dossiers
from motcua.dossiers.states import OPEN, State
from motcua.kernel import clock
from motcua.notifications.rendering import office_word

SIZE = 20


@dataclass(frozen=True, slots=True)
class Card:
    """A dossier in the list."""

    dossier: Dossier
    agency: str
    due_at: datetime | None
    minutes: int | None
    paused: bool
    next_step: str
    early: str = ""


@open_to(*FILERS)
def dossiers(request: Request) -> HttpResponse:
    """The list; `?q=` searches words of code, names and procedure, `?nhom=` whose turn it is, `?xep=` the order."""
    now = clock.now()
    q = request.GET.get("q", "").strip()[:200]
    group = request.GET.get("nhom", "") if request.GET.get("nhom") in GROUPS else ""
    order = request.GET.get("xep", "") if request.GET.get("xep") in ORDERS else ORDERS[0]
    counts = count_own(request.actor, now, q=q)
    page = paging.page(request, own_dossiers(request.actor, now, group=group, q=q, order=order), SIZE)
    drafts = queries.drafts_of(request.actor) if page.number == 1 and not q and not group else []
    context = {
        "q": q,
        "group": group,
        "order": order,
        "order_urls": [
            (paging.address(request, xep=key if key != ORDERS[0] else None, page=None), words, key == order)
            for key, words in _orders()
        ],
        "filters": _filters(request, counts, group),
        "total": counts[""],
        "pages": page,
        "cards": _cards(page.rows, now),
        "drafts": drafts,
        "places": _places([draft.agency_id for draft in drafts if draft.agency_id], now),
        "tab": "mine",
    }
    return render_page(request, "citizen/dossiers.html", context)


def _orders() -> list[tuple[str, str]]:
    return list(zip(ORDERS, (_("việc của tôi trước"), _("mới nộp trước"), _("hẹn sớm trước")), strict=True))


def _filters(request: Request, counts: dict[str, int], group: str) -> list[FilterTab]:
    names = {
        "": _("Tất cả"),
        "mine": _("Cần tôi làm"),
        "office": _("Đang giải quyết"),
        "ended": _("Đã xong"),
    }
    return [
        FilterTab(
            words,
            paging.address(request, nhom=key or None, page=None),
            counts[key],
            current=key == group,
            hot=key == "mine",
        )
        for key, words in names.items()
    ]


def _places(ids: Iterable[int], now: datetime) -> dict[int, str]:
    return agencies.names_of(ids, clock.local_day(now), spoken(), short=True)


def _cards(rows: list[Dossier], now: datetime) -> list[Card]:
    if not rows:
        return []
    calendar, names = get_calendar(), _places([row.agency_id for row in rows], now)
    return [
        Card(
            dossier=row,
            agency=names.get(row.agency_id, ""),
            due_at=row.due_at if row.state in OPEN else None,
            minutes=minutes_left(row, calendar, now),
            paused=row.paused_since is not None and row.state in OPEN,
            next_step=next_step(row, names.get(row.agency_id, "")),
            early=early_words(row.finished_at, row.due_at, row.agency_id) if row.state == State.FINISHED else "",
        )
        for row in rows
    ]


def next_step(dossier: Dossier, agency: str) -> str:
    """What happens next, and whose turn it is."""
    word = _("Cơ quan") if spoken() == "en" else office_word(agency)
    office = word[:1].upper() + word[1:]
    return {
        State.SUBMITTED: _("%(office)s xem hồ sơ và trả lời") % {"office": office},
        State.RECEIVED: _("%(office)s giải quyết") % {"office": office},
        State.PROCESSING: _("%(office)s giải quyết") % {"office": office},
        State.SUPPLEMENT_REQUESTED: _("Ông/bà gửi bổ sung"),
        State.PAYMENT_DUE: _("Ông/bà nộp tiền"),
        State.FINISHED: _("Ông/bà nhận kết quả"),
    }.get(State(dossier.state), "")


@open_to(*FILERS)
def discard(request: Request, key: str) -> HttpResponse:
    """Throw a draft away, after asking; nothing of it had been submitted."""
    draft = queries.get_draft(key, viewer=request.actor)
    if draft.dossier is not None:
        return see(reverse("citizen:dossier", args=[draft.dossier.code]))
    if request.method != "POST":
        context = {
            "draft": draft,
            "title": _("Bỏ bản nháp này?"),
            "what": _("Những gì đã ghi sẽ mất. Chưa có gì được nộp, nên không ảnh hưởng hồ sơ nào."),
            "action": request.path,
            "act": _("Bỏ bản nháp"),
            "kind": "stop",
            "cancel_url": reverse("citizen:resume", args=[key]),
            "cancel": _("Không bỏ"),
        }
        return render_page(request, "components/confirm_page.html", context)
    actions.discard_draft(key, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ bản nháp."))
    return see(reverse("citizen:dossiers"))
