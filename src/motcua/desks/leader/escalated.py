"""What went up to my post because it is late, since when and why; and hand-overs that nobody answered in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import working_minutes
from motcua.desks.shell import formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import said
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Alert, Dossier
from motcua.dossiers.queries import alerts, handing
from motcua.dossiers.queries.tasks import count_all
from motcua.kernel import clock
from motcua.people import access

SIZE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """One escalation: `overdue` is the second level of lateness; `late` how much, in words; `holder` who has it."""

    alert: Alert | None
    dossier: Dossier
    overdue: bool
    late: str
    minutes: int
    step: str
    holder: str
    unit: str
    can_hand_over: bool


@require_safe
@open_to("commune_leader", "province_leader")
def escalated(request: Request) -> HttpResponse:
    """Mine by post and agency, the newest first; `?xem=cham`: all that is behind at a step now in my agencies."""
    now = clock.now()
    whole = request.GET.get("xem") == "cham"
    mine, behind = alerts.escalated_to(request.actor, now), alerts.behind_now(request.actor, now)
    pairs: list[tuple[Alert | None, Dossier]]
    if whole:
        shown: paging.Page[Any] = paging.page(request, behind, size=SIZE)
        pairs = [(None, one) for one in shown.rows]
    else:
        shown = paging.page(request, mine, size=SIZE)
        pairs = [(one, one.dossier) for one in shown.rows]
    counts = count_all(request.actor, {"mine": mine, "behind": behind})
    late = handing.late_lists(request.actor, now)
    return render_page(
        request,
        "leader/escalated.html",
        {
            "tab": "escalated",
            "shown": shown,
            "rows": _rows(pairs, now) if pairs else [],
            "whole": whole,
            "leads": request.actor.role == access.COMMUNE_LEADER,
            "tabs": [
                FilterTab(_("Báo lên tôi"), reverse("leader:escalated"), counts["mine"] or 0, current=not whole),
                FilterTab(
                    _("Chậm bước, cả đơn vị"),
                    reverse("leader:escalated") + "?xem=cham",
                    counts["behind"] or 0,
                    current=whole,
                ),
            ],
            "late": late,
            "late_count": sum(len(one.lines) for one in late),
        },
    )


def _rows(found: Iterable[tuple[Alert | None, Dossier]], now: datetime) -> list[Row]:
    """With a fixed number of queries."""
    rows, lang, steps = list(found), spoken(), queries.all_steps()
    names = agencies.names_of({one.agency_id for _row, one in rows}, clock.local_day(now), lang, short=True)
    drawn = []
    for row, dossier in rows:
        due = row.due_at if row else dossier.step_due_at or now
        step = next((one for one in steps.get(dossier.process_id, ()) if one.key == dossier.step), None)
        minutes = working_minutes(due, now, calendar_of(dossier.agency_id)) if due < now else 0
        holder = _("chưa ai nhận")
        if step is not None and step.role != access.SPECIALIST_OFFICER:
            holder = access.ROLE_NAMES.get(step.role, ("–", "–"))[lang == "en"]
        elif dossier.assigned_to is not None:
            holder = dossier.assigned_to.full_name
        drawn.append(
            Row(
                alert=row,
                dossier=dossier,
                overdue=row is not None and row.about == Alert.About.DUE,
                late=formats.working_time(max(minutes, 1), lang),
                minutes=minutes,
                step=said(step, lang) if step else dossier.step,
                holder=holder,
                unit=names[dossier.agency_id],
                can_hand_over=step is not None and step.act == "propose" and step.role == access.SPECIALIST_OFFICER,
            )
        )
    return drawn
