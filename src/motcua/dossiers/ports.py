"""What stands above this room and is kept in the same transaction as its acts: the cube of figures.

The room says which standings went and which came; who counts them is wired (`config/wiring.py`). A port and not a
projector of the journal: an event tells what happened, the figures need what stood before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from motcua.kernel import registry


@dataclass(frozen=True, slots=True)
class Stood:
    """One standing as a value: [from_at, to_at), times aware; `models.Standing` has the same names."""

    from_at: datetime
    to_at: datetime | None
    agency_id: int
    due_at: datetime | None
    paused_since: datetime | None
    received_at: datetime | None
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class About:
    """What the figures need of the dossier besides: `field` is the id of the field of its procedure."""

    dossier_id: int
    channel: str
    field: int
    original_due_at: datetime | None


class Cube(Protocol):
    """Counts what acts change, in their own transaction."""

    def moved(self, about: About, gone: Sequence[Stood], new: Sequence[Stood]) -> None:
        """These standings of the dossier are no more, and these stand in their place."""

    def reclassed(self, about: About, field_before: int) -> None:
        """The dossier's procedure is now of another field: all that it ever counted for counts there."""

    def rated(self, dossier_id: int) -> None:
        """An answer about satisfaction was written."""


def cube() -> Cube:
    """The wired one. Raises LookupError where none is: figures never go on uncounted."""
    found: Cube = registry.provider("cube")
    return found
