"""A unit's own hours and days laid over the country's calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from motcua.deadlines.rules.calendar import DayOff, Spans, WorkingCalendar, WorkingHours
from motcua.kernel.errors import FieldError, Invalid

USUAL_MINUTES = 8 * 60  # a working day of a time limit (contract, section 4)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One day of a unit's own: closed (no spans) or open at these hours. `counts`: clocks of dossiers follow it."""

    date: date
    spans: Spans
    counts: bool
    name_vi: str
    name_en: str = ""
    decision_no: str = ""


def with_local(
    calendar: WorkingCalendar, weeks: Iterable[WorkingHours], days: Iterable[OwnDay], *, public: bool = False
) -> WorkingCalendar:
    """The calendar of a unit. `public`: as the public finds it, with the days that no clock follows."""
    days_off = dict(calendar.days_off)
    special: dict[date, Spans] = dict(calendar.special)
    for day in days:
        if not (day.counts or public):
            continue
        if day.spans:
            special[day.date] = day.spans
            days_off.pop(day.date, None)
        elif day.date not in days_off:  # the law's own name goes first
            days_off[day.date] = DayOff(day.name_vi, day.name_en or day.name_vi, "local", day.decision_no)
    return replace(calendar, hours=(*calendar.hours, *weeks), days_off=days_off, special=special)


def read_spans(written: str) -> Spans:
    """Hours as people write them: "07:30-11:30, 13:30-17:00"; "7h30", en dash and "–" are forgiven; empty is closed.

    Raises Invalid("hours.wrong") with `written`, "hours.out_of_order".
    """
    spans: list[tuple[time, time]] = []
    text = written.replace("–", "-").replace("—", "-").replace(";", ",").replace(" và ", ",")
    for part in (piece.strip() for piece in text.split(",")):
        if not part:
            continue
        begins, dash, ends = part.partition("-")
        try:
            span = (_time(begins), _time(ends)) if dash else None
        except ValueError:
            span = None
        if span is None:
            raise Invalid("hours.invalid", [FieldError("", "hours.wrong", written=part)])
        if span[0] >= span[1] or (spans and spans[-1][1] >= span[0]):
            raise Invalid("hours.invalid", [FieldError("", "hours.out_of_order", written=part)])
        spans.append(span)
    return tuple(spans)


def _time(written: str) -> time:
    text = written.strip().lower().replace("giờ", "h").replace("h", ":").replace(" ", "")
    hours, _, minutes = text.partition(":")
    return time(int(hours), int(minutes or "0"))


def written_spans(spans: Spans) -> str:
    """The reverse: "07:30-11:30, 13:30-17:00"."""
    return ", ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in spans)


def minutes_of(spans: Spans) -> int:
    """How long the spans are together."""
    return sum((ends.hour - begins.hour) * 60 + ends.minute - begins.minute for begins, ends in spans)


def odd_days(week: Mapping[int, Spans]) -> list[tuple[int, int]]:
    """(weekday, minutes) of working days that are not of eight hours: a limit's day is, so promises would shift."""
    return [(day, minutes_of(spans)) for day, spans in sorted(week.items()) if spans and minutes_of(spans) != 480]
