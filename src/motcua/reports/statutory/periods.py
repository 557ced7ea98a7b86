"""The periods that reports are asked for: day, week, month, quarter, half-year, year, and those that the law closes on
a day of its own; pure but for the file of closing days."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from motcua.kernel.errors import Invalid

ONE_DAY = timedelta(days=1)
KINDS = ("day", "week", "month", "quarter", "half", "year", "closed_month", "closed_quarter", "closed_year", "free")
"""`closed_…`: closed before the calendar's end, as `data/vn/report_closing.yaml` says."""
FIXED = ("month", "quarter", "half", "year")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "closed_month": 1, "closed_quarter": 3, "closed_year": 12}
_CLOSED = {"closed_month": "month", "closed_quarter": "quarter", "closed_year": "year"}
_FILE = Path(__file__).parents[2] / "data" / "vn" / "report_closing.yaml"


@dataclass(frozen=True, slots=True)
class Closing:
    """On which day of its last month a kind of period closes, since when and until when, by what, how sure."""

    kind: str
    closes_on: int
    valid_from: date
    valid_to: date | None
    source: str
    confidence: str
    note_vi: str = ""
    note_en: str = ""


class CannotReadClosing(Invalid):
    """The file of closing days is wrong: `file`, `line` (from 1), `reason` in both languages."""

    def __init__(self, line: int, vi: str, en: str, file: str = "report_closing.yaml") -> None:
        super().__init__("report.closing_unreadable", file=file, line=line, reason_vi=vi, reason_en=en)

    def __str__(self) -> str:
        return "{file}:{line}: {reason_vi} ({reason_en})".format(**self.facts)


def read_closings(text: str) -> tuple[Closing, ...]:
    """The closing days that a file tells. Raises CannotReadClosing."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        root = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CannotReadClosing(line, "tệp sai cú pháp YAML", "not YAML") from None
    if not isinstance(root, dict) or not isinstance(root.get("closings"), list):
        raise CannotReadClosing(1, "thiếu danh sách closings", "no list `closings`")
    return tuple(_closing(one, root["closings"].lc.item(index)[0] + 1) for index, one in enumerate(root["closings"]))


def _closing(one: Any, line: int) -> Closing:
    if not isinstance(one, dict) or one.get("kind") not in _CLOSED.values():
        raise CannotReadClosing(line, "kind là month, quarter hoặc year", "kind is month, quarter or year")
    day = one.get("closes_on")
    if not isinstance(day, int) or not 1 <= day <= 28:
        raise CannotReadClosing(line, "closes_on là ngày từ 1 đến 28", "closes_on is a day from 1 to 28")
    since, until = one.get("valid_from"), one.get("valid_to")
    if not isinstance(since, date) or not (until is None or (isinstance(until, date) and until > since)):
        raise CannotReadClosing(line, "valid_from, valid_to không phải ngày", "valid_from, valid_to are no days")
    if one.get("confidence") not in ("high", "medium", "low"):
        raise CannotReadClosing(line, "confidence là high, medium, low", "confidence is high, medium, low")
    notes = (str(one.get("note_vi", "")), str(one.get("note_en", "")))
    return Closing(one["kind"], day, since, until, str(one.get("source", "")), one["confidence"], *notes)


@cache
def closings() -> tuple[Closing, ...]:
    """The closing days of the country pack."""
    return read_closings(_FILE.read_text(encoding="utf-8"))


def closing_of(kind: str, on: date) -> Closing | None:
    """The rule in force on a day for a kind of period ("closed_quarter"); None where none is known."""
    return next(
        (
            one
            for one in closings()
            if one.kind == _CLOSED.get(kind, kind)
            and one.valid_from <= on
            and (one.valid_to is None or on < one.valid_to)
        ),
        None,
    )


def period(kind: str, on: date) -> tuple[date, date]:
    """First and last day, both included, of the period of a kind in which a day lies. Raises LookupError."""
    if kind == "day":
        return on, on
    if kind == "week":
        first = on - timedelta(days=on.weekday())
        return first, first + timedelta(days=6)
    length = _MONTHS[kind]
    if kind not in _CLOSED:
        first = date(on.year, (on.month - 1) // length * length + 1, 1)
        return first, months_on(first, length) - ONE_DAY
    rule = closing_of(kind, on)
    if rule is None:
        return period(_CLOSED[kind], on)
    first, last = period(_CLOSED[kind], on)
    closes = last.replace(day=rule.closes_on)
    if on > closes:
        first, last = period(_CLOSED[kind], last + ONE_DAY)
        closes = last.replace(day=rule.closes_on)
    return months_on(closes, -length) + ONE_DAY, closes


def months_on(day: date, months: int) -> date:
    """The same day of another month; days go to 28 or are the first."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, day.day)


def before(kind: str, first: date) -> tuple[date, date]:
    """The period of the kind that ends the day before."""
    return period(kind, first - ONE_DAY)


def kind_of(first: date, last: date) -> str:
    """What kind of period these days are; "free" for none."""
    return next((kind for kind in KINDS[:-1] if period(kind, first) == (first, last)), "free")


def to_seal(on: date) -> list[tuple[str, date, date]]:
    """Kind, first and last day of the periods that are to be sealed by a day: of each kind the last one whose closing
    day is over. A period of the law closes on its own last day; a period of the calendar with the month after it, on
    the day on which that month's figures close, so that what is entered late until then is still in it."""
    found = [(kind, *before(kind, period(kind, on)[0])) for kind in _CLOSED if closing_of(kind, on) is not None]
    closing = closing_of("month", on)
    closes = closing.closes_on if closing is not None else 1
    for kind in ("month", "quarter", "year"):
        first, last = before(kind, period(kind, on)[0])
        if on <= (last + ONE_DAY).replace(day=closes):
            first, last = before(kind, first)
        found.append((kind, first, last))
    return found
