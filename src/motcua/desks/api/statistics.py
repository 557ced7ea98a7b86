"""Public figures (contract, sections 5 and 8): never cached, computed from the dossiers at every call.

Counts are for all, exact and at once. What people answered and how long it took is for all only where no group of few
can be computed from it (ADR 24); with a token of somebody who may read the agency's reports it is told as it is.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from motcua.desks.api.auth import optional_caller
from motcua.desks.api.problems import Problem
from motcua.desks.api.schemas import HandlingList, TargetList
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports import figures, published, split
from motcua.reports.figures import across
from motcua.reports.figures.across import AcrossRow

router = Router(tags=["statistics"], auth=None)
BY = ("agency", "procedure", "field", "month", "channel")
SPLIT = (
    "By procedure at a commune: whole months, quarters and years that are over; lines of fewer than five dossiers, and"
    " what would tell them, are null. Counts by agency, field or channel are told for any period."
)


def day(name: str, text: str, default: date) -> date:
    """A local day from the query. Raises Invalid naming the member."""
    if not text:
        return default
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("request.invalid", [FieldError(name, "date.wrong")]) from None


def asked_period(from_: str, to: str, as_of: str) -> tuple[date, date, datetime]:
    """First and last day (this year up to today unless said), and when they are judged. Raises Invalid."""
    now = clock.now()
    end = day("to", to, clock.local_day(now))
    start = day("from", from_, end.replace(month=1, day=1))
    if end < start:
        raise Invalid("request.invalid", [FieldError("to", "period.backwards")])
    try:
        return start, end, clock.parse(as_of) if as_of else now
    except ValueError:
        raise Invalid("request.invalid", [FieldError("as_of", "body.time_wrong")]) from None


def serve(name: str, table: Callable[..., Sequence[Any]], *, splits: tuple[str, ...], summary: str) -> None:
    """A table of figures at its address: one row, or one for each of what `by` names (one of `splits`)."""

    def answer(
        request: HttpRequest,
        agency: str = Query("", max_length=40),
        from_: str = Query("", alias="from", max_length=10),
        to: str = Query("", max_length=10),
        as_of: str = Query("", max_length=40),
        own: bool = False,
        by: str = Query("", max_length=20),
    ) -> Any:
        start, end, judged = asked_period(from_, to, as_of)
        if by and by not in splits:
            raise Invalid("request.invalid", [FieldError("by", "by.unknown", allowed=", ".join(splits))])
        rows = table(agency or None, start, end, as_of=judged, own=own, by=by or None)
        if not published.may_see_all(optional_caller(request), agency or None, end):
            over = published.is_over(start, end, clock.now())
            rows = [row.for_everybody(is_over=over) if isinstance(row, AcrossRow) else row for row in rows]
        return {"items": [row.as_data() for row in rows]}

    answer.__name__ = name  # the operation's id in the description
    shapes = {200: HandlingList, 404: Problem, 422: Problem}
    router.get(f"/statistics/{name}", response=shapes, exclude_unset=True, summary=summary)(answer)


@router.get(
    "/statistics/handling",
    response={200: HandlingList, 404: Problem, 422: Problem},
    exclude_unset=True,
    summary="Handling figures",
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
    if published.may_see_all(optional_caller(request), agency or None, end):
        return {"items": [row.as_data() for row in rows]}
    now = clock.now()
    if by == "procedure" and split.is_close(agency or None):
        rows = split.for_everybody(rows, agency, start, end, now=now)
        return {"items": [row.as_data() for row in rows], "protected": SPLIT}
    then = organised == "then"
    told = published.for_everybody(rows, agency or None, by=by or None, own=own, as_organised_then=then, now=now)
    return {"items": [row.as_data() for row in told]}


serve(
    "manners",
    figures.manners,
    splits=("agency",),
    summary="Apologies, lateness without one, further supplement requests",
)
serve(
    "reception",
    across.reception,
    splits=("agency",),
    summary="What counters took in, for themselves and for others",
)
serve("parts", across.parts, splits=("agency",), summary="Parts that agencies do for dossiers of others")


@router.get("/statistics/targets", response={200: TargetList, 404: Problem, 422: Problem}, summary="Targets and gaps")
def targets(
    request: HttpRequest,
    agency: str = Query("", max_length=40),
    on: str = Query("", max_length=10),
    measure: Literal["percent", "count"] = "percent",
) -> Any:
    """Targets in percent; `measure=count`: those set as a number of dossiers."""
    chosen = day("on", on, clock.local_day(clock.now()))
    found = [one for one in figures.targets(agency or None, chosen) if one.measure == measure]
    if not published.may_see_all(optional_caller(request), agency or None, chosen):
        found = published.targets_for_everybody(found, now=clock.now())
    return {"items": [row.as_data() for row in found]}
