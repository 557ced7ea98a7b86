"""Reading and verifying the journal."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from motcua.journal import rules
from motcua.journal.actions import heads_digest
from motcua.journal.models import ChainHead, Delivery, Event, Seal
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not hold, named so that a person finds the row."""

    event: str
    reason: str


def events(subject: str, types: tuple[str, ...] = ()) -> list[Event]:
    """A subject's events, oldest first."""
    rows = Event.objects.filter(chain=subject).order_by("number")
    return list(rows.filter(type__in=types) if types else rows)


LAST = 200


def newest() -> tuple[int, int, int]:
    """A value that changes with every new event, for what was made from the events before it.

    Greatest and least number of the last events, and how many they are: on PostgreSQL an event may appear below one
    that is there already (they commit out of order), and then the least moves.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(id), min(id), count(*) FROM (SELECT id FROM journal_event ORDER BY id DESC LIMIT %s) AS last",
            [LAST],
        )
        greatest, least, count = cursor.fetchone()
    return greatest or 0, least or 0, count


def facts(event: Event) -> dict[str, Any]:
    """The facts of an event as a dictionary."""
    return dict(json.loads(event.facts))


def pending(handler: str = "") -> int:
    """How many deliveries wait (the outbox's length)."""
    rows = Delivery.objects.filter(state=Delivery.State.WAITING)
    return rows.filter(handler=handler).count() if handler else rows.count()


def failed() -> Iterator[Delivery]:
    """Deliveries that were given up, newest first."""
    return Delivery.objects.filter(state=Delivery.State.FAILED).select_related("event").order_by("-id").iterator()


def verify(key: bytes, chain: str = "") -> tuple[int, Fault | None]:
    """Walk every chain: numbers without a gap, each hash right, heads and seals agree.

    Returns how many events were read and the first fault, or None.
    """
    read, current, number, previous = 0, "", 0, ""
    heads = {head.chain: (head.number, head.hash) for head in ChainHead.objects.all().iterator()}
    rows = Event.objects.order_by("chain", "number")
    if chain:
        rows = rows.filter(chain=chain)
        heads = {chain: heads[chain]} if chain in heads else {}
    for event in rows.iterator(chunk_size=2000):
        read += 1
        if event.chain != current:
            if current and (fault := _head_fault(current, number, previous, heads)):
                return read, fault
            current, number, previous = event.chain, 0, ""
        number += 1
        if event.number != number:
            return read, Fault(f"{event.chain}#{number}", "missing")
        if event.previous_hash != previous:
            return read, Fault(str(event), "does not follow the event before it")
        if event.hash != rules.digest(_row(event)):
            return read, Fault(str(event), "was changed after it was written")
        previous = event.hash
    if current and (fault := _head_fault(current, number, previous, heads)):
        return read, fault
    for lost, (last, _) in heads.items():
        if last:
            return read, Fault(f"{lost}#1", "missing: the whole chain")
    return read, None if chain else _seal_fault(key)


def _head_fault(chain: str, number: int, previous: str, heads: dict[str, tuple[int, str]]) -> Fault | None:
    head = heads.pop(chain, None)
    if head == (number, previous):
        return None
    return Fault(f"{chain}#{number + 1}", "the chain does not end where its head says")


def _seal_fault(key: bytes) -> Fault | None:
    seal = Seal.objects.order_by("-id").first()
    if seal is None:
        return None
    signed = hmac.new(key, f"{seal.last_event_id}:{seal.heads}:{seal.digest}".encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signed, seal.signature):
        return Fault(f"seal {seal.id}", "its signature does not hold")
    if heads_digest(seal.last_event_id) != (seal.heads, seal.digest):
        return Fault(
            f"seal {seal.id} of {clock.local(seal.sealed_at):%Y-%m-%d}", "sealed events are missing or changed"
        )
    return None


def _row(event: Event) -> rules.Row:
    return rules.Row(
        chain=event.chain,
        number=event.number,
        type=event.type,
        at=event.at,
        recorded_at=event.recorded_at,
        by=(event.by_kind, event.by_id, event.by_role, event.by_agency, event.by_position),
        facts=event.facts,
        previous_hash=event.previous_hash,
    )
