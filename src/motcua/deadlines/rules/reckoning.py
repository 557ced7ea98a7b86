"""From a reception, an allowance and pauses to a due time (contract, section 4)."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from motcua.deadlines.rules.calendar import FIRST_YEAR, LAST_YEAR, WorkingCalendar, local
from motcua.kernel import clock
from motcua.kernel.errors import Invalid

Unit = Literal["hours", "working_days", "calendar_days", "months", "same_day", "none"]
Policy = Literal["hour_exact", "end_of_day"]
CutoffOn = Literal["start", "hand_over"]
UNITS: tuple[Unit, ...] = get_args(Unit)
POLICIES: tuple[Policy, ...] = get_args(Policy)
CUTOFFS: tuple[CutoffOn, ...] = get_args(CutoffOn)

HOUR = 3_600_000_000  # microseconds
HOURS_A_DAY = 8
USUAL_CLOSING = time(17)  # of a day that has no working hours


@dataclass(frozen=True, slots=True)
class Allowance:
    """A limit as a procedure's version states it.

    `value` counts `unit`s and means nothing for `same_day` and `none` (no due time). `cutoff` is the local time of day
    from which a reception counts as the next working day's; where it is `cutoff_on` the hand-over it does not move the
    clock: such a dossier reaches the deciding unit at the next working day's opening (`hand_over_by`). `roll` moves an
    end of calendar days or months that falls on a day off.
    """

    value: int
    unit: Unit
    policy: Policy = "hour_exact"
    cutoff: time | None = None
    roll: bool = False
    cutoff_on: CutoffOn = "start"

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise Invalid("deadlines.unknown_unit", unit=self.unit)
        if self.policy not in POLICIES:
            raise Invalid("deadlines.unknown_policy", policy=self.policy)
        if self.cutoff_on not in CUTOFFS:
            raise Invalid("deadlines.unknown_cutoff", cutoff_on=self.cutoff_on)
        if self.value < 0:
            raise Invalid("deadlines.negative_limit", value=self.value)

    @property
    def is_elapsed(self) -> bool:
        """True when the limit runs on all days alike, at night too."""
        return self.unit in ("calendar_days", "months")

    @property
    def is_by_working_day(self) -> bool:
        """True when whole working days are counted rather than minutes."""
        return self.policy == "end_of_day" and self.unit in ("hours", "working_days")

    @property
    def working_days(self) -> int:
        """The limit in whole working days of eight hours, rounded up."""
        return -(-self.value // HOURS_A_DAY) if self.unit == "hours" else self.value


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from `start` until before `end`; None while nobody knows until when."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A pause that has ended, in local time."""

    start: datetime
    end: datetime


def checked(pauses: Iterable[Pause]) -> tuple[tuple[Closed, ...], datetime | None]:
    """The ended pauses in order, and the start of the open one if any.

    Raises Invalid `deadlines.pause_backward` (ends before or when it begins), `deadlines.pauses_overlap`.
    """
    ended: list[Closed] = []
    opened: datetime | None = None
    for pause in sorted(pauses, key=lambda pause: local(pause.start)):
        start = local(pause.start)
        if opened is not None or (ended and start < ended[-1].end):
            raise Invalid("deadlines.pauses_overlap", at=start.isoformat())
        if pause.end is None:
            opened = start
            continue
        end = local(pause.end)
        if end <= start:
            raise Invalid("deadlines.pause_backward", start=start.isoformat(), end=end.isoformat())
        ended.append(Closed(start, end))
    return tuple(ended), opened


def pauses_from(marks: Iterable[tuple[datetime, bool]]) -> list[Pause]:
    """Pauses from a clock's marks in order: (instant, True) where it stopped, (instant, False) where it went on; the
    last may be open. A pause of no length is none.

    Raises Invalid `deadlines.resume_without_pause`, `deadlines.pauses_overlap` (it stopped while it stood still).
    """
    found: list[Pause] = []
    since: datetime | None = None
    for at, stops in marks:
        if stops and since is not None:
            raise Invalid("deadlines.pauses_overlap", at=local(at).isoformat())
        if stops:
            since = at
            continue
        if since is None:
            raise Invalid("deadlines.resume_without_pause", at=local(at).isoformat())
        if at != since:
            found.append(Pause(since, at))
        since = None
    return [*found, Pause(since, None)] if since is not None else found


def starts_at(received_at: datetime, allowance: Allowance, calendar: WorkingCalendar) -> datetime:
    """When the clock starts: at reception, or at the opening for which one out of hours or after the cut-off waits."""
    received_at = local(received_at)
    if allowance.is_elapsed or allowance.unit == "none":
        return received_at
    if is_cut_off(received_at, allowance, calendar):
        return calendar.first_opening(calendar.next_working_day(received_at.date()))
    return received_at if calendar.is_open(received_at) else calendar.next_opening(received_at)


def is_cut_off(received_at: datetime, allowance: Allowance, calendar: WorkingCalendar) -> bool:
    """True for a reception whose clock starts later because it came at or after the cut-off on a working day."""
    return allowance.cutoff_on == "start" and _is_after_cutoff(received_at, allowance.cutoff, calendar)


def _is_after_cutoff(at: datetime, cutoff: time | None, calendar: WorkingCalendar) -> bool:
    return cutoff is not None and at.time() >= cutoff and calendar.is_working_day(at.date())


HAND_OVER_CUTOFF = time(15)  # Circular 01/2018/TT-VPCP, article 6: later than this, the next working day


def hand_over_by(received_at: datetime, calendar: WorkingCalendar, cutoff: time = HAND_OVER_CUTOFF) -> datetime:
    """Until when the single-window unit passes a dossier on: that working day's closing; received at or after the
    cut-off, or out of hours, the next opening of a day."""
    at = local(received_at)
    in_time = calendar.is_working_day(at.date()) and not _is_after_cutoff(at, cutoff, calendar)
    if in_time and at < calendar.last_closing(at.date()):
        return calendar.last_closing(at.date())
    return calendar.first_opening(calendar.next_working_day(at.date()))


def due(
    received_at: datetime, allowance: Allowance, pauses: Iterable[Pause], calendar: WorkingCalendar
) -> datetime | None:
    """The due time, local; None where the limit is `none`. An open pause moves nothing until it ends.

    Raises Invalid: `deadlines.pause_backward`, `deadlines.pauses_overlap`, `deadlines.out_of_range`.
    """
    ended, _ = checked(pauses)
    return ends_at(starts_at(received_at, allowance, calendar), allowance, ended, calendar)


def ends_at(
    start_at: datetime, allowance: Allowance, pauses: tuple[Closed, ...], calendar: WorkingCalendar
) -> datetime | None:
    """The due time of a clock that started at a local instant. Raises Invalid `deadlines.out_of_range`."""
    if allowance.unit == "none":
        return None
    if allowance.unit == "same_day":
        return _end_same_day(start_at, pauses, calendar)
    if allowance.is_elapsed:
        unrolled = unrolled_end(start_at, allowance, pauses)
        return _settled(unrolled, allowance, calendar)
    if allowance.is_by_working_day:
        return _end_by_working_days(start_at.date(), allowance.working_days, pauses, calendar)
    hours = allowance.value * (HOURS_A_DAY if allowance.unit == "working_days" else 1)
    return _end_by_minutes(start_at, hours * HOUR, pauses, calendar)


def _end_by_minutes(start_at: datetime, left: int, pauses: tuple[Closed, ...], calendar: WorkingCalendar) -> datetime:
    """Working time is used up; what lies inside a pause is not used."""
    at = start_at
    for pause in pauses:
        if pause.end <= at:
            continue
        used = calendar.elapsed(at, pause.start)
        if used >= left:
            break
        left -= used
        at = pause.end
    return calendar.advance(at, left)


def _end_by_working_days(day: date, left: int, pauses: tuple[Closed, ...], calendar: WorkingCalendar) -> datetime:
    """Closing of the n-th working day after a day; of a pause, working days d with day(A) < d ≤ day(B) do not count."""
    for pause in pauses:
        if pause.end.date() <= day:
            continue
        used = calendar.working_days(day, pause.start.date())
        if used >= left:
            break
        left -= used
        day = pause.end.date()
    return closing_or_usual(calendar.nth_working_day(day, left), calendar)


def _end_same_day(start_at: datetime, pauses: tuple[Closed, ...], calendar: WorkingCalendar) -> datetime:
    """That day's closing. A pause that outlasts the day begins the day anew when it ends (the contract is silent)."""
    due_at = calendar.last_closing(start_at.date())
    for pause in pauses:
        if pause.start >= due_at:
            break
        if pause.end > due_at:
            due_at = _next_closing(pause.end, calendar)
    return due_at


def _next_closing(at: datetime, calendar: WorkingCalendar) -> datetime:
    """The closing of the day that is being worked at an instant, else of the next one that is."""
    opened = at if calendar.is_open(at) else calendar.next_opening(at)
    return calendar.last_closing(opened.date())


def unrolled_end(start_at: datetime, allowance: Allowance, pauses: tuple[Closed, ...]) -> datetime:
    """Calendar days or months later at the same time, moved by the pauses between; days off not yet looked at."""
    try:
        at = (
            _months_later(start_at, allowance.value)
            if allowance.unit == "months"
            else start_at + timedelta(allowance.value)
        )
        for pause in pauses:
            since = max(pause.start, start_at)
            if since >= at:
                break
            if pause.end > since:
                at += pause.end - since
    except (OverflowError, ValueError):
        raise Invalid("deadlines.out_of_range", first=str(FIRST_YEAR), last=str(LAST_YEAR)) from None
    return at


def _settled(at: datetime, allowance: Allowance, calendar: WorkingCalendar) -> datetime:
    """An end of calendar days or months, rolled and put to the closing where the allowance says so."""
    is_working_day = calendar.is_working_day(at.date())
    if allowance.roll and not is_working_day:
        at = datetime.combine(calendar.next_working_day(at.date()), at.timetz())
    return closing_or_usual(at.date(), calendar) if allowance.policy == "end_of_day" else at


def closing_or_usual(day: date, calendar: WorkingCalendar) -> datetime:
    """That day's closing, 17:00 where it has none."""
    return calendar.closing(day) or datetime.combine(day, USUAL_CLOSING, tzinfo=clock.LOCAL)


def _months_later(at: datetime, months: int) -> datetime:
    """Same time and day n months later; the month's last day where it has no such day."""
    years, month = divmod(at.month - 1 + months, 12)
    year = at.year + years
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def resume(
    due_before: datetime | None,
    pause_start: datetime,
    pause_end: datetime,
    allowance: Allowance,
    start_at: datetime,
    calendar: WorkingCalendar,
    earlier_pauses: Iterable[Pause] = (),
) -> datetime | None:
    """The due time after a pause.

    Computed from the start with all pauses; where the promise in force is not the computed one (imported as it was
    made, or extended by a decision) that promise is moved by the same rule. Raises Invalid as `due`.
    """
    earlier, opened = checked(earlier_pauses)
    (last,), _ = checked([Pause(pause_start, pause_end)])
    if opened is not None or (earlier and last.start < earlier[-1].end):
        raise Invalid("deadlines.pauses_overlap", at=last.start.isoformat())
    start_at = local(start_at)
    computed = ends_at(start_at, allowance, earlier, calendar)
    if due_before is None or computed == local(due_before):
        return ends_at(start_at, allowance, (*earlier, last), calendar)
    return _moved(local(due_before), last, max(last.start, start_at), allowance, calendar)


def _moved(
    due_at: datetime, pause: Closed, since: datetime, allowance: Allowance, calendar: WorkingCalendar
) -> datetime:
    """A promise that was set by hand, moved by one pause."""
    if since >= due_at or pause.end <= since:
        return due_at
    if allowance.is_elapsed:
        return _settled(due_at + (pause.end - since), allowance, calendar)
    if allowance.unit == "same_day":
        return _next_closing(pause.end, calendar) if pause.end > due_at else due_at
    if allowance.is_by_working_day:
        left = calendar.working_days(since.date(), due_at.date())
        return closing_or_usual(calendar.nth_working_day(pause.end.date(), left), calendar) if left else due_at
    return calendar.advance(pause.end, calendar.elapsed(since, due_at))
