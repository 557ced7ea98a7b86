"""Whether a line tells of the dossier that is here under its code."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import lived
from motcua.flows.importing.shapes import EVENTS, GivenEvent, Line
from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.kernel import clock
from motcua.people.models import Party
from motcua.people.rules import Declared

Known = tuple[str, datetime, str, datetime | None]
"""Type of an event, its time, what belongs to its type (result, way, agency), the promise that it left."""

NEWS = "news"


def differs(line: Line) -> str:
    """The first member in which a line differs from the dossier of its code; "" where it tells of the same one, which
    may have gone on since; NEWS where the line knows all that the dossier knows, and more."""
    dossier = Dossier.objects.select_related(
        "procedure_version__procedure", "agency", "reception_agency", "applicant", "submitter"
    ).get(code=line.code)
    events = [(event, facts(event)) for event in lived(list(_events(line.code)))]
    agency = next((told["agency"] for event, told in events if event.type == "dossier.submitted"), dossier.agency.code)
    members = {
        "procedure": dossier.procedure_version.procedure.code,
        "agency": agency,
        "reception_agency": dossier.reception_agency.code,
        "channel": dossier.channel,
        "entered_by": dossier.entered_by,
    }
    for name, value in members.items():
        if getattr(line, name) != value:
            return name
    for name, held in (("applicant", dossier.applicant), ("submitter", dossier.submitter)):
        if _person(getattr(line, name)) != _person(held):
            return name
    known = [_known(event.type, event.at, told) for event, told in events]
    at = _first_missing(line.events, known)
    if not at:
        return ""
    given = [(event.type, event.at, event.result or event.by or event.to, event.due_at) for event in line.events]
    steps = [one for one in known if one[0] != "processing"]  # a line may leave it out
    return NEWS if not _first_missing_of(steps, given) else f"events.{at}"


def _first_missing(events: Sequence[GivenEvent], known: Sequence[Known]) -> int:
    """The first event of a line, from 1, that the dossier does not hold; 0 where it holds all, in their order."""
    rest = iter(known)
    for number, event in enumerate(events, start=1):
        given = (event.type, event.at, event.result or event.by or event.to)
        if not any(given == one[:3] and event.due_at in (None, one[3]) for one in rest):
            return number
    return 0


def _first_missing_of(held: Sequence[Known], given: Sequence[Known]) -> int:
    rest = iter(given)
    for number, event in enumerate(held, start=1):
        if not any(event[:3] == one[:3] for one in rest):
            return number
    return 0


def _events(code: str) -> Any:
    return Event.objects.filter(chain=code, type__in=[f"dossier.{one}" for one in EVENTS | {"undone"}]).order_by(
        "number"
    )


def _person(one: Declared | Party | None) -> tuple[str, str, str] | None:
    return None if one is None else (one.kind, one.full_name, one.personal_id)


def _known(type: str, at: datetime, told: dict[str, Any]) -> Known:
    kind = type.removeprefix("dossier.")
    more = told.get("result" if kind == "finished" else "to" if kind == "transferred" else "way", "")
    due = told.get("due_at")
    return kind, at, more if kind in ("finished", "transferred", "delivered") else "", clock.parse(due) if due else None
