"""How an event is hashed and what it may carry; pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from motcua.kernel import clock

# Keys that would carry a person into the journal; a fact with one of these names is refused.
PERSONAL = frozenset(
    {
        "name",
        "full_name",
        "phone",
        "email",
        "address",
        "personal_id",
        "birth_date",
        "answers",
        "answer",
        "password",
        "pin",
    }
)


_SPELL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class PersonalFact(ValueError):
    """A fact would put personal data into the append-only journal."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is hashed of an event, in this order."""

    chain: str
    number: int
    type: str
    at: datetime
    recorded_at: datetime
    by: tuple[str, str, str, str, str]
    facts: str
    previous_hash: str


def plain(value: object) -> Any:
    """A value as JSON holds it: instants as UTC stamps, days as ISO, tuples as lists."""
    if value is None or isinstance(value, (str, int, bool)):
        return value
    if isinstance(value, datetime):
        return clock.stamp(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    raise TypeError(f"a journal fact must be plain, not {type(value).__name__}")


def canonical(facts: Mapping[str, object]) -> str:
    """One spelling of the facts. Raises PersonalFact, TypeError."""
    found = PERSONAL & facts.keys()
    if found:
        raise PersonalFact(f"the journal holds no personal data: {', '.join(sorted(found))}")
    return _SPELL.encode(plain(facts))


def digest(row: Row) -> str:
    """SHA-256 of the event with the hash of the one before it, as 64 hexadecimal digits."""
    at, recorded_at = clock.stamp(row.at), clock.stamp(row.recorded_at)
    return hashed(row.chain, row.number, row.type, at, recorded_at, row.by, row.facts, row.previous_hash)


def hashed(
    chain: str,
    number: int,
    type: str,
    at: str,
    recorded_at: str,
    by: tuple[str, str, str, str, str],
    facts: str,
    previous_hash: str,
) -> str:
    """As `digest`, of what is spelled already (instants: `clock.stamp`)."""
    parts = (chain, str(number), type, at, recorded_at, *by, facts, previous_hash)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def backoff_seconds(attempts: int) -> int:
    """Seconds to wait after the n-th failed attempt: 10 s, 20 s, 40 s … at most one hour."""
    return int(min(10 * 2 ** max(attempts - 1, 0), 3600))
