"""Units that fall behind the path of their target: seen nightly, told once, gone when they have caught up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from motcua.journal.actions import record
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.reports import organisation as organisations
from motcua.reports.aims.path import Course, Threshold, course, threshold_on
from motcua.reports.figures import aims_of
from motcua.reports.models import Fall
from motcua.steering import queries as steering
from motcua.steering.models import Target


@dataclass(frozen=True, slots=True)
class Watched:
    """What one round found: who fell, who caught up (or whose target ended)."""

    fallen: list[Fall]
    ended: list[Fall]
    looked_at: int


def watch(at: datetime, *, by: Actor = SYSTEM) -> Watched:
    """Look at every target in force, as of now. Asking again on the same day changes nothing."""
    today = clock.local_day(at)
    standing = steering.standing_on(today)
    open_ = {one.target_id: one for one in Fall.objects.filter(until=None).select_related("target__agency")}
    threshold = threshold_on(today)
    fallen: list[Fall] = []
    ended: list[Fall] = []
    for target, run in _courses(standing, today, at, threshold):
        old = open_.pop(target.pk, None)
        if run.behind and old is None:
            made = _fall(target, run, today, by=by, at=at)
            fallen += [made] if made else []
        elif old is not None and run.off is not None and run.off >= 0:
            # gone when the path itself is reached: who hovers at the threshold is not told every week
            ended.append(_end(old, "caught_up", today, by=by, at=at))
    ended += [_end(old, "ended", today, by=by, at=at) for old in open_.values()]
    return Watched(fallen, ended, len(standing))


def _courses(
    standing: Iterable[Target], today: date, at: datetime, threshold: Threshold
) -> Iterable[tuple[Target, Course]]:
    together: dict[int, list[Target]] = {}
    for one in standing:
        together.setdefault(one.agency_id, []).append(one)
    for some in together.values():
        aims, _rows = aims_of(some, some[0].agency, today, as_of=at, monthly=False)
        for target, aim in zip(some, aims, strict=True):
            yield target, course(aim, threshold)


def _fall(target: Target, run: Course, today: date, *, by: Actor, at: datetime) -> Fall | None:
    actual, path = Decimal(str((run.off or 0) + run.path)), Decimal(str(run.path))
    try:
        with transaction.atomic():
            made = Fall.objects.create(
                target=target, since=today, actual=round(actual, 2), path=round(path, 2), seen_at=at
            )
            record(
                "target.behind",
                subject=f"targets:{target.agency.code}",
                by=by,
                at=at,
                target=target.pk,
                fall=made.pk,
                actual=str(made.actual),
                path=str(made.path),
            )
    except IntegrityError:  # another run was faster: it told
        if not Fall.objects.filter(target=target, until=None).exists():
            raise
        return None
    return made


@transaction.atomic
def _end(fall: Fall, why: str, today: date, *, by: Actor, at: datetime) -> Fall:
    fall.until = max(today, fall.since)
    fall.save(update_fields=["until"])
    subject = f"targets:{fall.target.agency.code}"
    record(f"target.{why}", subject=subject, by=by, at=at, target=fall.target_id, fall=fall.pk)
    return fall


def behind(agency_code: str, on: date) -> QuerySet[Fall]:
    """Who is behind at an agency and the units under it, the longest first."""
    tree = organisations.read()
    rows = Fall.objects.filter(until=None, target__agency__in=sorted(tree.under(tree.get(agency_code), on)))
    return rows.select_related("target__agency", "target__field").order_by("since", "id")
