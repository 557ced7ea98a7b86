"""The dossiers behind a target's numbers, and the procedures that are not offered online yet."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.http import HttpResponse

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import procedures_of
from motcua.desks.numbers.targets import asking, drawn
from motcua.desks.numbers.targets.listing import READERS
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import definitions
from motcua.reports.figures import FIGURES, handling, rows_behind
from motcua.reports.figures.behind import Where
from motcua.reports.figures.parts import Part
from motcua.steering.models import Target
from motcua.steering.rules import INDICATORS, OWN

ALLOWED = ("received_online", "received", "received_direct", "resolved_in_time", "resolved_total", "pending_within")
CONFIDENTIAL = "satisfied_percent"
SIZE = 50


@open_to(*READERS)
def rows(request: Request, number: int) -> HttpResponse:
    """`so` one of ALLOWED, `sau` the key of the page before. Codes and times; more for who may see the dossiers."""
    target, agency = asking.target_of(request, number)
    figure = request.GET.get("so", "")
    if figure not in ALLOWED or target.indicator == CONFIDENTIAL:
        raise NotVisible("report.figure_unknown")
    now, lang = clock.now(), spoken()
    on = asking.day_of(request, target)
    asked_on = on.isoformat() if on != asking.usual_day(target, clock.local_day(now)) else ""
    page = rows_behind(
        figure,
        agency.code,
        target.period_from,
        on,
        as_of=now,
        own=bool(target.post),
        viewer=request.actor,
        at=now,
        where=_where(figure, target),
        after=_after(request.GET.get("sau", "")),
        limit=SIZE,
    )
    about = "" if agency.pk == target.agency_id else agency.code
    known = definitions.DEFINITIONS.get(figure)
    return render_page(
        request,
        "numbers/targets/rows.html",
        {
            "tab": "numbers",
            "title": known.name(lang) if known else figure,
            "words": known.words(lang) if known else "",
            "target": target,
            "label": INDICATORS[target.indicator].name(lang),
            "unit": asking.unit_name(target, agency, on, lang),
            "first": target.period_from,
            "last": on,
            "rows": page.rows,
            "soon": figure == "pending_within",
            "direct": figure == "received_direct",
            "next_url": paging.address(request, sau=f"{page.after[0].isoformat()}~{page.after[1]}")
            if page.after
            else "",
            "first_url": paging.address(request, sau=None) if "sau" in request.GET else "",
            "back_url": drawn.address("numbers:target", target.pk, about, asked_on),
            "english": lang == "en",
            "now": now,
        },
    )


def _where(figure: str, target: Target) -> Where | None:
    """Only the procedures that a post handles."""
    if target.post in ("", OWN):
        return None
    kinds, condition = FIGURES[figure]
    make: Callable[[Part], Q] = condition
    handled = Q(dossier__procedure_version__handled_by=target.post)
    return kinds, lambda part: make(part) & handled


def _after(text: str) -> tuple[datetime, int] | None:
    stamp, _, number = text.partition("~")
    try:
        return clock.parse(stamp), int(number)
    except ValueError:
        return None


@open_to(*READERS)
def procedures(request: Request, number: int) -> HttpResponse:
    """The procedures that an agency decides and does not offer online, those with the most dossiers first."""
    target, agency = asking.target_of(request, number)
    if target.indicator != "procedures_digitalised":
        raise NotVisible("target.unknown")
    now, lang = clock.now(), spoken()
    on = asking.day_of(request, target)
    asked_on = on.isoformat() if on != asking.usual_day(target, clock.local_day(now)) else ""
    slug = target.field.slug if target.field else ""
    counted = handling(agency.code, target.period_from, on, as_of=now, own=True, by="procedure")
    volume = {row.key: row.received for row in counted}
    found = [
        (one.name(lang), one.field_en if lang == "en" else one.field_vi, volume.get(one.code, 0), one.code)
        for one in procedures_of(agency, on)
        if one.online == ProcedureVersion.Online.NONE and slug in ("", one.field)
    ]
    found.sort(key=lambda row: (-row[2], row[0]))
    shown = paging.page(request, found, size=SIZE)
    about = "" if agency.pk == target.agency_id else agency.code
    return render_page(
        request,
        "numbers/targets/procedures.html",
        {
            "tab": "numbers",
            "label": INDICATORS[target.indicator].name(lang),
            "unit": asking.unit_name(target, agency, on, lang),
            "field": (target.field.name_en if lang == "en" else target.field.name_vi) if target.field else "",
            "count": len(found),
            "shown": shown,
            "on": on,
            "first": target.period_from,
            "back_url": drawn.address("numbers:target", target.pk, about, asked_on),
        },
    )
