"""What a dossier's page says of other agencies: its parts, what it waits for, and whether it is on its way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import time_left
from motcua.desks.officer.parts.rows import rows_of
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Transfer
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access

TOLD = frozenset({"part_opened", "part_asked"})


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """A dossier or result in hand-over: from where to where, and what is left of the time to accept it."""

    row: Transfer
    sender: str
    receiver: str
    minutes: int
    may_accept: bool


def of_dossier(dossier: Dossier, told: Collection[str], viewer: Actor, now: datetime) -> dict[str, Any]:
    """For the page's template; what never happened is not asked for. `told`: types of the dossier's events."""
    has_parts = bool(TOLD & set(told))
    parts = rows_of(queries.parts_of(dossier), now, dossier.code) if has_parts else []
    guest = queries.is_guest(dossier, viewer, now)
    open_now = dossier.received_at is not None and dossier.resolved_at is None
    return {
        "guest": guest,
        "parts": parts,
        "keepers": [one.part.number for one in queries.keepers(dossier)] if has_parts and open_now else [],
        "can_ask_agency": open_now and not guest and access.may_ever("dossier.open_part", viewer),
        "on_the_way": on_the_way(dossier, viewer, now) if "transfer_sent" in told else None,
        "sent_back": _sent_back(dossier, viewer, now) if "transfer_returned" in told else None,
    }


def on_the_way(dossier: Dossier, viewer: Actor, now: datetime) -> OnTheWay | None:
    """Where the dossier or its result is on its way to; None when it is on no way."""
    row = queries.find_open_transfer(dossier)
    if row is None:
        return None
    lang, today = spoken(), clock.local_day(now)
    scope = access.scope("dossier.accept_transfer", viewer)
    own = queries.reach(scope, now) if scope.kind == "agency" else frozenset()
    return OnTheWay(
        row=row,
        sender=agencies.name_of(row.from_agency, today, lang, short=True),
        receiver=agencies.name_of(row.to_agency, today, lang, short=True),
        minutes=time_left(now, row.answer_until, calendar_of(row.to_agency_id), None).working_minutes,
        may_accept=row.to_agency_id in own,
    )


def _sent_back(dossier: Dossier, viewer: Actor, now: datetime) -> Transfer | None:
    """The transfer that came back and waits to be put right."""
    rows = queries.transfers_of(dossier)
    last = rows[-1] if rows else None
    return last if last is not None and last.state == Transfer.State.RETURNED else None
