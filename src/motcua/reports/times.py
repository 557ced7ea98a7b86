"""How long procedures really took: working time from reception to resolution, without the pauses, in whole months,
quarters and years that are over; never for free periods, and never of few dossiers (ADR 24)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet

from motcua.agencies.models import Agency
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import working_minutes
from motcua.dossiers.models import Dossier, LedgerEntry
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.reports.rules import FEW
from motcua.reports.scorecard import grain as grains
from motcua.reports.scorecard.grain import Grain

MOST = 1000
"""So many dossiers of a procedure, the last resolved ones, are measured at most."""
_TOGETHER = 500
Span = tuple[int, datetime, datetime]
"""A dossier's row, when it was received and when it was resolved."""


@dataclass(frozen=True, slots=True)
class Times:
    """Working minutes within which half and nine of ten of `sample` dossiers of a procedure were done."""

    procedure: str
    sample: int
    half: int
    nine_of_ten: int

    @property
    def about(self) -> int:
        """The sample in whole tens: at one office, where the exact number tells of the others."""
        return self.sample // 10 * 10


def over(now: datetime) -> list[Grain]:
    """Whole periods of the last twelve months that are over, in the order in which they are asked: the last quarter,
    the last year, then months, the newest first."""
    today = clock.local_day(now)
    months: list[Grain] = [grains.holding(today, "month").before]
    while len(months) < 12:
        months.append(months[-1].before)
    return [grains.holding(today, "quarter").before, grains.holding(today, "year").before, *months]


def measure(first: date, last: date) -> list[Times]:
    """Every procedure of which at least `FEW` dossiers got a result in the period, by code."""
    rows = _resolved(first, last).order_by("procedure_version__procedure__code", "-resolved_at")
    columns = ("procedure_version__procedure__code", "pk", "received_at", "resolved_at")
    found = []
    for code, some in groupby(rows.values_list(*columns).iterator(chunk_size=2000), key=itemgetter(0)):
        spans = [(pk, received, resolved) for _, pk, received, resolved in some][:MOST]
        if len(spans) >= FEW:
            found.append(times_of(code, spans))
    return found


def spans_of(procedure: str, first: date, last: date, agency: Agency | None = None) -> list[Span]:
    """The newest `MOST` dossiers of a procedure that got a result in a period (at one agency), the newest first."""
    rows = _resolved(first, last).filter(procedure_version__procedure__code=procedure)
    if agency is not None:
        rows = rows.filter(agency=agency)
    newest = rows.order_by("-resolved_at").values_list("pk", "received_at", "resolved_at")[:MOST]
    return [(pk, received, resolved) for pk, received, resolved in newest if received and resolved]


def times_of(procedure: str, spans: Sequence[Span]) -> Times:
    """Of at least one dossier; the least time within which that share was done (nearest rank)."""
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
    return Times(procedure, len(taken), _at(taken, 50), _at(taken, 90))


def _resolved(first: date, last: date) -> QuerySet[Dossier]:
    return Dossier.objects.filter(
        state__in=[State.FINISHED, State.DELIVERED],
        resolved_at__gte=clock.day_start(first),
        resolved_at__lt=clock.day_start(last + timedelta(days=1)),
        received_at__isnull=False,
    )


def _at(taken: Sequence[int], percent: int) -> int:
    return taken[-(-len(taken) * percent // 100) - 1]


def _pauses(ids: Sequence[int]) -> Mapping[int, Iterable[tuple[datetime, datetime | None]]]:
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for begin in range(0, len(ids), _TOGETHER):
        entries = LedgerEntry.objects.in_force().filter(
            dossier_id__in=ids[begin : begin + _TOGETHER], effect__in=["paused", "resumed"]
        )
        for dossier_id, effect, at in entries.order_by("dossier_id", "number").values_list(
            "dossier_id", "effect", "at"
        ):
            spans = found.setdefault(dossier_id, [])
            if effect == "paused":
                spans.append((at, None))
            elif spans and spans[-1][1] is None:
                spans[-1] = (spans[-1][0], at)
    return found
