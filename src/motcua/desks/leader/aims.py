"""Targets as the board draws them: worst gap first, twelve months, and where they will end."""

from dataclasses import dataclass

from django.urls import reverse

from motcua.desks.leader import links
from motcua.desks.leader.periods import Chosen
from motcua.reports import definitions, figures
from motcua.reports.aims.path import course, threshold_on
from motcua.reports.figures.pace import words as pace_words
from motcua.reports.rules import gap


@dataclass(frozen=True, slots=True)
class Aim:
    """One target as the board prints it; `part` of `whole` is what the actual is counted from."""

    row: figures.TargetRow
    label: str
    words: str
    part: int | None
    whole: int | None
    part_url: str
    whole_url: str
    months: list[float]
    span: str
    response: float | None
    forecast: float | None
    will_meet: bool | None
    ended: bool
    how: str
    url: str
    behind: bool

    @property
    def share(self) -> float | None:
        """The length of the bar: the percentage, of a sum how much of it."""
        return self.row.done

    @property
    def tick(self) -> float:
        return 100.0 if self.row.is_count else self.row.target


_LISTS = {
    "online_percent": ("received_online", "received"),
    "on_time_percent": ("resolved_in_time", "resolved_total"),
    "received_online": ("received_online", "received"),
    "resolved_in_time": ("resolved_in_time", "resolved_total"),
}
"""Figures whose dossiers may be opened; who answered what about satisfaction is confidential."""


def drawn(found: list[figures.Aim], agency: str, lang: str) -> list[Aim]:
    """The worst gap first, those without figures last."""
    ordered = sorted(found, key=lambda one: (one.target.short is None, one.target.short or 0))
    return [_drawn(one, agency, lang) for one in ordered]


def _drawn(one: figures.Aim, agency: str, lang: str) -> Aim:
    row, period = one.target, Chosen("", one.target.first, one.target.judged_on)
    known = definitions.DEFINITIONS.get(row.indicator)
    part, whole, urls = _counted(one, agency, period)
    ahead = gap(one.forecast, row.target)
    return Aim(
        row=row,
        label=row.label(lang),
        words=known.words(lang) if known else "",
        part=part,
        whole=whole,
        part_url=urls[0],
        whole_url=urls[1],
        months=[value for value in one.series if value is not None],
        span=_span(one),
        response=one.so_far.response_percent if row.indicator == "satisfied_percent" else None,
        forecast=one.forecast,
        will_meet=None if ahead is None else ahead >= 0,
        ended=row.judged_on >= row.last,
        how=pace_words(one.pace, lang) if one.pace else "",
        url=_page(row, agency),
        behind=course(one, threshold_on(row.judged_on)).behind,
    )


def _page(row: figures.TargetRow, agency: str) -> str:
    """The target's own page, as it holds for this agency."""
    return reverse("numbers:target", args=[row.id]) + (f"?don-vi={agency}" if agency != row.set_for else "")


def _span(one: figures.Aim) -> str:
    return f"{one.months[0].first:%m/%Y}–{one.months[-1].last:%m/%Y}" if one.months else ""


def _counted(one: figures.Aim, agency: str, period: Chosen) -> tuple[int | None, int | None, tuple[str, str]]:
    row = one.target
    names = _LISTS.get(row.indicator)
    urls = (links.figure(names[0], agency, period), links.figure(names[1], agency, period)) if names else ("", "")
    return row.part, row.whole, urls
