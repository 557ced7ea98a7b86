"""Sealing periods: by the worker when their closing day is over, by the control office, and corrections.

The journal is sealed first, so that each seal of a period names the events that stood.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings

from motcua.journal import actions as journal
from motcua.journal.models import Seal
from motcua.journal.outbox import Job
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.people import access
from motcua.reports.models import PeriodSeal
from motcua.reports.seals import sealing
from motcua.reports.seals.counting import agencies_with_figures
from motcua.reports.statutory.periods import to_seal

FRESH = timedelta(hours=1)
"""A seal of the journal that is no older stands for the moment: sealing it reads every chain."""


def heads(at: datetime) -> Seal:
    """The journal's seal that periods are sealed with."""
    last = Seal.objects.order_by("-id").first()
    if last is not None and at - FRESH <= last.sealed_at <= at:
        return last
    return journal.seal(key=settings.PIN_KEY, at=at)


def seal_ended(at: datetime, *, on: date | None = None, agency: str = "", by: Actor = SYSTEM) -> Iterator[PeriodSeal]:
    """Seal what is to be sealed by a day (default: that of `at`) and is not yet, agency by agency; what was sealed
    before a crash stays, the rest comes with the next run."""
    access.require("period.seal", by)
    stands: Seal | None = None
    for kind, first, last in to_seal(on or clock.local_day(at)):
        done = set(PeriodSeal.objects.filter(first=first, last=last).values_list("agency__code", flat=True))
        for code in [agency] if agency else agencies_with_figures(last):
            if code in done:
                continue
            stands = stands or heads(at)
            made = sealing.seal(code, kind, first, last, heads=stands, by=by, at=at)
            if made is not None:
                yield made


def seal_now(agency: str, kind: str, first: date, last: date, *, by: Actor, at: datetime) -> PeriodSeal | None:
    """Seal one period by hand. Raises as `sealing.seal`."""
    access.require("period.seal", by)
    return sealing.seal(agency, kind, first, last, heads=heads(at), by=by, at=at)


def correct(seal: PeriodSeal, *, reason: str, by: Actor, at: datetime) -> PeriodSeal:
    """A new version beside the old. Raises as `sealing.correct`."""
    access.require("period.seal", by)
    return sealing.correct(seal, reason=reason, heads=heads(at), by=by, at=at)


def scheduled(at: datetime) -> None:
    """The worker's run."""
    for _made in seal_ended(at):
        pass


JOBS = (Job("periods.seal", timedelta(hours=6), scheduled),)
