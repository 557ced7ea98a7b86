"""Appending events. `record()` is called inside the transaction of the change that it tells of."""

import hashlib
import hmac
from datetime import datetime

from django.db import connection, transaction

from motcua.journal import outbox, reference, rules
from motcua.journal.models import ChainHead, Delivery, Event, Seal
from motcua.kernel import clock
from motcua.kernel.actor import Actor


class OutsideTransaction(RuntimeError):
    """`record()` was called where the change and its event would not stand or fall together."""


def record(type: str, *, subject: str, by: Actor, at: datetime, first: bool = False, **facts: object) -> Event:
    """Append one event to the subject's chain and enqueue its handlers, in the present transaction.

    `facts` are codes, states, times, ids, numbers and hashes. `first`: the subject was made in this transaction, so
    that its chain has no head yet. Raises OutsideTransaction, rules.PersonalFact.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(type)
    head = ChainHead(chain=subject) if first else _locked_head(subject)
    recorded_at = clock.now()
    row = rules.Row(
        chain=subject,
        number=head.number + 1,
        type=type,
        at=at,
        recorded_at=recorded_at,
        by=(by.kind, by.id, by.role, by.agency, by.position),
        facts=rules.canonical(facts),
        previous_hash=head.hash,
    )
    event = Event.objects.create(
        chain=row.chain,
        number=row.number,
        type=row.type,
        at=row.at,
        recorded_at=row.recorded_at,
        by_kind=by.kind,
        by_id=by.id,
        by_role=by.role,
        by_agency=by.agency,
        by_position=by.position,
        facts=row.facts,
        previous_hash=row.previous_hash,
        hash=rules.digest(row),
    )
    head.number, head.hash = event.number, event.hash
    if first:
        head.save(force_insert=True)
    else:
        head.save(update_fields=["number", "hash"])
    Delivery.objects.bulk_create(
        Delivery(event=event, handler=name, next_try_at=recorded_at) for name in outbox.handlers_of(type)
    )
    for project in outbox.projectors():
        project(event)
    reference.forget()
    return event


def _locked_head(chain: str) -> ChainHead:
    head = ChainHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        ChainHead.objects.bulk_create([ChainHead(chain=chain)], ignore_conflicts=True)
        head = ChainHead.objects.select_for_update().get(chain=chain)
    return head


def seal(*, key: bytes, at: datetime) -> Seal:
    """Sign the digest of all chain heads as they stand now (daily, by the worker)."""
    with transaction.atomic():
        last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
        total, digest = heads_digest(last)
        return Seal.objects.create(
            sealed_at=at,
            last_event_id=last,
            heads=total,
            digest=digest,
            signature=hmac.new(key, f"{last}:{total}:{digest}".encode(), hashlib.sha256).hexdigest(),
        )


def heads_digest(last_event_id: int) -> tuple[int, str]:
    """Number and digest of the chain heads as they were after a given event, from the events alone."""
    sha, total, current = hashlib.sha256(), 0, ("", 0, "")
    rows = (
        Event.objects.filter(id__lte=last_event_id).order_by("chain", "number").values_list("chain", "number", "hash")
    )
    for row in rows.iterator(chunk_size=5000):
        if row[0] != current[0] and current[0]:
            sha.update(f"{current[0]}:{current[1]}:{current[2]}\n".encode())
            total += 1
        current = row
    if current[0]:
        sha.update(f"{current[0]}:{current[1]}:{current[2]}\n".encode())
        total += 1
    return total, sha.hexdigest()
