"""The inbox of parts: what others ask of this agency, and what it asked of others; counts equal the lists."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.officer.parts.rows import rows_of
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.dossiers import queries
from motcua.kernel import clock

OFFICE = ("specialist_officer", "single_window_officer", "commune_leader")
SIZE = 25
TABS = {
    "cho-nhan": "handed",
    "dang-lam": "accepted",
    "tre": "late",
    "da-tra-loi": "answered",
    "tra-lai": "returned",
    "noi-khac": "awaited",
    "noi-khac-tre": "awaited_late",
}
"""What the address says → the list."""


@open_to(*OFFICE)
@held_while_unchanged
def inbox(request: Request) -> HttpResponse:
    """What waits for my agency in dossiers of others, by what is due first; and what mine waits for."""
    now, viewer = clock.now(), request.actor
    counts = queries.count_inbox(viewer, now)
    chosen = TABS.get(request.GET.get("loc", ""), "") or _first(counts)
    ours = chosen in ("awaited", "awaited_late")
    found = queries.awaited_by(viewer, now, late=chosen == "awaited_late") if ours else None
    shown = paging.page(request, found if found is not None else queries.inbox(viewer, now, chosen), size=SIZE)
    return render_page(
        request,
        "officer/parts/inbox.html",
        {
            "tab": "parts",
            "tabs": [
                FilterTab(
                    label,
                    f"?loc={slug}",
                    counts[TABS[slug]],
                    current=TABS[slug] == chosen,
                    hot=slug in ("tre", "noi-khac-tre") and counts[TABS[slug]] > 0,
                )
                for slug, label in labels().items()
            ],
            "chosen": chosen,
            "ours": ours,
            "shown": shown,
            "rows": rows_of(shown.rows, now),
        },
    )


def labels() -> dict[str, str]:
    """The tabs in order."""
    return {
        "cho-nhan": _("Chờ nhận"),
        "dang-lam": _("Đang làm"),
        "tre": _("Trễ"),
        "da-tra-loi": _("Đã trả lời"),
        "tra-lai": _("Trả lại, thôi"),
        "noi-khac": _("Nơi khác đang giữ"),
        "noi-khac-tre": _("Nơi khác trễ"),
    }


def _first(counts: dict[str, int]) -> str:
    """The list that is opened without a choice: the first of the open ones that holds something."""
    return next((tab for tab in ("handed", "accepted", "awaited") if counts[tab]), "handed")
