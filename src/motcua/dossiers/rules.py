"""What a dossier's clock and papers follow; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from motcua.deadlines.rules import (
    Allowance,
    Pause,
    Promise,
    WorkingCalendar,
    pauses_from,
    promise,
    resume,
    starts_at,
)
from motcua.kernel import clock
from motcua.kernel.errors import FieldError


class LedgerKind(StrEnum):
    """What a line of the deadline ledger is; `why` only explains, the others are the chain of promises."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    RESTART = "restart"
    EXTENSION = "extension"
    CALENDAR = "calendar"
    CORRECTION = "correction"
    CANCELLED = "cancelled"
    WHY = "why"


def ledger_kind(rule: str, effect: str) -> LedgerKind:
    """The kind of a line, from its rule and effect."""
    if effect == "cancelled":
        return LedgerKind.CANCELLED
    if rule == "extension":
        return LedgerKind.EXTENSION
    if rule == "correction":
        return LedgerKind.CORRECTION
    if rule.startswith("calendar_"):
        return LedgerKind.CALENDAR
    if effect == "paused":
        return LedgerKind.PAUSE
    if effect == "resumed":
        return LedgerKind.RESTART if rule.endswith(".restart") else LedgerKind.RESUME
    return LedgerKind.START if effect == "due" else LedgerKind.WHY


_PAPERS = {"supplement": "02", "extension": "04"}


def ledger_evidence(rule: str, effect: str) -> dict[str, Any]:
    """The form of Circular 03/2025 that tells the applicant of a line, where one does: 01 receipt with the promise, 02
    supplement (and with it the pause), 04 apology with the new date."""
    if rule in ("due", "given", "no_due") and effect == "due":
        return {"paper": "01"}
    return {"paper": _PAPERS[rule]} if rule in _PAPERS else {}


def allowance_from(stored: Mapping[str, Any]) -> Allowance:
    """The limit a dossier was received under, from the plain data kept with it."""
    cutoff = stored.get("cutoff")
    return Allowance(
        value=int(stored.get("value") or 0),
        unit=stored.get("unit") or "none",
        policy=stored.get("policy") or "hour_exact",
        cutoff=time.fromisoformat(cutoff) if cutoff else None,
        roll=bool(stored.get("roll")),
        cutoff_on=stored.get("cutoff_on") or "start",
    )


def clock_from(stored: Mapping[str, Any], received_at: datetime) -> datetime:
    """When the clock of a dossier began: at reception, or when the competent agency had the full dossier."""
    began = stored.get("clock_from")
    return clock.parse(began) if began else received_at


@dataclass(frozen=True, slots=True)
class Mark:
    """What the run of a clock is read from: a line of the ledger that is in force and not only an explanation."""

    kind: str
    at: datetime
    rule: str
    computed: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A clock since it last began: `given` says that a person set the due time in force, `anew` that the limit began
    again after a supplement."""

    origin: datetime
    pauses: tuple[Pause, ...]
    given: bool
    anew: bool = False


GIVEN = frozenset({"extension", "given"})
"""Rules of lines whose due time a person set, or another system."""


def run_of(marks: Iterable[Mark], stored: Mapping[str, Any], received_at: datetime) -> Run:
    """The run of a clock from the lines of its ledger, in order.

    Raises Invalid `deadlines.resume_without_pause`, `deadlines.pauses_overlap` for a ledger that no act can leave.
    """
    origin, given, anew = clock_from(stored, received_at), False, False
    turns: list[tuple[datetime, bool]] = []
    for mark in marks:
        if mark.kind == LedgerKind.RESTART:
            origin, turns, anew = mark.at, [], True
        elif mark.kind in (LedgerKind.PAUSE, LedgerKind.RESUME):
            turns.append((mark.at, mark.kind == LedgerKind.PAUSE))
        if mark.kind not in (LedgerKind.PAUSE, LedgerKind.CANCELLED):
            resumed = mark.kind in (LedgerKind.RESUME, LedgerKind.RESTART)
            given = mark.rule in GIVEN or (resumed and not mark.computed)
    return Run(origin, tuple(pause for pause in pauses_from(turns) if pause.end is not None), given, anew)


def starts_at_competent(stored: Mapping[str, Any]) -> bool:
    """True where the law lets the clock start only when the competent agency has the full dossier."""
    return stored.get("starts") == "competent"


def restarts(stored: Mapping[str, Any]) -> bool:
    """True where the limit begins anew after a supplement (decree 61/2018 kept this; sector law may pause instead)."""
    return stored.get("after_supplement") == "restart"


def after_supplement(
    *,
    stored: Mapping[str, Any],
    received_at: datetime,
    due_at: datetime | None,
    given: bool,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
) -> tuple[str, Promise | None, datetime | None]:
    """The promise once the last of `pauses` has ended: rule, the computed promise if one was, and the due time.

    `given` says that the due time in force was set by a person (an extension, an imported promise) and not computed:
    then it is moved by the waiting, as the limit's unit counts it, and rolls where the limit rolls.
    """
    last = pauses[-1]
    if last.end is None:
        raise ValueError("the pause has not ended")
    allowance = allowance_from(stored)
    if restarts(stored):
        fresh = promise(last.end, allowance, (), calendar)
        return "restart", fresh, fresh.due_at
    if due_at is None or last.start >= due_at:
        return "resume", None, due_at  # a pause after the due time moves nothing
    counted = tuple(pause for pause in pauses if pause.end is not None and pause.end > received_at)
    if given:
        begun = starts_at(received_at, allowance, calendar)
        return "resume", None, resume(due_at, last.start, last.end, allowance, begun, calendar, counted[:-1])
    fresh = promise(received_at, allowance, counted, calendar)
    return "resume", fresh, fresh.due_at


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """A paper as it was handed in with a submission or a supplement."""

    key: str
    file_id: str = ""
    declared: bool = False
    seen: bool = False
    originals: int = 0
    copies: int = 0
    certified: int = 0
    name_vi: str = ""
    reused: bool = False


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """What the version asks of one paper: the part of `RequiredPaper` that judging needs."""

    key: str
    need: str
    is_form: bool


def read_papers(given: object, *, path: str = "papers") -> tuple[list[GivenPaper], list[FieldError]]:
    """Papers from JSON.

    Codes: papers.not_list, paper.not_object, paper.key_missing, paper.nothing_given, paper.twice.
    """
    if given is None:
        return [], []
    if not isinstance(given, Sequence) or isinstance(given, (str, bytes)):
        return [], [FieldError(path, "papers.not_list")]
    papers: list[GivenPaper] = []
    errors: list[FieldError] = []
    seen: set[tuple[str, str]] = set()
    for index, row in enumerate(given):
        here = f"{path}.{index}"
        if not isinstance(row, Mapping):
            errors.append(FieldError(here, "paper.not_object"))
            continue
        key = row.get("key")
        if not isinstance(key, str) or not key:
            errors.append(FieldError(f"{here}.key", "paper.key_missing"))
            continue
        file_id = row.get("file_id") or ""
        if not isinstance(file_id, str):
            errors.append(FieldError(f"{here}.file_id", "paper.file_unknown", key=key))
            continue
        declared = row.get("declared") is True
        if not file_id and not declared and row.get("seen") is not True:
            errors.append(FieldError(here, "paper.nothing_given", key=key))
            continue
        if (key, file_id) in seen:
            errors.append(FieldError(here, "paper.twice", key=key))
            continue
        seen.add((key, file_id))
        papers.append(
            GivenPaper(
                key=key,
                file_id=file_id,
                declared=declared,
                seen=row.get("seen") is True,
                originals=_count(row.get("originals")),
                copies=_count(row.get("copies")),
                certified=_count(row.get("certified")),
                name_vi=str(row.get("name_vi") or "")[:400],
                reused=bool(file_id) and row.get("reused") is True,
            )
        )
    return papers, errors


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 999 else 0


def judge_papers(
    given: Iterable[GivenPaper], asked: Sequence[AskedPaper], *, path: str = "papers", free: bool = False
) -> list[FieldError]:
    """Unknown keys and missing required papers. `free`: the general application, whose papers are named by the filer.

    Papers that are only shown, conditional ones and the declaration (filled as the e-form) may be left out.
    """
    given = list(given)
    known = {paper.key for paper in asked}
    errors = [
        FieldError(f"{path}.{index}.key", "paper.unknown", key=paper.key)
        for index, paper in enumerate(given)
        if paper.key not in known and not (free or paper.key.startswith("other"))
    ]
    have = {paper.key for paper in given}
    errors += [
        FieldError(path, "paper.missing", key=paper.key)
        for paper in asked
        if paper.need == "required" and not paper.is_form and paper.key not in have
    ]
    return errors


RETURN_WAYS = ("counter", "post", "electronic")
"""How a result is handed over."""


def return_counter(wishes: Mapping[str, Any]) -> str:
    """The code of the counter where the result is wanted; "" for the agency that decides, or another way."""
    way = wishes.get("delivery") or wishes.get("way") or "counter"
    return str(wishes.get("counter") or "") if way == "counter" else ""


def travels_on_paper(*, originals: int, copies: int, certified: int = 0, seen: bool, has_file: bool) -> bool:
    """True for a paper of which something must be carried to the agency that decides: counted sheets, or one that was
    shown and is not a file."""
    return bool(originals or copies or certified) or (seen and not has_file)
