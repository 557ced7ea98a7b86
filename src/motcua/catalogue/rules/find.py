"""Finding procedures by a few words, with and without diacritics."""

import re
from collections.abc import Sequence
from enum import IntEnum

from motcua.kernel import text

_WORD = re.compile(r"[0-9a-z]+")
_LETTERS = re.compile(r"[a-z]{2,8}")
# Words that open nearly every official name and say nothing of what it is about.
_OPENINGS = ("thu tuc", "cap", "dang ky")


class Rank(IntEnum):
    """Nearness of a name to the words, nearest first."""

    SAME = 0  # the name, with or without its opening ("đăng ký"), is what was typed
    BEGINS = 1  # … or begins with it
    TOGETHER = 2  # the words stand together in the name
    NAMED = 3  # all words are in the name
    ELSEWHERE = 4  # in the code, the field, another language


def query_words(query: str) -> list[str]:
    """The folded words and numbers of what was typed, each once."""
    return list(dict.fromkeys(_WORD.findall(text.fold(query))))


def initials(name: str) -> list[str]:
    """Each run of initials to the end of the name: "Hộ kinh doanh" gives "hkd" and "kd"."""
    letters = "".join(word[0] for word in _WORD.findall(text.fold(name)))
    return [letters[start:] for start in range(len(letters) - 1)]


def is_initials(words: Sequence[str]) -> bool:
    """True when what was typed may be initials ("hkd")."""
    return len(words) == 1 and bool(_LETTERS.fullmatch(words[0]))


def search_field(code: str, names: Sequence[str], others: Sequence[str]) -> str:
    """The stored search column: folded tokens with a space before each, then initials of the names marked ~."""
    marked = [f"~{run}" for name in names for run in initials(name)]
    return " " + " ".join([text.tokens(*names, code, *others), *dict.fromkeys(marked)])


def rank(name: str, words: Sequence[str]) -> Rank:
    """How near a name is to the words that found it."""
    named = _WORD.findall(text.fold(name))
    whole, typed = " ".join(named), " ".join(words)
    heads = [whole]
    for opening in _OPENINGS:
        heads += [head.removeprefix(f"{opening} ") for head in heads if head.startswith(f"{opening} ")]
    if typed in heads:
        return Rank.SAME
    if any(head.startswith(typed) for head in heads):
        return Rank.BEGINS
    if f" {typed}" in f" {whole}":
        return Rank.TOGETHER
    if all(any(word.startswith(typed_word) for word in named) for typed_word in words):
        return Rank.NAMED
    return Rank.ELSEWHERE
