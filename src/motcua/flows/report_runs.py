"""Large reports made by the worker, step by step: progress told, a cancellation heeded, a crash gone on from.

A run is leased to one worker; whoever finds it with a lease that ran out makes it anew from the beginning. Its file is
stored only when it is whole.
"""

import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage

from motcua.journal.models import Event
from motcua.journal.outbox import Job, NotYet, Subscription
from motcua.journal.queries import facts
from motcua.kernel import clock
from motcua.kernel.errors import Cannot
from motcua.reports import export
from motcua.reports.export.stream import write_stream
from motcua.reports.export.table import Value
from motcua.reports.keeping import rights, runs
from motcua.reports.models import ReportRun
from motcua.reports.statutory import Asked, Made, Report, get_report, make, table

CHUNK = 500
STEPS = 3
"""A report of figures: counted, set, stored."""


class _Stopped(Exception):
    """The run was cancelled, or another worker has it."""


def handle(event: Event) -> None:
    """Make the report that an event asked for. Raises NotYet while another worker has it."""
    number = int(facts(event)["run"])
    now = clock.now()
    mark = runs.claim(number, now)
    if not mark:
        run = ReportRun.objects.filter(pk=number, state=ReportRun.State.RUNNING).first()
        if run is not None and run.leased_until is not None:
            raise NotYet(run.leased_until + timedelta(seconds=1))
        return
    run = ReportRun.objects.select_related("asked_by").get(pk=number)
    try:
        _make(run, mark)
    except _Stopped:
        return
    except Cannot as refused:
        runs.fail(number, mark, error=refused.code, at=clock.now())
    except Exception as error:
        runs.give_back(number, mark, error=type(error).__name__)
        raise  # the outbox keeps it and tries again


def _make(run: ReportRun, mark: str) -> None:
    viewer = rights.actor_as(run.asked_by, run.role, run.asker_agency, clock.local_day(clock.now()))
    if viewer is None or not rights.may_read(viewer, run.agency, clock.local_day(clock.now())):
        runs.fail(run.pk, mark, error="report.rights_lost", at=clock.now())
        return
    report = get_report(run.report)
    asked = Asked(run.agency, run.first, run.last, run.as_of, run.lines or report.by[0], viewer)
    with tempfile.TemporaryFile() as out:
        if report.lists is not None:
            _list(run, mark, report, asked, out)
        else:
            _figures(run, mark, report, asked, out)
        size = out.tell()
        out.seek(0)
        name = default_storage.save(f"reports/{run.pk}-{mark}.{run.format}", File(out))
    if not runs.finish(run.pk, mark, file=name, size=size, at=clock.now()):
        default_storage.delete(name)


def _list(run: ReportRun, mark: str, report: Report, asked: Asked, out: BinaryIO) -> None:
    assert report.lists is not None
    all_ = report.lists.count(asked)
    some = report.lists.some

    def rows() -> Iterator[tuple[Value, ...]]:
        done = 0
        while True:
            _told(run, mark, done, all_)
            lines = some(asked, done, done + CHUNK)
            for line in lines:
                done += 1
                yield (done, *(line.values.get(one.key) for one in report.columns))
            if len(lines) < CHUNK:
                _told(run, mark, done, max(all_, done))
                return

    head = table(Made(report, asked, [], None), run.language)
    write_stream(head, rows(), run.format, out)


def _figures(run: ReportRun, mark: str, report: Report, asked: Asked, out: BinaryIO) -> None:
    _told(run, mark, 0, STEPS)
    made = make(report, asked)
    _told(run, mark, 1, STEPS)
    content = export.write(table(made, run.language), run.format)
    _told(run, mark, 2, STEPS)
    out.write(content)


def _told(run: ReportRun, mark: str, done: int, all_: int) -> None:
    if not runs.step(run.pk, mark, done=done, all=all_, at=clock.now()):
        raise _Stopped


def sweep(at: datetime) -> None:
    """Files that were kept long enough are let go."""
    for run in runs.outdated(at):
        default_storage.delete(run.file)
        runs.let_go(run)


SUBSCRIPTIONS = (Subscription("report_runs", ("report.asked",), handle),)
JOBS = (Job("reports.sweep", timedelta(hours=6), sweep),)
