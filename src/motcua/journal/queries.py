"""Reading and verifying the journal."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from motcua.journal import rules
from motcua.journal.actions import HeadsDigest
from motcua.journal.models import ChainHead, Delivery, Event, Seal
from motcua.journal.sight import one_sight
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


_READ = (
    *("id", "chain", "number", "type", "at", "recorded_at"),
    *("by_kind", "by_id", "by_role", "by_agency", "by_position"),
    *("facts", "previous_hash", "hash"),
)


def verify(key: bytes, chain: str = "") -> tuple[int, Fault | None]:
    """Walk every chain: numbers without a gap, each hash right, heads and seals agree.

    Returns how many events were read and the first fault, or None. In one sight of the database: people go on working.
    """
    with one_sight():
        return _verify(key, chain)


def _verify(key: bytes, chain: str) -> tuple[int, Fault | None]:
    read, current, number, previous = 0, "", 0, ""
    heads = {of: (last, hash) for of, last, hash in ChainHead.objects.values_list("chain", "number", "hash").iterator()}
    seal = None if chain else Seal.objects.order_by("-id").first()
    sealed = HeadsDigest(seal.last_event_id if seal is not None else 0)
    rows = Event.objects.order_by("chain", "number")
    if chain:
        rows = rows.filter(chain=chain)
        heads = {chain: heads[chain]} if chain in heads else {}
    for id, of, counted, type, at, recorded_at, *by, told, before, hash in rows.values_list(*_READ).iterator(
        chunk_size=2000
    ):
        read += 1
        if of != current:
            if current and (fault := _head_fault(current, number, previous, heads)):
                return read, fault
            current, number, previous = of, 0, ""
        number += 1
        if counted != number:
            return read, Fault(f"{of}#{number}", "missing")
        if before != previous:
            return read, Fault(f"{of}#{number} {type}", "does not follow the event before it")
        stamped, recorded = clock.stamp(at), clock.stamp(recorded_at)
        if hash != rules.hashed(of, number, type, stamped, recorded, tuple(by), told, before):
            return read, Fault(f"{of}#{number} {type}", "was changed after it was written")
        previous = hash
        sealed.add(id, of, number, hash)
    if current and (fault := _head_fault(current, number, previous, heads)):
        return read, fault
    for lost, (last, _) in heads.items():
        if last:
            return read, Fault(f"{lost}#1", "missing: the whole chain")
    return read, _seal_fault(seal, sealed, key) if seal is not None else None


def _head_fault(chain: str, number: int, previous: str, heads: dict[str, tuple[int, str]]) -> Fault | None:
    head = heads.pop(chain, None)
    if head == (number, previous):
        return None
    return Fault(f"{chain}#{number + 1}", "the chain does not end where its head says")


def _seal_fault(seal: Seal, sealed: HeadsDigest, key: bytes) -> Fault | None:
    signed = hmac.new(key, f"{seal.last_event_id}:{seal.heads}:{seal.digest}".encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signed, seal.signature):
        return Fault(f"seal {seal.id}", "its signature does not hold")
    if sealed.end() != (seal.heads, seal.digest):
        return Fault(
            f"seal {seal.id} of {clock.local(seal.sealed_at):%Y-%m-%d}", "sealed events are missing or changed"
        )
    return None
