"""`province-year --seed N --communes C --dossiers D --year Y --out DIR [--merger DAY] [--force]`: a made-up year with
its figures; `province-year prepare DIR`: its mergers and targets for this installation; `province-year check DIR`:
compares this installation with the figures, exit 1 on a difference."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.flows.province_year import FILES, Asked, Refused, check, prepare, write
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

MOST_TOLD = 200
"""Differences that are told one by one; all are counted."""


def day(text: str) -> date:
    """2026-07-01. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text}: viết ngày như 2026-07-01 / write a day as 2026-07-01") from None


class Command(BaseCommand):
    help = "A made-up year of a province, with every figure that follows from it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "act", nargs="?", choices=("prepare", "check"), help="what DIR takes for granted; compare with DIR"
        )
        parser.add_argument("folder", nargs="?", metavar="DIR", help="of prepare and check: the folder of the data set")
        parser.add_argument("--seed", type=int, help="other random numbers, another year of the same shape")
        parser.add_argument("--communes", type=int, help="how many communes; 148 is the province of today")
        parser.add_argument("--dossiers", type=int, help="how many lines")
        parser.add_argument("--year", type=int, help="the year that is counted")
        parser.add_argument("--out", help="folder to write to")
        parser.add_argument("--merger", type=day, default=None, help="a day on which some communes are merged")
        parser.add_argument("--force", action="store_true", help="write over the files of a data set in the folder")

    def handle(self, *args: Any, **options: Any) -> None:
        self._last = time.monotonic()
        try:
            if options["act"]:
                if not options["folder"]:
                    raise Refused("province_year.folder_needed", act=options["act"])
                getattr(self, f"_{options['act']}")(Path(options["folder"]))
            else:
                self._write(options)
        except Refused as refused:
            raise CommandError(str(refused)) from None

    def _write(self, options: dict[str, Any]) -> None:
        needed = ("seed", "communes", "dossiers", "year", "out")
        missing = [f"--{name}" for name in needed if options[name] is None]
        if missing:
            raise Refused("province_year.needs", missing=", ".join(missing))
        asked = Asked(**{name: options[name] for name in (*needed[:4], "merger")})
        folder, began = Path(options["out"]), time.monotonic()
        total = asked.dossiers

        def progress(what: str, done: int) -> None:
            if time.monotonic() - self._last >= 1:
                self._last = time.monotonic()
                self._tell(f"{what}: {done} of {total} dossiers, {self._last - began:.0f} s")

        write(asked, folder, force=options["force"], progress=progress)
        self.stdout.write(f"{total} dossiers in {folder}: {', '.join(FILES)}; {time.monotonic() - began:.1f} s")

    def _prepare(self, folder: Path) -> None:
        done = prepare(folder, by=SYSTEM, at=clock.now())
        self.stdout.write(f"{done.ended} agencies ended, {done.targets} targets set")

    def _check(self, folder: Path) -> None:
        def progress(what: str, done: int) -> None:
            if time.monotonic() - self._last >= 1:
                self._last = time.monotonic()
                self._tell(f"{what}: {done} compared")

        began = time.monotonic()
        compared = check(folder, progress=progress)
        if compared.here != compared.given:
            self._tell(
                f"{compared.given} dossiers in the data set, {compared.here} in this installation: others, or lines"
                " that were not imported, are differences below."
            )
        if compared.unknown_ends:
            codes = ", ".join(compared.unknown_ends)
            self._tell(f"{codes} end in the data set and go on here: run motcua province-year prepare {folder} first.")
        for one in compared.differences[:MOST_TOLD]:
            self._tell(f"{one.where}: {one.figure} is {one.found}, expected {one.expected}")
        self.stdout.write(
            f"{compared.figures} figures in {compared.rows} rows compared, {len(compared.differences)} differ; "
            f"{time.monotonic() - began:.1f} s"
        )
        if compared.differences:
            raise CommandError(f"{len(compared.differences)} figures differ from {folder}/expected.json.")

    def _tell(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()
