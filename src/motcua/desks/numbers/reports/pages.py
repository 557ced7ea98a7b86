"""The list of reports, one report, and what stands behind a number."""

from datetime import date, datetime
from typing import Any

from django.db.models import Min
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies.queries import reach
from motcua.desks.numbers.reports import asking, drawn, files, sealed
from motcua.desks.numbers.reports.asking import Chosen, Question
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.people import access
from motcua.reports import definitions, export, statutory
from motcua.reports.export.written import as_csv
from motcua.reports.figures.behind import MOST, After
from motcua.reports.keeping import runs
from motcua.reports.statutory import Line, Made, periods
from motcua.reports.statutory.table import BY_NAMES, NUMBER, agency_name

READERS = tuple(sorted(access.roles_for("reports.read") - {access.SYSTEM}))
SIZE = 50
LONGEST_FILE = 100_000
"""Lines of a file of codes: more are fetched by a narrower period."""


@open_to(*READERS)
def reports(request: Request) -> HttpResponse:
    """All reports with what each answers."""
    english = spoken() == "en"
    lines = [
        (one, one.name[english], one.answers[english], one.source[english], reverse("numbers:report", args=[one.slug]))
        for one in statutory.reports().values()
    ]
    return render_page(request, "numbers/reports/list.html", {"tab": "numbers", "lines": lines})


@open_to(*READERS)
def report(request: Request, slug: str) -> HttpResponse:
    """One report; `?tai=xlsx|csv|pdf|json`: as a file."""
    found = statutory.get_report(slug)
    question = asking.read(request, found)
    lang, now = spoken(), clock.now()
    if question.period.errors:
        return _page(request, question, None, now, lang, status=400)
    asked = question.asked(now, request.actor)
    size = runs.size_of(found, asked)
    large = size if runs.is_over(found, size) else 0
    if "tai" in request.GET and large:
        return HttpResponseRedirect(question.url())
    if "tai" in request.GET:
        return files.answer(statutory.make(found, asked), request.GET["tai"], lang)
    if found.lists is not None:
        shown = paging.page(request, Listed(found, asked), size=SIZE)
        made = Made(found, asked, shown.rows, None)
        return _page(request, question, made, now, lang, shown=shown, large=large, count=size)
    if large:
        return _page(request, question, None, now, lang, large=large)
    return _page(request, question, statutory.make(found, asked), now, lang)


class Listed:
    """The lines of a report of dossiers, as a pager takes them: only those asked for are read."""

    def __init__(self, report: statutory.Report, asked: statutory.Asked) -> None:
        self._report, self._asked = report, asked

    def __getitem__(self, stretch: slice, /) -> list[Line]:
        assert self._report.lists is not None
        return self._report.lists.some(self._asked, stretch.start or 0, stretch.stop)


def _page(
    request: Request,
    question: Question,
    made: Made | None,
    now: datetime,
    lang: str,
    *,
    status: int = 200,
    shown: paging.Page[Line] | None = None,
    large: int = 0,
    count: int | None = None,
) -> HttpResponse:
    found, english = question.report, lang == "en"
    today = clock.local_day(now)
    context: dict[str, Any] = {
        "tab": "numbers",
        "report": found,
        "name": found.name[english],
        "answers": found.answers[english],
        "source": found.source[english],
        "question": question,
        "agency_name": agency_name(question.asked(now), lang),
        "period": question.period,
        "kinds": kinds_of(question),
        "agencies": asking.agency_options(request.actor, min(question.period.last, today), lang),
        "bys": [
            FilterTab(
                asking.by_words()[by],
                Question(found, question.agency, question.period, by, question.own).url(),
                current=by == question.by,
            )
            for by in found.by
            if by in asking.by_words()
        ],
        "tabs": asking.period_tabs(question, today),
        "before_url": _beside(question, -1),
        "after_url": _beside(question, 1) if question.period.last < today else "",
        "closing": _closing(question.period, english),
        "now": now,
        "large": large,
        "ask_url": question.url("numbers:ask_report"),
        "save_url": question.url("numbers:save_report"),
        "count": count,
        "told": statutory.told(found, lang),
        "rules": definitions.rules(lang),
        "notes": [one[english] for one in found.notes],
        "future": question.period.first > today,
        "open": question.period.first <= today <= question.period.last,
    }
    if made is not None:
        context |= {
            "made": made,
            "heads": drawn.heads(made, BY_NAMES[question.by][english], NUMBER[english], lang),
            "numbers": drawn.numbers(made),
            "lines": drawn.lines(question, made, lang, shown.first if shown else 1),
            "shown": shown,
            "left_out": len(made.lines) - len(drawn.shown(made)),
            "whole": drawn.line(question, made, made.whole, lang, None) if made.whole else None,
            "checks": made.checks,
            "beside": [
                (one, one.name[english], question.url("numbers:report_rows", so=one.opens) if one.opens else "")
                for one in made.beside
            ],
            "beside_words": found.beside_words[english],
            "beside_heads": [words[english] for words in found.beside_heads],
            "beside_title": _("Hai cách xét hạn") if found.is_form else found.beside_heads[0][english],
            "files": [(format, question.url(tai=format)) for format in ("xlsx", "csv", "pdf", "json")],
            "compare_url": "" if found.lists or found.places else question.url("numbers:report_compare"),
            "since": _since(question.agency, today) if made.is_empty else None,
            "sealed": sealed.sealed(question, made, today, lang),
        }
    return render_page(request, "numbers/reports/report.html", context, status=status)


def kinds_of(question: Question) -> list[tuple[str, str]]:
    """The kinds of periods that a report is made for."""
    kinds = periods.FIXED if question.report.fixed_periods else periods.KINDS
    return [(kind, words) for kind, words in asking.kind_words().items() if kind in kinds]


def _beside(question: Question, step: int) -> str:
    """The period of the same kind before or after; days that were typed have none."""
    kind, chosen = question.period.kind, question.period
    if kind == "free":
        return ""
    days = periods.before(kind, chosen.first) if step < 0 else periods.period(kind, chosen.last + periods.ONE_DAY)
    return Question(question.report, question.agency, Chosen(kind, *days), question.by, question.own).url()


def _closing(period: Chosen, english: bool) -> tuple[str, str, str] | None:
    """What closes the period before the calendar's end: words, source, how sure."""
    rule = periods.closing_of(period.kind, period.last) if period.kind.startswith("closed_") else None
    return (rule.note_en if english else rule.note_vi, rule.source, rule.confidence) if rule else None


def _since(agency: str, today: date) -> date | None:
    """The first day that the agency, with those under it, has a dossier of; None while it has none."""
    rows = Dossier.objects.filter(agency_id__in=reach(agency, below=True, on=today))
    first = rows.aggregate(first=Min("received_at"))["first"]
    return clock.local_day(first) if first else None


def _after(text: str) -> After | None:
    stamp, _tilde, number = text.partition("~")
    try:
        return clock.parse(stamp), int(number)
    except ValueError:
        return None


@open_to(*READERS)
def rows(request: Request, slug: str) -> HttpResponse:
    """What a number counts: codes and times; names and links for those who may see the dossiers. `?tai=1`: as CSV."""
    found = statutory.get_report(slug)
    question = asking.read(request, found)
    lang, now, english = spoken(), clock.now(), spoken() == "en"
    column, key = request.GET.get("so", "")[:40], request.GET.get("dong", "")[:60]
    asked = question.asked(now, request.actor)
    known = next((one for one in found.columns if one.key == column), None)
    title = known.name[english] if known else ""
    if known is not None and known.group != ("", ""):
        title = f"{known.group[english]}: {title[:1].lower()}{title[1:]}"
    context: dict[str, Any] = {
        "tab": "numbers",
        "report": found,
        "question": question,
        "title": title or next((one.name[english] for one in _beside_of(found, column)), found.name[english]),
        "words": known.told(lang) if known else found.beside_words[english],
        "line": key,
        "agency_name": agency_name(asked, lang),
        "back_url": question.url(),
        "english": english,
    }
    if found.places is not None:
        context["shown"] = paging.page(request, statutory.places(found, asked, column, key), size=SIZE)
        return render_page(request, "numbers/reports/places.html", context)
    if "tai" in request.GET:
        return _codes(question, asked, column, key, lang)
    page = statutory.dossiers(
        found, asked, column, key, viewer=request.actor, at=now, after=_after(request.GET.get("sau", "")), limit=SIZE
    )
    context |= {
        "rows": page.rows,
        "next_url": paging.address(request, sau=f"{page.after[0].isoformat()}~{page.after[1]}") if page.after else "",
        "first_url": paging.address(request, sau=None) if "sau" in request.GET else "",
        "file_url": paging.address(request, sau=None, tai="1"),
    }
    return render_page(request, "numbers/reports/rows.html", context)


def _beside_of(found: statutory.Report, opens: str) -> list[statutory.Column]:
    """Names of lists that no column opens, but a number beside the table does."""
    words = {"late_same_day": ("Trễ giờ trong ngày hẹn", "Late by hours on the due day")}
    return [statutory.Column(opens, words[opens])] if opens in words and found.where(opens) else []


def _codes(question: Question, asked: statutory.Asked, column: str, key: str, lang: str) -> HttpResponse:
    """All codes with their times as CSV."""
    every: list[tuple[str, ...]] = []
    after: After | None = None
    while len(every) < LONGEST_FILE:
        page = statutory.dossiers(question.report, asked, column, key, after=after, limit=MOST)
        for one in page.rows:
            times = (one.received_at, one.due_at, one.resolved_at)
            stamps = [clock.local(at).isoformat() if at else "" for at in times]
            every.append((one.code, one.state, one.channel, *stamps))
        if (after := page.after) is None:
            break
    names = ("code", "state", "channel", "received_at", "due_at", "resolved_at")
    table = export.Table(
        column, lang, column, "", tuple(export.Column(name, name, "text") for name in names), tuple(every), (), ()
    )
    response = HttpResponse(as_csv(table), content_type=export.MEDIA_TYPES["csv"])
    name = f"{question.report.slug}-{column}-{asked.agency}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}"
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
