"""All signals of a unit and period; one signal with its dossiers, its units and what was said about it."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from motcua.desks.numbers.reports import asking as reports
from motcua.desks.numbers.signals import asking
from motcua.desks.numbers.signals.asking import Question
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.people import access
from motcua.reports import definitions, export, organisation
from motcua.reports.export.written import as_csv
from motcua.reports.figures.behind import MOST, After
from motcua.reports.models import SignalNote
from motcua.reports.signals import counting, notes
from motcua.reports.signals.counting import Found
from motcua.reports.signals.known import Signal
from motcua.reports.signals.thresholds import threshold

READERS = tuple(sorted(access.roles_for("signals.read") - {access.SYSTEM}))
SIZE = 50
LONGEST_FILE = 100_000


def name_of(agency: str, question: Question, lang: str) -> str:
    """What an agency was called on the period's last day."""
    tree = organisation.read()
    return tree.name(tree.get(agency), question.period.last)[lang == "en"]


def _common(request: Request, question: Question, slug: str, now: datetime, lang: str) -> dict[str, Any]:
    today = clock.local_day(now)
    return {
        "tab": "numbers",
        "question": question,
        "period": question.period,
        "agency_name": name_of(question.agency, question, lang),
        "agencies": reports.agency_options(request.actor, min(question.period.last, today), lang, asking.ACT),
        "kinds": list(reports.kind_words().items()),
        "tabs": asking.tabs(question, slug, today),
        "action": question.url(slug).partition("?")[0],
        "rules": definitions.rules(lang),
        "now": now,
        "future": question.period.first > today,
    }


@open_to(*READERS)
def signals(request: Request) -> HttpResponse:
    """Seven lines; `?tai=csv`: as CSV."""
    question, now, lang = asking.read(request), clock.now(), spoken()
    english = lang == "en"
    found = [] if question.period.errors else counting.signals_of(question.agency, *question.days, now)
    if "tai" in request.GET:
        return _csv(found, question, lang)
    written = Counter(one.signal for one in notes.notes(question.agency, *question.days))
    context = _common(request, question, "", now, lang) | {
        "lines": [
            {
                "found": one,
                "name": one.signal.name[english],
                "told": one.signal.told(question.period.first, english),
                "innocent": one.signal.innocent[english],
                "of": one.signal.of[english],
                "notes": written[one.signal.slug],
                "url": question.url(one.signal.slug),
            }
            for one in found
        ],
        "file_url": question.url(tai="csv"),
    }
    return render_page(request, "numbers/signals/list.html", context, status=400 if question.period.errors else 200)


def _csv(found: list[Found], question: Question, lang: str) -> HttpResponse:
    rows = [
        (one.signal.slug, one.signal.name[lang == "en"], *_numbers(one), one.share, one.median, one.peers)
        for one in found
    ]
    names = ("signal", "name", "number", "of", "percent", "median_percent", "units")
    return _file(names, rows, f"{question.agency}-{question.period.first:%Y%m%d}-{question.period.last:%Y%m%d}", lang)


def _numbers(one: Found) -> tuple[int | None, int | None]:
    return (None, None) if one.is_hidden else (one.number, one.whole)


def _file(names: tuple[str, ...], rows: list[tuple[Any, ...]], name: str, lang: str) -> HttpResponse:
    columns = tuple(export.Column(one, one, "text") for one in names)
    table = export.Table("signals", lang, "signals", "", columns, tuple(rows), (), ())
    response = HttpResponse(as_csv(table), content_type=export.MEDIA_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="signals-{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _after(text: str) -> After | None:
    stamp, _tilde, number = text.partition("~")
    try:
        return clock.parse(stamp), int(number)
    except ValueError:
        return None


@open_to(*READERS)
def signal(request: Request, slug: str) -> HttpResponse:
    """What it is, what it may mean, its number beside units like this one, its dossiers, notes; POST adds a note."""
    known, question, now, lang = notes.get_signal(slug), asking.read(request), clock.now(), spoken()
    problems: list[Problem] = []
    said = ""
    if request.method == "POST":
        said = request.POST.get("giai-thich", "")[:5000]
        try:
            notes.write(known, question.agency, *question.days, words=said, by=request.actor, at=now)
        except Invalid as refused:
            problems = [Problem("id_giai-thich", field_sentence(one)) for one in refused.errors]
        else:
            messages.success(request, _("Đã ghi giải thích."))
            response = HttpResponseRedirect(question.url(slug))
            response.status_code = 303
            return response
    if "tai" in request.GET:
        return _codes(known, question, request.actor, now, lang)
    context = _common(request, question, slug, now, lang) | _told(request, known, question, now, lang)
    context |= {"problems": problems, "said": said}
    status = 422 if problems else 400 if question.period.errors else 200
    return render_page(request, "numbers/signals/signal.html", context, status=status)


def _told(request: Request, known: Signal, question: Question, now: datetime, lang: str) -> dict[str, Any]:
    english = lang == "en"
    (found,) = counting.signals_of(question.agency, *question.days, now, [known])
    listed = counting.dossiers(
        question.agency,
        known,
        *question.days,
        as_of=now,
        viewer=request.actor,
        after=_after(request.GET.get("sau", "")),
        limit=SIZE,
    )
    units = counting.by_unit(question.agency, known, *question.days, now)
    kinds = {SignalNote.Kind.ANSWER: _("Đơn vị giải thích"), SignalNote.Kind.REVIEW: _("Đã xem xét")}
    rule = threshold(known.slug, question.period.first)
    return {
        "name": known.name[english],
        "told": known.told(question.period.first, english),
        "innocent": known.innocent[english],
        "of": known.of[english],
        "source": rule.source_en if english else rule.source_vi,
        "found": found,
        "rows": listed.rows,
        "opens": counting.opens(known, *question.days, request.actor),
        "next_url": paging.address(request, sau=f"{listed.after[0].isoformat()}~{listed.after[1]}")
        if listed.after
        else "",
        "first_url": paging.address(request, sau=None) if "sau" in request.GET else "",
        "file_url": question.url(known.slug, tai="csv"),
        "back_url": question.url(),
        "units": [
            (name_of(code, question, lang), one, question.of(code).url(known.slug))
            for code, one in units
            if code != question.agency
        ],
        "units_median": units[0][1].median if units else None,
        "notes": [
            (one, kinds[SignalNote.Kind(one.kind)], access.ROLE_NAMES[one.role][english])
            for one in notes.notes(question.agency, *question.days, known.slug)
        ],
        "may_write": notes.kind_for(request.actor, question.agency, clock.local_day(now)),
    }


def _codes(known: Signal, question: Question, viewer: Actor, now: datetime, lang: str) -> HttpResponse:
    """All its dossiers: codes, states and times."""
    every: list[tuple[Any, ...]] = []
    after: After | None = None
    while len(every) < LONGEST_FILE:
        page = counting.dossiers(
            question.agency, known, *question.days, as_of=now, viewer=viewer, after=after, limit=MOST
        )
        for one in page.rows:
            stamps = [
                clock.local(at).isoformat() if at else "" for at in (one.received_at, one.due_at, one.resolved_at)
            ]
            every.append((one.code, one.state, one.channel, *stamps))
        if (after := page.after) is None:
            break
    names = ("code", "state", "channel", "received_at", "due_at", "resolved_at")
    days = f"{question.period.first:%Y%m%d}-{question.period.last:%Y%m%d}"
    return _file(names, every, f"{known.slug}-{question.agency}-{days}", lang)
