"""Dates as they are answered: ISO text of several precisions; pure."""

import re
from calendar import month_name, monthrange
from datetime import date, datetime

from motcua.eforms.rules.wrong import Wrong
from motcua.kernel import clock

FIRST_YEAR, LAST_YEAR = 1900, 2100
_PARTS = re.compile(r"^([^-]*)-([^-]*)-([^-]*)$")
_TIME = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$")


def written(iso: str) -> str:
    """An ISO date, datetime, month or year as it is written in Vietnam: 28/10/2026, 09:30 28/10/2026, 10/2026, 1946."""
    day, _, time = iso.partition("T")
    turned = "/".join(reversed(day.split("-")))
    return f"{time[:5]} {turned}" if time else turned


def read_day(raw: str) -> str:
    """A date as "2026-10-28". Raises Wrong: what is missing, or why there is no such day."""
    found = _PARTS.match(raw.strip())
    if not found:
        raise Wrong("date.format")
    year, month, day = (part.strip() for part in found.groups())
    missing = [name for name, part in (("day", day), ("month", month), ("year", year)) if not part]
    if missing:
        raise Wrong(f"date.missing_{missing[0]}")
    _digits(year, month, day)
    number = read_month(f"{year}-{month}")
    last = monthrange(int(year), int(month))[1]
    if not 1 <= int(day) <= 31:
        raise Wrong("date.format")
    if int(day) > last:
        named = f"{month_name[int(month)]} {int(year)}"
        raise Wrong("date.impossible", days=last, month=f"{int(month)}/{int(year)}", month_en=named)
    return f"{number}-{int(day):02}"


def read_month(raw: str) -> str:
    """A month as "2026-10". Raises Wrong."""
    parts = [part.strip() for part in raw.strip().split("-")]
    if len(parts) != 2:
        raise Wrong("date.month_format")
    year, month = parts
    if not year or not month:
        raise Wrong("date.missing_month" if not month else "date.missing_year")
    _digits(year, month)
    if not 1 <= int(month) <= 12:
        raise Wrong("date.month")
    read_year(year)
    return f"{int(year):04}-{int(month):02}"


def read_year(raw: str) -> str:
    """A year of four digits, 1900–2100. Raises Wrong."""
    if not re.fullmatch(r"[0-9]{4}", raw) or not FIRST_YEAR <= int(raw) <= LAST_YEAR:
        raise Wrong("date.year", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return raw


def read_day_or_year(raw: str) -> str:
    """A date, or a year alone: "1946-05-12" or "1946". Raises Wrong."""
    if "-" not in raw:
        return read_year(raw.strip())
    year, _, rest = raw.partition("-")
    if not rest.strip(" -"):
        return read_year(year.strip())
    return read_day(raw)


def read_moment(raw: str) -> str:
    """A local time as "2026-10-28T09:30"; one with an offset is turned into local time. Raises Wrong."""
    day, _, time = raw.strip().partition("T")
    if re.search(r"(Z|[+-]\d\d:?\d\d)$", time):
        try:
            return clock.local(datetime.fromisoformat(raw.strip())).strftime("%Y-%m-%dT%H:%M")
        except (ValueError, OverflowError):
            raise Wrong("date.format") from None
    read = read_day(day)
    if not time.strip(": "):
        raise Wrong("date.missing_time")
    found = _TIME.match(time)
    if not found:
        raise Wrong("date.time")
    return f"{read}T{found[1]}:{found[2]}"


READ = {"date": read_day, "month": read_month, "date_or_year": read_day_or_year, "datetime": read_moment}


def _digits(*parts: str) -> None:
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts):
        raise Wrong("date.format")


def is_after(left: str, right: str) -> bool:
    """True when one ISO date is certainly after another; "1946" is not after "1946-05-12"."""
    length = min(len(left), len(right))
    if len(left) == 4 or len(right) == 4:
        length = 4
    return left[:length] > right[:length]


def today_text(today: date) -> str:
    """Today as sentences print it."""
    return f"{today:%d/%m/%Y}"
