"""Targets as a board prints them: worst gap first, the tick on the bar, where they end at this pace and why."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from motcua.desks.numbers.boards.asking import Question
from motcua.reports import definitions, figures
from motcua.reports.figures import pace
from motcua.reports.rules import gap

_OPENED = {"online_percent": ("received_online", "received"), "on_time_percent": ("resolved_in_time", "resolved_total")}
"""Indicators whose dossiers may be opened; who answered what is confidential."""
STOCK = "procedures_digitalised"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One target. `start`: where a stock of procedures stood on the period's first day."""

    row: figures.TargetRow
    label: str
    words: str
    part_url: str
    whole_url: str
    months: list[float | None]
    start: float | None
    forecast: float | None
    ahead: float | None
    how: str
    url: str

    @property
    def is_percent(self) -> bool:
        return self.row.measure == "percent"

    @property
    def will_meet(self) -> bool | None:
        return None if self.ahead is None else self.ahead >= 0


def drawn(found: list[figures.Aim], question: Question, lang: str) -> list[Drawn]:
    """Those without figures last."""
    ordered = sorted(found, key=lambda one: (one.target.short is None, one.target.short or 0))
    return [_drawn(one, question, lang) for one in ordered]


def _drawn(one: figures.Aim, question: Question, lang: str) -> Drawn:
    row = one.target
    known = definitions.DEFINITIONS.get(row.indicator)
    urls = ("", "")
    days: tuple[date, date] = (row.first, row.judged_on)
    if row.indicator in _OPENED and not row.field:
        part, whole = _OPENED[row.indicator]
        urls = (question.rows(part, days=days), question.rows(whole, days=days))
    elif row.indicator == STOCK:
        listed = question.url("board_procedures", linh_vuc=row.field)
        urls = (f"{listed}&xem=tren-mang", listed)
    return Drawn(
        row=row,
        label=row.label(lang),
        words=known.words(lang) if known else "",
        part_url=urls[0],
        whole_url=urls[1],
        months=one.series,
        start=one.start,
        forecast=one.forecast,
        ahead=gap(one.forecast, row.target) if row.measure == "percent" else None,
        how=pace.words(one.pace, lang) if one.pace else "",
        url=_page(row, question.agency, question.today),
    )


def _page(row: figures.TargetRow, agency: str, today: date) -> str:
    """The target's own page, as it holds for this unit, as of the day that the board is judged on."""
    asked = {"don-vi": agency if agency != row.set_for else ""}
    asked["ngay"] = row.judged_on.isoformat() if row.judged_on != today else ""
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("numbers:target", args=[row.id]) + (f"?{query}" if query else "")
