"""Periods of an agency with their seals; one period; sealing it, or sealing it again with the reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.numbers.reports import asking
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab, Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.flows import period_seals
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotVisible
from motcua.people import access
from motcua.reports import organisation
from motcua.reports.figures import several
from motcua.reports.models import PeriodSeal
from motcua.reports.seals import content, labels, standing
from motcua.reports.seals.counting import figures_now
from motcua.reports.statutory import periods

READERS = tuple(sorted(access.roles_for("reports.read") - {access.SYSTEM}))
SEALERS = tuple(sorted(access.roles_for("period.seal") - {access.SYSTEM}))
KINDS = ("month", "quarter", "year", "closed_month", "closed_quarter", "closed_year")
SHOWN = 13


@dataclass(frozen=True, slots=True)
class Chosen:
    """One period of an agency."""

    agency: str
    kind: str
    first: date
    last: date

    def url(self, page: str = "numbers:seal") -> str:
        query = {"don-vi": self.agency, "ky": self.kind, "tu": self.first.isoformat(), "den": self.last.isoformat()}
        return f"{reverse(page)}?{urlencode(query)}"


@dataclass(frozen=True, slots=True)
class Line:
    """A period of the list: the seal in force, and how many figures of the whole are counted differently now."""

    url: str
    first: date
    last: date
    seal: PeriodSeal | None
    changed: int
    counted: int


@open_to(*READERS)
def periods_of(request: Request) -> HttpResponse:
    """The last periods of a kind: sealed or not, and where the figures of today are others."""
    lang, now = spoken(), clock.now()
    today = clock.local_day(now)
    agency = asking.agency_of(request.actor, request.GET.get("don-vi", ""))
    kind = request.GET.get("ky", "")
    kind = kind if kind in KINDS else "month"
    spans = _ended(kind, today)
    rows = several(agency, spans, as_of=now)
    seals = {(one.first, one.last): one for one in standing.of_agency(agency)}
    lines = []
    for span, row in zip(spans, rows, strict=True):
        seal = seals.get(span)
        whole = content.read(seal.content).whole if seal is not None else {}
        told = content.counts(row)
        changed = sum(whole[name] != told[name] for name in content.FIGURES) if whole else 0
        url = Chosen(agency, kind, *span).url()
        lines.append(Line(url, *span, seal, changed, row.received_total))
    words = asking.kind_words()
    own = "" if agency == request.actor.agency else agency
    here = reverse("numbers:seals")
    tabs = [
        FilterTab(
            words[one], f"{here}?{urlencode({'don-vi': own, 'ky': one} if own else {'ky': one})}", current=one == kind
        )
        for one in KINDS
    ]
    context = {
        "tab": "numbers",
        "agency": agency,
        "agency_name": _name(agency, today, lang),
        "agencies": asking.agency_options(request.actor, today, lang),
        "kind": kind,
        "tabs": tabs,
        "lines": lines,
        "public_url": reverse("public:seals_of", args=[agency]) if seals else "",
    }
    return render_page(request, "numbers/seals/list.html", context)


def _ended(kind: str, today: date) -> list[tuple[date, date]]:
    """The last periods of a kind that are over, the latest first."""
    found = [periods.before(kind, periods.period(kind, today)[0])]
    while len(found) < (SHOWN if "month" in kind else 5):
        found.append(periods.before(kind, found[-1][0]))
    return found


def _name(agency: str, on: date, lang: str) -> str:
    tree = organisation.read()
    return tree.name(tree.get(agency), on)[lang == "en"]


def _is_bare(request: Request) -> bool:
    """True for an address without a period: the list is where one is chosen."""
    return not request.GET.get("tu") and not request.GET.get("den")


def _read(request: Request) -> Chosen:
    """Raises NotVisible for days that are no period that is sealed."""
    given: QueryDict = request.GET
    agency = asking.agency_of(request.actor, given.get("don-vi", ""))
    first, last = asking.read_day(given.get("tu", "")), asking.read_day(given.get("den", ""))
    if first is None or last is None or last < first:
        raise NotVisible("seal.unknown")
    kind = next((one for one in KINDS if periods.period(one, first) == (first, last)), "")
    if not kind:
        raise NotVisible("seal.unknown")
    return Chosen(agency, kind, first, last)


def _context(request: Request, chosen: Chosen) -> dict[str, Any]:
    lang, now = spoken(), clock.now()
    seal = standing.find_seal(chosen.agency, chosen.first, chosen.last)
    figures = figures_now(chosen.agency, chosen.first, chosen.last, now)
    sealed = content.read(seal.content) if seal is not None else None
    found = content.differences(sealed, figures) if sealed is not None else []
    named = labels.labels([figures, *([sealed] if sealed else [])], chosen.last, lang)
    heads = dict(labels.figure_names(lang))
    parts = {
        "channels": _("Theo cách nộp"),
        "fields": _("Theo lĩnh vực"),
        "units": _("Theo đơn vị"),
        "whole": _("Cả kỳ"),
    }
    return {
        "tab": "numbers",
        "chosen": chosen,
        "seal": seal,
        "agency_name": _name(chosen.agency, chosen.last, lang),
        "kind": asking.kind_words()[chosen.kind],
        "ended": clock.local_day(now) > chosen.last,
        "counted": any(figures.whole.values()),
        "rows": [
            (
                heads[name],
                sealed.whole[name] if sealed else None,
                figures.whole[name],
                figures.whole[name] - sealed.whole[name] if sealed else 0,
            )
            for name in content.FIGURES
        ],
        "details": [
            (parts[one.part], named.get((one.part, one.line), one.line), heads[one.figure], one.sealed, one.now)
            for one in found
            if one.part != "whole"
        ],
        "changed": bool(found),
        "may_seal": access.may_ever("period.seal", request.actor),
        "seal_url": chosen.url("numbers:seal_period"),
        "back_url": f"{reverse('numbers:seals')}?{urlencode({'don-vi': chosen.agency, 'ky': chosen.kind})}",
        "public_url": reverse("public:seal", args=[chosen.agency, chosen.first.isoformat(), chosen.last.isoformat()])
        if seal
        else "",
        "now": now,
    }


@open_to(*READERS)
def period(request: Request) -> HttpResponse:
    """The sealed figures beside those of today; what differs by channel, field and unit."""
    if _is_bare(request):
        return HttpResponseRedirect(reverse("numbers:seals"))
    return render_page(request, "numbers/seals/period.html", _context(request, _read(request)))


@open_to(*SEALERS)
def confirm(request: Request) -> HttpResponse:
    """Are you sure; then the period is sealed, or sealed again beside the old version with the reason."""
    if _is_bare(request):
        return HttpResponseRedirect(reverse("numbers:seals"))
    chosen, now = _read(request), clock.now()
    reason, problems = "", list[Problem]()
    if request.method == "POST":
        reason = request.POST.get("vi-sao", "")[:2000]
        seal = standing.find_seal(chosen.agency, chosen.first, chosen.last)
        try:
            if seal is None:
                made = period_seals.seal_now(
                    chosen.agency, chosen.kind, chosen.first, chosen.last, by=request.actor, at=now
                )
            else:
                made = period_seals.correct(seal, reason=reason, by=request.actor, at=now)
        except Invalid as refused:
            problems = [Problem("id_vi-sao", field_sentence(one)) for one in refused.errors]
        else:
            said = _("Đã chốt kỳ này.") if made is not None else _("Kỳ này không có hồ sơ nào nên không chốt.")
            messages.success(request, said)
            response = HttpResponseRedirect(chosen.url())
            response.status_code = 303
            return response
    context = {**_context(request, chosen), "reason": reason, "problems": problems}
    return render_page(request, "numbers/seals/confirm.html", context, status=422 if problems else 200)
