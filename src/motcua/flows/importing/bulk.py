"""Bringing in many dossiers: judged one by one, written batch by batch."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache, partial
from itertools import islice
from pathlib import Path

from motcua.flows.importing import runs
from motcua.flows.importing.ahead import Ahead, can_judge_ahead
from motcua.flows.importing.judging import Judge, Judged, Numbered
from motcua.flows.importing.lines import Block, Cut, blocks, lines_of
from motcua.flows.importing.outcome import Outcome
from motcua.flows.importing.planning import count_anew
from motcua.flows.importing.taking import Part, Refuse, Taking
from motcua.kernel import clock

BATCH = 1000
SMALL = 1024 * 1024
"""Bytes below which no process is begun: it would take longer than the file."""
MOST_WORKERS = 4
Progress = Callable[[Outcome], None]


def import_dossiers(
    lines: Iterable[Numbered],
    *,
    at: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
    batch: int = BATCH,
    refuse: Refuse | None = None,
    most: int | None = None,
) -> Outcome:
    """Import lines of contract section 7 as they come. `at`: when this import happens (`recorded_at` of its events).

    A bad line is named in the outcome and stops nothing but itself; a code that is here already is left as it is. Of
    refusals and warnings the outcome holds the first `most`, and counts them all.
    """
    judge = Judge(clock.local(at), dry_run=dry_run)
    taking = Taking(judge.judge, Outcome(most=most), dry_run=dry_run, refuse=refuse)
    waiting = iter(lines)
    while some := list(islice(waiting, batch)):
        cuts: list[Cut] = [(number, raw, 0) for number, raw in some]
        taking.take(Part(len(cuts), cuts[-1][0], 0, partial(list, cuts)), judge.judge(some))
        if progress is not None:
            progress(taking.outcome)
    if not dry_run:
        count_anew(taking.outcome.imported)
    return taking.outcome


def import_file(
    path: Path,
    *,
    at: datetime,
    dry_run: bool = False,
    from_start: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    batch: int = BATCH,
    refuse: Refuse | None = None,
    most: int | None = None,
) -> Outcome:
    """As `import_dossiers`, of a file: processes judge its lines ahead of the writing, and an import of it that was cut
    off goes on where it was (`from_start`: from the beginning).

    `workers`: how many processes (default: as many as there are processors, at most four; none for a small file or a
    dry run, which remembers the codes before). Raises CannotImport `import.run_taken`, WorkerFailed, OSError.
    """
    at = clock.local(at)
    run, outcome = (None, Outcome()) if dry_run else runs.begin(path, at=at, from_start=from_start)
    outcome.most = most
    judging = _Judging(path, lambda: Judge(at, run_id=run.pk if run else None, dry_run=dry_run))
    taking = Taking(judging.judge, outcome, dry_run=dry_run, refuse=refuse, run=run)
    with path.open("rb") as file, _few_collections():
        waiting = blocks(file, batch, line=outcome.line, at=outcome.offset)
        count = _workers(path.stat().st_size - outcome.offset) if workers is None else workers
        if count and run is not None and can_judge_ahead():
            with Ahead(path, at, run.pk, count) as ahead:
                _take(taking, judging, ahead.judged(waiting), progress)
        else:
            _take(taking, judging, judging.judged(waiting), progress)
    if run is not None:
        run.end(at)
        count_anew(outcome.imported)
    return outcome


class _Judging:
    """A file judged in this process, block by block; what its lines refer to is read when the first needs it."""

    def __init__(self, path: Path, make: Callable[[], Judge]) -> None:
        self.path, self.make = path, cache(make)

    def judge(self, lines: Sequence[Numbered]) -> Judged:
        """As `Judge.judge`."""
        return self.make().judge(lines)

    def cuts(self, block: Block) -> Sequence[Cut]:
        """The lines of a block."""
        with self.path.open("rb") as file:
            return list(lines_of(file, block))

    def judged(self, waiting: Iterator[Block]) -> Iterator[tuple[Block, Judged]]:
        """One block after the other."""
        for block in waiting:
            yield block, self.judge([(number, raw) for number, raw, _ in self.cuts(block)])


def _take(taking: Taking, judging: _Judging, judged: Iterator[tuple[Block, Judged]], progress: Progress | None) -> None:
    for block, one in judged:
        taking.take(Part(block.count, block.last, block.end, partial(judging.cuts, block)), one)
        if progress is not None:
            progress(taking.outcome)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Rows by the hundred thousand are no cycles: looking for cycles among them would cost a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _workers(size: int) -> int:
    return 0 if size < SMALL else max(0, min(os.cpu_count() or 1, MOST_WORKERS))
