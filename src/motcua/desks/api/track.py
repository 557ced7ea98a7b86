"""Tracking by code, for everybody; with the PIN also the promise and the steps."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from motcua.desks.api.dossiers import event_out, iso
from motcua.desks.api.problems import Problem
from motcua.desks.api.schemas import Tracked
from motcua.desks.shell import tracking
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed

router = Router(tags=["tracking"])


@router.get(
    "/track/{code}",
    response={200: Tracked, 403: Problem, 404: Problem, 422: Problem, 429: Problem},
    exclude_none=True,
    auth=None,
    summary="Where a dossier is",
)
def track(request: HttpRequest, code: str, pin: str = Query("", max_length=40)) -> Any:
    at = clock.now()
    found = tracking.look_up(request, code, at=at)
    given = pin or request.headers.get("X-Track-Pin", "")
    if not given:
        return {"code": found.code, "percent": found.percent}
    if not tracking.pin_opens(found.code, given, at=at):
        raise NotAllowed("track.pin_wrong")
    dossier = queries.get_with_pin(found.code)
    version = dossier.procedure_version
    return {
        "code": found.code,
        "percent": found.percent,
        "procedure": version.procedure.code,
        "procedure_name_vi": version.name_vi,
        "procedure_name_en": version.name_en,
        "state": dossier.state,
        "due_at": iso(dossier.due_at),
        "original_due_at": iso(dossier.original_due_at),
        "steps": [{**event_out(line), "text": None, "ground": None} for line in queries.story(dossier, inside=False)],
    }
