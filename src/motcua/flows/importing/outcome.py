"""What became of a file, and what is told of single lines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Problem:
    """A refused line, or a warning: number of the line from 1, the dossier's code as far as it could be read."""

    line: int
    dossier: str
    code: str
    facts: dict[str, object] = field(default_factory=dict)
    path: str = ""


class Counted(Protocol):
    """What some lines came to."""

    lines: int
    fresh: int
    present: int
    refused: list[Problem]
    warnings: list[Problem]


@dataclass(slots=True)
class Outcome:
    """What became of a file. `present`: lines whose dossier is here already; they are left as they are.

    All refusals and warnings are counted by their codes; the lists hold the first `most` of each.
    """

    lines: int = 0
    imported: int = 0
    present: int = 0
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    most: int | None = None
    refusals: Counter[str] = field(default_factory=Counter)
    cautions: Counter[str] = field(default_factory=Counter)
    line: int = 0
    """The last line of the file that was read; empty ones count here."""
    offset: int = 0
    """Bytes of the file that were read."""
    before: int = 0
    """Lines that an import which was cut off had read before."""

    def add(self, judged: Counted, line: int, offset: int) -> None:
        """Count what was taken in: up to this line, and the byte after it."""
        self.lines += judged.lines
        self.imported += judged.fresh
        self.present += judged.present
        _keep(judged.refused, self.refused, self.refusals, self.most)
        _keep(judged.warnings, self.warnings, self.cautions, self.most)
        self.line, self.offset = line, offset


def _keep(problems: Iterable[Problem], kept: list[Problem], counted: Counter[str], most: int | None) -> None:
    for problem in problems:
        counted[problem.code] += 1
        if most is None or len(kept) < most:
            kept.append(problem)
