"""A promise: the due time together with why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.deadlines.rules.calendar import MINUTE, WorkingCalendar, local
from motcua.deadlines.rules.ledger import LedgerLine, Reckoned, explain, undecided
from motcua.deadlines.rules.reckoning import Allowance, Closed, Pause, checked, ends_at, starts_at


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised to the applicant; instants are local.

    `working_minutes` are those from start to due outside the pauses. `provisional`: it reaches into a year whose days
    off are not decided, and is reckoned again when they are.
    """

    received_at: datetime
    start_at: datetime
    due_at: datetime | None
    working_minutes: int
    ledger: tuple[LedgerLine, ...]
    provisional: bool


def promise(received_at: datetime, allowance: Allowance, pauses: Iterable[Pause], calendar: WorkingCalendar) -> Promise:
    """The due time of a dossier and its explanation. An open pause moves nothing until it ends.

    Raises Invalid: `deadlines.pause_backward`, `deadlines.pauses_overlap`, `deadlines.out_of_range`.
    """
    received_at = local(received_at)
    ended, paused_since = checked(pauses)
    start_at = starts_at(received_at, allowance, calendar)
    due_at = ends_at(start_at, allowance, ended, calendar)
    done = Reckoned(received_at, start_at, due_at, allowance, ended, paused_since, calendar)
    counted = 0 if due_at is None else _counted(start_at, due_at, ended, calendar)
    provisional = due_at is not None and bool(undecided(done, due_at))
    return Promise(received_at, start_at, due_at, counted, explain(done), provisional)


def _counted(start_at: datetime, due_at: datetime, ended: tuple[Closed, ...], calendar: WorkingCalendar) -> int:
    total = calendar.elapsed(start_at, due_at)
    for pause in ended:
        total -= calendar.elapsed(max(pause.start, start_at), min(pause.end, due_at))
    return total // MINUTE
