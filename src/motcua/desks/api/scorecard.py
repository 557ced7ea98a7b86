"""The index of decision 766 for everybody: counts, rates and points, with what is doubtful or missing."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from motcua.desks.api.auth import optional_caller
from motcua.desks.api.problems import Problem
from motcua.desks.api.schemas import IndexCard
from motcua.desks.api.statistics import asked_period
from motcua.kernel import clock
from motcua.reports import published
from motcua.reports.rules import ONE_DAY
from motcua.reports.scorecard import card as cards_of
from motcua.reports.scorecard import public, reader
from motcua.reports.scorecard.card import Reckoned

router = Router(tags=["statistics"], auth=None)


@router.get(
    "/statistics/index",
    response={200: IndexCard, 404: Problem, 422: Problem},
    by_alias=True,
    summary="The index of 100 points (decision 766) of an agency",
)
def index(
    request: HttpRequest,
    agency: str = Query(..., max_length=40),
    from_: str = Query("", alias="from", max_length=10),
    to: str = Query("", max_length=10),
    as_of: str = Query("", max_length=40),
) -> Any:
    """Satisfaction only for a whole month, quarter or year, and never where it would tell who rated how."""
    start, end, judged = asked_period(from_, to, as_of)
    (whole,) = cards_of.cards(reader.packaged(reader.INDEX), agency, [(start, end)], as_of=judged)
    card = whole
    if not published.may_see_all(optional_caller(request), agency, end):
        what = published.published(start, end, now=clock.now()) if judged >= clock.day_start(end + ONE_DAY) else None
        card = public.told(whole, answers=what is not None and what.is_told(agency))
    total = card.total
    return {
        "agency": agency,
        "from": card.first,
        "to": card.last,
        "as_of": clock.stamp(card.as_of),
        "version": card.version.key,
        "reached": float(total.reached),
        "reckoned": float(total.reckoned),
        "unknown": float(total.unknown),
        "lines": [_line(one) for one in card.lines],
    }


def _line(one: Reckoned) -> dict[str, Any]:
    line = one.line
    return {
        "number": line.number,
        "group": line.group,
        "name_vi": line.name.vi,
        "name_en": line.name.en,
        "worth": _float(line.points),
        "threshold": _float(line.threshold),
        "numerators": list(one.parts) or None,
        "denominator": one.whole,
        "rate": _float(one.rate),
        "points": _float(one.points),
        "doubt": line.doubt.en or None,
        "missing": (line.missing.en or None) if one.rate is None else None,
    }


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
