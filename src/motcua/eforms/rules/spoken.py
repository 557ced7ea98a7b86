"""Numbers and dates in Vietnamese words, as papers write them; pure. Northern forms: nghìn, linh, tư, mốt, lăm."""

from datetime import date
from typing import Any

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ")


def _below_thousand(number: int, *, full: bool) -> list[str]:
    """Words of 0–999; `full` names the hundreds even when they are nought (behind another group)."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words: list[str] = []
    if hundreds or full:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        if ones:
            words += (["linh"] if words else []) + [_DIGITS[ones]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 5:
        words.append("lăm")
    elif ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 4 and tens > 1:
        words.append("tư")
    elif ones:
        words.append(_DIGITS[ones])
    return words


def number_in_words(number: int) -> str:
    """A whole number from 0 in words: 2026 → "hai nghìn không trăm hai mươi sáu"."""
    if number < 0:
        return "âm " + number_in_words(-number)
    if number < 1000:
        return " ".join(_below_thousand(number, full=False)) or _DIGITS[0]
    if number >= 10**12:  # tỷ is said again above a thousand of them
        head, rest = divmod(number, 10**9)
        tail = _grouped(rest, full=True)
        return " ".join([number_in_words(head), "tỷ", *tail])
    return " ".join(_grouped(number, full=False))


def _grouped(number: int, *, full: bool) -> list[str]:
    parts: list[int] = []
    while number:
        number, part = divmod(number, 1000)
        parts.append(part)
    words: list[str] = []
    for index in range(len(parts) - 1, -1, -1):
        if parts[index]:
            words += _below_thousand(parts[index], full=full or bool(words))
            words += [_GROUPS[index]] if index else []
    return words


def date_in_words(day: date) -> str:
    """A date as declarations write it: "Ngày hai mươi tám tháng mười năm hai nghìn không trăm hai mươi sáu"."""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"Ngày {number_in_words(day.day)} tháng {month} năm {number_in_words(day.year)}"


def computed(rule: str, value: Any) -> str | None:
    """The value of a named rule; None while what it is made of is missing."""
    if rule == "date_in_words":
        try:
            return date_in_words(date.fromisoformat(str(value)))
        except ValueError:
            return None
    if rule == "number_in_words" and isinstance(value, int) and not isinstance(value, bool):
        words = number_in_words(value)
        return words[0].upper() + words[1:]
    return None
