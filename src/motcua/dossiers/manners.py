"""What is owed to somebody who waits, as dated data (`data/vn/lateness.yaml`): reasons of an apology, how long an
answer to a supplement is awaited, when form 04 is drafted; pure but for reading the file once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from motcua.deadlines.rules import (
    Allowance,
    WorkingCalendar,
    add_working_minutes,
    due,
    subtract_working_minutes,
    working_minutes,
)

WORKING_DAY = 480
"""Working minutes of a day of eight hours."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a promise was not kept: a stable code and its words."""

    code: str
    vi: str
    en: str
    since: date
    until: date | None = None

    def words(self, lang: str) -> str:
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Silence:
    """How many working days an answer is awaited, and how many before the end the applicant is reminded."""

    working_days: int
    remind_before: int
    since: date
    field: str = ""
    procedure: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Drafting:
    """When form 04 is drafted: so many working hours before the promise, at most so much of the whole limit."""

    hours_before: int
    most_percent: int
    since: date
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Between:
    """Between agencies: working hours in which a hand-over is accepted or returned, and working hours before its end at
    which a part is warned of (one that was given no more than that is not)."""

    accept_hours: int
    warn_hours: int
    since: date
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """Everything the file says."""

    reasons: tuple[Reason, ...]
    silences: tuple[Silence, ...]
    draftings: tuple[Drafting, ...]
    starts: tuple[tuple[date, str], ...] = ()
    """From which day the clock of what one counter takes in for another agency starts where."""
    between: tuple[Between, ...] = ()


def read(source: Mapping[str, Any]) -> Manners:
    """The file's content as values."""

    def rows(name: str) -> Sequence[Mapping[str, Any]]:
        return source.get(name) or ()

    return Manners(
        tuple(Reason(row["code"], row["vi"], row["en"], row["from"], row.get("to")) for row in rows("reasons")),
        tuple(
            Silence(
                int(row["working_days"]),
                int(row["remind_before"]),
                row["from"],
                str(row.get("field") or ""),
                str(row.get("procedure") or ""),
                str(row.get("ground") or ""),
            )
            for row in rows("silence")
        ),
        tuple(
            Drafting(int(row["hours_before"]), int(row["most_percent"]), row["from"], str(row.get("ground") or ""))
            for row in rows("draft")
        ),
        tuple((row["from"], str(row["starts"])) for row in rows("starts")),
        tuple(
            Between(int(row["accept_hours"]), int(row["warn_hours"]), row["from"], str(row.get("ground") or ""))
            for row in rows("between")
        ),
    )


@cache
def known() -> Manners:
    """What the country pack says."""
    text = (files("motcua") / "data" / "vn" / "lateness.yaml").read_text(encoding="utf-8")
    return read(YAML(typ="safe").load(text))


def reasons_on(day: date, manners: Manners | None = None) -> list[Reason]:
    """The reasons that may be given on a day, in the file's order; of one code the newest."""
    found: dict[str, Reason] = {}
    for one in (manners or known()).reasons:
        if one.since <= day and (one.until is None or day < one.until):
            found[one.code] = one
    return list(found.values())


def reason_words(code: str, lang: str, manners: Manners | None = None) -> str:
    """What a stored code means; the code itself for one that no list has (imports)."""
    known_ones = [one for one in (manners or known()).reasons if one.code == code]
    return known_ones[-1].words(lang) if known_ones else code


def silence_for(procedure: str, field: str, day: date, manners: Manners | None = None) -> Silence:
    """How long an answer is awaited: the line of the procedure, else of its field, else the general one."""
    rows = [one for one in (manners or known()).silences if one.since <= day]
    fitting = [one for one in rows if one.procedure in ("", procedure) and one.field in ("", field)]
    return max(fitting, key=lambda one: (bool(one.procedure), bool(one.field), one.since))


def answer_until(at: datetime, silence: Silence, calendar: WorkingCalendar) -> datetime:
    """The closing of the last working day on which an answer is awaited."""
    until = due(at, Allowance(silence.working_days, "working_days", "end_of_day"), (), calendar)
    assert until is not None
    return until


def remind_from(until: datetime, silence: Silence, calendar: WorkingCalendar) -> datetime:
    """From when the applicant is reminded of an answer awaited `until`."""
    return subtract_working_minutes(until, silence.remind_before * WORKING_DAY, calendar)


def drafting_on(day: date, manners: Manners | None = None) -> Drafting:
    return max((one for one in (manners or known()).draftings if one.since <= day), key=lambda one: one.since)


def starts_on(day: date, manners: Manners | None = None) -> str:
    """`competent` where the clock of a dossier that one counter takes in for another agency starts once that agency has
    all of it; `reception` where it starts at the counter (decree 309/2026/NĐ-CP)."""
    held = [one for one in (manners or known()).starts if one[0] <= day]
    return max(held)[1] if held else "reception"


def between_on(day: date, manners: Manners | None = None) -> Between:
    """What holds between agencies on a day (decree 61/2018/NĐ-CP, article 19, kept by 118/2025/NĐ-CP)."""
    return max((one for one in (manners or known()).between if one.since <= day), key=lambda one: one.since)


def longest_lead(rows: Iterable[Drafting]) -> int:
    """Working minutes before a promise beyond which nothing is drafted."""
    return max(one.hours_before for one in rows) * 60


def is_to_draft(
    received_at: datetime, due_at: datetime, now: datetime, drafting: Drafting, calendar: WorkingCalendar
) -> bool:
    """True from the hour at which a promise that is not kept yet needs its apology drafted, and ever after.

    A limit of a day would be apologised for at reception; there the lead is a share of it.
    """
    if now >= due_at:
        return True
    whole = working_minutes(received_at, due_at, calendar) if due_at > received_at else 0
    lead = min(drafting.hours_before * 60, whole * drafting.most_percent // 100)
    return working_minutes(now, due_at, calendar) <= lead


def new_dates(from_at: datetime, calendar: WorkingCalendar, days: Sequence[int] = (1, 2, 3, 5, 10)) -> list[datetime]:
    """New promises to choose from: so many working days after the old one, or after now where that has passed."""
    return [add_working_minutes(from_at, n * WORKING_DAY, calendar) for n in days]
