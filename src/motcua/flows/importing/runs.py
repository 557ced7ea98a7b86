"""How far a file was read: kept with every batch, so that an import that was cut off goes on where it was."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import F

from motcua.dossiers.models import ImportRun
from motcua.flows.importing.judging import Judged
from motcua.flows.importing.outcome import Outcome
from motcua.kernel.errors import Cannot

HEAD = 64 * 1024
"""Bytes of a file's beginning by which it is known again, beside its name and size."""


class CannotImport(Cannot):
    """A file cannot be brought in now."""


def key_of(path: Path) -> str:
    """By what a file is known again."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return hashlib.sha256(f"{path.name}\n{path.stat().st_size}\n".encode() + head).hexdigest()


def has_begun(path: Path) -> int:
    """The last line of a file that an import which was cut off had read; 0 where there was none."""
    row = ImportRun.objects.filter(key=key_of(path), ended_at=None).first()
    return row.line if row is not None else 0


@dataclass(slots=True)
class Run:
    """The row of one file, as this import last saw it."""

    pk: int
    size: int
    offset: int
    line: int

    def move(self, offset: int, line: int, judged: Judged) -> None:
        """Within the transaction of a batch: the file was read up to `offset`. Raises CannotImport where another
        import has moved it meanwhile."""
        moved = ImportRun.objects.filter(pk=self.pk, offset=self.offset, ended_at=None).update(
            offset=offset,
            line=line,
            lines=F("lines") + judged.lines,
            imported=F("imported") + judged.fresh,
            present=F("present") + judged.present,
            refused=F("refused") + len(judged.refused),
            warnings=F("warnings") + len(judged.warnings),
        )
        if not moved:
            raise CannotImport("import.run_taken")

    def moved(self, offset: int, line: int) -> None:
        """The batch stands."""
        self.offset, self.line = offset, line

    def end(self, at: datetime) -> None:
        """The whole file was read."""
        ImportRun.objects.filter(pk=self.pk).update(ended_at=at)


def begin(path: Path, *, at: datetime, from_start: bool = False) -> tuple[Run, Outcome]:
    """The run of a file, and what it had counted where it goes on. A file that was read to its end is read again: what
    was refused may be in order now."""
    row, _ = ImportRun.objects.get_or_create(
        key=key_of(path), defaults={"name": path.name[:255], "size": path.stat().st_size, "began_at": at}
    )
    if from_start or row.ended_at is not None:
        again = {"offset": 0, "line": 0, "lines": 0, "imported": 0, "present": 0, "refused": 0, "warnings": 0}
        ImportRun.objects.filter(pk=row.pk).update(**again, began_at=at, ended_at=None)
        row.refresh_from_db()
    outcome = Outcome(lines=row.lines, imported=row.imported, present=row.present, line=row.line, offset=row.offset)
    outcome.before = row.lines
    if row.refused:
        outcome.refusals["import.before"] = row.refused
    if row.warnings:
        outcome.cautions["import.before"] = row.warnings
    return Run(row.pk, row.size, row.offset, row.line), outcome
