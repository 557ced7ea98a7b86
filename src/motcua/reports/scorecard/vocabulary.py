"""The closed vocabulary of the formulas: what may be said of a dossier or a procedure, and nothing else; pure.

A condition is a word ("received_in_period"), a word with a value ("channel: online"), a count compared
("papers.reused >= 1"), {not: …} or {any: […]}; a list of conditions means all of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Counts = Literal["dossiers", "procedures", "dossier_units", "outside", "agency"]


@dataclass(frozen=True, slots=True)
class Word:
    """One thing said: its name and its value, "" without one; `least` of a count that is compared."""

    name: str
    value: str = ""
    least: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several at least."""

    conditions: tuple["Condition", ...]


Condition = Word | Not | AnyOf
All = tuple[Condition, ...]

CHANNELS = ("online", "direct", "post")
LEVELS = ("full", "partial", "none")

WORDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "dossiers": {
        "received_in_period": (),
        "carried_over": (),
        "resolved_in_period": (),
        "pending": (),
        "finished_in_period": (),
        "promise_kept": (),
        "early": (),
        "on_time": (),
        "late": (),
        "channel": CHANNELS,
        "online_level": LEVELS,
        "has": ("result_file", "paper_file", "paper_result", "fee"),
        "charged": (),
        "paid": ("online",),
        "delivered": ("counter", "post", "electronic"),
        "dissatisfied": (),
        "one_step": (),
    },
    "procedures": {
        "online": LEVELS,
        "has": ("name", "steps", "papers", "limit", "subject", "agency", "fee"),
        "received": ("online", "any"),
        "charged": (),
        "paid": ("online",),
    },
}
"""What may be said of each, with the values that a word takes (none: it stands alone)."""
COUNTED: Mapping[str, Sequence[str]] = {
    "dossiers": ("papers.reused", "papers.digitised", "supplements"),
    "procedures": (),
}
"""Counts that may be compared: `papers.reused >= 1`."""
_COMPARED = re.compile(r"([a-z_.]+)\s*>=\s*(\d{1,4})")


class CannotSay(ValueError):
    """A condition outside the vocabulary; `reason` in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi} ({en})")
        self.vi, self.en = vi, en


def read_word(written: str, value: str | None, counts: str) -> Word:
    """A word, or a count compared, of `counts` (dossiers, procedures). Raises CannotSay with what may be said."""
    if value is None and (compared := _COMPARED.fullmatch(written.strip())):
        name, least = compared.group(1), int(compared.group(2))
        if name not in COUNTED[counts]:
            raise _unknown(name, COUNTED[counts])
        if least < 1:
            raise CannotSay(f"{name} so với số từ 1 trở lên", f"{name} is compared with 1 or more")
        return Word(name, least=least)
    words = WORDS[counts]
    if written not in words:
        raise _unknown(written, [*words, *(f"{one} >= 1" for one in COUNTED[counts])])
    values = words[written]
    if values and value not in values:
        allowed = ", ".join(values)
        raise CannotSay(
            f"“{written}” đi với một trong: {allowed}; đang là “{value or ''}”",
            f"“{written}” takes one of: {allowed}; found “{value or ''}”",
        )
    if not values and value is not None:
        raise CannotSay(f"“{written}” đứng một mình, không có giá trị", f"“{written}” stands alone, without a value")
    return Word(written, value or "")


def _unknown(word: str, allowed: Sequence[str]) -> CannotSay:
    known = ", ".join(allowed)
    return CannotSay(f"không biết từ “{word}”; các từ dùng được: {known}", f"unknown word “{word}”; known: {known}")


def words_in(conditions: All) -> set[str]:
    """The names of all words in conditions, also inside not and any."""
    found: set[str] = set()
    for one in conditions:
        if isinstance(one, Word):
            found.add(one.name)
        else:
            found |= words_in((one.condition,) if isinstance(one, Not) else one.conditions)
    return found
