"""Who holds which post at the agency and the units under it."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse

from motcua.agencies import queries as agencies
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock, text
from motcua.people import access
from motcua.people.models import Appointment


@open_to("administrator")
def people(request: Request) -> HttpResponse:
    """Who holds which post at the agency and the units under it, and how the journal stands."""
    today = clock.local_day(clock.now())
    lang = spoken()
    scope = access.require("account.manage", request.actor)
    q = request.GET.get("q", "")[:200]
    held = (
        Appointment.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=today), position__agency_id__in=agencies.under(scope.agency, today)
        )
        .select_related("account", "position__agency")
        .order_by("position__agency__code", "position__title_vi", "pk")
    )
    names = agencies.names_of({one.position.agency_id for one in held}, today, lang, short=True)
    rows = [_person(one, names[one.position.agency_id], lang) for one in held]
    if words := text.fold(q).split():
        rows = [row for row in rows if all(word in row["search"] for word in words)]
    shown = paging.page(request, rows, size=50)
    return render_page(
        request,
        "manage/people/list.html",
        {
            "tab": "people",
            "q": q,
            "count": len(rows),
            "shown": shown,
            "events": Event.objects.count(),
            "last": Event.objects.order_by("-pk").first(),
            "pending": journal.pending(),
        },
    )


def _person(one: Appointment, agency: str, lang: str) -> dict[str, Any]:
    title = (one.position.title_en if lang == "en" else "") or one.position.title_vi
    return {
        "name": one.account.full_name,
        "username": one.account.username,
        "title": title,
        "agency": agency,
        "role": access.ROLE_NAMES[one.role][lang == "en"],
        "since": one.valid_from,
        "until": one.valid_to,
        "active": one.account.is_active,
        "search": text.fold(f"{one.account.full_name} {one.account.username} {title} {agency}"),
    }
