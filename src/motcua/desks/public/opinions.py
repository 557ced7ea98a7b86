"""What people answered about a unit, with the share of those who answered: for everybody in whole months, quarters and
years that are over, and never where it would tell of few (ADR 24)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.public import figures_words, periods
from motcua.desks.shell import access, formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.reports import definitions, figures, published
from motcua.reports.figures import Row
from motcua.reports.scorecard import grain as grains
from motcua.reports.scorecard.grain import Grain

HOW = ("satisfied_percent", "response_percent")


@dataclass(frozen=True, slots=True)
class Period:
    """A whole period that is over, with its name and the page that tells of it."""

    name: str
    url: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, or the agency's own counter; its board of the same period."""

    name: str
    url: str
    row: Row


@dataclass(frozen=True, slots=True)
class Told:
    """Percentages where they may be told; else `why`: "free" for days that are no whole period, "running", "few"."""

    satisfied: float | None = None
    response: float | None = None
    why: str = ""
    url: str = ""


def address(agency: str, grain: Grain) -> str:
    """The page of the answers about an agency's units in a period."""
    return f"{reverse('public:opinions', args=[agency])}?ky={grain.key}"


def told_of(
    agency: str, first: date, last: date, *, own: bool, whole_seen: bool, now: datetime, whole: Row, lang: str
) -> Told:
    """For the scoreboard of a unit: `whole` are its figures with what was answered."""
    latest = _over(clock.local_day(now))[0]
    if whole_seen:
        return Told(whole.satisfied_percent, whole.response_percent, url=address(agency, latest))
    if not published.is_over(first, last, now):
        why = "free" if grains.of(first, last) is None else "running"
        return Told(why=why, url=address(agency, latest))
    (row,) = published.for_everybody([whole], agency, own=own, now=now)
    url = address(agency, grains.of(first, last) or latest)
    return Told(row.satisfied_percent, row.response_percent, "" if row.is_told else "few", url)


def _line(row: Row, above: str, lang: str) -> Line:
    own = {"rieng": "1"} if row.key == above else {}
    return Line(row.label(lang), figures_words.board_url(row.key, row.first, row.last, **own), row)


def _over(today: date) -> list[Grain]:
    """What a page offers: the last months, quarters and years that are over, the newest of each first."""
    found = [grains.holding(today, "month").before]
    for _more in range(5):
        found.append(found[-1].before)
    quarter, year = grains.holding(today, "quarter").before, grains.holding(today, "year").before
    return [*found, quarter, quarter.before, year, year.before]


@open_to(access.ALL)
def opinions(request: Request, agency: str) -> HttpResponse:
    """The units under an agency in `ky` (2026-10, 2026-Q3, 2026); without it the last month. Raises NotVisible."""
    lang, now = spoken(), clock.now()
    unit = agencies.get_agency(agency)
    offered = _over(periods.last_day_of(unit, clock.local_day(now)))
    asked = grains.read(request.GET.get("ky", ""))
    is_wrong = bool(request.GET.get("ky")) and (asked is None or not published.is_over(asked.first, asked.last, now))
    chosen = offered[0] if asked is None or is_wrong else asked
    rows = figures.handling(unit.code, chosen.first, chosen.last, as_of=now, by="agency")
    (whole,) = figures.handling(unit.code, chosen.first, chosen.last, as_of=now)
    if not published.may_see_all(request.actor, unit.code, chosen.last):
        rows = published.for_everybody(rows, unit.code, by="agency", now=now)
        (whole,) = published.for_everybody([whole], unit.code, now=now)
    return render_page(
        request,
        "public/opinions.html",
        {
            "unit": agencies.name_of(unit, chosen.last, lang, short=True),
            "period": formats.period(chosen.first, chosen.last, lang),
            "lines": [_line(row, unit.code, lang) for row in rows if row.resolved_total] if len(rows) > 1 else [],
            "whole": whole,
            "is_wrong": is_wrong,
            "periods": [
                Period(figures_words.grain_name(one, lang), address(unit.code, one), one == chosen) for one in offered
            ],
            "board_url": figures_words.board_url(unit.code, chosen.first, chosen.last),
            "definitions": [(one.name(lang), one.words(lang)) for one in definitions.definitions(HOW)],
            "rules": definitions.rules(lang),
            "as_of": now,
            "hidden": any(not row.is_told and row.resolved_total for row in (*rows, whole)),
            "heading": _("Mức độ hài lòng"),
        },
        status=422 if is_wrong else 200,
    )
