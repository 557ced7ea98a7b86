"""How far the procedures of a unit are digitalised, by field, and which they are."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.queries import Brief
from motcua.desks.numbers.boards import asking
from motcua.desks.numbers.boards.asking import Question
from motcua.desks.numbers.sections import LEADS
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.journal.reference import kept
from motcua.kernel.text import fold
from motcua.reports import definitions
from motcua.reports.rules import percent

NONE = "none"
SIZE = 50


@dataclass(frozen=True, slots=True)
class Share:
    """One field: procedures that can be submitted online, of all that the unit decides."""

    name: str
    online: int
    total: int
    online_url: str
    total_url: str

    @property
    def percent(self) -> float | None:
        return percent(self.online, self.total)


@kept
def decided(agency: str, on: date) -> tuple[Brief, ...]:
    """The procedures that an agency decides on a day, with the level it offers."""
    return tuple(catalogue.procedures_of(agencies.get_agency(agency), on))


def by_field(question: Question, lang: str) -> list[Share]:
    """The least digitalised first; nothing for an agency that decides nothing."""
    on = min(question.last, question.today)
    found: dict[str, list[Brief]] = {}
    for brief in decided(question.agency, on):
        found.setdefault(brief.field, []).append(brief)
    shares = []
    for field, briefs in found.items():
        listed = question.url("board_procedures", linh_vuc=field)
        shares.append(
            Share(
                name=(briefs[0].field_en if lang == "en" else "") or briefs[0].field_vi,
                online=sum(brief.online != NONE for brief in briefs),
                total=len(briefs),
                online_url=f"{listed}&xem=tren-mang",
                total_url=listed,
            )
        )
    return sorted(shares, key=lambda one: (one.percent or 0, fold(one.name)))


@open_to(*LEADS)
def procedures(request: Request) -> HttpResponse:
    """Procedures of a unit on the last day of the period, of a field (`linh-vuc`), those online or not (`xem`)."""
    question = asking.read(request)
    lang = spoken()
    field, seen = request.GET.get("linh-vuc", "")[:60], request.GET.get("xem", "")
    every = [one for one in decided(question.agency, min(question.last, question.today)) if field in ("", one.field)]
    online = [one for one in every if one.online != NONE]
    rest = [one for one in every if one.online == NONE]
    sets = {"": every, "tren-mang": online, "chua": rest}
    seen = seen if seen in sets else ""
    words = {"": _("Tất cả"), "tren-mang": _("Nộp trên mạng được"), "chua": _("Chưa nộp trên mạng được")}
    levels = {"full": _("Toàn trình"), "partial": _("Một phần"), NONE: _("Chưa")}
    shown = paging.page(request, sets[seen], size=SIZE)
    return render_page(
        request,
        "numbers/boards/procedures.html",
        {
            **asking.page(request, question, "board_procedures", lang),
            "field": next(((one.field_en if lang == "en" else "") or one.field_vi for one in every if field), ""),
            "on": min(question.last, question.today),
            "sets": [
                FilterTab(
                    label,
                    question.url("board_procedures", linh_vuc=field, xem=key),
                    count=len(sets[key]),
                    current=key == seen,
                )
                for key, label in words.items()
            ],
            "shown": shown,
            "rows": [
                (one.name(lang), reverse("public:procedure", args=[one.code]), one.code, levels[one.online])
                for one in shown.rows
            ],
            "definitions": definitions.definitions(("procedures_digitalised",)),
            "board_url": question.url("board"),
        },
    )
