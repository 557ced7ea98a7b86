"""What other hours would change: promises that fall on a closed door, and those that would be reckoned otherwise today.

Promises already made are kept (contract, section 4: history is judged as it was, only promises that reach into a year
not yet decided are reckoned again). So the preview says what to look at, and changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from motcua.agencies.models import Agency
from motcua.deadlines.rules import WorkingCalendar, promise
from motcua.dossiers import rules
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.kernel import clock

OPEN = (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE)
MOST = 2000
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Moved:
    """A promise beside what it would be if it were made anew."""

    code: str
    due_at: datetime
    would_be: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """`closed`: promised for an hour at which nobody would be there; `otherwise`: kept, but new ones would come out
    differently; `paused`: their clock stands still and goes on by the new hours; `looked_at`: how many were."""

    closed: list[Moved]
    otherwise: list[Moved]
    paused: int
    looked_at: int
    is_all: bool

    @property
    def closed_shown(self) -> list[Moved]:
        return self.closed[:SHOWN]

    @property
    def otherwise_shown(self) -> list[Moved]:
        return self.otherwise[:SHOWN]


def preview(agency: Agency, before: WorkingCalendar, after: WorkingCalendar, now: datetime) -> Preview:
    """Compare the open dossiers of a unit under two calendars. One query."""
    rows = list(
        Dossier.objects.filter(agency=agency, state__in=OPEN, due_at__gt=now, received_at__isnull=False)
        .order_by("due_at", "pk")
        .only("code", "due_at", "received_at", "paused_since", "supplements_asked", "allowance")[: MOST + 1]
    )
    closed: list[Moved] = []
    otherwise: list[Moved] = []
    paused = 0
    for row in rows[:MOST]:
        assert row.due_at is not None
        assert row.received_at is not None
        if row.paused_since is not None:
            paused += 1
            continue
        anew = None
        if not row.supplements_asked and row.allowance:
            allowance = rules.allowance_from(row.allowance)
            old, new = (promise(row.received_at, allowance, (), one).due_at for one in (before, after))
            if old != new:
                anew = new
                otherwise.append(Moved(row.code, row.due_at, new))
        if _is_open(before, row.due_at) and not _is_open(after, row.due_at):
            closed.append(Moved(row.code, row.due_at, anew))
    return Preview(closed, otherwise, paused, min(len(rows), MOST), len(rows) <= MOST)


def _is_open(calendar: WorkingCalendar, due_at: datetime) -> bool:
    """True when somebody is there at that hour; the closing itself counts."""
    local = clock.local(due_at)
    return any(begins <= local <= ends for begins, ends in calendar.spans(local.date()))
