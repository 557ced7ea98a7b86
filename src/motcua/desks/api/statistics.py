"""Public figures (contract, sections 5 and 8): never cached, computed from the dossiers at every call."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from motcua.desks.api.problems import Problem
from motcua.desks.api.schemas import HandlingList, TargetList
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports import figures
from motcua.reports.figures import across
from motcua.reports.figures.across import AcrossRow

router = Router(tags=["statistics"], auth=None)
BY = ("agency", "procedure", "field", "month", "channel")


def day(name: str, text: str, default: date) -> date:
    """A local day from the query. Raises Invalid naming the member."""
    if not text:
        return default
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("request.invalid", [FieldError(name, "date.wrong")]) from None


def asked_period(from_: str, to: str, as_of: str) -> tuple[date, date, datetime]:
    """First and last day (default: the year until today) and when they are judged. Raises Invalid."""
    now = clock.now()
    end = day("to", to, clock.local_day(now))
    start = day("from", from_, end.replace(month=1, day=1))
    if end < start:
        raise Invalid("request.invalid", [FieldError("to", "period.backwards")])
    try:
        return start, end, clock.parse(as_of) if as_of else now
    except ValueError:
        raise Invalid("request.invalid", [FieldError("as_of", "body.time_wrong")]) from None


def period_of(from_: str, to: str, as_of: str) -> tuple[date, date, datetime]:
    """First and last day (this year up to today unless said), and when they are judged. Raises Invalid."""
    now = clock.now()
    end = day("to", to, clock.local_day(now))
    start = day("from", from_, end.replace(month=1, day=1))
    if end < start:
        raise Invalid("request.invalid", [FieldError("to", "period.backwards")])
    if not as_of:
        return start, end, now
    try:
        return start, end, clock.parse(as_of)
    except ValueError:
        raise Invalid("request.invalid", [FieldError("as_of", "body.time_wrong")]) from None


@router.get(
    "/statistics/handling", response={200: HandlingList, 404: Problem, 422: Problem}, summary="Handling figures"
)
def handling(
    request: HttpRequest,
    agency: str = Query("", max_length=40),
    from_: str = Query("", alias="from", max_length=10),
    to: str = Query("", max_length=10),
    as_of: str = Query("", max_length=40),
    own: bool = False,
    by: str = Query("", max_length=20),
    organised: Literal["then", "now"] = "then",
) -> Any:
    start, end, judged = asked_period(from_, to, as_of)
    if by and by not in BY:
        raise Invalid("request.invalid", [FieldError("by", "by.unknown", allowed=", ".join(BY))])
    rows = figures.handling(agency or None, start, end, as_of=judged, own=own, by=by or None, organised=organised)
    return {"items": [row.as_data() for row in rows]}


@router.get(
    "/statistics/manners",
    response={200: HandlingList, 404: Problem, 422: Problem},
    summary="Apologies, lateness without one, further supplement requests",
)
def manners(
    request: HttpRequest,
    agency: str = Query("", max_length=40),
    from_: str = Query("", alias="from", max_length=10),
    to: str = Query("", max_length=10),
    as_of: str = Query("", max_length=40),
    own: bool = False,
    by: str = Query("", max_length=20),
) -> Any:
    start, end, judged = asked_period(from_, to, as_of)
    if by not in ("", "agency"):
        raise Invalid("request.invalid", [FieldError("by", "by.unknown", allowed="agency")])
    rows = figures.manners(agency or None, start, end, as_of=judged, own=own, by=by or None)
    return {"items": [row.as_data() for row in rows]}


@router.get("/statistics/targets", response={200: TargetList, 404: Problem, 422: Problem}, summary="Targets and gaps")
def targets(request: HttpRequest, agency: str = Query("", max_length=40), on: str = Query("", max_length=10)) -> Any:
    chosen = day("on", on, clock.local_day(clock.now()))
    return {"items": [row.as_data() for row in figures.targets(agency or None, chosen)]}


@router.get(
    "/statistics/reception",
    response={200: HandlingList, 404: Problem, 422: Problem},
    summary="What counters took in, for themselves and for others",
)
def reception(
    request: HttpRequest,
    agency: str = Query("", max_length=40),
    from_: str = Query("", alias="from", max_length=10),
    to: str = Query("", max_length=10),
    as_of: str = Query("", max_length=40),
    own: bool = False,
    by: str = Query("", max_length=20),
) -> Any:
    return _across(across.reception, agency, from_, to, as_of, own, by)


@router.get(
    "/statistics/parts",
    response={200: HandlingList, 404: Problem, 422: Problem},
    summary="Parts that agencies do for dossiers of others",
)
def parts(
    request: HttpRequest,
    agency: str = Query("", max_length=40),
    from_: str = Query("", alias="from", max_length=10),
    to: str = Query("", max_length=10),
    as_of: str = Query("", max_length=40),
    own: bool = False,
    by: str = Query("", max_length=20),
) -> Any:
    return _across(across.parts, agency, from_, to, as_of, own, by)


def _across(
    table: Callable[..., list[AcrossRow]], agency: str, from_: str, to: str, as_of: str, own: bool, by: str
) -> dict[str, Any]:
    """One row, or one for each agency that has something (`by=agency`)."""
    start, end, judged = period_of(from_, to, as_of)
    rows = table(agency or None, start, end, as_of=judged, own=own, by=by)
    return {"items": [row.as_data() for row in rows]}
