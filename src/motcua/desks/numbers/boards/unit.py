"""The board of a unit: what came and went, targets with where they end, units or fields month by month, coverage."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.desks.numbers.boards import aims, asking, coverage, lines
from motcua.desks.numbers.boards.asking import Question
from motcua.desks.numbers.sections import LEADS
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Fact, Share
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.kernel import clock
from motcua.reports import definitions, figures
from motcua.reports.figures import Row
from motcua.reports.rules import FEW

SHOWN = 12
DEFINED = ("received", "online_percent", "resolved_total", "on_time_percent", "pending_total", "pending_late", "gap")


def whole_of(question: Question, now: datetime) -> tuple[list[figures.Aim], Row]:
    """The targets that hold on the judged day, and the figures of the period."""
    span = (question.first, question.last)
    found, (whole,) = figures.aims(question.agency, min(question.last, question.today), also=[span], as_of=now)
    if question.organised == "now":
        (whole,) = figures.several(question.agency, [span], as_of=now, organised="now")
    return found, whole


def facts_of(question: Question, whole: Row, lang: str) -> list[Fact]:
    """Each opens its dossiers."""
    counts = whole.counts

    def number(value: int) -> str:
        return formats.integer(value, lang)

    def link(figure: str, value: int) -> str:
        return question.rows(figure) if value else ""

    online = ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", counts.received_online) % {"n": number(counts.received_online)}
    late = _("%(n)s hồ sơ xong trễ") % {"n": number(counts.resolved_late)}
    pending = _("trong %(n)s hồ sơ đang giải quyết") % {"n": number(whole.pending_total)}
    return [
        Fact(
            _("Hồ sơ tiếp nhận"), number(whole.received), _("chưa tính kỳ trước"), url=link("received", whole.received)
        ),
        Fact(
            _("Nộp trên mạng"),
            formats.percent(whole.online_percent, lang),
            online,
            url=link("received_online", counts.received_online),
        ),
        Fact(
            _("Sớm và đúng hẹn"),
            formats.percent(whole.on_time_percent, lang),
            late,
            url=link("resolved_total", whole.resolved_total),
        ),
        Fact(
            _("Đang trễ"),
            number(counts.pending_late),
            pending,
            "late" if counts.pending_late else "",
            url=link("pending_late", counts.pending_late),
        ),
    ]


def shares_of(whole: Row) -> list[Share]:
    """Early, on time and late of those resolved."""
    counts, total = whole.counts, whole.resolved_total
    parts = (
        (_("Sớm"), counts.resolved_early, "early"),
        (_("Đúng hẹn"), counts.resolved_on_time, "on_time"),
        (_("Trễ"), counts.resolved_late, "late"),
    )
    return [Share(label, 100 * count / total, tone) for label, count, tone in parts if total]  # type: ignore[arg-type]


@open_to(*LEADS)
@held_while_unchanged
def board(request: Request) -> HttpResponse:
    """One screen a unit: the same numbers as the reports, each opening its dossiers."""
    question = asking.read(request)
    now, lang = clock.now(), spoken()
    found, whole = whole_of(question, now)
    family = lines.family(question, now, lang)
    fields = coverage.by_field(question, lang)
    drawn = aims.drawn(found, question, lang)
    context: dict[str, Any] = {
        **asking.page(request, question, "board", lang),
        "indicator_tabs": asking.indicator_tabs(question, "board", lang),
        "indicator_name": question.indicator.name(lang),
        "indicator": question.indicator,
        "whole": whole,
        "facts": facts_of(question, whole, lang),
        "shares": shares_of(whole),
        "aims": drawn,
        "found": family,
        "shown": [line for line in family.lines if line.has_points][:SHOWN],
        "fields": fields,
        "fields_target": next((one.row.target for one in drawn if one.row.indicator == aims.STOCK), None),
        "on": min(question.last, question.today),
        "procedures_url": question.url("board_procedures"),
        "map_url": asking.map_of(question, request.actor.role),
        "months_url": question.url("board_months"),
        "wall_url": question.url("board_wall"),
        "desk_url": f"{reverse('leader:board')}?don-vi={question.agency}"
        f"&tu={question.first.isoformat()}&den={question.last.isoformat()}",
        "past": asking.past(request, lang),
        "few": FEW,
        "definitions": definitions.definitions(DEFINED),
        "rules": definitions.rules(lang),
        "now": now,
    }
    return render_page(request, "numbers/boards/board.html", context)
