"""How long a procedure really took: working time from reception to resolution, without the pauses, in the last year."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.agencies.models import Agency
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import working_minutes
from motcua.dossiers.models import Dossier, LedgerEntry
from motcua.dossiers.states import State
from motcua.kernel import clock

ENOUGH = 30
"""Below so many dossiers a median says little (design, section 5)."""
MOST = 1000
PERIOD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Measured:
    """Working minutes within which half and nine of ten were done, of `sample` dossiers resolved from `first` to
    `last`. Without enough dossiers the minutes are None."""

    sample: int
    first: date | None = None
    last: date | None = None
    half: int | None = None
    nine_of_ten: int | None = None

    @property
    def is_enough(self) -> bool:
        return self.half is not None


def measured(procedure_code: str, now: datetime, agency: Agency | None = None) -> Measured:
    """Of the newest `MOST` dossiers of a procedure that got a result in the last twelve months (at one agency)."""
    rows = Dossier.objects.filter(
        procedure_version__procedure__code=procedure_code,
        state__in=[State.FINISHED, State.DELIVERED],
        resolved_at__gte=now - PERIOD,
        resolved_at__lte=now,
        received_at__isnull=False,
    )
    if agency is not None:
        rows = rows.filter(agency=agency)
    newest = rows.order_by("-resolved_at").values_list("pk", "received_at", "resolved_at")[:MOST]
    spans = [(pk, received, resolved) for pk, received, resolved in newest if received and resolved]
    if not spans:
        return Measured(0)
    first, last = clock.local_day(spans[-1][2]), clock.local_day(spans[0][2])
    if len(spans) < ENOUGH:
        return Measured(len(spans), first, last)
    calendar = get_calendar()
    pauses = _pauses([pk for pk, _, _ in spans])
    taken = sorted(
        working_minutes(received, resolved, calendar)
        - sum(
            working_minutes(begun, min(ended or resolved, resolved), calendar)
            for begun, ended in pauses.get(pk, ())
            if begun < resolved
        )
        for pk, received, resolved in spans
    )
    return Measured(len(taken), first, last, _at(taken, 50), _at(taken, 90))


def _at(taken: list[int], percent: int) -> int:
    """The least time within which that share was done (nearest rank)."""
    return taken[-(-len(taken) * percent // 100) - 1]


def _pauses(ids: list[int]) -> dict[int, list[tuple[datetime, datetime | None]]]:
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    entries = LedgerEntry.objects.in_force().filter(dossier_id__in=ids, effect__in=["paused", "resumed"])
    for dossier_id, effect, at in entries.order_by("dossier_id", "number").values_list("dossier_id", "effect", "at"):
        spans = found.setdefault(dossier_id, [])
        if effect == "paused":
            spans.append((at, None))
        elif spans and spans[-1][1] is None:
            spans[-1] = (spans[-1][0], at)
    return found
