"""Living through a chain again: what was undone counts for nothing, the rest is folded event by event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.dossiers.replay.life import COLUMNS, Fault, Life
from motcua.dossiers.replay.table import QUIET, TABLE
from motcua.dossiers.replay.told import Ground, Told


def cancelled(events: Sequence[Told]) -> set[int]:
    """Numbers of the events that were undone, with those that went with them."""
    found: set[int] = set()
    for told in events:
        if told.type == "undone":
            found.add(int(told.facts["event"]))
            found.update(int(number) for number in told.facts.get("also", ()))
    return found


def replay(code: str, events: Sequence[Told], ground: Ground) -> Life:
    """The life that these events tell; an event of a type that nobody knows is a fault."""
    life = Life(code, ground)
    for _ in _live(life, events):
        pass
    return life


def _live(life: Life, events: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """Each event, and whether it counted."""
    without = cancelled(events)
    for told in events:
        counts = told.number not in without and told.type != "undone"
        if counts:
            change = TABLE.get(told.type)
            if change is not None:
                change(life, told)
                life.stand(told.at)
            elif told.type not in QUIET:
                life.faults.append(Fault(told.number, "event", told.type, None))
        yield told, counts


@dataclass(frozen=True, slots=True)
class Turn:
    """One event and what it changed: column → (before, after). `undone`: it was taken back and changed nothing."""

    told: Told
    undone: bool
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def turns(code: str, events: Sequence[Told], ground: Ground) -> tuple[Life, list[Turn]]:
    """As `replay`, with what each event changed: for a page, and to name the event behind a difference."""
    life = Life(code, ground)
    found = []
    before: dict[str, Any] = {name: getattr(life, name) for name in COLUMNS}
    for told, counts in _live(life, events):
        after = {name: getattr(life, name) for name in COLUMNS}
        changed = {name: (before[name], after[name]) for name in COLUMNS if before[name] != after[name]}
        found.append(Turn(told, not counts and told.type != "undone", changed))
        before = after
    return life, found
