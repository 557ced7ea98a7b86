"""Indicator 2: each part of a dossier at another agency, against the time that it was given."""

from django.db.models import Count, F, Q, QuerySet

from motcua.dossiers.models import Part
from motcua.reports.figures.parts import LocalDay
from motcua.reports.scorecard.counting import Asked
from motcua.reports.scorecard.merit import Given

EARLY = Q(ended_day__lt=F("due_day"))
LATE = Q(ended_at__gt=F("due_at"))
_BY = {"agency": "agency_id", "officer": "assigned_to_id"}


def answered(asked: Asked) -> QuerySet[Part]:
    """The parts that the agencies asked about answered in the period."""
    rows = Part.objects.filter(
        state=Part.State.DONE,
        ended_at__gte=asked.period.start,
        ended_at__lt=asked.period.seen_before,
        agency_id__in=sorted(asked.under),
    )
    return rows.annotate(ended_day=LocalDay("ended_at"), due_day=LocalDay("due_at"))


def given(asked: Asked, by: str = "") -> dict[str, Given]:
    """Key (as `counting.count` has them) → early, on time, late. One query."""
    columns = {"n": Count("pk"), "early": Count("pk", filter=EARLY), "late": Count("pk", filter=LATE)}
    rows = answered(asked).order_by()
    found: dict[str, Given] = {}
    for row in rows.values(_BY[by]).annotate(**columns) if by else [rows.aggregate(**columns)]:
        one = Given(row["early"], row["n"] - row["early"] - row["late"], row["late"])
        key = "" if not by else _key(asked, row[_BY[by]], by)
        found[key] = found.get(key, Given()) + one
    return found


def _key(asked: Asked, value: int | None, by: str) -> str:
    if by == "agency":
        return asked.tree.code_of(asked.tree.unit_of(value or 0, asked.agency_id, asked.period.judged_on))
    return str(value or "")


def behind(asked: Asked, points: int | None, *, officer: int | None = None, most: int = 500) -> list[tuple[str, int]]:
    """Codes of dossiers and ids of the agencies whose parts got so many points (None: all), the newest first."""
    rows = answered(asked)
    if officer is not None:
        rows = rows.filter(assigned_to_id=officer or None)
    if points == 2:
        rows = rows.filter(EARLY)
    elif points == 0:
        rows = rows.filter(LATE)
    elif points == 1:
        rows = rows.filter(Q(due_at=None) | Q(ended_at__lte=F("due_at"), ended_day__gte=F("due_day")))
    return list(rows.order_by("-ended_at", "-pk").values_list("dossier__code", "agency_id")[:most])
