"""A target as pages show it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from motcua.desks.shell import formats
from motcua.reports import definitions
from motcua.reports.aims.path import Course, Threshold, course
from motcua.reports.figures import Aim
from motcua.reports.figures.pace import words
from motcua.reports.models import Judgement
from motcua.reports.rules import gap

LISTS = {
    "online_percent": ("received_online", "received"),
    "on_time_percent": ("resolved_in_time", "resolved_total"),
    "received_online": ("received_online", "received"),
    "resolved_in_time": ("resolved_in_time", "resolved_total"),
}
"""Figures whose dossiers may be opened; who answered what about satisfaction is confidential."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One target: its numbers as written, where it will end, how it runs."""

    aim: Aim
    label: str
    unit: str
    actual: str
    target: str
    gap: str
    forecast: str
    forecast_gap: str
    will_meet: bool | None
    how: str
    words: str
    course: Course
    path: str
    share: float | None
    tick: float
    url: str
    part_url: str
    whole_url: str
    behind_since: date | None = None
    judgement: Judgement | None = None


def shown(
    aim: Aim,
    unit: str,
    lang: str,
    threshold: Threshold,
    *,
    about: str = "",
    on: str = "",
    since: date | None = None,
    judgement: Judgement | None = None,
) -> Shown:
    """`about`: the agency's code in addresses, where it is not the one that the target was set for; `on`: the
    day in addresses, where it is not today; `since`: behind
    since that day."""
    row, run = aim.target, course(aim, threshold)
    ahead = gap(aim.forecast, row.target)
    known = definitions.DEFINITIONS.get(row.indicator)
    lists = LISTS.get(row.indicator)
    return Shown(
        aim=aim,
        label=row.label(lang),
        unit=unit,
        actual=value(row.actual, lang, count=row.is_count),
        target=value(row.target, lang, count=row.is_count),
        gap=difference(row.gap, lang, count=row.is_count),
        forecast=value(aim.forecast, lang, count=row.is_count) if aim.forecast is not None else "",
        forecast_gap=difference(ahead, lang, count=row.is_count),
        will_meet=None if ahead is None else ahead >= 0,
        how=words(aim.pace, lang) if aim.pace else "",
        words=known.words(lang) if known else "",
        course=run,
        path=value(run.path, lang, count=row.is_count),
        share=row.done,
        tick=100.0 if row.is_count else row.target,
        url=address("numbers:target", row.id, about, on),
        part_url=address("numbers:target_rows", row.id, about, on, so=lists[0]) if lists and row.part else "",
        whole_url=address("numbers:target_rows", row.id, about, on, so=lists[1]) if lists and row.whole else "",
        behind_since=since,
        judgement=judgement,
    )


def address(page: str, number: int, about: str = "", on: str = "", **more: str) -> str:
    """A page about a target; `about` an agency under the one that it was set for, `on` another day than today."""
    asked = {"don-vi": about, "ngay": on, **more}
    kept = urlencode({name: said for name, said in asked.items() if said})
    return reverse(page, args=[number]) + (f"?{kept}" if kept else "")


def value(number: float | None, lang: str, *, count: bool) -> str:
    """ "92,50 %", or of a sum "1.200"."""
    if count:
        return formats.integer(None if number is None else int(number), lang)
    return formats.percent(number, lang)


def difference(number: float | None, lang: str, *, count: bool) -> str:
    """ "+2,50 điểm", or of a sum "−40"."""
    if not count:
        return formats.points(number, lang)
    if number is None:
        return formats.MISSING
    return ("+" if number > 0 else "") + formats.integer(int(number), lang)
