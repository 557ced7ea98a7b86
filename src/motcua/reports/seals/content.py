"""What a seal says, its one spelling, its hash, and where two of them differ; pure.

Counts of contract section 5 alone: what people answered is told on fixed grains and protected, and belongs to no file
that must stay as it is for ever. The spelling is JSON with sorted keys, no spaces and letters as they are, in UTF-8:
`json.dumps(x, sort_keys=True, separators=(",", ":"), ensure_ascii=False)` gives the same bytes everywhere.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.journal.rules import canonical
from motcua.reports.figures.row import Row

FORMAT = 1
FIGURES = (
    "received_online",
    "received_direct",
    "received_post",
    "carried_over",
    "received_total",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "resolved_total",
    "late_against_original",
    "pending_within",
    "pending_late",
    "pending_total",
)
PARTS = ("whole", "channels", "fields", "units")
"""The whole, and its lines by channel, by field and by the units directly below."""

Counted = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole and its lines; a line in which nothing is counted is left out."""

    whole: Counted
    channels: Mapping[str, Counted]
    fields: Mapping[str, Counted]
    units: Mapping[str, Counted]

    def as_data(self) -> dict[str, Any]:
        return {"whole": self.whole, "channels": self.channels, "fields": self.fields, "units": self.units}


@dataclass(frozen=True, slots=True)
class Heads:
    """The journal's own seal that stood: the last event in it, how many chains, their digest."""

    last_event: int
    chains: int
    digest: str
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that differs: of which part and line, what was sealed, what is counted now. Line "" is the whole."""

    part: str
    line: str
    figure: str
    sealed: int
    now: int

    @property
    def by(self) -> int:
        """How much more (or less) is counted now."""
        return self.now - self.sealed


def counts(row: Row) -> dict[str, int]:
    """The sealed figures of a row."""
    found = row.as_data()
    return {name: found[name] for name in FIGURES}


def lines(rows: Iterable[Row]) -> dict[str, Counted]:
    """Lines by key, without those where nothing is counted."""
    found = {row.key: counts(row) for row in rows}
    return {key: line for key, line in found.items() if any(line.values())}


def content(
    figures: Figures,
    *,
    agency: str,
    kind: str,
    first: date,
    last: date,
    version: int,
    previous: str | None,
    reason: str,
    definitions: int,
    heads: Heads,
    at: datetime,
) -> str:
    """The whole seal as canonical JSON; `previous` is the digest of the version before."""
    return canonical(
        {
            "format": FORMAT,
            "agency": agency,
            "kind": kind,
            "from": first,
            "to": last,
            "version": version,
            "previous": previous,
            "reason": reason,
            "sealed_at": at,
            "definitions_version": definitions,
            "journal": {
                "last_event": heads.last_event,
                "chains": heads.chains,
                "digest": heads.digest,
                "sealed_at": heads.sealed_at,
            },
            **figures.as_data(),
        }
    )


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Figures:
    """The figures of a seal."""
    found = json.loads(text)
    return Figures(*(found[part] for part in PARTS))


def differences(sealed: Figures, now: Figures) -> list[Difference]:
    """Every figure that is not the same, the whole first, then channels, fields and units by their keys."""
    found = _line("whole", "", sealed.whole, now.whole)
    for part in PARTS[1:]:
        before: Mapping[str, Counted] = getattr(sealed, part)
        after: Mapping[str, Counted] = getattr(now, part)
        for line in sorted(before.keys() | after.keys()):
            found += _line(part, line, before.get(line, {}), after.get(line, {}))
    return found


def _line(part: str, line: str, before: Counted, after: Counted) -> list[Difference]:
    return [
        Difference(part, line, name, before.get(name, 0), after.get(name, 0))
        for name in FIGURES
        if before.get(name, 0) != after.get(name, 0)
    ]
