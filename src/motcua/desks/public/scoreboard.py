"""Public figures of a unit and period: four facts, a table whose column is the chart, how it is counted, the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, AgencyPeriod
from motcua.desks.public import aims, figures_words, manners, opinions, periods
from motcua.desks.shell import access, formats
from motcua.desks.shell import place as shell_place
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Fact, LinkRow, Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, sentence
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotVisible
from motcua.reports import definitions, export, figures, published, split
from motcua.reports.figures import Row, Scoreboard
from motcua.reports.rules import gap

HOW = ("received_online", "online_percent", "on_time_percent", "resolved_late", "gap")
FEW = 30
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. Addresses of the dossiers behind its numbers; `url` opens the row's own page."""

    name: str
    url: str
    figures: Row
    target: float | None
    urls: Mapping[str, str]
    is_unit: bool = True

    @property
    def gap(self) -> float | None:
        return gap(self.figures.online_percent, self.target)

    @property
    def few(self) -> bool:
        return 0 < self.figures.received < FEW

    @property
    def late(self) -> int:
        return self.figures.counts.resolved_late


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads on."""

    name: str
    url: str


@open_to(access.ALL)
def units(request: Request) -> HttpResponse:
    """Choose a unit: those that have dossiers, or any by its name, also one that is no more."""
    lang = spoken()
    today = clock.local_day(clock.now())
    q = request.GET.get("q", "").strip()[:100]
    first = today.replace(day=1)
    past = figures_words.past_board()
    rows = []
    if q:
        found = {one.agency.code: one.agency for one in agencies.search_agencies(q, today, limit=12)}
        for on in _endings(today):
            found.update({one.agency.code: one.agency for one in agencies.search_agencies(q, on, limit=12)})
        for row in list(found.values())[:20]:
            until = ""
            if row.valid_to and row.valid_to <= today:
                until = _("đến %(day)s") % {"day": formats.day(row.valid_to - ONE_DAY, lang)}
            rows.append(LinkRow(row.name(lang), until, reverse("public:scoreboard_of", args=[row.code]), "chart"))
    else:
        rows = [
            LinkRow(row.name(lang), "", figures_words.board_url(row.code, first, today), "chart")
            for row in _with_dossiers(today)
        ]
    return render_page(
        request,
        "public/scoreboards.html",
        {"q": q, "rows": rows, "past": past, "month": figures_words.month_name(first, lang)},
    )


def _endings(today: date) -> list[date]:
    """Last days of units that are no more, newest first: of a reorganisation, one day."""
    ends = AgencyPeriod.objects.filter(valid_to__lte=today).order_by("-valid_to").values_list("valid_to", flat=True)
    return [end - ONE_DAY for end in ends.distinct()[:3] if end]


def _with_dossiers(today: date) -> list[agencies.AgencyRow]:
    """Today's units that have dossiers, under the one above them all."""
    ids = set(Dossier.objects.order_by().values_list("agency_id", flat=True).distinct())
    rows = agencies.agencies_at(today)
    own = [row for row in rows if row.id in ids]
    above = {row.parent_id for row in own}
    return [row for row in rows if row.id in above and row.id not in ids] + own


@open_to(access.ALL)
def board(request: Request, agency: str) -> HttpResponse:
    """The scoreboard. `rieng=1`: without the units below."""
    lang = spoken()
    row = agencies.get_agency(agency)
    today = clock.local_day(clock.now())
    reference = periods.last_day_of(row, today)
    problems: list[Problem] = []
    try:
        first, last = periods.read(request.GET, reference)
    except Invalid as refused:
        first, last = reference.replace(month=1, day=1), reference
        problems = [Problem(f"id_{one.path}", field_sentence(one)) for one in refused.errors]
        if not problems:
            problems = [Problem("id_tu", sentence(refused))]
    own = request.GET.get("rieng") == "1"
    found = figures.scoreboard(row.code, first, last)
    _speak_for(request, row, lang)
    whole_seen = published.may_see_all(request.actor, row.code, last)
    by = _by(row.code, whole_seen=whole_seen)
    lines, total, heading = lines_of(found, own=own, lang=lang, by=by)
    return render_page(
        request,
        "public/scoreboard.html",
        {
            "board": found,
            "name": _inside(found.name(lang), lang),
            "own": own,
            "period": formats.period(first, last, lang),
            "first_text": request.GET.get("tu", "")[:40] if problems else formats.day(first, "vi"),
            "last_text": request.GET.get("den", "")[:40] if problems else formats.day(last, "vi"),
            "successors": [
                Link(_inside(one.name(lang), lang), figures_words.board_url(one.code, *_after(one.on, today)))
                for one in found.successors
            ],
            "facts": facts_of(found, total, lang),
            "lines": lines,
            "total": total,
            "manners": manners.totals(row.code, first, last, as_of=found.as_of, own=own, lang=lang),
            "opinions": opinions.told_of(
                row.code, first, last, own=own, whole_seen=whole_seen, now=clock.now(), whole=total.figures, lang=lang
            ),
            "targets": aims.lines(row.code, last, request.actor, lang=lang) if not own else [],
            "manners_url": manners.address(row.code, first, last, **({"rieng": "1"} if own else {})),
            "target": _target(found),
            "heading": heading,
            "by": by,
            "definitions": [(one.name(lang), one.words(lang)) for one in definitions.definitions(HOW)],
            "rules": definitions.rules(lang),
            "presets": [
                Link(
                    one.name, figures_words.board_url(row.code, one.first, one.last, **({"rieng": "1"} if own else {}))
                )
                for one in periods.presets(reference)
            ],
            "files": [
                Link(label, _file_url(row.code, first, last, format))
                for label, format in (("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json"))
            ],
            "whole_url": figures_words.board_url(row.code, first, last),
            "map_url": figures_words.map_url(row.code, first, last) if lines and lines[0].is_unit else "",
            "problems": problems,
            "said": {problem.field: problem.words for problem in problems},
            "is_example": bool(figures_words.past_board()) and row.code.startswith(figures_words.PAST_UNIT),
        },
        status=422 if problems else 200,
    )


def _by(code: str, *, whole_seen: bool) -> str:
    """By what a unit without units below it is broken down: at a commune by procedure only for its own people, by field
    for all."""
    return "field" if split.is_close(code) and not whole_seen else "procedure"


def lines_of(found: Scoreboard, *, own: bool, lang: str, by: str = "procedure") -> tuple[list[Line], Line, str]:
    """The rows, the total and what the rows are: units, or the procedures or fields of a unit that has none below."""
    code, first, last = found.code, found.first, found.last
    more = {"rieng": "1"} if own else {}
    if own:
        whole = figures.handling(code, first, last, as_of=found.as_of, own=True)[0]
        name = next((row.name(lang) for row in found.rows if row.is_own), _("Tổng"))
    else:
        whole, name = found.total.figures, found.total.name(lang)
    total = Line(name, "", whole, found.total.target, _urls(code, first, last, more))
    under = [row for row in found.rows if not row.is_own]
    if under and not own:
        lines = [
            Line(
                name=row.name(lang),
                url=figures_words.board_url(row.code, first, last, **({"rieng": "1"} if row.is_own else {})),
                figures=row.figures,
                target=row.target,
                urls=_urls(row.code, first, last, {"rieng": "1"} if row.is_own else {}),
            )
            for row in found.rows
            if not row.is_own or row.received or row.figures.resolved_total
        ]
        return lines, total, _("Hồ sơ nộp trên mạng, theo đơn vị")
    lines = []
    for row in figures.handling(code, first, last, as_of=found.as_of, own=own, by=by):
        urls = _urls(code, first, last, {**more, "thu-tuc" if by == "procedure" else "linh-vuc": row.key})
        lines.append(Line(row.label(lang), urls["received_total"], row, found.total.target, urls, is_unit=False))
    # What needs action first; nobody is ranked by a few dossiers
    small = {line.name for line in lines if line.few or not line.figures.received}
    lines.sort(
        key=lambda line: (line.name in small, 0 if line.name in small else line.figures.online_percent or 0, line.name)
    )
    return (
        lines,
        total,
        _("Hồ sơ nộp trên mạng, theo thủ tục") if by == "procedure" else _("Hồ sơ nộp trên mạng, theo lĩnh vực"),
    )


def _urls(code: str, first: date, last: date, more: Mapping[str, str]) -> dict[str, str]:
    wanted = ("received", "received_online", "received_total", "resolved_late", "resolved_total")
    return {figure: figures_words.rows_url(code, first, last, figure, **more) for figure in wanted}


def facts_of(found: Scoreboard, total: Line, lang: str) -> list[Fact]:
    """Received, online, the target, early and on time: the late ones said beside."""
    row = total.figures
    online = row.counts.received_online
    said = formats.integer(online, lang)
    facts = [
        Fact(
            _("Hồ sơ tiếp nhận"),
            formats.integer(row.received, lang),
            _("chưa tính kỳ trước"),
            url=total.urls["received"],
        ),
        Fact(
            _("Nộp trên mạng"),
            formats.percent(row.online_percent, lang),
            ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", online) % {"n": said},
        ),
    ]
    if total.target is None:
        facts.append(Fact(_("Mục tiêu được giao"), formats.MISSING, _("chưa ai giao mục tiêu kỳ này")))
    else:
        away = total.gap
        note, tone = "", ""
        if away is not None:
            amount = formats.points(abs(away), lang).lstrip("+")
            note = (_("vượt %(points)s") if away >= 0 else _("kém %(points)s")) % {"points": amount}
            tone = "ok" if away >= 0 else "late"
        facts.append(Fact(_("Mục tiêu được giao"), _target(found), note, tone))  # type: ignore[arg-type]
    late = total.late
    facts.append(
        Fact(
            _("Sớm và đúng hẹn"),
            formats.percent(row.on_time_percent, lang),
            ngettext("%(n)s hồ sơ trễ", "%(n)s hồ sơ trễ", late) % {"n": formats.integer(late, lang)},
            url=total.urls["resolved_total"] if row.resolved_total else "",
        )
    )
    return facts


def _target(found: Scoreboard) -> str:
    value = found.total.target
    if value is None:
        return ""
    return formats.percent(value, spoken(), 0 if value == int(value) else 2)


def _after(on: date, today: date) -> tuple[date, date]:
    """The period in which a successor is shown: its time until now, at most this year."""
    return max(on, today.replace(month=1, day=1)), today


def _inside(name: str, lang: str) -> str:
    return name if lang == "en" else name[:1].lower() + name[1:]


def _speak_for(request: Request, agency: Agency, lang: str) -> None:
    """Under the wordmark stands the unit while it is; of one that is no more only the title speaks."""
    found = shell_place.of_agency(agency.code, lang)
    if found is not None:
        request.place = found  # type: ignore[attr-defined]


def _file_url(code: str, first: date, last: date, format: str) -> str:
    return f"{reverse('public:scoreboard_file', args=[code, format])}?tu={first.isoformat()}&den={last.isoformat()}"


@open_to(access.ALL)
def file(request: Request, agency: str, format: str) -> HttpResponse:
    """The table as a file: csv, xlsx, json or pdf. Raises NotVisible, Invalid."""
    if format not in export.FORMATS:
        raise NotVisible("page.unknown")
    row = agencies.get_agency(agency)
    first, last = periods.read(request.GET, periods.last_day_of(row, clock.local_day(clock.now())))
    table = export.scoreboard_table(figures.scoreboard(row.code, first, last), lang=spoken())
    response = HttpResponse(export.write(table, format), content_type=export.MEDIA_TYPES[format])
    name = f"{row.code}-{first:%Y%m%d}-{last:%Y%m%d}.{format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
