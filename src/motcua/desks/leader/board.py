"""The board: targets worst gap first, what waits for a signature, who is late and why; every number opens its
dossiers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.leader import aims, lines, links, periods, sheets
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab, Share
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access
from motcua.reports import definitions, figures, organisation
from motcua.reports.figures import Row
from motcua.reports.rules import FEW

SHOWN, SIZE = 8, 50
MANNERS = ("apologies", "apologies_in_time", "late_without_apology", "second_supplements")
DEFINED = (
    "received",
    "resolved_total",
    "resolved_late",
    "pending_total",
    "pending_late",
    "on_time_percent",
    "gap",
    "forecast",
    "causes",
    "heat",
    *MANNERS,
)


@dataclass(frozen=True, slots=True)
class Signing:
    """How much waits for a signature at one agency, and since when."""

    name: str
    count: int
    since: datetime | None


def signing(actor: Actor, now: datetime, lang: str) -> list[Signing]:
    """What waits for approval by agency, the longest wait first; nothing for who may see no dossier."""
    rows = queries.waiting_for(actor, now, "approve").order_by()
    counted = rows.values("agency_id").annotate(
        n=Count("pk", distinct=True), since=Min("proposals__proposed_at", filter=Q(proposals__outcome=""))
    )
    found = list(counted)
    if not found:
        return []
    tree = organisation.read()
    today = clock.local_day(now)
    waiting = [Signing(tree.name(one["agency_id"], today)[lang == "en"], one["n"], one["since"]) for one in found]
    return sorted(waiting, key=lambda one: (one.since is None, one.since or now, one.name))


def _heated(drawn: list[lines.Line], whole: lines.Line | None) -> list[lines.Line]:
    """The rows of the heat table: the agency as a whole, then the lines with a month that has enough dossiers."""
    every = ([whole] if whole and len(drawn) > 1 else []) + drawn
    return [line for line in every if any(cell.percent is not None for cell in line.cells)]


def _shares(row: Row) -> list[Share]:
    total = row.resolved_total
    counts = row.counts
    if not total:
        return []
    return [
        Share(_("Sớm"), 100 * counts.resolved_early / total, "early"),
        Share(_("Đúng hẹn"), 100 * counts.resolved_on_time / total, "on_time"),
        Share(_("Trễ"), 100 * counts.resolved_late / total, "late"),
    ]


@open_to("commune_leader", "province_leader", "procedure_control_officer")
@held_while_unchanged
def board(request: Request) -> HttpResponse:
    """The board of one's agency, or of a unit under it. `?tai=chi-tieu|don-vi|thang`: a table as CSV."""
    now = clock.now()
    today = clock.local_day(now)
    lang = spoken()
    code = links.agency_of(request)
    period = periods.read(request.GET, today)
    by = "agency" if links.has_units(code, period.last) else "procedure"
    found, (whole,) = figures.aims(code, min(period.last, today), also=[(period.first, period.last)], as_of=now)
    late = figures.late(code, period.first, period.last, as_of=now)
    by_month = figures.by_month(code, period.first, period.last, by=by, as_of=now)
    drawn = lines.lines(by_month, late, code, period, lang, by=by)
    name = links.name_of(code, period.last, lang)
    if file := request.GET.get("tai", ""):
        return sheets.board_file(file, found, drawn, agency=code, name=name, period=period, as_of=now, lang=lang)
    waits = signing(request.actor, now, lang)
    (sorry,) = figures.manners(code, period.first, period.last, as_of=now)
    context: dict[str, Any] = {
        "tab": "board",
        "agency": code,
        "agency_name": name,
        "is_own": code == request.actor.agency,
        "period": period,
        "period_tabs": periods.tabs(period, "" if code == request.actor.agency else code),
        "whole": whole,
        "facts": [
            (_("Tiếp nhận"), whole.received, links.figure("received", code, period)),
            (_("Đã giải quyết"), whole.resolved_total, links.figure("resolved_total", code, period)),
            (_("Trễ hẹn"), whole.counts.resolved_late, links.figure("resolved_late", code, period)),
            (_("Đang giải quyết"), whole.pending_total, links.figure("pending_total", code, period)),
            (_("Đang trễ"), whole.counts.pending_late, links.figure("pending_late", code, period)),
        ],
        "shares": _shares(whole),
        "manners": [
            (definitions.DEFINITIONS[name], getattr(sorry, name), links.manners(name, code, period)) for name in MANNERS
        ],
        "aims": aims.drawn(found, code, lang),
        "late": drawn[:SHOWN],
        "late_count": len(drawn),
        "late_total": whole.counts.resolved_late + whole.counts.pending_late,
        "late_url": links.late(code, period),
        "whys": lines.whys(figures.causes(late), lang, code, period),
        "months": [cell.month for cell in drawn[0].cells] if drawn else [],
        "heated": _heated(drawn, lines.whole(by_month, code, name, period, by=by))[: SHOWN + 1],
        "darkest": lines.darkest(drawn[:SHOWN]),
        "units_url": links.units(code, period),
        "by_unit": by == "agency",
        "has_map": request.actor.role != access.COMMUNE_LEADER,
        "few": FEW,
        "cut": len(late) >= figures.MOST_LATE,
        "most": figures.MOST_LATE,
        "waits": waits,
        "waiting_count": sum(one.count for one in waits),
        "oldest": min((one.since for one in waits if one.since), default=None),
        "signing_url": reverse("leader:waiting"),
        "signs": access.may_ever("dossier.approve", request.actor),
        "sees": access.may_ever("dossier.view", request.actor),
        "definitions": definitions.definitions(DEFINED),
        "rules": definitions.rules(lang),
        "as_of": now,
        "file_url": f"{request.path}?don-vi={code}&{period.query}&tai=",
        "english": lang == "en",
    }
    return render_page(request, "leader/board.html", context)


@open_to("commune_leader", "province_leader", "procedure_control_officer")
@held_while_unchanged
def units(request: Request) -> HttpResponse:
    """Every line of the board's table, sorted as asked (`xep`: tre, ty-le, ten), with the causes and the months."""
    now = clock.now()
    lang = spoken()
    code = links.agency_of(request)
    period = periods.read(request.GET, clock.local_day(now))
    by = "agency" if links.has_units(code, period.last) else "procedure"
    late = figures.late(code, period.first, period.last, as_of=now)
    by_month = figures.by_month(code, period.first, period.last, by=by, as_of=now)
    drawn = lines.lines(by_month, late, code, period, lang, by=by)
    order = request.GET.get("xep", "")
    if order == "ty-le":  # small samples are never ranked: they stand after the others
        drawn.sort(key=lambda line: (line.percent is None, -(line.percent or 0), line.name))
    elif order == "ten":
        drawn.sort(key=lambda line: line.name)
    name = links.name_of(code, period.last, lang)
    if file := request.GET.get("tai", ""):
        return sheets.board_file(file, [], drawn, agency=code, name=name, period=period, as_of=now, lang=lang)
    shown = paging.page(request, drawn, size=SIZE)
    words = {"": _("Trễ nhiều nhất"), "ty-le": _("Tỷ lệ trễ cao nhất"), "ten": _("Theo tên")}
    return render_page(
        request,
        "leader/units.html",
        {
            "tab": "board",
            "agency_name": name,
            "period": period,
            "shown": shown,
            "lines": shown.rows,
            "heated": _heated(shown.rows, lines.whole(by_month, code, name, period, by=by)),
            "orders": [
                FilterTab(label, links.units(code, period, xep=key), current=key == order)
                for key, label in words.items()
            ],
            "months": [cell.month for cell in drawn[0].cells] if drawn else [],
            "darkest": lines.darkest(drawn),
            "by_unit": by == "agency",
            "few": FEW,
            "cut": len(late) >= figures.MOST_LATE,
            "most": figures.MOST_LATE,
            "definitions": definitions.definitions(("resolved_late", "pending_late", "causes", "heat")),
            "english": lang == "en",
            "back_url": links.board(code, period),
            "file_url": f"{request.path}?don-vi={code}&{period.query}&xep={order}&tai=",
        },
    )
