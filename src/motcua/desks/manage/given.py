"""What an administrator's form sent: days as typed, an act that is tried, and what was wrong with it in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from django.http import HttpResponseRedirect, QueryDict

from motcua.desks.shell.parts import Problem
from motcua.desks.shell.words import field_sentence, sentence
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotAllowed, NotVisible

Done = TypeVar("Done")


@dataclass
class Tried(Generic[Done]):
    """The outcome of an act: what it gave, or the sentences at the fields and in the summary."""

    done: Done | None = None
    errors: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def status(self) -> int:
        return 422 if self.problems else 200

    @property
    def ok(self) -> bool:
        return not self.problems


def attempt(
    act: Callable[[], Done], *, before: Sequence[FieldError] = (), ids: dict[str, str] | None = None
) -> Tried[Done]:
    """Do an act unless something was wrong `before`; refusals become words. What may not be seen or done stays a
    refusal of the whole page. `ids` gives the id of a field that is not `id_<path>`."""
    tried: Tried[Done] = Tried()
    if before:
        _tell(tried, before, ids or {})
        return tried
    try:
        tried.done = act()
    except Invalid as invalid:
        _tell(tried, invalid.errors or [FieldError("", invalid.code, **invalid.facts)], ids or {})
    except (NotVisible, NotAllowed):
        raise
    except Cannot as cannot:
        tried.problems.append(Problem("", sentence(cannot)))
    return tried


def _tell(tried: Tried[Done], errors: Sequence[FieldError], ids: dict[str, str]) -> None:
    for error in errors:
        words = field_sentence(error)
        tried.errors.setdefault(error.path, words)
        tried.problems.append(Problem(ids.get(error.path, f"id_{error.path}") if error.path else "", words))


def word(given: QueryDict, name: str, most: int = 400) -> str:
    """One value, trimmed; never longer than `most`."""
    return given.get(name, "").strip()[:most]


def day(given: QueryDict, name: str, errors: list[FieldError], *, needed: bool = True) -> date | None:
    """A day written as 2026-11-09 or 09/11/2026. What is wrong is added to `errors`."""
    text = word(given, name, 40)
    if not text:
        if needed:
            errors.append(FieldError(name, "given.day_missing"))
        return None
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) == 3 and len(parts[2]) == 4:
        parts.reverse()
    try:
        found = date(*(int(part) for part in parts)) if len(parts) == 3 else None
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2100:
        errors.append(FieldError(name, "given.day_wrong"))
        return None
    return found


def see(url: str) -> HttpResponseRedirect:
    """303: what was sent is done, look there."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
