"""Vietnamese text: one normal form to store, one folded form to search."""

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_TOKEN = re.compile(r"[0-9a-z]+")


def normal(text: str) -> str:
    """NFC, without control characters, runs of white space made one, ends trimmed. Line breaks are lost."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():  # no control character and no white space but the blank: nearly every text
        return " ".join(composed.split()) if "  " in composed else composed.strip()
    kept = "".join(c for c in composed if c in "\t\n\r" or unicodedata.category(c)[0] != "C")
    return _SPACE.sub(" ", kept).strip()


def normal_lines(text: str) -> str:
    """As `normal`, line by line: for text of several lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(normal(line) for line in lines).strip()


def fold(text: str) -> str:
    """Lower case without diacritics (đ becomes d): "Hoà Bình" and "Hòa bình" both give "hoa binh"."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def tokens(*texts: str) -> str:
    """Folded words and numbers joined by single spaces, each once: the stored search field.

    A dossier code gives both its parts and the whole without signs.
    """
    found: dict[str, None] = {}
    for text in texts:
        words = [_word_tokens(word) for word in text.split()]
        for parts, _ in words:
            for token in parts:
                found[token] = None
        for _, joined in words:
            if joined:
                found[joined] = None
    return " ".join(found)


@lru_cache(maxsize=8192)  # the words of names, places and procedures come again and again
def _word_tokens(word: str) -> tuple[tuple[str, ...], str]:
    """The tokens of one word, and all of them joined."""
    parts = tuple(_TOKEN.findall(fold(word)))
    return parts, "".join(parts)


def name_key(name: str) -> tuple[str, str]:
    """Sort key of a Vietnamese name: by its last word, then by the whole."""
    folded = fold(normal(name))
    return (folded.rsplit(" ", 1)[-1], folded)
