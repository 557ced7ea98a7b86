"""The board: targets worst gap first, what waits for a signature, who is late; every number opens its dossiers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.leader import periods
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Share
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access
from motcua.reports import definitions, figures
from motcua.reports.figures import Row, TargetRow

FEW = 30
"""Units with fewer resolved dossiers show counts, no rate: a rate of a handful says nothing."""
MONTHS = 12
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Aim:
    """One target as the board prints it; `part` of `whole` is what the actual is counted from."""

    row: TargetRow
    label: str
    words: str
    part: int | None
    whole: int | None
    part_url: str
    whole_url: str
    months: list[float]
    span: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit (or procedure) with its lateness; `percent` None where there are too few."""

    name: str
    row: Row
    pending_url: str
    late_url: str
    resolved_url: str
    url: str
    percent: float | None


@dataclass(frozen=True, slots=True)
class Signing:
    """How much waits for a signature at one agency, and since when."""

    name: str
    count: int
    since: datetime | None


_PARTS = {
    "online_percent": ("received_online", "received"),
    "on_time_percent": ("resolved_late", "resolved_total"),
    "satisfied_percent": ("satisfied", "answered"),
}
_OPENED = ("online_percent", "on_time_percent")


def link(figure: str, agency: str, period: periods.Chosen, procedure: str = "") -> str:
    """The page with the dossiers behind a number."""
    more = f"&thu-tuc={procedure}" if procedure else ""
    return f"{reverse('leader:rows')}?so={figure}&don-vi={agency}&{period.query}{more}"


def number_of(row: Row, figure: str) -> int:
    """A count of a row by its name."""
    found = getattr(row, figure) if hasattr(row, figure) else getattr(row.counts, figure)
    return int(found)


def aims(agency: str, on: date, lang: str) -> list[Aim]:
    """The targets that hold for the agency, the worst gap first, those without figures last."""
    rows = figures.targets(agency, on)
    rows.sort(key=lambda row: (row.gap is None, row.gap or 0))
    start = (on.replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    by_month = figures.handling(agency, start, on, by="month") if rows else []
    return [_aim(row, by_month, lang) for row in rows]


def _aim(row: TargetRow, by_month: list[Row], lang: str) -> Aim:
    period = periods.Chosen("", row.first, row.judged_on)
    months = [getattr(one, row.indicator, None) for one in by_month]
    known = definitions.DEFINITIONS.get(row.indicator)
    part: int | None = None
    whole: int | None = None
    urls = ("", "")
    if row.indicator in _PARTS:
        whole_row = figures.handling(row.agency, period.first, period.last)[0]
        names = _PARTS[row.indicator]
        part, whole = (number_of(whole_row, name) for name in names)
        if row.indicator in _OPENED:
            urls = (link(names[0], row.agency, period), link(names[1], row.agency, period))
    elif row.indicator == "procedures_digitalised":
        found = figures.digitalised(row.agency, row.judged_on)
        part, whole = found.online, found.total
    return Aim(
        row=row,
        label=row.label(lang),
        words=known.words(lang) if known else "",
        part=part,
        whole=whole,
        part_url=urls[0],
        whole_url=urls[1],
        months=[value for value in months if value is not None],
        span=f"{by_month[0].first:%m/%Y}–{by_month[-1].last:%m/%Y}" if by_month else "",
    )


def units(agency: str, period: periods.Chosen, lang: str, *, by: str) -> list[Unit]:
    """Units below (`by` agency) or procedures, those with the most late dossiers first; none without a dossier."""
    rows = [row for row in figures.handling(agency, period.first, period.last, by=by) if row.received_total]
    rows.sort(key=lambda row: (-row.counts.pending_late - row.counts.resolved_late, row.key))
    drawn = []
    for row in rows:
        code, procedure = (row.key, "") if by == "agency" else (agency, row.key)
        enough = row.resolved_total >= FEW
        drawn.append(
            Unit(
                name=row.label(lang),
                row=row,
                pending_url=link("pending_late", code, period, procedure),
                late_url=link("resolved_late", code, period, procedure),
                resolved_url=link("resolved_total", code, period, procedure),
                url=f"{reverse('leader:board')}?don-vi={code}&{period.query}" if by == "agency" else "",
                percent=100 * row.counts.resolved_late / row.resolved_total if enough else None,
            )
        )
    return drawn


def signing(actor: Actor, now: datetime, lang: str) -> list[Signing]:
    """What waits for approval by agency, the longest wait first; nothing for who may see no dossier."""
    rows = queries.waiting_for(actor, now, "approve").order_by()
    counted = rows.values("agency_id").annotate(
        n=Count("pk", distinct=True), since=Min("proposals__proposed_at", filter=Q(proposals__outcome=""))
    )
    found = list(counted)
    names = agencies.names_of([one["agency_id"] for one in found], clock.local_day(now), lang, short=True)
    waiting = [Signing(names[one["agency_id"]], one["n"], one["since"]) for one in found]
    return sorted(waiting, key=lambda one: (one.since is None, one.since or now, one.name))


def agency_of(request: Request) -> str:
    """The agency that the board is about: one's own, or a unit under it. Raises NotVisible for what is elsewhere."""
    own = request.actor.agency
    asked = request.GET.get("don-vi", "") or own
    if asked == own:
        return own
    agency = agencies.get_agency(asked)
    wide = request.actor.role != access.COMMUNE_LEADER
    if agency.pk not in agencies.reach(own, below=wide, on=clock.local_day(clock.now())):
        agencies.get_agency("")  # raises as for an agency that never was
    return agency.code


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
def board(request: Request) -> HttpResponse:
    """The board of one's agency, or of a unit under it."""
    now = clock.now()
    today = clock.local_day(now)
    lang = spoken()
    code = agency_of(request)
    agency = agencies.get_agency(code)
    period = periods.read(request.GET, today)
    whole = figures.handling(code, period.first, period.last)[0]
    by = "agency" if agencies.children(agency, today) else "procedure"
    late = units(code, period, lang, by=by)
    waits = signing(request.actor, now, lang)
    context: dict[str, Any] = {
        "tab": "board",
        "agency": code,
        "agency_name": agencies.name_of(agency, period.last, lang, short=True),
        "is_own": code == request.actor.agency,
        "period": period,
        "period_tabs": [] if code != request.actor.agency else periods.tabs(period),
        "whole": whole,
        "facts": [
            (_("Tiếp nhận"), whole.received, link("received", code, period)),
            (_("Đã giải quyết"), whole.resolved_total, link("resolved_total", code, period)),
            (_("Trễ hẹn"), whole.counts.resolved_late, link("resolved_late", code, period)),
            (_("Đang giải quyết"), whole.pending_total, link("pending_total", code, period)),
            (_("Đang trễ"), whole.counts.pending_late, link("pending_late", code, period)),
        ],
        "shares": _shares(whole),
        "aims": aims(code, min(period.last, today), lang),
        "late": late[:SHOWN],
        "late_count": len(late),
        "by_unit": by == "agency",
        "few": FEW,
        "waits": waits,
        "waiting_count": sum(one.count for one in waits),
        "oldest": min((one.since for one in waits if one.since), default=None),
        "signing_url": reverse("leader:waiting"),
        "signs": access.may_ever("dossier.approve", request.actor),
        "sees": access.may_ever("dossier.view", request.actor),
        "definitions": definitions.definitions(
            ["received_total", "resolved_late", "pending_late", "on_time_percent", "gap"]
        ),
        "rules": definitions.rules(lang),
        "english": lang == "en",
    }
    return render_page(request, "leader/board.html", context)
