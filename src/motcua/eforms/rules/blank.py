"""What counts as unanswered; pure."""

from collections.abc import Mapping
from typing import Any


def is_empty(raw: Any) -> bool:
    """True for what counts as unanswered: nothing, blanks, an empty list or object, an unticked vow."""
    if isinstance(raw, str):
        return not raw.strip()
    if isinstance(raw, Mapping):
        return all(is_empty(value) for value in raw.values())
    if isinstance(raw, list):
        return not raw
    return raw is None
