"""Appending events. `record()` is called inside the transaction of the change that it tells of."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.journal import outbox, reference, rules
from motcua.journal.models import ChainHead, Delivery, Event, Seal
from motcua.kernel import clock
from motcua.kernel.actor import Actor


class OutsideTransaction(RuntimeError):
    """`record()` was called where the change and its event would not stand or fall together."""


def record(type: str, *, subject: str, by: Actor, at: datetime, first: bool = False, **facts: Any) -> Event:
    """Append one event to the subject's chain and enqueue its handlers, in the present transaction.

    `facts` are codes, states, times, ids, numbers and hashes. `first`: the subject was made in this transaction, so
    that its chain has no head yet. Raises OutsideTransaction, rules.PersonalFact.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(type)
    head = ChainHead(chain=subject) if first else _locked_head(subject)
    recorded_at = clock.now()
    event = _event(_row(type, facts, head, by, at, recorded_at))
    event.save(force_insert=True)
    head.number, head.hash = event.number, event.hash
    if first:
        head.save(force_insert=True)
    else:
        head.save(update_fields=["number", "hash"])
    _enqueue([event], recorded_at)
    return event


def hold(subject: str) -> int:
    """Hold a subject's chain until the transaction ends and return the number of its last event, 0 when it has none:
    what is written beside the coming event can name it."""
    return ChainHead.objects.select_for_update().filter(chain=subject).values_list("number", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class Told:
    """One of several events that happen at once, each to a subject of its own."""

    type: str
    subject: str
    facts: Mapping[str, object]


def record_all(told: Sequence[Told], *, by: Actor, at: datetime) -> list[Event]:
    """As `record` for several subjects at once, in few statements; no subject twice. Raises as `record`."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(", ".join(one.type for one in told))
    recorded_at = clock.now()
    chains = [one.subject for one in told]
    if len(set(chains)) != len(chains):
        raise ValueError("a subject twice: its events follow one another, record them so")
    heads = {head.chain: head for head in ChainHead.objects.select_for_update().filter(chain__in=chains).order_by("pk")}
    missing = [chain for chain in chains if chain not in heads]
    heads.update({chain: _locked_head(chain) for chain in missing})
    rows = [_row(one.type, one.facts, heads[one.subject], by, at, recorded_at) for one in told]
    events = Event.objects.bulk_create(_event(row) for row in rows)
    for event in events:
        head = heads[event.chain]
        head.number, head.hash = event.number, event.hash
    ChainHead.objects.bulk_update(heads.values(), ["number", "hash"])
    _enqueue(events, recorded_at)
    return events


def _row(
    type: str, facts: Mapping[str, object], head: ChainHead, by: Actor, at: datetime, recorded_at: datetime
) -> rules.Row:
    return rules.Row(
        chain=head.chain,
        number=head.number + 1,
        type=type,
        at=at,
        recorded_at=recorded_at,
        by=(by.kind, by.id, by.role, by.agency, by.position),
        facts=rules.canonical(facts),
        previous_hash=head.hash,
    )


def _event(row: rules.Row) -> Event:
    kind, id, role, agency, position = row.by
    return Event(
        chain=row.chain,
        number=row.number,
        type=row.type,
        at=row.at,
        recorded_at=row.recorded_at,
        by_kind=kind,
        by_id=id,
        by_role=role,
        by_agency=agency,
        by_position=position,
        facts=row.facts,
        previous_hash=row.previous_hash,
        hash=rules.digest(row),
    )


def _enqueue(events: Sequence[Event], recorded_at: datetime) -> None:
    """The outbox rows of new events, the projectors, and a fresh look at reference rows."""
    waiting = [
        Delivery(event=event, handler=name, next_try_at=recorded_at)
        for event in events
        for name in outbox.handlers_of(event.type)
    ]
    if waiting:
        Delivery.objects.bulk_create(waiting)
    for event in events:
        for project in outbox.projectors():
            project(event)
    reference.forget()


def _locked_head(chain: str) -> ChainHead:
    head = ChainHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        ChainHead.objects.bulk_create([ChainHead(chain=chain)], ignore_conflicts=True)
        head = ChainHead.objects.select_for_update().get(chain=chain)
    return head


def seal(*, key: bytes, at: datetime) -> Seal:
    """Sign the digest of all chain heads as they stand now (daily, by the worker)."""
    with transaction.atomic():
        last = _last_settled()
    with transaction.atomic():
        total, digest = heads_digest(last)
        return Seal.objects.create(
            sealed_at=at,
            last_event_id=last,
            heads=total,
            digest=digest,
            signature=hmac.new(key, f"{last}:{total}:{digest}".encode(), hashlib.sha256).hexdigest(),
        )


def _last_settled() -> int:
    """The last event, with none below it still to come. On PostgreSQL a transaction that has drawn its numbers may
    commit after one with higher numbers: those that write events now are waited for, for a moment nobody begins."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE journal_event IN SHARE MODE")
    return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


class HeadsDigest:
    """Number and digest of the chain heads as they were after a given event, from the events alone, which are told one
    chain after the other, each in its order."""

    def __init__(self, last_event_id: int) -> None:
        self.last_event_id, self.total = last_event_id, 0
        self._sha, self._head = hashlib.sha256(), ("", 0, "")

    def add(self, id: int, chain: str, number: int, hash: str) -> None:
        """The next event."""
        if id > self.last_event_id:
            return
        if chain != self._head[0]:
            self._close()
        self._head = (chain, number, hash)

    def end(self) -> tuple[int, str]:
        """No event is left."""
        self._close()
        self._head = ("", 0, "")
        return self.total, self._sha.hexdigest()

    def _close(self) -> None:
        chain, number, hash = self._head
        if chain:
            self._sha.update(f"{chain}:{number}:{hash}\n".encode())
            self.total += 1


def heads_digest(last_event_id: int) -> tuple[int, str]:
    """As `HeadsDigest`, of all events."""
    found = HeadsDigest(last_event_id)
    rows = Event.objects.filter(id__lte=last_event_id).order_by("chain", "number")
    for row in rows.values_list("id", "chain", "number", "hash").iterator(chunk_size=5000):
        found.add(*row)
    return found.end()
