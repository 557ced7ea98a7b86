"""`dossiers import FILE.jsonl`: dossiers brought in from a file of lines (contract, section 7).

Exit codes: 0 every line is in, 1 some were refused or the import could not go on, 2 the command was written wrong, 130
stopped by Ctrl-C: what was written stays, and the same command goes on from there.
"""

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper

from motcua.flows.importing import (
    CannotImport,
    Outcome,
    Problem,
    Report,
    WorkerFailed,
    has_begun,
    import_dossiers,
    import_file,
    numbered_lines,
    sentence,
)
from motcua.journal import actions as journal
from motcua.kernel import clock

MOST_TOLD = 200
"""Refused lines (and warnings) that are told one by one; all are counted."""
WIDTH = 30
EVERY_BAR, EVERY_LINE = 0.2, 5.0
"""Seconds between two pictures of the bar, and between two lines where nobody watches a terminal."""


def add_arguments(parser: ArgumentParser) -> None:
    """What the import may be told."""
    parser.add_argument("file", metavar="FILE.jsonl", help="one JSON object a line; - reads standard input")
    parser.add_argument("--dry-run", action="store_true", help="judge every line and write nothing")
    parser.add_argument(
        "--refused",
        metavar="FILE.jsonl",
        type=Path,
        help="report of refused lines with why and the line itself (personal data): mend it and bring it in",
    )
    parser.add_argument(
        "--from-start", action="store_true", help="read the whole file again, also where an import of it was cut off"
    )
    parser.add_argument(
        "--processes", metavar="N", type=_count, help="processes that judge lines ahead (default: by the processors)"
    )


def _count(written: str) -> int:
    if not written.isdigit() or int(written) > 64:
        raise ArgumentTypeError("a whole number from 0 to 64")
    return int(written)


def run(options: dict[str, Any], out: OutputWrapper, err: OutputWrapper) -> None:
    """Import as the command line says. Raises CommandError where a line was refused."""
    name, dry_run, report = options["file"], options["dry_run"], options["refused"]
    if report is not None and name != "-" and report.exists() and Path(name).exists() and report.samefile(name):
        raise CommandError("the report of refused lines would overwrite the file that is read: name another one.")
    began = time.monotonic()
    shown = _Shown(err, 0 if name == "-" else Path(name).stat().st_size, began)
    after = 0 if name == "-" or dry_run or options["from_start"] else has_begun(Path(name))
    if after:
        _tell(err, f"going on after line {after}: what was read before is in")
    told = nullcontext(None) if report is None else Report(report, after_line=after)
    try:
        with told as refused:
            add = None if refused is None else refused.add
            if name == "-":
                outcome = import_dossiers(
                    numbered_lines(sys.stdin.buffer),
                    at=clock.now(),
                    dry_run=dry_run,
                    progress=shown.show,
                    refuse=add,
                    most=MOST_TOLD,
                )
            else:
                outcome = import_file(
                    Path(name),
                    at=clock.now(),
                    dry_run=dry_run,
                    from_start=options["from_start"],
                    workers=options["processes"],
                    progress=shown.show,
                    refuse=add,
                    most=MOST_TOLD,
                )
    except CannotImport as refusal:
        raise CommandError(f"{sentence(refusal.code, {}, 'vi')} / {sentence(refusal.code, {}, 'en')}") from None
    except WorkerFailed as failure:
        raise CommandError(str(failure)) from None
    except KeyboardInterrupt:
        shown.end()
        _tell(err, "stopped: what was written stays; the same command goes on from there")
        raise
    shown.end()
    _summary(outcome, out, err, time.monotonic() - began, dry_run=dry_run, report=report)


def _summary(
    outcome: Outcome, out: OutputWrapper, err: OutputWrapper, seconds: float, *, dry_run: bool, report: Path | None
) -> None:
    refused, warnings = outcome.refusals.total(), outcome.cautions.total()
    _problems(err, "refused", outcome.refused, outcome.refusals)
    _problems(err, "warning", outcome.warnings, outcome.cautions)
    if not dry_run and outcome.imported:
        seal = journal.seal(key=settings.PIN_KEY, at=clock.now())
        _tell(err, f"the journal is sealed: {seal.heads} chains")
    out.write(
        f"{'would import' if dry_run else 'imported'} {outcome.imported}, already here {outcome.present}, "
        f"refused {refused}, warnings {warnings}; {outcome.lines} lines in {seconds:.1f} s"
    )
    if refused:
        where = f" They stand in {report}." if report is not None else ""
        raise CommandError(f"{refused} of {outcome.lines} lines were refused.{where}")


def _problems(err: OutputWrapper, what: str, problems: list[Problem], counted: Counter[str]) -> None:
    for problem in problems:
        where = f"line {problem.line}" + (f" ({problem.dossier})" if problem.dossier else "")
        path = f"{problem.path}: " if problem.path else ""
        vi, en = (sentence(problem.code, problem.facts, lang) for lang in ("vi", "en"))
        _tell(err, f"{what}: {where}: {path}{vi} / {en} [{problem.code}]")
    if counted.total() > len(problems):
        each = ", ".join(f"{code} {number}" for code, number in counted.most_common())
        _tell(err, f"{what}: {counted.total()} in all: {each}")


class _Shown:
    """How far an import is: a bar on a terminal, else a line now and then."""

    def __init__(self, err: OutputWrapper, size: int, began: float) -> None:
        self.err, self.size, self.began, self.last = err, size, began, began
        self.bar = bool(size) and err.isatty()
        self.from_offset: int | None = None

    def show(self, outcome: Outcome) -> None:
        """After a batch."""
        now = time.monotonic()
        if now - self.last < (EVERY_BAR if self.bar else EVERY_LINE):
            return
        self.last = now
        rate = (outcome.lines - outcome.before) / (now - self.began)
        counts = f"{outcome.lines:,} lines, {outcome.imported:,} imported, {outcome.refusals.total():,} refused"
        if not self.bar:
            share = f"{100 * outcome.offset // self.size} %, " if self.size else ""
            _tell(self.err, f"{share}{counts}, {rate:,.0f} lines a second")
            return
        done = outcome.offset / self.size
        per_line = outcome.offset / max(outcome.line, 1)
        left = (self.size - outcome.offset) / per_line / rate if rate else 0
        filled = "#" * int(WIDTH * done)
        picture = f"[{filled:.<{WIDTH}}] {done:4.0%}  {counts}  {rate:,.0f}/s  {_clock(left)} left"
        self._draw(f"\r{picture}\x1b[K")

    def end(self) -> None:
        """Leave the line of the bar."""
        if self.bar and self.last != self.began:
            self._draw("\r\x1b[K")

    def _draw(self, text: str) -> None:
        self.err.write(text, ending="")
        self.err.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _tell(err: OutputWrapper | TextIO, line: str) -> None:
    err.write(line)
    err.flush()
