"""The watch over steps and promises: whoever holds a dossier is told before its time ends, the post above once it has.

Run by the worker every few minutes. Each is told once for a dossier, an end and a threshold (`dossiers.Alert`), so a
round that was cut off is finished by the next one, and two rounds at once tell nothing twice.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.deadlines.queries import get_calendar, own_calendars
from motcua.deadlines.rules import WorkingCalendar, add_working_minutes, working_minutes
from motcua.dossiers.actions.alerting import ABOUT_DUE, ABOUT_STEP, Wanted, alert
from motcua.dossiers.models import Alert
from motcua.dossiers.queries import alerts
from motcua.dossiers.queries.alerts import Near
from motcua.dossiers.queries.processes import all_steps
from motcua.flows.part_watch import watch_parts
from motcua.journal.outbox import Job
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import access
from motcua.people.queries import holders_by_post
from motcua.workflow.rules import Step
from motcua.workflow.watch_versions import watch_on
from motcua.workflow.watching import ABOVE, Watch

EVERY = timedelta(minutes=5)
TOGETHER = 200
"""So many dossiers in one transaction, with a few statements."""
MOST = 5000
"""So many in one round; a backlog that comes all at once is worked off round by round."""
Coming = Callable[[Collection[int], datetime | None, datetime, int, str], Iterable[Near]]


@dataclass
class Ground:
    """What a round rests on, read once."""

    at: datetime
    day: date
    rules: Watch
    steps: dict[int, dict[str, Step]]
    codes: dict[int, str]
    groups: list[tuple[WorkingCalendar, list[int]]]
    held: dict[str, frozenset[str]] = field(default_factory=dict)
    parents: dict[int, tuple[int, str] | None] = field(default_factory=dict)

    def step(self, one: Near) -> Step | None:
        return self.steps.get(one.process_id, {}).get(one.step)

    def posts(self, agency: str) -> frozenset[str]:
        """Kinds of post that somebody holds at an agency."""
        if agency not in self.held:
            self.held[agency] = holders_by_post(agency, self.day)
        return self.held[agency]

    def parent(self, agency_id: int) -> tuple[int, str] | None:
        """The agency above, by id and code."""
        if agency_id not in self.parents:
            above = agencies.parent_on(Agency.objects.get(pk=agency_id), self.day)
            self.parents[agency_id] = (above.pk, above.code) if above else None
        return self.parents[agency_id]


def watch(at: datetime) -> int:
    """One round. Returns how many were told."""
    try:
        get_calendar()
    except LookupError:  # none is loaded yet: nothing can have been promised
        return 0
    ground = _ground(at)
    done = 0
    for found in (_behind(ground), _up(ground), _overdue(ground), *_warnings(ground)):
        done += _tell(found, at, MOST - done)
    return done + watch_parts(at)


def _ground(at: datetime) -> Ground:
    day = clock.local_day(at)
    working = alerts.agencies_at_work()
    own = own_calendars()
    usual = [pk for pk in working if pk not in own]
    groups = [(get_calendar(), usual), *((own[pk], [pk]) for pk in working if pk in own)]
    codes = dict(Agency.objects.filter(pk__in=working).values_list("pk", "code"))
    steps = {process: {step.key: step for step in found} for process, found in all_steps().items()}
    return Ground(at, day, watch_on(day), steps, codes, [(cal, ids) for cal, ids in groups if ids])


def _tell(found: Iterable[Wanted], at: datetime, most: int) -> int:
    """Write what was found, batch by batch, one transaction each."""
    done, batch = 0, list[Wanted]()
    for one in found:
        if done + len(batch) >= most:
            break
        batch.append(one)
        if len(batch) == TOGETHER:
            done += _write(batch, at)
            batch = []
    return done + _write(batch, at)


def _write(batch: list[Wanted], at: datetime) -> int:
    if not batch:
        return 0
    with transaction.atomic(durable=True):
        return alert(batch, by=SYSTEM, at=at)


def _behind(ground: Ground) -> Iterator[Wanted]:
    """Steps whose end has passed: the holder is told."""
    for _calendar, ids in ground.groups:
        late = list(alerts.steps_coming(ids, None, ground.at, 0, Alert.Kind.BEHIND))
        yield from (_to_holder(ground, one, Alert.Kind.BEHIND, ABOUT_STEP, 0) for one in late)


def _up(ground: Ground) -> Iterator[Wanted]:
    """The same steps go up."""
    for _calendar, ids in ground.groups:
        late = list(alerts.steps_coming(ids, None, ground.at, 0, Alert.Kind.ESCALATED))
        yield from (_to_above(ground, one, "behind", ABOUT_STEP) for one in late)


def _overdue(ground: Ground) -> Iterator[Wanted]:
    """Promises that have passed go up."""
    for _calendar, ids in ground.groups:
        late = list(alerts.promises_coming(ids, None, ground.at, 0, Alert.Kind.ESCALATED))
        yield from (_to_above(ground, one, "overdue", ABOUT_DUE) for one in late)


def _warnings(ground: Ground) -> Iterator[Iterator[Wanted]]:
    """The nearest threshold first: who hears of two hours is not told of eight and of a day in the same breath."""
    own = {
        (process, key): step.warn
        for process, steps in ground.steps.items()
        for key, step in steps.items()
        if step.warn is not None
    }
    for hours in sorted({*ground.rules.warn, *own.values()}):
        for about, coming in ((ABOUT_STEP, alerts.steps_coming), (ABOUT_DUE, alerts.promises_coming)):
            yield _near(ground, hours, about, coming, own)


def _near(ground: Ground, hours: int, about: str, coming: Coming, own: dict[tuple[int, str], int]) -> Iterator[Wanted]:
    """What ends within so many working hours; an end that was nearer than that from the beginning is not warned of."""
    for calendar, ids in ground.groups:
        until = add_working_minutes(ground.at, hours * 60, calendar)
        for one in list(coming(ids, ground.at, until, hours, Alert.Kind.WARNED)):
            asked = own.get((one.process_id, one.step)) if about == ABOUT_STEP else None
            if hours != asked if asked is not None else hours not in ground.rules.warn:
                continue
            if one.since is not None and working_minutes(one.since, one.due_at, calendar) > hours * 60:
                yield _to_holder(ground, one, Alert.Kind.WARNED, about, hours)


def _to_holder(ground: Ground, one: Near, kind: str, about: str, hours: int) -> Wanted:
    step = ground.step(one)
    mine = one.assigned_to if step is None or step.role == access.SPECIALIST_OFFICER else None
    code = ground.codes[one.agency_id]
    return Wanted(one.pk, kind, about, one.due_at, hours, one.agency_id, code, _post(one, step), mine)


def _to_above(ground: Ground, one: Near, level: str, about: str) -> Wanted:
    """The first post above that somebody holds; where nobody does, and above a leader, the agency above."""
    code = ground.codes[one.agency_id]
    wanted = ground.rules.above(level, _post(one, ground.step(one)))
    held = ground.posts(code)
    post = next((name for name in wanted if name != ABOVE and name in held), "")
    agency = (one.agency_id, code)
    if not post:
        post, agency = "leader", ground.parent(one.agency_id) or agency
    return Wanted(one.pk, Alert.Kind.ESCALATED, about, one.due_at, 0, *agency, post)


def _post(one: Near, step: Step | None) -> str:
    """The kind of post that the dossier waits for."""
    if step is not None and step.post != "specialist":
        return step.post
    return one.post or one.handled_by or "specialist"


def run(now: datetime) -> None:
    """The scheduled round."""
    watch(now)


JOBS = (Job("watch", EVERY, run),)
