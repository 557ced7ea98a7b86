"""`worker`: delivers what the journal's outbox holds and runs scheduled jobs, until it is told to stop."""

import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from motcua.flows.running import processes, schema
from motcua.journal import outbox
from motcua.kernel import clock

IDLE_SECONDS = 1.0
JOBS_SECONDS = 30.0


class Command(BaseCommand):
    help = "Run the task worker (on SQLite: one only)."
    requires_system_checks = ()  # CI runs them; they would load every desk into this process

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        schema.refuse_newer()
        if options["once"]:
            while outbox.run_due(clock.now()):
                pass
            outbox.run_jobs(clock.now())
            return
        self._stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        with processes.mark("worker"):
            self._work()

    def _work(self) -> None:
        looked = 0.0
        while not self._stopping:
            close_old_connections()
            if time.monotonic() - looked >= JOBS_SECONDS:
                looked = time.monotonic()
                outbox.run_jobs(clock.now())
            if not outbox.run_due(clock.now()):
                time.sleep(IDLE_SECONDS)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
