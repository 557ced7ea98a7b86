"""What went up to my post because it is late, since when and why; and hand-overs that nobody answered in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import working_minutes
from motcua.desks.shell import formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import said
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Alert, Dossier
from motcua.dossiers.queries import alerts, handing
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access

SIZE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """One escalation: `overdue` is the second level of lateness; `late` how much, in words; `holder` who has it."""

    alert: Alert
    dossier: Dossier
    overdue: bool
    late: str
    step: str
    holder: str
    unit: str
    can_hand_over: bool


@require_safe
@open_to("commune_leader", "province_leader")
def escalated(request: Request) -> HttpResponse:
    """Mine by post and agency, the newest first."""
    now = clock.now()
    shown = paging.page(request, alerts.escalated_to(request.actor, now), size=SIZE)
    late = handing.late_lists(request.actor, now)
    return render_page(
        request,
        "leader/escalated.html",
        {
            "tab": "escalated",
            "shown": shown,
            "rows": _rows(shown.rows, request.actor, now),
            "late": late,
            "late_count": sum(len(one.lines) for one in late),
        },
    )


def _rows(found: Iterable[Alert], viewer: Actor, now: datetime) -> list[Row]:
    """With a fixed number of queries."""
    rows, lang, steps = list(found), spoken(), queries.all_steps()
    names = agencies.names_of({row.dossier.agency_id for row in rows}, clock.local_day(now), lang, short=True)
    leads = viewer.role == access.COMMUNE_LEADER
    drawn = []
    for row in rows:
        dossier = row.dossier
        step = next((one for one in steps.get(dossier.process_id, ()) if one.key == dossier.step), None)
        minutes = working_minutes(row.due_at, now, calendar_of(dossier.agency_id)) if row.due_at < now else 0
        mine = step is not None and step.role == access.SPECIALIST_OFFICER and dossier.assigned_to is not None
        drawn.append(
            Row(
                alert=row,
                dossier=dossier,
                overdue=row.about == Alert.About.DUE,
                late=formats.working_time(max(minutes, 1), lang),
                step=said(step, lang) if step else dossier.step,
                holder=dossier.assigned_to.full_name if mine and dossier.assigned_to else _("chưa ai nhận"),
                unit=names[dossier.agency_id],
                can_hand_over=leads and step is not None and step.role == access.SPECIALIST_OFFICER,
            )
        )
    return drawn
