"""The outbox: handlers react to events, at least once, in order of their due time, surviving a crash.

One interface (`Handler`, `handle`, `handlers_of`) behind which a heavier engine can stand later; the rows in
`Delivery` stay the truth. Handlers must be idempotent by event id.
"""

import logging
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q

from motcua.journal import rules
from motcua.journal.models import CronSlot, Delivery, Event

log = logging.getLogger("motcua.outbox")

Handler = Callable[[Event], None]
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12


class NotYet(Exception):
    """A handler will work later, at `until`: no failure, and no attempt is counted."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass(frozen=True, slots=True)
class Subscription:
    """A handler under a stable name and the event types that it reacts to (a trailing * takes a whole family)."""

    name: str
    types: tuple[str, ...]
    handle: Handler

    def takes(self, type: str) -> bool:
        return any(type == one or (one.endswith("*") and type.startswith(one[:-1])) for one in self.types)


@dataclass(frozen=True, slots=True)
class Job:
    """Scheduled work: runs once for every slot of `every` since midnight local time."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


_subscriptions: dict[str, Subscription] = {}
_jobs: dict[str, Job] = {}
_projectors: list[Handler] = []


def wire(subscriptions: Iterable[Subscription], jobs: Iterable[Job] = (), projectors: Iterable[Handler] = ()) -> None:
    """Set what reacts to the journal; called once by config/wiring.py (and by tests)."""
    _subscriptions.clear()
    _subscriptions.update({one.name: one for one in subscriptions})
    _jobs.clear()
    _jobs.update({job.name: job for job in jobs})
    _projectors[:] = list(projectors)


def handlers_of(type: str) -> list[str]:
    """Names of the handlers that an event of this type is delivered to."""
    return [one.name for one in _subscriptions.values() if one.takes(type)]


def projectors() -> list[Handler]:
    """What runs in the same transaction as the event."""
    return _projectors


def lease(now: datetime, limit: int = 20) -> list[Delivery]:
    """Take due deliveries for LEASE; a lease that ran out (a crash) is taken again."""
    mark = str(uuid.uuid4())
    due = Q(state=Delivery.State.WAITING, next_try_at__lte=now) & (Q(leased_until=None) | Q(leased_until__lt=now))
    with transaction.atomic():
        rows = Delivery.objects.filter(due).order_by("next_try_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.values_list("id", flat=True)[:limit])
        Delivery.objects.filter(id__in=ids).update(lease=mark, leased_until=now + LEASE, attempts=F("attempts") + 1)
    return list(Delivery.objects.filter(lease=mark, id__in=ids).select_related("event").order_by("id"))


def deliver(delivery: Delivery, now: datetime) -> bool:
    """Run one leased delivery. A failure is kept on the row with the next try; nothing is swallowed silently."""
    subscription = _subscriptions.get(delivery.handler)
    try:
        if subscription is None:
            raise LookupError(f"no handler named {delivery.handler!r} is wired")
        subscription.handle(delivery.event)
    except NotYet as later:
        Delivery.objects.filter(id=delivery.id, lease=delivery.lease).update(
            next_try_at=later.until, leased_until=None, attempts=F("attempts") - 1
        )
        return False
    except Exception as error:  # noqa: BLE001 — whatever a handler raises is kept on the row and tried again
        log.warning("delivery %s of event %s failed: %s", delivery.handler, delivery.event_id, error)
        gave_up = delivery.attempts >= MOST_ATTEMPTS
        Delivery.objects.filter(id=delivery.id, lease=delivery.lease).update(
            state=Delivery.State.FAILED if gave_up else Delivery.State.WAITING,
            next_try_at=now + timedelta(seconds=rules.backoff_seconds(delivery.attempts)),
            leased_until=None,
            last_error=f"{type(error).__name__}: {error}"[:300],
        )
        return False
    Delivery.objects.filter(id=delivery.id, lease=delivery.lease).update(
        state=Delivery.State.DONE, done_at=now, leased_until=None, last_error=""
    )
    return True


def run_due(now: datetime, limit: int = 20) -> int:
    """Lease and run what is due; returns how many deliveries were tried."""
    leased = lease(now, limit)
    for delivery in leased:
        deliver(delivery, now)
    return len(leased)


def run_jobs(now: datetime) -> int:
    """Run each scheduled job whose present slot nobody has taken yet; returns how many ran."""
    ran = 0
    for job in _jobs.values():
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        slot = midnight + (now - midnight) // job.every * job.every
        row, taken = CronSlot.objects.get_or_create(job=job.name, slot=slot, defaults={"taken_at": now})
        if not taken:
            continue
        ran += 1
        try:
            job.run(now)
        except DatabaseError:
            raise
        except Exception as error:
            log.exception("job %s failed", job.name)
            CronSlot.objects.filter(id=row.id).update(last_error=f"{type(error).__name__}: {error}"[:300])
        else:
            CronSlot.objects.filter(id=row.id).update(done_at=now)
    return ran


def forget_slots(job: str, before: datetime) -> None:
    """Delete the taken slots of one job that began before a moment."""
    CronSlot.objects.filter(job=job, slot__lt=before).delete()


def sweep(before: datetime) -> int:
    """Delete finished deliveries and cron slots older than `before`; events stay for ever."""
    CronSlot.objects.filter(slot__lt=before).delete()
    return Delivery.objects.filter(state=Delivery.State.DONE, done_at__lt=before).delete()[0]
