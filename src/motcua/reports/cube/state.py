"""How the cube does: for the command and for `doctor`."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min

from motcua.reports.models import CubeCell, CubeDelta, CubeShift, CubeState


@dataclass(frozen=True, slots=True)
class State:
    """Rows of the summary and of the tail; when it was folded, checked and put right (None: never)."""

    cells: int
    shifts: int
    tail: int
    oldest: date | None
    folded_at: datetime | None
    folded: int
    checked_at: datetime | None
    dossiers: int
    differences: int
    repaired_at: datetime | None


def read_state() -> State:
    """A few counts."""
    kept = CubeState.objects.first() or CubeState()
    return State(
        cells=CubeCell.objects.count(),
        shifts=CubeShift.objects.count(),
        tail=tail(),
        oldest=CubeDelta.objects.aggregate(oldest=Min("day"))["oldest"],
        folded_at=kept.folded_at,
        folded=kept.folded,
        checked_at=kept.checked_at,
        dossiers=kept.dossiers,
        differences=kept.differences,
        repaired_at=kept.repaired_at,
    )


def tail() -> int:
    """How many rows wait to be folded."""
    return CubeDelta.objects.count()
