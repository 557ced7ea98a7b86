"""`dossiers import FILE.jsonl [--dry-run]`, `dossiers export [--agency CODE] FILE`: lines of contract section 7.
`dossiers replay CODE` or `--all`: everything recomputed from the journal; exit 1 on a difference."""

import os
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.flows.exporting import export_dossiers
from motcua.flows.importing import Outcome, Problem, import_dossiers, numbered_lines, sentence
from motcua.jobs import replaying
from motcua.kernel import clock

MOST_TOLD = 200
"""Refused lines (and warnings) that are told one by one; all are counted."""


class Command(BaseCommand):
    help = "Bring dossiers in from a file of lines, or write them out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        bring = acts.add_parser("import", help="bring dossiers in; what is here already stays as it is")
        bring.add_argument("file", metavar="FILE.jsonl", help="one JSON object a line; - reads standard input")
        bring.add_argument("--dry-run", action="store_true", help="judge every line and write nothing")
        out = acts.add_parser("export", help="write dossiers; the file holds personal data")
        out.add_argument("file", metavar="FILE", help="where to; - writes to standard output")
        out.add_argument("--agency", default=None, help="code: its dossiers and those of the units ever under it")
        replaying.add_arguments(
            acts.add_parser("replay", help="recompute from the journal and compare; exit 1 if not equal")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "replay":
            replaying.run(options, self.stdout, self.stderr)
            return
        if options["act"] == "export":
            self._export(options["file"], options["agency"])
            return
        self._import(options["file"], dry_run=options["dry_run"])

    def _import(self, name: str, *, dry_run: bool) -> None:
        began = last = time.monotonic()

        def progress(outcome: Outcome) -> None:
            nonlocal last
            if time.monotonic() - last >= 1:
                last = time.monotonic()
                rate = outcome.imported / (last - began)
                self._tell(f"{outcome.lines} lines read, {outcome.imported} imported, {rate:.0f} a second")

        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            outcome = import_dossiers(numbered_lines(file), at=clock.now(), dry_run=dry_run, progress=progress)
        self._problems("refused", outcome.refused)
        self._problems("warning", outcome.warnings)
        self.stdout.write(
            f"{'would import' if dry_run else 'imported'} {outcome.imported}, already here {outcome.present}, "
            f"refused {len(outcome.refused)}, warnings {len(outcome.warnings)}; "
            f"{outcome.lines} lines in {time.monotonic() - began:.1f} s"
        )
        if outcome.refused:
            raise CommandError(f"{len(outcome.refused)} of {outcome.lines} lines were refused.")

    def _problems(self, what: str, problems: list[Problem]) -> None:
        for problem in problems[:MOST_TOLD]:
            where = f"line {problem.line}" + (f" ({problem.dossier})" if problem.dossier else "")
            path = f"{problem.path}: " if problem.path else ""
            vi, en = (sentence(problem.code, problem.facts, lang) for lang in ("vi", "en"))
            self._tell(f"{what}: {where}: {path}{vi} / {en} [{problem.code}]")
        if len(problems) > MOST_TOLD:
            counted = Counter(problem.code for problem in problems).most_common()
            self._tell(f"{what}: {len(problems)} in all: " + ", ".join(f"{code} {number}" for code, number in counted))

    def _export(self, name: str, agency: str | None) -> None:
        number = 0
        # Personal data: a file is readable by who ran the command alone.
        file = None if name == "-" else os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with nullcontext(self.stdout) if file is None else os.fdopen(file, "w", encoding="utf-8") as out:
            for line in export_dossiers(agency):
                number += 1
                out.write(line if file is None else f"{line}\n")
        self._tell(f"exported {number} dossiers")

    def _tell(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()
