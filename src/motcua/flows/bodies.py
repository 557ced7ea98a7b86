"""Bodies of acts as JSON gives them: which members an act has, and its texts, instants and counts judged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.kernel import clock, text
from motcua.kernel.errors import FieldError, Invalid

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """An act: members of its body (`needed` ones starred in the contract) and what does it."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    do: Callable[..., Dossier]


def words(body: Body, name: str, *, lines: bool = True) -> str:
    """A text member, cleaned; absent is empty. Raises Invalid."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid("act.invalid", [FieldError(name, "body.not_text")])
    return text.normal_lines(value) if lines else text.normal(value)


def instant(body: Body, name: str) -> datetime | None:
    """A time member; absent is None. Raises Invalid."""
    given = body.get(name)
    if given is None or isinstance(given, datetime):
        return given
    try:
        return clock.parse(str(given))
    except ValueError:
        raise Invalid("act.invalid", [FieldError(name, "body.time_wrong")]) from None
