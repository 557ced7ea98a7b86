"""A draft of a process laid over what really happened: before it is published one sees whom it would have made late.

Nothing is guessed: when a dossier came to a step and left it stands in the journal; the time that its clock stood still
is not counted; its hours are those of its own limit. A dossier that was brought in from another system tells only when
it was received, taken in hand and finished: its time between is judged against the steps between together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from motcua.catalogue.queries import fitting
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import WorkingCalendar, add_working_minutes, working_minutes
from motcua.dossiers import queries as dossiers
from motcua.dossiers import step_clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import Stay
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.workflow import queries as processes
from motcua.workflow.models import ProcessDraft
from motcua.workflow.rules import Laid, Step, Stretch, given_steps, laid, longest, spread, working_line

MOST = 2000
"""How many dossiers are tried at once, the last ones first; with more the period is made shorter."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """One dossier under one version: where its time was, the hours of the whole way, and whether it would be late."""

    laid: tuple[Laid, ...]
    hours: int | None
    minutes: int

    @property
    def is_late(self) -> bool:
        return self.hours is not None and self.minutes > self.hours * 60

    @property
    def behind(self) -> tuple[str, ...]:
        """The last step of every stretch that took longer than its hours."""
        return tuple(one.keys[-1] for one in self.laid if one.is_behind)


@dataclass(frozen=True, slots=True)
class Tried:
    """A dossier with both verdicts. `whole` is False where the journal does not tell every step."""

    code: str
    procedure: str
    agency: str
    received_at: datetime
    finished_at: datetime
    was_late: bool
    whole: bool
    now: Verdict | None
    draft: Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the draft: half of the dossiers left it within `median` working minutes (None: nobody was there alone);
    how many were behind under the version in force (None: it has no such step) and under the draft."""

    step: Step
    seen: int
    median: int | None
    now: int | None
    draft: int


@dataclass(frozen=True, slots=True)
class Trial:
    """The whole trial; `more`: codes that only the draft makes late or behind; `left_out`: dossiers beyond MOST."""

    since: date
    until: date
    rows: tuple[Tried, ...]
    lines: tuple[Line, ...]
    left_out: int
    has_now: bool

    def count(self, name: str) -> int:
        """How many dossiers belong to a figure (see `chosen`)."""
        return len(self.chosen(name))

    def chosen(self, name: str) -> list[Tried]:
        """The dossiers of a figure: "late.now", "behind.draft", "more", "less", "was_late", "parts_told", or
        "step.KEY" (behind at that step of the draft); all for any other name."""
        return [one for one in self.rows if _belongs(one, name)]

    @property
    def median(self) -> int | None:
        """Half of the dossiers were finished within so many working minutes; None when there is none."""
        return int(median(one.draft.minutes for one in self.rows)) if self.rows else None

    @property
    def worst(self) -> tuple[str, int] | None:
        """The step of the draft at which most of those stand that only the draft makes late or behind."""
        found = Counter(key for one in self.chosen("more") for key in one.draft.behind[:1])
        return found.most_common(1)[0] if found else None


def _belongs(one: Tried, name: str) -> bool:
    now_late = bool(one.now and (one.now.is_late or one.now.behind))
    draft_late = bool(one.draft.is_late or one.draft.behind)
    if name.startswith("step."):
        return name.removeprefix("step.") in one.draft.behind
    return {
        "late.now": bool(one.now and one.now.is_late),
        "late.draft": one.draft.is_late,
        "behind.now": bool(one.now and one.now.behind),
        "behind.draft": bool(one.draft.behind),
        "more": draft_late and not now_late,
        "less": now_late and not draft_late,
        "was_late": one.was_late,
        "parts_told": not one.whole,
    }.get(name, True)


def last_month(today: date) -> tuple[date, date]:
    """The first and the last day of the calendar month before a day."""
    until = today.replace(day=1) - timedelta(days=1)
    return until.replace(day=1), until


def try_draft(draft: ProcessDraft, *, since: date, until: date, at: datetime) -> Trial:
    """The draft on the dossiers finished from `since` to `until` (both included, local days) of the procedures that
    follow the process or are to follow it."""
    steps, _errors = given_steps(draft.steps)
    base = processes.find_process(draft.key, clock.local_day(at)) or draft.base
    now_steps = processes.steps_of(base) if base is not None else ()
    rows, left_out = _finished(draft, since, until)
    events = _events([row.code for row in rows])
    tried = [one for row in rows if (one := _tried(row, events.get(row.code, []), now_steps, steps, at=at)) is not None]
    return Trial(since, until, tuple(tried), _lines(steps, now_steps, tried), left_out, bool(now_steps))


def _finished(draft: ProcessDraft, since: date, until: date) -> tuple[list[Dossier], int]:
    codes = {one.code for one in fitting.followers(draft.key, since)} | set(draft.procedures)
    found = Dossier.objects.filter(
        procedure_version__procedure__code__in=sorted(codes),
        finished_at__gte=clock.day_start(since),
        finished_at__lt=clock.day_start(until + timedelta(days=1)),
        received_at__isnull=False,
    )
    rows = found.select_related("process", "agency", "procedure_version__procedure").order_by("-finished_at")[:MOST]
    left_out = found.count() - MOST if len(rows) == MOST else 0
    return list(rows), left_out


def _events(codes: Sequence[str]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for begin in range(0, len(codes), _CHUNK):
        for event in Event.objects.filter(chain__in=codes[begin : begin + _CHUNK]).order_by("chain", "number"):
            found.setdefault(event.chain, []).append(event)
    return found


def _tried(
    row: Dossier, events: Sequence[Event], now: Sequence[Step], draft: Sequence[Step], *, at: datetime
) -> Tried | None:
    ran = processes.steps_of(row.process)
    calendar = calendar_of(row.agency_id)
    stretches, whole = _stretches(row, events, ran, calendar, at)
    if not stretches or row.finished_at is None or row.received_at is None:
        return None
    limit = step_clock.limit_hours(row.allowance, row.received_at, row.original_due_at, calendar)
    return Tried(
        row.code,
        row.procedure_version.procedure.code,
        row.agency.code,
        clock.local(row.received_at),
        clock.local(row.finished_at),
        bool(row.due_at and row.finished_at > row.due_at),
        whole,
        _verdict(stretches, ran, now, limit) if now else None,
        _verdict(stretches, ran, draft, limit),
    )


def _verdict(stretches: Sequence[Stretch], ran: Sequence[Step], steps: Sequence[Step], limit: int | None) -> Verdict:
    hours = spread(steps, limit)
    counted = any(hours.get(step.key) is not None for step in working_line(steps))
    total = longest(steps, hours).hours if counted else None
    return Verdict(laid(stretches, ran, steps, hours), total, sum(one.minutes for one in stretches))


def _stretches(
    row: Dossier, events: Sequence[Event], ran: Sequence[Step], calendar: WorkingCalendar, at: datetime
) -> tuple[list[Stretch], bool]:
    """Where the working time of a dossier was, step by step; the second value says whether every step is told."""
    line = [step.key for step in working_line(ran)]
    found: list[Stretch] = []
    whole = True
    for stay in dossiers.stays(row, at, events=events):
        if stay.step not in line or stay.until_at is None:
            continue
        rest = line[line.index(stay.step) :]
        if stay.ended == "finished" and len(rest) > 1 and any(_needed(ran, key) for key in rest[1:]):
            whole = False
            found += _together(stay, rest, ran, events, calendar)
        else:
            found.append(Stretch((stay.step,), stay.used))
    return found, whole


def _needed(steps: Sequence[Step], key: str) -> bool:
    return any(step.key == key and not step.optional for step in steps)


def _together(
    stay: Stay, rest: Sequence[str], ran: Sequence[Step], events: Sequence[Event], calendar: WorkingCalendar
) -> Iterable[Stretch]:
    """One stay for several steps: passing on ended when the dossier was taken in hand, the rest is told together."""
    taken = next((event.at for event in events if event.type == "dossier.processing"), None)
    passed_on = any(step.key == rest[0] and step.act == "forward" for step in ran)
    if taken is None or not passed_on or stay.until_at is None or not stay.from_at <= taken <= stay.until_at:
        return [Stretch(tuple(rest), stay.used)]
    first = min(working_minutes(stay.from_at, taken, calendar), stay.used)
    return [Stretch((rest[0],), first), Stretch(tuple(rest[1:]), stay.used - first)]


def _lines(steps: Sequence[Step], now: Sequence[Step], tried: Sequence[Tried]) -> tuple[Line, ...]:
    alone: dict[str, list[int]] = {}
    seen: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    behind_now: Counter[str] = Counter()
    for one in tried:
        for part in one.draft.laid:
            seen[part.keys[-1]] += 1
            if len(part.keys) == 1:
                alone.setdefault(part.keys[0], []).append(part.minutes)
        behind.update(one.draft.behind)
        if one.now is not None:
            behind_now.update(one.now.behind)
    known = {step.key for step in now}
    return tuple(
        Line(
            step,
            seen[step.key],
            int(median(alone[step.key])) if step.key in alone else None,
            behind_now[step.key] if step.key in known else None,
            behind[step.key],
        )
        for step in working_line(steps)
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """What one step of the draft would have been for a dossier: who had it from when on, until when it was to be done
    by the draft's hours, and when it really was (None where the journal tells several steps together)."""

    steps: tuple[Step, ...]
    from_at: datetime
    due_at: datetime | None
    until_at: datetime
    minutes: int
    hours: int | None


def turns_of(draft: ProcessDraft, code: str, *, at: datetime) -> tuple[Tried, tuple[Turn, ...]] | None:
    """Who would have had a dossier when, under the draft. None for a dossier that is not finished or not known."""
    row = (
        Dossier.objects.select_related("process", "agency", "procedure_version__procedure")
        .filter(code=code, received_at__isnull=False, finished_at__isnull=False)
        .first()
    )
    if row is None or row.received_at is None:
        return None
    steps, _errors = given_steps(draft.steps)
    base = processes.find_process(draft.key, clock.local_day(at)) or draft.base
    tried = _tried(row, _events([code]).get(code, []), processes.steps_of(base) if base else (), steps, at=at)
    if tried is None:
        return None
    return tried, tuple(_turns(tried, {step.key: step for step in steps}, row, calendar_of(row.agency_id)))


def _turns(tried: Tried, steps: Mapping[str, Step], row: Dossier, calendar: WorkingCalendar) -> Iterable[Turn]:
    """Moments are those of working time after reception: a pause of the clock is left out of them."""
    begin = tried.received_at if calendar.is_open(tried.received_at) else calendar.next_opening(tried.received_at)
    spent = 0
    for part in tried.draft.laid:
        since = add_working_minutes(begin, spent, calendar)
        spent += part.minutes
        until = add_working_minutes(begin, spent, calendar)
        due = add_working_minutes(since, part.hours * 60, calendar) if part.hours is not None else None
        yield Turn(tuple(steps[key] for key in part.keys), since, due, until, part.minutes, part.hours)
