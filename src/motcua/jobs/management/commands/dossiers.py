"""`dossiers import FILE.jsonl [--dry-run]`, `dossiers export [--agency CODE] FILE`: lines of contract section 7.
`dossiers replay CODE` or `--all`: everything recomputed from the journal; exit 1 on a difference."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, OutputWrapper

from motcua.flows.exporting import export_dossiers
from motcua.jobs import importing, replaying


class Command(BaseCommand):
    help = "Bring dossiers in from a file of lines, or write them out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        bring = acts.add_parser("import", help="bring dossiers in; what is here already stays as it is")
        importing.add_arguments(bring)
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
        importing.run(options, self.stdout, self.stderr)

    def _export(self, name: str, agency: str | None) -> None:
        path = Path(name)
        if name == "-":
            number = _write(agency, self.stdout)
        elif path.exists() and not path.is_file():  # a pipe, a device: nothing there could be taken for a whole file
            with path.open("w", encoding="utf-8") as out:
                number = _write(agency, out)
        else:
            number = _write_file(agency, path)
        self.stderr.write(f"exported {number} dossiers")
        self.stderr.flush()


def _write(agency: str | None, out: TextIO | OutputWrapper) -> int:
    """How many dossiers."""
    number = 0
    for number, line in enumerate(export_dossiers(agency), start=1):  # noqa: B007 — counted
        out.write(line if isinstance(out, OutputWrapper) else f"{line}\n")
    return number


def _write_file(agency: str | None, path: Path) -> int:
    """A file that stands under its name only when it is whole, whatever ends this before."""
    part = path.with_name(f"{path.name}.part")
    try:
        # Personal data: a file is readable by who ran the command alone.
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            number = _write(agency, out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return number
