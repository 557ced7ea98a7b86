"""The index of an agency, its units, and what would be if a line rose."""

from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse

from motcua.desks.numbers.index import asking, drawn
from motcua.desks.numbers.index.asking import Question
from motcua.desks.numbers.reports.asking import agency_options
from motcua.desks.numbers.sections import OFFICES
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.people import access
from motcua.reports import export
from motcua.reports.export import Column, Table
from motcua.reports.export.table import written_period
from motcua.reports.scorecard import card as cards_of
from motcua.reports.scorecard import points, reader
from motcua.reports.scorecard.card import Card


def index_of(question: Question, now: datetime, *, compared: bool = True) -> list[Card]:
    """The card of the period, and that of the one before."""
    grains = [question.grain, *([question.grain.before] if compared else [])]
    spans = [(one.first, one.last) for one in grains]
    return cards_of.cards(reader.packaged(reader.INDEX), question.agency, spans, as_of=now)


@open_to(*OFFICES)
@held_while_unchanged
def index(request: Request) -> HttpResponse:
    """Points by group and line beside the period before; `?tai=xlsx|csv|pdf|json`: as a file."""
    question = asking.read(request, "index.read")
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    card, before = index_of(question, now)
    name = asking.name_of(question.agency, question.grain.last, lang)
    if "tai" in request.GET:
        return answer(drawn.table(card, before, name, lang), f"chi-so-{question.agency}-{question.grain.key}", request)
    return render_page(
        request,
        "numbers/index/index.html",
        {
            "tab": "numbers",
            "question": question,
            "agency_name": name,
            "words": asking.words(question.grain),
            "before_words": asking.words(question.grain.before),
            "tabs": asking.tabs(question, "numbers:index", today),
            "periods": asking.options(today),
            "agencies": agency_options(request.actor, min(question.grain.last, today), lang, "index.read"),
            "card": card,
            "before": before,
            "heads": drawn.heads(card, before, question, lang),
            "best": [
                (one, one.line.name.said(lang), question.url("numbers:index_line", one.line.number, xem="rest"), *more)
                for one, *more in card.best()
            ],
            "source": card.version.source.said(lang),
            "note": card.version.note.said(lang),
            "version": drawn.version_words(card, lang),
            "is_open": question.grain.last >= today,
            "is_future": question.grain.first > today,
            "units_url": question.url("numbers:index_units")
            if asking.has_units(question.agency, min(question.grain.last, today))
            else "",
            "try_url": question.url("numbers:index_try"),
            "outside_url": question.url("numbers:index_outside"),
            "may_enter": access.may_ever("index.enter", request.actor),
            "files": [(one, question.url("numbers:index", tai=one)) for one in export.FORMATS],
            "now": now,
        },
    )


def answer(table: Table, name: str, request: Request) -> HttpResponse:
    """A table as the file asked for, kept by no cache. Raises NotVisible for another format."""
    format = request.GET["tai"]
    if format not in export.FORMATS:
        raise NotVisible("page.unknown")
    response = HttpResponse(export.write(table, format), content_type=export.MEDIA_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response["Cache-Control"] = "private, no-store"
    return response


@open_to(*OFFICES)
@held_while_unchanged
def units(request: Request) -> HttpResponse:
    """The lines counted from dossiers, unit by unit; `?tai=`: as a file."""
    question = asking.read(request, "index.read")
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    grain = question.grain
    rows = cards_of.by_unit(reader.packaged(reader.INDEX), question.agency, grain.first, grain.last, as_of=now)
    lines = [one.line for one in rows[0][1].lines] if rows else []
    name = asking.name_of(question.agency, grain.last, lang)
    named = [(code, asking.name_of(code, grain.last, lang), one) for code, one in rows]
    # The most points of what could be reckoned come last: who needs a look stands on top.
    named.sort(key=lambda row: (row[2].total.share is None, row[2].total.share or 0, row[1]))
    if "tai" in request.GET:
        return answer(_units_table(named, name, question, now, lang), f"chi-so-don-vi-{grain.key}", request)
    return render_page(
        request,
        "numbers/index/units.html",
        {
            "tab": "numbers",
            "question": question,
            "agency_name": name,
            "words": asking.words(grain),
            "tabs": asking.tabs(question, "numbers:index_units", today),
            "lines": [(line.number, line.name.said(lang), line.points) for line in lines],
            "rows": [
                (
                    unit,
                    one,
                    Question(code, grain, code == request.actor.agency).url("numbers:index"),
                    [(each, each.whole is not None and 0 < each.whole < FEW) for each in one.lines],
                )
                for code, unit, one in named
                if one.cases
            ],
            "idle": [unit for _code, unit, one in named if not one.cases],
            "back_url": question.url("numbers:index"),
            "files": [(one, question.url("numbers:index_units", tai=one)) for one in export.FORMATS],
            "now": now,
        },
    )


FEW = 30


def _units_table(rows: list[tuple[str, str, Card]], name: str, question: Question, now: datetime, lang: str) -> Table:
    english = lang == "en"
    first = rows[0][2] if rows else None
    lines = [one.line for one in first.lines] if first else []
    columns = [
        Column("unit", "Unit" if english else "Đơn vị", "text"),
        Column("name", "Name" if english else "Tên", "text"),
        *(Column(f"points_{line.number}", f"{line.number} {line.name.said(lang)}", "percent") for line in lines),
        Column("reached", "Points" if english else "Điểm", "percent"),
        Column("reckoned", "Of" if english else "Trên", "percent"),
    ]
    values = [
        (
            code,
            unit,
            *(None if each.points is None else float(each.points) for each in one.lines),
            float(one.total.reached),
            float(one.total.reckoned),
        )
        for code, unit, one in rows
    ]
    keys = [column.key for column in columns]
    return Table(
        name="index-units",
        lang=lang,
        title=name,
        subtitle=written_period(question.grain.first, question.grain.last, now, lang),
        columns=tuple(columns),
        rows=tuple(values),
        notes=drawn.notes(first, lang) if first else (),
        items=tuple(dict(zip(keys, row, strict=True)) for row in values),
    )


@open_to(*OFFICES)
@held_while_unchanged
def suppose(request: Request) -> HttpResponse:
    """What if a line rose: `r-4.2=80` supposes a rate, the points before and after stand side by side."""
    question = asking.read(request, "index.read")
    now, lang = clock.now(), spoken()
    (card,) = index_of(question, now, compared=False)
    worth = [one for one in card.lines if one.line.points]
    given = [(name.removeprefix("r-"), request.GET[name]) for name in request.GET if name.startswith("r-")]
    rates, wrong = drawn.kept_rates(given, {one.line.number for one in worth})
    # What is typed as it stands is no supposition.
    rates = {number: rate for number, rate in rates.items() if rate != card.line(number).rate}
    after = points.supposed([one.scored for one in card.lines], rates)
    by_number = {one.number: one for one in after}
    return render_page(
        request,
        "numbers/index/suppose.html",
        {
            "tab": "numbers",
            "question": question,
            "agency_name": asking.name_of(question.agency, question.grain.last, lang),
            "words": asking.words(question.grain),
            "lines": [
                (
                    one,
                    one.line.name.said(lang),
                    by_number[one.line.number].points,
                    wrong.get(one.line.number) or rates.get(one.line.number, one.rate),
                    one.line.number in wrong,
                )
                for one in worth
            ],
            "total": card.total,
            "after": points.total(after),
            "changed": bool(rates),
            "wrong": sorted(wrong),
            "back_url": question.url("numbers:index"),
            "action": reverse("numbers:index_try"),
        },
        status=400 if wrong else 200,
    )
