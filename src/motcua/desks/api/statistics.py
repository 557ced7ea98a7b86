"""Public figures (contract, sections 5 and 8): never cached, computed from the dossiers at every call."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from motcua.desks.api.problems import Problem
from motcua.desks.api.schemas import HandlingList, TargetList
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports import figures

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
) -> Any:
    now = clock.now()
    today = clock.local_day(now)
    end = day("to", to, today)
    start = day("from", from_, end.replace(month=1, day=1))
    if end < start:
        raise Invalid("request.invalid", [FieldError("to", "period.backwards")])
    if by and by not in BY:
        raise Invalid("request.invalid", [FieldError("by", "by.unknown", allowed=", ".join(BY))])
    judged = now
    if as_of:
        try:
            judged = clock.parse(as_of)
        except ValueError:
            raise Invalid("request.invalid", [FieldError("as_of", "body.time_wrong")]) from None
    rows = figures.handling(agency or None, start, end, as_of=judged, own=own, by=by or None)
    return {"items": [row.as_data() for row in rows]}


@router.get("/statistics/targets", response={200: TargetList, 404: Problem, 422: Problem}, summary="Targets and gaps")
def targets(request: HttpRequest, agency: str = Query("", max_length=40), on: str = Query("", max_length=10)) -> Any:
    chosen = day("on", on, clock.local_day(clock.now()))
    return {"items": [row.as_data() for row in figures.targets(agency or None, chosen)]}
