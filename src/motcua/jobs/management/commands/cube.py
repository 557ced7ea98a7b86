"""`cube status | fold | rebuild [--check]`: the summary of figures, its tail, and what the journal says of both."""

from argparse import ArgumentParser
from datetime import datetime
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.kernel import clock
from motcua.reports.cube import fold_all
from motcua.reports.cube.checking import Checked, check
from motcua.reports.cube.state import read_state


class Command(BaseCommand):
    """Shows, folds, checks and repairs the cube."""

    help = "The summary of figures and its tail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("status", help="how long the tail is, when it was folded, what the last check found")
        acts.add_parser("fold", help="add the tail to the summary now (the worker does it every minute)")
        rebuild = acts.add_parser("rebuild", help="compute the cube from the journal; acts go on meanwhile")
        rebuild.add_argument("--check", action="store_true", help="only name what differs; exit 1 when something does")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "status":
            self._status()
        elif options["act"] == "fold":
            self.stdout.write(f"folded {fold_all()} rows of the tail")
        else:
            self._rebuild(check_only=options["check"])

    def _status(self) -> None:
        found = read_state()
        self.stdout.write(f"summary   {found.cells} sums by day, month and year, {found.shifts} by two days")
        since = f", the oldest of event day {found.oldest:%Y-%m-%d}" if found.oldest else ""
        self.stdout.write(f"tail      {found.tail} rows{since}")
        folded = f"{_spoken(found.folded_at)}, {found.folded} rows" if found.folded_at else "never"
        self.stdout.write(f"folded    {folded}")
        if found.checked_at is None:
            self.stdout.write("checked   never: motcua cube rebuild --check")
            return
        said = f"{found.differences} figures differed" if found.differences else "equal to the journal"
        self.stdout.write(f"checked   {_spoken(found.checked_at)}, {found.dossiers} dossiers, {said}")
        if found.repaired_at is not None:
            self.stdout.write(f"repaired  {_spoken(found.repaired_at)}")

    def _rebuild(self, *, check_only: bool) -> None:
        began = perf_counter()
        found = check(repair=not check_only, at=clock.now(), progress=self._progress)
        spent = perf_counter() - began
        self._name(found)
        read = f"{found.dossiers} received dossiers read from the journal in {spent:.0f} s"
        if not found.differences:
            self.stdout.write(f"the cube is what the journal tells: {read}")
        elif check_only:
            raise CommandError(
                f"{len(found.differences)} figures differ: {read}. `motcua cube rebuild` puts the summary right"
            )
        else:
            self.stdout.write(f"put right {len(found.differences)} figures: {read}")

    def _name(self, found: Checked) -> None:
        for one in found.differences:
            day = one.day.isoformat() if one.base is None else f"{one.base.isoformat()} → {one.day.isoformat()}"
            self.stdout.write(
                f"{one.agency:<16} {one.grain:<6}{day:<26}{one.part:<28}{one.figure:<17}"
                f"stored {one.stored}, the journal gives {one.computed}"
            )

    def _progress(self, count: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{count} dossiers …", ending="")


def _spoken(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M:%S}"
