"""Procedures: the version in force of each, and the next."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpResponse

from motcua.catalogue.models import ProcedureVersion
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock, text

Status = ProcedureVersion.Status


@dataclass(frozen=True, slots=True)
class Line:
    """A procedure: the version in force, and what comes after it."""

    now: ProcedureVersion
    following: ProcedureVersion | None


@open_to("procedure_control_officer")
def procedures(request: Request) -> HttpResponse:
    """Name, version in force, next version, how much of it is online."""
    today = clock.local_day(clock.now())
    q = request.GET.get("q", "")[:200]
    found = ProcedureVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today), status=Status.PUBLISHED, valid_from__lte=today
    ).select_related("procedure__field")
    for word in text.tokens(q).split()[:8]:
        found = found.filter(search__contains=f" {word}")
    shown = paging.page(request, found.order_by("name_vi", "pk"), size=50)
    coming = {
        row.procedure_id: row
        for row in ProcedureVersion.objects.filter(
            Q(valid_from__gt=today) | Q(status=Status.DRAFT),
            procedure_id__in=[row.procedure_id for row in shown.rows],
        ).order_by("-valid_from")
    }
    return render_page(
        request,
        "manage/procedures/list.html",
        {
            "tab": "procedures",
            "q": q,
            "count": found.count(),
            "shown": shown,
            "lines": [Line(row, coming.get(row.procedure_id)) for row in shown.rows],
            "english": spoken() == "en",
        },
    )
