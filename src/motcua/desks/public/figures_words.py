"""Small things that pages with figures share: addresses of scoreboards, names of months, what the demo shows first."""

from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.dossiers.models import Dossier
from motcua.reports.scorecard.grain import Grain

PAST_UNIT = "H28.159"
PAST_FIRST, PAST_LAST = date(2023, 1, 1), date(2023, 8, 25)
"""The published figures of Lạc Thủy district that the demo re-enacts."""


def board_url(agency: str, first: date, last: date, **more: str) -> str:
    """The scoreboard of an agency and period."""
    query = urlencode({"tu": first.isoformat(), "den": last.isoformat(), **more})
    return f"{reverse('public:scoreboard_of', args=[agency])}?{query}"


def map_url(agency: str, first: date, last: date, **more: str) -> str:
    """The map of the communes under an agency; `to_chuc` is written with its dash, what is empty is left out."""
    asked = {"tu": first.isoformat(), "den": last.isoformat(), **more}
    query = urlencode({name.replace("_", "-"): value for name, value in asked.items() if value})
    return f"{reverse('public:map', args=[agency])}?{query}"


def rows_url(agency: str, first: date, last: date, figure: str, **more: str) -> str:
    """The dossiers behind a number."""
    query = urlencode({"so": figure, "tu": first.isoformat(), "den": last.isoformat(), **more})
    return f"{reverse('public:rows', args=[agency])}?{query}"


def past_board() -> str:
    """In the demo, the address of the board of 2023; "" where nothing of it is there."""
    if not settings.DEMO:
        return ""
    agency = agencies.find_agency(PAST_UNIT)
    if agency is None or not Dossier.objects.filter(agency=agency).exists():
        return ""
    return board_url(PAST_UNIT, PAST_FIRST, PAST_LAST)


def month_name(first: date, lang: str) -> str:
    """ "Tháng 10/2026", "October 2026"."""
    return f"{first:%B} {first.year}" if lang == "en" else f"Tháng\u00a0{first.month}/{first.year}"


def grain_name(grain: Grain, lang: str) -> str:
    """ "Tháng 10/2026", "Quý III/2026", "Năm 2026"."""
    if grain.kind == "month":
        return month_name(grain.first, lang)
    if grain.kind == "year":
        return f"{grain.first.year}" if lang == "en" else f"Năm\u00a0{grain.first.year}"
    number = (grain.first.month + 2) // 3
    if lang == "en":
        return f"Quarter\u00a0{number}, {grain.first.year}"
    return f"Quý\u00a0{('I', 'II', 'III', 'IV')[number - 1]}/{grain.first.year}"
