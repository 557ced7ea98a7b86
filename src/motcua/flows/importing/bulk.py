"""Bringing in many dossiers from a file of lines: judged one by one, written batch by batch."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.db import DatabaseError

from motcua.dossiers.models import Dossier
from motcua.flows.importing import writing
from motcua.flows.importing.reading import parse, read
from motcua.flows.importing.references import References, read_references
from motcua.flows.importing.replay import replay
from motcua.flows.importing.shapes import Bad
from motcua.flows.importing.writing import Ready
from motcua.kernel import clock
from motcua.kernel.errors import FieldError

BATCH = 500
MOST_BYTES = 4 * 1024 * 1024
"""A longer line is no dossier; nothing of it is kept in memory."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A refused line, or a warning: number of the line from 1, the dossier's code as far as it could be read."""

    line: int
    dossier: str
    code: str
    facts: dict[str, object] = field(default_factory=dict)
    path: str = ""


@dataclass(slots=True)
class Outcome:
    """What became of a file. `present`: lines whose dossier is here already; they are left as they are."""

    lines: int = 0
    imported: int = 0
    present: int = 0
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


Numbered = tuple[int, bytes | None]


def numbered_lines(file: IO[bytes]) -> Iterator[Numbered]:
    """Lines with their numbers, without empty ones; None for a line that is too long to be one."""
    number = 0
    while raw := file.readline(MOST_BYTES + 1):
        number += 1
        if len(raw) > MOST_BYTES and not raw.endswith(b"\n"):
            while (rest := file.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield number, None
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.strip():
            yield number, raw


def import_dossiers(
    lines: Iterable[Numbered],
    *,
    at: datetime,
    dry_run: bool = False,
    progress: Callable[[Outcome], None] | None = None,
    batch: int = BATCH,
) -> Outcome:
    """Import lines of contract section 7. `at`: when this import happens (`recorded_at` of its events).

    A bad line is named in the outcome and stops nothing but itself; a code that is here already is left as it is.
    """
    outcome = Outcome()
    references = read_references()
    seen: set[str] = set()
    waiting: list[Ready] = []
    for number, raw in lines:
        outcome.lines += 1
        ready = _judge(number, raw, references, outcome)
        if ready is None:
            continue
        if ready.line.code in seen:
            outcome.present += 1
            continue
        seen.add(ready.line.code)
        waiting.append(ready)
        if len(waiting) >= batch:
            _flush(waiting, outcome, at, dry_run=dry_run)
            waiting = []
            if progress is not None:
                progress(outcome)
    _flush(waiting, outcome, at, dry_run=dry_run)
    return outcome


def _judge(number: int, raw: bytes | None, references: References, outcome: Outcome) -> Ready | None:
    code = ""
    try:
        if raw is None:
            raise Bad("import.too_long", most=MOST_BYTES)
        given = parse(raw)
        if isinstance(given.get("code"), str):
            code = given["code"][:60]
        line = read(given)
        referred = references.refer(line)
        life = replay(line.events, referred.ground)
    except Bad as bad:
        outcome.refused.append(Problem(number, code, bad.code, bad.facts))
        return None
    if line.satisfaction and life.finished_at is None:
        line.warnings.append(FieldError("satisfaction", "import.rated_without_result"))
    return Ready(number, line, referred, life, references.charges(referred.held, line))


def _flush(waiting: list[Ready], outcome: Outcome, at: datetime, *, dry_run: bool) -> None:
    codes = [ready.line.code for ready in waiting]
    here = set(Dossier.objects.filter(code__in=codes).values_list("code", flat=True))
    outcome.present += len(here)
    fresh = [ready for ready in waiting if ready.line.code not in here]
    if not fresh:
        return
    try:
        if not dry_run:
            writing.write(fresh, recorded_at=clock.local(at))
    except (DatabaseError, UnicodeError) as error:
        if len(fresh) == 1:
            outcome.refused.append(_refused(fresh[0], error))
            return
        for ready in fresh:  # one of them is at fault: each for itself, so that it stops nothing but itself
            _flush([ready], outcome, at, dry_run=dry_run)
        return
    outcome.imported += len(fresh)
    outcome.warnings += [
        Problem(ready.number, ready.line.code, one.code, one.facts, one.path)
        for ready in fresh
        for one in ready.line.warnings
    ]


def _refused(ready: Ready, error: Exception) -> Problem:
    # The first line of the database's words; what follows on PostgreSQL may hold the row itself.
    why = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
    return Problem(ready.number, ready.line.code, "import.database", {"why": why[:160]})
