"""Large reports as tasks: asked, claimed by one worker at a time, told how far, cancelled, ended."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.journal.actions import record
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotVisible
from motcua.people import access
from motcua.reports.figures import handling
from motcua.reports.keeping.rights import account_of, may_read
from motcua.reports.models import ReportRun
from motcua.reports.statutory import Asked, Report

LARGE_LIST, LARGE_HEAVY = 2_000, 30_000
"""Lines of a list, and dossiers of a report that is counted from the rows: above that a worker makes it."""
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=7)
MOST_OPEN = 5
OPEN = (ReportRun.State.QUEUED, ReportRun.State.RUNNING)


def size_of(report: Report, asked: Asked) -> int:
    """How many lines or dossiers a report goes through; 0 where it is answered from the summary."""
    if report.lists is not None:
        return report.lists.count(asked)
    if not report.heavy:
        return 0
    (row,) = handling(asked.agency, asked.first, asked.last, as_of=asked.as_of)
    return row.received_total


def is_large(report: Report, asked: Asked) -> bool:
    """True where it is made as a task."""
    return is_over(report, size_of(report, asked))


def is_over(report: Report, size: int) -> bool:
    """True for so many lines or dossiers that a page would be long in coming."""
    return size > (LARGE_LIST if report.lists is not None else LARGE_HEAVY)


@transaction.atomic
def ask(report: Report, asked: Asked, *, format: str, language: str, by: Actor, at: datetime) -> ReportRun:
    """Queue a report. The same question that still waits is not queued twice. Raises Invalid, NotVisible."""
    access.require("reports.read", by)
    if not may_read(by, asked.agency, clock.local_day(at)):
        raise NotVisible("agency.unknown", agency=asked.agency)
    if format not in ("xlsx", "csv", "json"):
        raise Invalid("report.invalid", [FieldError("format", "report.format_too_large")])
    same = {
        "report": report.slug,
        "agency": asked.agency,
        "first": asked.first,
        "last": asked.last,
        "lines": asked.by if report.lists is None else "",
        "format": format,
        "language": language,
    }
    mine = ReportRun.objects.filter(asked_by_id=by.account_id, state__in=OPEN)
    if (waiting := mine.filter(**same, role=by.role).first()) is not None:
        return waiting
    if mine.count() >= MOST_OPEN:
        raise Invalid("report.invalid", [FieldError("format", "report.too_many_runs", most=MOST_OPEN)])
    run = ReportRun.objects.create(
        **same, asked_by_id=account_of(by), role=by.role, asker_agency=by.agency, as_of=asked.as_of, asked_at=at
    )
    record(
        "report.asked",
        subject=f"report-run:{run.pk}",
        by=by,
        at=at,
        first=True,
        run=run.pk,
        report=run.report,
        agency=run.agency,
        period_from=run.first,
        period_to=run.last,
    )
    return run


def get_run(number: int, viewer: Actor) -> ReportRun:
    """One of one's own. Raises NotVisible."""
    run = ReportRun.objects.filter(pk=number, asked_by_id=viewer.account_id).first()
    if run is None:
        raise NotVisible("report.run_unknown")
    return run


def runs_of(viewer: Actor, most: int = 20) -> list[ReportRun]:
    """One's own, the newest first."""
    return list(ReportRun.objects.filter(asked_by_id=viewer.account_id).order_by("-asked_at", "-pk")[:most])


@transaction.atomic
def cancel(run: ReportRun, *, by: Actor, at: datetime) -> bool:
    """Stop it: the worker that makes it sees that before its next step. False when it had ended."""
    found = ReportRun.objects.filter(pk=run.pk, asked_by_id=by.account_id, state__in=OPEN)
    stopped = found.update(state=ReportRun.State.CANCELLED, ended_at=at, lease="", leased_until=None)
    if stopped:
        record("report.cancelled", subject=f"report-run:{run.pk}", by=by, at=at)
    return bool(stopped)


def claim(run_id: int, at: datetime) -> str:
    """Take a run that waits, or whose worker is gone, for LEASE: the mark to go on with; "" when it cannot be had."""
    mark = str(uuid.uuid4())
    free = Q(state=ReportRun.State.QUEUED) | Q(state=ReportRun.State.RUNNING, leased_until__lt=at)
    taken = ReportRun.objects.filter(free, pk=run_id).update(
        state=ReportRun.State.RUNNING, lease=mark, leased_until=at + LEASE, done=0, all=0, error=""
    )
    return mark if taken else ""


def step(run_id: int, mark: str, *, done: int, all: int, at: datetime) -> bool:
    """Tell how far it is; False when it was cancelled or another worker has it: then stop."""
    held = ReportRun.objects.filter(pk=run_id, state=ReportRun.State.RUNNING, lease=mark)
    return bool(held.update(done=done, all=all, leased_until=at + LEASE))


def finish(run_id: int, mark: str, *, file: str, size: int, at: datetime) -> bool:
    """It is there; False when it was cancelled meanwhile: then the file is nobody's."""
    held = ReportRun.objects.filter(pk=run_id, state=ReportRun.State.RUNNING, lease=mark)
    return bool(
        held.update(
            state=ReportRun.State.DONE,
            file=file,
            size=size,
            ended_at=at,
            kept_until=at + KEPT,
            lease="",
            leased_until=None,
        )
    )


def fail(run_id: int, mark: str, *, error: str, at: datetime) -> None:
    """It cannot be made; why is told on its page."""
    held = ReportRun.objects.filter(pk=run_id, state=ReportRun.State.RUNNING, lease=mark)
    held.update(state=ReportRun.State.FAILED, error=error[:300], ended_at=at, lease="", leased_until=None)


def give_back(run_id: int, mark: str, *, error: str) -> None:
    """Something broke: it waits again, and says what it was."""
    held = ReportRun.objects.filter(pk=run_id, state=ReportRun.State.RUNNING, lease=mark)
    held.update(state=ReportRun.State.QUEUED, error=error[:300], lease="", leased_until=None)


def outdated(at: datetime) -> list[ReportRun]:
    """Runs whose file was kept long enough."""
    return list(ReportRun.objects.filter(state=ReportRun.State.DONE, kept_until__lt=at)[:200])


def let_go(run: ReportRun) -> None:
    """Its file is no longer there."""
    ReportRun.objects.filter(pk=run.pk).update(state=ReportRun.State.GONE, file="")
