"""What to watch while an installation runs, read from its database and folder: for /metrics, `doctor` and alerts."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Min, Q

from motcua.dossiers.models import Dossier
from motcua.flows import backup
from motcua.journal.models import CronSlot, Delivery, Seal


@dataclass(frozen=True, slots=True)
class Outbox:
    """Deliveries that wait, that are due and not done, that gave up; when the oldest due one became due."""

    waiting: int
    due: int
    failed: int
    oldest_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the installation stands: the outbox, when the worker last gave a sign, dossiers by state, those past their
    promise, when the last seal and backup were made, bytes free."""

    outbox: Outbox
    worker_seen_at: datetime | None
    dossiers: dict[str, int]
    late: int
    sealed_at: datetime | None
    backed_up_at: datetime | None
    free_bytes: int


def outbox(now: datetime) -> Outbox:
    """The outbox in one query."""
    waiting = Q(state=Delivery.State.WAITING)
    due = waiting & Q(next_try_at__lte=now)
    found = Delivery.objects.exclude(state=Delivery.State.DONE).aggregate(
        waiting=Count("id", filter=waiting),
        due=Count("id", filter=due),
        failed=Count("id", filter=Q(state=Delivery.State.FAILED)),
        oldest=Min("next_try_at", filter=due),
    )
    return Outbox(found["waiting"], found["due"], found["failed"], found["oldest"])


def worker_seen_at() -> datetime | None:
    """When a task worker last took a scheduled job: it takes one every minute."""
    return CronSlot.objects.aggregate(last=Max("taken_at"))["last"]  # type: ignore[no-any-return]


def standing(now: datetime) -> Standing:
    """Everything at once; counts over all dossiers, so ask it seldom (the page of metrics keeps it for a minute)."""
    by_state = Dossier.objects.order_by().values_list("state").annotate(Count("id"))
    late = Dossier.objects.filter(due_at__lt=now, resolved_at=None, closed_at=None, paused_since=None).count()
    made = backup.last()
    return Standing(
        outbox=outbox(now),
        worker_seen_at=worker_seen_at(),
        dossiers=dict(by_state),
        late=late,
        sealed_at=Seal.objects.aggregate(last=Max("sealed_at"))["last"],
        backed_up_at=made[0] if made else None,
        free_bytes=shutil.disk_usage(Path(settings.HOME)).free,
    )
