"""Why is it this day? The lines that explain a due time, as facts that can be stored and told again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motcua.deadlines.rules.calendar import MINUTE, Cause, WorkingCalendar
from motcua.deadlines.rules.reckoning import Allowance, Closed, ends_at, hand_over_by, is_cut_off, unrolled_end
from motcua.deadlines.rules.words import words
from motcua.kernel import clock

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One reason, at the local instant from which it acts.

    `rule` is a stable slug, `effect` what it did as a verb and a value for programs, `facts` what its words are made
    of: plain JSON, storable.
    """

    at: datetime
    rule: str
    effect: str
    facts: dict[str, Any]

    @property
    def words_vi(self) -> str:
        """The Vietnamese sentence."""
        return words(self.rule, self.facts, "vi")

    @property
    def words_en(self) -> str:
        """The English sentence."""
        return words(self.rule, self.facts, "en")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the arithmetic gave, to be explained."""

    received_at: datetime
    start_at: datetime
    due_at: datetime | None
    allowance: Allowance
    ended: tuple[Closed, ...]
    paused_since: datetime | None
    calendar: WorkingCalendar


def explain(done: Reckoned) -> tuple[LedgerLine, ...]:
    """All lines in the order of their instants, the promise last."""
    if done.due_at is None:
        return (_start(done), LedgerLine(done.start_at, "no_due", "none", {}))
    lines = [_start(done), *_hand_over(done), _limit(done)]
    if not done.allowance.is_elapsed:
        lines += _days_not_counted(done, done.due_at)
    lines += _pauses(done, done.due_at)
    lines += _roll(done, done.due_at)
    lines += _provisional(done, done.due_at)
    lines.sort(key=lambda line: line.at)  # stable: reception and limit stay first
    iso = done.due_at.isoformat()
    return (*lines, LedgerLine(done.due_at, "due", f"due {iso}", {"due_at": iso}))


def _start(done: Reckoned) -> LedgerLine:
    received, start_at, calendar = done.received_at, done.start_at, done.calendar
    iso = start_at.isoformat()
    facts: dict[str, Any] = {"received_at": received.isoformat(), "start_at": iso}
    if done.allowance.is_elapsed or done.allowance.unit == "none":
        rule = "start.elapsed"
    elif done.allowance.cutoff is not None and is_cut_off(received, done.allowance, calendar):
        rule = "start.cutoff"
        facts["cutoff"] = f"{done.allowance.cutoff:%H:%M}"
    elif received == start_at and calendar.is_open(received):
        rule = "start.at_once"
    else:
        rule = "start.next_opening"
        facts |= _out_of_hours(received, calendar)
    return LedgerLine(received, rule, f"start {iso}", facts)


def _hand_over(done: Reckoned) -> Iterator[LedgerLine]:
    """A cut-off that moves the hand-over and not the clock: where it did."""
    cutoff, received = done.allowance.cutoff, done.received_at
    if cutoff is None or done.allowance.cutoff_on != "hand_over" or received.time() < cutoff:
        return
    if done.calendar.is_working_day(received.date()):
        iso = hand_over_by(received, done.calendar, cutoff).isoformat()
        yield LedgerLine(received, "hand_over", f"hand_over {iso}", {"cutoff": f"{cutoff:%H:%M}", "by": iso})


def _out_of_hours(at: datetime, calendar: WorkingCalendar) -> dict[str, str]:
    """Why nobody worked at an instant."""
    opening, closing = calendar.opening(at.date()), calendar.closing(at.date())
    if opening is None or closing is None:
        off = calendar.days_off.get(at.date())
        if off is None:
            return {"reason": "weekly_rest"}
        return {"reason": "day_off", "name_vi": off.name_vi, "name_en": off.name_en}
    return {"reason": "before_opening" if at < opening else "after_closing" if at >= closing else "lunch"}


def _limit(done: Reckoned) -> LedgerLine:
    allowance = done.allowance
    facts = {"value": allowance.value, "unit": allowance.unit, "policy": allowance.policy}
    effect = "allow same_day" if allowance.unit == "same_day" else f"allow {allowance.value} {allowance.unit}"
    return LedgerLine(done.start_at, "limit", effect, facts)


def _days_not_counted(done: Reckoned, due_at: datetime) -> Iterator[LedgerLine]:
    """Weekly rest in one line, each run of days off of one name in one, each make-up day in one."""
    calendar = done.calendar
    rest: list[date] = []
    run: list[date] = []
    made_up_on = {entry.replaces: day for day, entry in calendar.make_up_days.items()}
    # from the day of reception: the days between it and the start were not counted either
    day, last = done.received_at.date(), due_at.date()
    while day <= last:
        off = calendar.days_off.get(day)
        if run and (off is None or _kind(calendar, run[0]) != _kind(calendar, day) or run[-1] + ONE_DAY != day):
            yield _day_off(run, done, made_up_on)
            run = []
        if not _is_inside_pause(day, done.ended):
            if off is not None:
                run.append(day)
            elif (made_up := calendar.make_up_days.get(day)) is not None:
                facts: dict[str, Any] = {
                    "day": day.isoformat(),
                    "replaces": made_up.replaces.isoformat(),
                    "document": made_up.document,
                }
                yield LedgerLine(_from(day, done), "make_up", f"count {day}", facts)
            elif day in calendar.special:
                facts = {"day": day.isoformat()}
                yield LedgerLine(_from(day, done), "own_hours", f"count {day}", facts)
            elif not calendar.is_working_day(day):
                rest.append(day)
        day += ONE_DAY
    if run:
        yield _day_off(run, done, made_up_on)
    if rest:
        facts = {"weekdays": sorted({day.weekday() for day in rest}), "count": len(rest), "first": rest[0].isoformat()}
        yield LedgerLine(_from(rest[0], done), "weekly_rest", f"skip {len(rest)}", facts)


def _kind(calendar: WorkingCalendar, day: date) -> tuple[str, Cause]:
    off = calendar.days_off[day]
    return off.name_vi, off.cause


def _from(day: date, done: Reckoned) -> datetime:
    """The instant from which a day acts: its beginning, but no line stands before the reception."""
    return max(clock.day_start(day), done.received_at)


def _day_off(run: list[date], done: Reckoned, made_up_on: dict[date, date]) -> LedgerLine:
    off = done.calendar.days_off[run[0]]
    made_up = made_up_on.get(run[0])
    facts = {
        "first": run[0].isoformat(),
        "last": run[-1].isoformat(),
        "count": len(run),
        "name_vi": off.name_vi,
        "name_en": off.name_en,
        "cause": off.cause,
        "document": off.document,
        "made_up_on": made_up.isoformat() if made_up else None,
    }
    return LedgerLine(_from(run[0], done), "day_off", f"skip {len(run)}", facts)


def _is_inside_pause(day: date, ended: tuple[Closed, ...]) -> bool:
    """True for a day that lies wholly in a pause: the pause's own line accounts for it."""
    begins = clock.day_start(day)
    return any(pause.start <= begins and pause.end >= begins + ONE_DAY for pause in ended)


def _pauses(done: Reckoned, due_at: datetime) -> Iterator[LedgerLine]:
    """Each pause that was counted, with the promise before and after it."""
    before = ends_at(done.start_at, done.allowance, (), done.calendar) or due_at
    if done.ended and before != due_at:
        iso = before.isoformat()
        yield LedgerLine(done.start_at, "promised", f"due {iso}", {"due_at": iso})
    for number, pause in enumerate(done.ended, start=1):
        if pause.end <= done.start_at:
            continue
        if pause.start >= before:
            break
        after = ends_at(done.start_at, done.allowance, done.ended[:number], done.calendar) or due_at
        measure, amount = _length(pause, done)
        exact = not done.allowance.is_elapsed or (after - before) // timedelta(minutes=1) == amount
        facts = {
            "from": pause.start.isoformat(),
            "to": pause.end.isoformat(),
            "measure": measure,
            "amount": amount,
            "moved": after != before,
            "exact": exact,
            "due_at": after.isoformat(),
        }
        yield LedgerLine(pause.start, "pause", "pause", {"from": facts["from"]})
        yield LedgerLine(pause.end, "resume", f"move {amount} {measure}" if after != before else "move 0", facts)
        before = after
    if done.paused_since is not None and done.paused_since < before:
        yield LedgerLine(done.paused_since, "pause", "pause", {"from": done.paused_since.isoformat()})


def _length(pause: Closed, done: Reckoned) -> tuple[str, int]:
    """In what a pause is measured, and how much of it was not counted."""
    since = max(pause.start, done.start_at)
    if done.allowance.is_elapsed:
        return "minutes", (pause.end - since) // timedelta(minutes=1)
    if done.allowance.unit == "same_day":
        return "same_day", 0
    if done.allowance.is_by_working_day:
        return "working_days", done.calendar.working_days(since.date(), pause.end.date())
    return "working_minutes", done.calendar.elapsed(since, pause.end) // MINUTE


def _roll(done: Reckoned, due_at: datetime) -> Iterator[LedgerLine]:
    if not (done.allowance.is_elapsed and done.allowance.roll):
        return
    unrolled = unrolled_end(done.start_at, done.allowance, done.ended)
    if unrolled.date() == due_at.date():
        return
    facts = {"from": unrolled.date().isoformat(), "to": due_at.isoformat()}
    if (off := done.calendar.days_off.get(unrolled.date())) is not None:
        facts |= {"name_vi": off.name_vi, "name_en": off.name_en}
    yield LedgerLine(unrolled, "roll", f"roll {due_at.date()}", facts)


def undecided(done: Reckoned, due_at: datetime) -> list[int]:
    """Years between start and due whose days off are not decided, or that hold a provisional day in between."""
    first, last, calendar = done.received_at.date(), due_at.date(), done.calendar
    years = {year for year in range(first.year, last.year + 1) if not calendar.is_decided(year)}
    years |= {day.year for day in calendar.provisional_days if first <= day <= last}
    return sorted(years)


def _provisional(done: Reckoned, due_at: datetime) -> Iterator[LedgerLine]:
    years = undecided(done, due_at)
    if years:
        at = max(done.received_at, clock.day_start(date(years[0], 1, 1)))
        yield LedgerLine(at, "provisional", "provisional", {"years": years})
