"""One line of the index: definition, source, numbers, and the dossiers or procedures behind each."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.numbers.index import asking, drawn
from motcua.desks.numbers.index.asking import Question
from motcua.desks.numbers.index.pages import index_of
from motcua.desks.numbers.sections import OFFICES
from motcua.desks.shell import formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.reports.figures import Page
from motcua.reports.figures.behind import After
from motcua.reports.scorecard import behind
from motcua.reports.scorecard.card import Reckoned
from motcua.reports.scorecard.formulas import Line


@open_to(*OFFICES)
def line(request: Request, number: str) -> HttpResponse:
    """`xem` whole, the key of a part, or rest: what brings no points."""
    question = asking.read(request, "index.read")
    now, lang = clock.now(), spoken()
    (card,) = index_of(question, now, compared=False)
    one = card.line(number)
    side = request.GET.get("xem", "")
    opens = one.line.counts in ("dossiers", "procedures")
    if side and (not opens or side not in behind.sides(one.line)):
        raise NotVisible("scorecard.side_unknown", side=side)
    side = side or (behind.sides(one.line)[-1] if opens else "")
    page = _dossiers(request, one.line, side, question, now) if one.line.counts == "dossiers" else None
    procedures = (
        behind.procedures(one.line, side, question.agency, question.grain.first, question.grain.last, as_of=now)
        if one.line.counts == "procedures"
        else []
    )
    gained = one.for_a_point
    return render_page(
        request,
        "numbers/index/line.html",
        {
            "tab": "numbers",
            "question": question,
            "agency_name": asking.name_of(question.agency, question.grain.last, lang),
            "words": asking.words(question.grain),
            "one": one,
            "name": one.line.name.said(lang),
            "definition": one.line.definition.said(lang),
            "doubt": one.line.doubt.said(lang),
            "missing": one.line.missing.said(lang) if one.rate is None else "",
            "source": (one.line.source or card.version.source).said(lang),
            "version": drawn.version_words(card, lang),
            "confidence": confidence(one.line.confidence),
            "parts": [(part.name.said(lang), count) for part, count in zip(one.line.parts, one.parts, strict=False)],
            "tabs": _tabs(one, side, question, lang) if opens else [],
            "closed": any(part.closed for part in one.line.parts),
            "gained": gained,
            "listed": page,
            "procedures": [(each.code, each.name(lang)) for each in procedures],
            "next_url": next_url(request, page),
            "first_url": paging.address(request, sau=None) if "sau" in request.GET else "",
            "back_url": question.url("numbers:index"),
            "outside_url": question.url("numbers:index_outside", dong=one.line.outside or one.line.times)
            if (one.line.outside or one.line.times) and access.may_ever("index.enter", request.actor)
            else "",
            "now": now,
        },
    )


def confidence(key: str) -> str:
    """How sure the formula is."""
    return {"high": _("đọc từ nguồn"), "medium": _("chưa đối chiếu hết"), "low": _("chưa chắc")}[key]


def side_words(line: Line, side: str, lang: str) -> str:
    """The name of a list of a line."""
    if side == behind.WHOLE:
        return _("Mẫu số")
    if side == behind.REST:
        return _("Chưa đạt")
    named = next(part.name.said(lang) for part in line.parts if part.key == side)
    return named or _("Tử số")


def _tabs(one: Reckoned, side: str, question: Question, lang: str) -> list[FilterTab]:
    counts = {part.key: count for part, count in zip(one.line.parts, one.parts, strict=False)}
    counts[behind.WHOLE] = one.whole or 0
    if one.parts:
        counts[behind.REST] = counts[behind.WHOLE] - one.parts[0]
    return [
        FilterTab(
            f"{side_words(one.line, key, lang)} {formats.integer(counts[key], lang) if key in counts else ''}",
            question.url("numbers:index_line", one.line.number, xem=key),
            current=key == side,
        )
        for key in behind.sides(one.line)
    ]


def _dossiers(request: Request, line: Line, side: str, question: Question, now: datetime) -> Page:
    return behind.dossiers(
        behind.conditions_of(line, side),
        question.agency,
        question.grain.first,
        question.grain.last,
        as_of=now,
        viewer=request.actor,
        after=after_of(request),
    )


def after_of(request: Request) -> After | None:
    """The key of the page before, from the address; nonsense is the first page."""
    stamp, _sign, number = request.GET.get("sau", "").partition("~")
    try:
        return clock.parse(stamp), int(number)
    except ValueError:
        return None


def next_url(request: Request, page: Page | None) -> str:
    """The address of the next page; "" on the last."""
    if page is None or page.after is None:
        return ""
    return paging.address(request, sau=f"{page.after[0].isoformat()}~{page.after[1]}")
