"""The standings that a period is judged by: one row a dossier, at its resolution or at the judged end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import DateField, F, Func, Q, QuerySet
from django.db.models.functions import Coalesce

from motcua.dossiers.models import Standing
from motcua.kernel import clock
from motcua.reports.organisation import Organisation
from motcua.reports.rules import Period
from motcua.voice.rules import SATISFIED, Way

Kind = Literal["resolved", "pending"]
Counted = Literal["agency", "reception"]

RESPONSIBLE: dict[Counted, str] = {"agency": "agency_id", "reception": "dossier__reception_agency_id"}
"""Which agency a dossier is counted for: the competent one, or the counter that took it in."""


class LocalDay(Func):
    """The local calendar day of a stored instant, by the database itself (no call back into Python for each row)."""

    output_field = DateField()
    function = "date"

    def as_sqlite(self, compiler, connection, **context):  # type: ignore[no-untyped-def]
        # Local time has had one offset since 1975.
        offset = clock.day_start(date(2000, 1, 1)).utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        return self.as_sql(compiler, connection, template=f"date(%(expressions)s, '{minutes:+d} minutes')", **context)

    def as_postgresql(self, compiler, connection, **context):  # type: ignore[no-untyped-def]
        template = f"((%(expressions)s) AT TIME ZONE '{clock.LOCAL.key}')::date"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a period's dossiers: those resolved during days of one and the same organisation, or the pending ones.

    `index` numbers the periods of one question; `agencies` None: all; `on` is the day of the organisation.
    """

    kind: Kind
    index: int
    period: Period
    start: datetime
    before: datetime
    agencies: frozenset[int] | None
    on: date

    def rows(self, counted: Counted = "agency") -> QuerySet[Any]:
        """Its standings, one a dossier, with `clock_at` (the instant that is compared with the due time), `clock_day`
        and `due_day`."""
        if self.kind == "resolved":
            # A standing that begins at the resolution: the agency, the due time and the pause as they were then.
            resolved = Standing.objects.filter(
                from_at__gte=self.start, from_at__lt=self.before, resolved_at=F("from_at")
            ).annotate(clock_at=Coalesce("paused_since", "resolved_at"))
            rows: QuerySet[Any] = resolved.annotate(clock_day=LocalDay("clock_at"), due_day=LocalDay("due_at"))
        else:
            rows = Standing.objects.filter(
                Q(to_at=None) | Q(to_at__gte=self.before),
                from_at__lt=self.before,
                resolved_at=None,
                received_at__isnull=False,
            )
        if self.agencies is None:
            return rows
        return rows.filter(**{f"{RESPONSIBLE[counted]}__in": sorted(self.agencies)})


def parts(
    period: Period, organisation: Organisation, agency_id: int | None, *, own: bool, exact: bool, index: int = 0
) -> list[Part]:
    """The parts of a period, cut where the tree changed; `exact`: also where only the lines by agency did."""

    def covered(on: date) -> frozenset[int] | None:
        if agency_id is None:
            return None
        return organisation.itself(agency_id) if own else organisation.under(agency_id, on)

    def shape(on: date) -> object:
        return (covered(on), organisation.parents(on)) if exact else covered(on)

    begins = [period.first]
    for day in organisation.changes(period.first, period.judged_on):
        if shape(day) != shape(begins[-1]):
            begins.append(day)
    found = [
        Part(
            kind="resolved",
            index=index,
            period=period,
            start=clock.day_start(day),
            before=min(clock.day_start(following), period.seen_before) if following else period.seen_before,
            agencies=covered(day),
            on=day,
        )
        for day, following in zip(begins, [*begins[1:], None], strict=True)
    ]
    return [
        *found,
        Part(
            kind="pending",
            index=index,
            period=period,
            start=period.start,
            before=period.seen_before,
            agencies=covered(period.judged_on),
            on=period.judged_on,
        ),
    ]


Condition = Callable[[Part], Q]

_RECEIVED_IN: Condition = lambda part: Q(received_at__gte=part.period.start)  # noqa: E731 — a table of conditions
_CARRIED: Condition = lambda part: Q(received_at__lt=part.period.start)  # noqa: E731


def _channel(slug: str) -> Condition:
    return lambda part: _RECEIVED_IN(part) & Q(dossier__channel=slug)


def _pending_late(part: Part) -> Q:
    # While the clock stands still the moment at which it stopped is judged.
    return Q(paused_since=None, due_at__lt=part.period.judged_at) | Q(
        paused_since__isnull=False, due_at__lt=F("paused_since")
    )


def _pending_within(part: Part) -> Q:
    return (
        Q(due_at=None)
        | Q(paused_since=None, due_at__gte=part.period.judged_at)
        | Q(paused_since__isnull=False, due_at__gte=F("paused_since"))
    )


def _answered(part: Part) -> Q:
    # Imported answers carry no time of their own: they count from the resolution.
    return Q(dossier__rating__given_at__lt=part.period.seen_before) | Q(dossier__rating__way=Way.IMPORTED)


BOTH: Mapping[str, Condition] = {
    "received_online": _channel("online"),
    "received_direct": _channel("direct"),
    "received_post": _channel("post"),
    "carried_over": _CARRIED,
}
RESOLVED: Mapping[str, Condition] = {
    "resolved_early": lambda _: Q(clock_day__lt=F("due_day")),
    "resolved_on_time": lambda _: Q(due_at=None) | Q(clock_at__lte=F("due_at"), clock_day__gte=F("due_day")),
    "resolved_late": lambda _: Q(clock_at__gt=F("due_at")),
    "late_against_original": lambda _: Q(resolved_at__gt=F("dossier__original_due_at")),
    "answered": _answered,
    "satisfied": lambda part: _answered(part) & Q(dossier__rating__answer__in=sorted(SATISFIED)),
}
PENDING: Mapping[str, Condition] = {"pending_within": _pending_within, "pending_late": _pending_late}
