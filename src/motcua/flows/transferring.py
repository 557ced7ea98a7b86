"""Acts on hand-overs between agencies, and on where the person wants the result."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import return_counter
from motcua.dossiers.states import State
from motcua.flows.bodies import Act, Body, words
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid


def transfer(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Send on: `to` the code of an agency. Without it a result goes to the counter where it is wanted, a dossier that
    came back to the agency that decides it. Another decider must be competent for the procedure."""
    dossier = queries.get_visible(code, viewer=by, at=at)
    given = words(body, "to")
    finished = dossier.state == State.FINISHED
    to = _standing(given or (return_counter(dossier.wishes) if finished else dossier.agency.code), at)
    if to is None:
        raise _wrong("to", "agency.unknown" if given else "transfer.no_wish", agency=given[:40])
    if not finished and to.pk != dossier.agency_id:
        version, today = dossier.procedure_version, clock.local_day(at)
        if not catalogue.decides(version, to, today):
            raise _wrong("to", "agency.not_competent", agency=to.code, procedure=version.procedure.code)
    dossiers.send_transfer(code, to=to, note=words(body, "note"), by=by, at=at)
    return queries.get_visible(code, viewer=by, at=at)


def accept_transfer(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """It is here and whole."""
    dossiers.accept_transfer(code, by=by, at=at)
    return queries.get_visible(code, viewer=by, at=at)


def return_transfer(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Send it back with the reason."""
    dossiers.return_transfer(code, reason=words(body, "reason"), by=by, at=at)
    return queries.get_visible(code, viewer=by, at=at)


def cancel_transfer(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Take a result back that is still on its way."""
    dossiers.cancel_transfer(code, reason=words(body, "reason"), by=by, at=at)
    return queries.get_visible(code, viewer=by, at=at)


def change_return(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """`way` counter, post or electronic; `counter` the code of an agency of the province; `address` for the post."""
    dossier = queries.get_visible(code, viewer=by, at=at)
    given = words(body, "counter")
    counter = None
    if given:
        counter = _standing(given, at)
        if counter is None or not may_return_at(counter, dossier, at):
            raise _wrong("counter", "agency.unknown", agency=given[:40])
    return dossiers.change_return(
        code,
        way=words(body, "way"),
        counter=counter,
        address=words(body, "address")[:300],
        reason=words(body, "reason"),
        by=by,
        at=at,
    )


ACTS = {
    "transfer": Act((), ("to", "note"), transfer),
    "accept_transfer": Act((), (), accept_transfer),
    "return_transfer": Act(("reason",), (), return_transfer),
    "cancel_transfer": Act(("reason",), (), cancel_transfer),
    "change_return": Act(("way", "reason"), ("counter", "address"), change_return),
}


def may_return_at(counter: Agency, dossier: Dossier, at: datetime) -> bool:
    """Any counter of the province of the agency that decides (decree 118/2025/NĐ-CP: regardless of boundaries inside
    the province)."""
    today = clock.local_day(at)
    return agencies.period_on(counter, today) is not None and top_of(counter, at) == top_of(dossier.agency, at)


def top_of(agency: Agency, at: datetime) -> Agency:
    """The agency at the top of the tree on that day: the province's."""
    today, seen = clock.local_day(at), {agency.pk}
    while (above := agencies.parent_on(agency, today)) is not None and above.pk not in seen:
        agency = above
        seen.add(agency.pk)
    return agency


def wish_errors(wishes: Mapping[str, Any], agency: Agency, at: datetime) -> list[FieldError]:
    """Whether the counter where the result is wanted may hand it over. Codes: agency.unknown at wishes.counter."""
    code = wishes.get("counter")
    if not code:
        return []
    counter = _standing(str(code), at)
    if counter is None or top_of(counter, at) != top_of(agency, at):
        return [FieldError("wishes.counter", "agency.unknown", agency=str(code)[:40])]
    return []


def _standing(code: str, at: datetime) -> Agency | None:
    agency = agencies.find_agency(code) if code else None
    return agency if agency is not None and agencies.period_on(agency, clock.local_day(at)) is not None else None


def _wrong(name: str, code: str, **facts: object) -> Invalid:
    return Invalid("act.invalid", [FieldError(name, code, **facts)])
