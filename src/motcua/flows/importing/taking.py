"""Taking judged lines in: written, counted, told of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import DataError, IntegrityError

from motcua.flows.importing.judging import Judged, Numbered
from motcua.flows.importing.lines import Cut
from motcua.flows.importing.outcome import Outcome, Problem
from motcua.flows.importing.runs import Run
from motcua.flows.importing.writing import write

LINE_FAULTS = (IntegrityError, DataError, UnicodeError)
"""What a line can be at fault for. A lost database, a full disk: those stop the import, which can be run again."""
Refuse = Callable[[Sequence[tuple[Problem, bytes | None]]], None]
"""Told of refused lines with what stands in them, before their batch is written."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that stand together: the number of the last, the byte after it, the lines themselves (read on demand)."""

    count: int
    last: int
    end: int
    cuts: Callable[[], Sequence[Cut]]


@dataclass(slots=True)
class Taking:
    """Takes one part of a file after the other; `run` keeps with each how far the file was read."""

    judge: Callable[[Sequence[Numbered]], Judged]
    outcome: Outcome
    dry_run: bool = False
    refuse: Refuse | None = None
    run: Run | None = None

    def take(self, part: Part, judged: Judged) -> None:
        """What was judged of a part. A line that the database does not take stops nothing but itself."""
        try:
            self._take(part, judged)
        except LINE_FAULTS as error:
            if part.count == 1:
                self._take(part, _refused(part.last, judged.codes[0], error))
                return
            cuts = part.cuts()
            half = len(cuts) // 2  # somewhere in there: each half for itself
            for some in (cuts[:half], cuts[half:]):
                again = self.judge([(number, raw) for number, raw, _ in some])
                self.take(Part(len(some), some[-1][0], some[-1][2], partial(list, some)), again)

    def _take(self, part: Part, judged: Judged) -> None:
        if self.refuse is not None and judged.refused:
            raws = {number: raw for number, raw, _ in part.cuts()}
            self.refuse([(problem, raws.get(problem.line)) for problem in judged.refused])
        run = self.run
        if not self.dry_run and (judged.packed is not None or run is not None):
            write(judged, None if run is None else lambda: run.move(part.end, part.last, judged))
        if run is not None:
            run.moved(part.end, part.last)
        self.outcome.add(judged, part.last, part.end)


def _refused(number: int, code: str, error: Exception) -> Judged:
    # The first line of the database's words; what follows on PostgreSQL may hold the row itself.
    why = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
    return Judged(lines=1, refused=[Problem(number, code, "import.database", {"why": why[:160]})])
