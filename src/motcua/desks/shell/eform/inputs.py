"""Between stored values and the text of HTML inputs, both ways; pure. What cannot be read is kept as it was typed."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Protocol

ACT = "_act"
"""Name of the buttons that add or remove a row; keys of fields begin with a letter."""

DATE_PARTS: Mapping[str, tuple[str, ...]] = {
    "date": ("day", "month", "year"),
    "date_or_year": ("day", "month", "year"),
    "month": ("month", "year"),
    "datetime": ("day", "month", "year", "hour", "minute"),
}
_WHOLE = re.compile(r"^[-−]?[0-9]{1,18}$")
_DECIMAL = re.compile(r"^-?[0-9]{1,15}(\.[0-9]{1,10})?$")
_GROUPED = re.compile(r"^[-−]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?$")


class Query(Protocol):
    """What is needed of a QueryDict."""

    def get(self, key: str, /) -> Any: ...

    def getlist(self, key: str, /) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


def split_date(raw: Any, kind: str) -> dict[str, str]:
    """Parts of a stored or half-written date for its inputs."""
    day, _, time = (raw if isinstance(raw, str) else "").partition("T")
    bits = [*day.split("-"), "", ""]
    year, month, number = bits[0], bits[1], bits[2]
    hour, minute, *_ = [*time.split(":"), ""]
    parts = {"day": number, "month": month, "year": year, "hour": hour, "minute": minute}
    return {name: parts[name] for name in DATE_PARTS[kind]}


def join_date(parts: Mapping[str, str], kind: str) -> str | None:
    """The date as it is stored, or half-written ("2026--28") when a part is missing; None when all are empty."""
    clean = {name: re.sub(r"[-T:]", "", parts.get(name, "")).strip()[:8] for name in DATE_PARTS[kind]}
    if not any(clean.values()):
        return None
    year, month = clean["year"], _two(clean["month"])
    if kind == "month":
        return f"{year}-{month}"
    day = _two(clean["day"])
    if kind == "date_or_year" and year and not day and not month:
        return year
    if kind != "datetime":
        return f"{year}-{month}-{day}"
    time = f"{_two(clean['hour'])}:{_two(clean['minute'])}" if clean["hour"] or clean["minute"] else ""
    return f"{year}-{month}-{day}T{time}"


def _two(part: str) -> str:
    return part.zfill(2) if part.isdigit() else part


def number_text(value: Any, kind: str) -> str:
    """A number as it is written in its input: 92.5 → "92,5", 50000000 đồng → "50.000.000"."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value if isinstance(value, str) else ""
    if kind == "money":
        return f"{value:,}".replace(",", ".")
    return f"{Decimal(repr(value)):f}".replace(".", ",")


def read_number(text: str, kind: str) -> int | float | str | None:
    """The number that a text means in Vietnamese writing; the text itself when it means none."""
    typed = re.sub(r"[\s\u00a0đ]", "", text)
    if not typed:
        return None
    plain = typed.replace("−", "-")
    if _GROUPED.match(plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    if _WHOLE.match(plain):
        return int(plain)
    if kind == "decimal" and _DECIMAL.match(plain):
        return float(plain)
    return text.strip()
