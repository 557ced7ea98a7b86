"""The dossiers behind each number: to the public codes and times only, to staff the dossiers they may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import visible_to
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports import organisation as organisations
from motcua.reports.figures.handling import agency_id_of
from motcua.reports.figures.parts import BOTH, PENDING, RESOLVED, Condition, Counted, Part, parts
from motcua.reports.organisation import Organised
from motcua.reports.rules import read_period

_EVERY: Condition = lambda _: Q()  # noqa: E731 — an entry of the table below
_IN_PERIOD: Condition = lambda part: Q(received_at__gte=part.period.start)  # noqa: E731

Where = tuple[tuple[str, ...], Condition]
"""The kinds of parts in which dossiers of a figure lie, and the condition on them."""

FIGURES: Mapping[str, Where] = {
    **{name: (("resolved", "pending"), condition) for name, condition in BOTH.items()},
    "received": (("resolved", "pending"), _IN_PERIOD),
    "received_total": (("resolved", "pending"), _EVERY),
    **{
        name: (("resolved",), condition)
        for name, condition in RESOLVED.items()
        if name not in ("answered", "satisfied")
    },
    "resolved_total": (("resolved",), _EVERY),
    "resolved_in_time": (("resolved",), lambda _: Q(due_at=None) | Q(clock_at__lte=F("due_at"))),
    **{name: (("pending",), condition) for name, condition in PENDING.items()},
    "pending_total": (("pending",), _EVERY),
}
"""Figures that open to dossiers, with the kinds of parts and the condition; who answered what is confidential."""

MOST = 500
After = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Behind:
    """One dossier behind a number, as it stood when it was judged. `dossier` only for a viewer who may see it."""

    code: str
    channel: str
    state: str
    received_at: datetime
    due_at: datetime | None
    resolved_at: datetime | None
    dossier: Dossier | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the order of reception; `after` is the key of the next page, None on the last."""

    rows: list[Behind]
    after: After | None


def rows_behind(
    figure: str,
    agency_code: str | None,
    first: date,
    last: date,
    *,
    as_of: datetime | None = None,
    own: bool = False,
    counted: Counted = "agency",
    viewer: Actor | None = None,
    at: datetime | None = None,
    procedure: str = "",
    field: str = "",
    channel: str = "",
    level: str = "",
    where: Where | None = None,
    after: After | None = None,
    limit: int = 50,
    organised: Organised = "then",
) -> Page:
    """The dossiers that `handling` with the same arguments counted under `figure`; `procedure`, `field`, `channel` and
    `level` (a kind of agency) keep one line of a breakdown (the figures of one unit: give that unit as the agency).

    `where`: another condition than a figure's. `after`: (received_at, id) of the page before. Raises Invalid for an
    unknown figure, NotVisible.
    """
    if where is None and figure not in FIGURES:
        raise Invalid(
            "report.figure_unknown", [FieldError("figure", "report.figure_unknown", allowed=", ".join(FIGURES))]
        )
    now = clock.now()
    period = read_period(first, last, as_of or now)
    tree = organisations.read_as(organised, clock.local_day(now))
    kinds, condition = where or FIGURES[figure]
    kept = Q(agency__kind__in=level.split("|")) if level else Q()
    if procedure:
        kept &= Q(dossier__procedure_version__procedure__code=procedure)
    if field:
        kept &= Q(dossier__procedure_version__procedure__field__slug=field)
    if channel:
        kept &= Q(dossier__channel=channel)
    if after is not None:
        kept &= Q(received_at__gt=after[0]) | Q(received_at=after[0], dossier_id__gt=after[1])
    limit = max(1, min(limit, MOST))
    found: list[tuple[datetime, int, Behind]] = []
    for part in parts(period, tree, agency_id_of(agency_code, tree), own=own, exact=False):
        if part.kind in kinds:
            found += _rows(part, condition(part) & kept, counted, limit + 1)
    found.sort(key=lambda row: row[:2])
    page, more = found[:limit], len(found) > limit
    rows = [row for _, _, row in page]
    if viewer is not None:
        rows = _opened(rows, [id_ for _, id_, _ in page], viewer, at or now)
    return Page(rows, (page[-1][0], page[-1][1]) if more else None)


def _rows(part: Part, condition: Q, counted: Counted, limit: int) -> list[tuple[datetime, int, Behind]]:
    rows = part.rows(counted).filter(condition).order_by("received_at", "dossier_id")
    return [
        (received_at, dossier_id, Behind(code, channel, state, received_at, due_at, resolved_at))
        for dossier_id, code, channel, state, received_at, due_at, resolved_at in rows.values_list(
            "dossier_id", "dossier__code", "dossier__channel", "state", "received_at", "due_at", "resolved_at"
        )[:limit]
    ]


def _opened(rows: list[Behind], ids: list[int], viewer: Actor, at: datetime) -> list[Behind]:
    visible = (
        visible_to(viewer, at)
        .filter(pk__in=ids)
        .select_related("agency", "applicant", "procedure_version__procedure")
        .in_bulk()
    )
    return [
        Behind(row.code, row.channel, row.state, row.received_at, row.due_at, row.resolved_at, visible.get(id_))
        for row, id_ in zip(rows, ids, strict=True)
    ]
