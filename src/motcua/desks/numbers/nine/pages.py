"""The nine indicators of an agency, its units and its officers; an officer sees her own."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.desks.numbers.index import asking
from motcua.desks.numbers.index.asking import Question
from motcua.desks.numbers.index.drawn import fact_words
from motcua.desks.numbers.index.lines import after_of, confidence, next_url
from motcua.desks.numbers.index.pages import answer
from motcua.desks.numbers.nine.sheet import table
from motcua.desks.numbers.reports.asking import agency_options
from motcua.desks.numbers.sections import LEADS
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.people.models import Account
from motcua.reports import export
from motcua.reports.scorecard import behind, nine, reader, units_time
from motcua.reports.scorecard.counting import read_asked
from motcua.reports.scorecard.formulas import Line
from motcua.reports.scorecard.grain import Kind
from motcua.reports.scorecard.nine import Evaluation, Indicator

READERS = (*LEADS, "single_window_officer", "specialist_officer")
KINDS: tuple[Kind, ...] = ("quarter", "year")


@dataclass(frozen=True, slots=True)
class Cell:
    """How many cases got some points, and the address of their list."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator of an agency."""

    one: Indicator
    name: str
    definition: str
    why: str
    doubt: str
    cells: tuple[Cell, ...]
    facts: tuple[tuple[str, str, str], ...]
    sure: str


@open_to(*READERS)
def nine_indicators(request: Request) -> HttpResponse:
    """The agency's nine, its units and officers; `?tai=`: as a file."""
    question = asking.read(request, "index.read", KINDS)
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    formulas, span = reader.packaged(reader.NINE), (question.grain.first, question.grain.last)
    found = nine.agency(formulas, question.agency, *span, as_of=now)
    name = asking.name_of(question.agency, question.grain.last, lang)
    has_units = asking.has_units(question.agency, min(question.grain.last, today))
    under = nine.units(formulas, question.agency, *span, as_of=now) if has_units else []
    officers = nine.officers(formulas, question.agency, *span, as_of=now, only=_only(request))
    names = _names(officers)
    if "tai" in request.GET:
        return answer(
            table(found, question, name, now, lang), f"chin-tieu-chi-{question.agency}-{question.grain.key}", request
        )
    return render_page(
        request,
        "numbers/nine/nine.html",
        {
            "tab": "numbers",
            "question": question,
            "agency_name": name,
            "words": asking.words(question.grain),
            "tabs": asking.tabs(question, "numbers:nine", today, KINDS),
            "periods": asking.options(today, KINDS),
            "agencies": agency_options(request.actor, min(question.grain.last, today), lang, "index.read"),
            "found": found,
            "grade": found.grade.name(lang) if found.grade else "",
            "lines": [_shown(one, question, lang) for one in found.indicators],
            "numbers": [one.line.number for one in under[0].indicators] if under else [],
            "units": [
                (asking.name_of(one.key, question.grain.last, lang), one, _other(one.key, question, request))
                for one in under
                if one.cases
            ],
            "idle": [asking.name_of(one.key, question.grain.last, lang) for one in under if not one.cases],
            "officer_numbers": [line.number for line in found.version.lines if line.for_officers],
            "officers": [
                (
                    names.get(one.key, ""),
                    one,
                    one.grade.name(lang) if one.grade and one.key else "",
                    [_officer_cell(each, one.key, question) for each in one.indicators],
                )
                for one in sorted(officers, key=lambda one: names.get(one.key, ""))
            ],
            "is_own": _only(request) is not None,
            "source": found.version.source.said(lang),
            "note": found.version.note.said(lang),
            "is_open": question.grain.last >= today,
            "files": [(one, question.url("numbers:nine", tai=one)) for one in export.FORMATS],
            "outside_url": question.url("numbers:index_outside"),
            "may_enter": access.may_ever("index.enter", request.actor),
            "now": now,
        },
    )


def _only(request: Request) -> int | None:
    """The account whose score alone is shown: an officer's own; None for who leads."""
    return request.actor.account_id if access.require("evaluation.read", request.actor).kind == "own" else None


def _names(officers: list[Evaluation]) -> dict[str, str]:
    ids = [int(one.key) for one in officers if one.key]
    rows = Account.objects.filter(pk__in=ids).values_list("pk", "full_name")
    return {"": _("Hồ sơ không ghi người giải quyết"), **{str(pk): name for pk, name in rows}}


def _other(code: str, question: Question, request: Request) -> str:
    return Question(code, question.grain, code == request.actor.agency).url("numbers:nine")


def _shown(one: Indicator, question: Question, lang: str) -> Shown:
    line = one.line
    cells: tuple[Cell, ...] = ()
    if one.given is not None:
        counts = (one.given.two, one.given.one, one.given.zero)
        cells = tuple(
            Cell(count, question.url("numbers:nine_rows", dong=line.number, diem=str(points)) if count else "")
            for points, count in zip((2, 1, 0), counts, strict=True)
        )
    facts = []
    for seen in one.seen:
        url = ""
        if seen.fact.counts == "dossiers" and seen.part:
            url = question.url("numbers:nine_rows", dong=line.number, so=seen.fact.key)
        facts.append((seen.fact.name.said(lang), fact_words(seen, lang), url))
    why = ""
    if one.score is None:
        why = line.missing.said(lang) or _("Không có hồ sơ hoặc thủ tục để tính.")
    return Shown(
        one,
        line.name.said(lang),
        line.definition.said(lang),
        why,
        line.doubt.said(lang),
        cells,
        tuple(facts),
        confidence(line.confidence),
    )


def _officer_cell(one: Indicator, key: str, question: Question) -> tuple[Indicator, str]:
    opens = one.given is not None and one.given.cases
    return one, question.url("numbers:nine_rows", dong=one.line.number, can_bo=key or "0") if opens else ""


@open_to(*READERS)
def rows(request: Request) -> HttpResponse:
    """The dossiers behind points: `dong` the indicator, `diem` 2, 1 or 0 (all without), `so` a fact of an agency, or
    `can-bo` an officer."""
    question = asking.read(request, "index.read", KINDS)
    if "dong" not in request.GET:
        return redirect(question.url("numbers:nine"))
    now, lang = clock.now(), spoken()
    version = reader.packaged(reader.NINE).on(question.grain.last)
    line = version.line(request.GET["dong"])
    officer = _officer(request)
    given = request.GET.get("diem", "")
    if given not in ("", "0", "1", "2"):
        raise NotVisible("scorecard.side_unknown", side=given)
    points = int(given) if given else None
    fact = request.GET.get("so", "")
    span = (question.grain.first, question.grain.last)
    page = behind.dossiers(
        _fact(line, fact) if fact else behind.indicator(line, points),
        question.agency,
        *span,
        as_of=now,
        viewer=request.actor,
        own=officer is not None,
        officer=officer,
        after=after_of(request),
    )
    parts: list[tuple[str, int]] = []
    if line.counts == "dossier_units":
        asked = read_asked(question.agency, *span, now, own=officer is not None)
        parts = units_time.behind(asked, points, officer=officer)
    name = asking.name_of(question.agency, question.grain.last, lang)
    if officer:
        name = Account.objects.filter(pk=officer).values_list("full_name", flat=True).first() or name
    return render_page(
        request,
        "numbers/nine/rows.html",
        {
            "tab": "numbers",
            "title": f"{line.number}. {line.name.said(lang)}",
            "definition": line.definition.said(lang),
            "points": points,
            "agency_name": name,
            "words": asking.words(question.grain),
            "listed": page,
            "parts": [code for code, _agency in parts],
            "opens": request.actor.role in access.TABLE["dossier.view"],
            "next_url": next_url(request, page),
            "first_url": paging.address(request, sau=None) if "sau" in request.GET else "",
            "back_url": question.url("numbers:nine"),
        },
    )


def _officer(request: Request) -> int | None:
    """The officer asked for: 0 none of them; one's own only, for who does not lead. Raises NotVisible."""
    written = request.GET.get("can-bo", "")
    if not written:
        return None
    only = _only(request)
    if not written.isdigit() or (only is not None and int(written) != only):
        raise NotVisible("page.unknown")
    return int(written)


def _fact(line: Line, key: str):  # type: ignore[no-untyped-def]
    found = next((one for one in line.facts if one.key == key and one.counts == "dossiers"), None)
    if found is None:
        raise NotVisible("scorecard.side_unknown", side=key)
    return (*found.of, *found.which)
