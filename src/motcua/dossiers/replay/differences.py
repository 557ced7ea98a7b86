"""Stored beside replayed: each difference by its column, with the event that gave the replayed value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.dossiers.replay.fold import Turn
from motcua.dossiers.replay.life import COLUMNS, ROWS, Life

Stored = Mapping[str, Any]
"""The columns of COLUMNS by name, and under `rows` the tables of ROWS as lists of their columns by name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`column`: of the dossier, or table[n].column; `told by the journal` where an event says what the rules do not
    give. `event`: the number of the event behind the replayed value, None where no event gives it."""

    code: str
    column: str
    stored: Any
    replayed: Any
    event: int | None
    against_rules: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A column (or table) that cannot be recomputed, because an event was written before it said enough."""

    code: str
    column: str
    event: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What replaying one dossier gave."""

    code: str
    differences: tuple[Difference, ...]
    missing: tuple[Missing, ...]


def compare(life: Life, stored: Stored, story: Sequence[Turn] = ()) -> Outcome:
    """Differences of one dossier; with `story` (the turns of its life) each names its event."""
    found = [
        Difference(life.code, fault.what, fault.told, fault.ruled, fault.event, against_rules=True)
        for fault in life.faults
    ]
    for name in COLUMNS:
        replayed = getattr(life, name)
        if name not in life.unknown and stored[name] != replayed:
            found.append(Difference(life.code, name, stored[name], replayed, _event(story, name)))
    for table, columns in ROWS.items():
        if table not in life.unknown:
            found += _rows(life, table, columns, stored["rows"][table])
    missing = tuple(Missing(life.code, name, event) for name, event in {**life.uncomputed, **life.unknown}.items())
    return Outcome(life.code, tuple(found), missing)


def _event(story: Sequence[Turn], column: str) -> int | None:
    return next((turn.told.number for turn in reversed(story) if column in turn.changed), None)


def _rows(life: Life, table: str, columns: Sequence[str], stored: Sequence[Mapping[str, Any]]) -> list[Difference]:
    replayed = life.rows[table]
    found = []
    for index in range(max(len(stored), len(replayed))):
        held = stored[index] if index < len(stored) else None
        given = replayed[index] if index < len(replayed) else None
        name = f"{table}[{index + 1}]"
        if held is None or given is None:
            found.append(Difference(life.code, name, _short(held), _short(given), _told_by(given)))
            continue
        found += [
            Difference(life.code, f"{name}.{column}", held[column], given[column], _told_by(given))
            for column in columns
            if held[column] != given[column] and f"{table}.{column}" not in life.unknown
        ]
    return found


def _told_by(row: Mapping[str, Any] | None) -> int | None:
    return row.get("event") if row else None


def _short(row: Mapping[str, Any] | None) -> str | None:
    """A row that the other side lacks, in one line."""
    return (
        None if row is None else ", ".join(f"{name} {value}" for name, value in row.items() if value not in (None, ""))
    )
