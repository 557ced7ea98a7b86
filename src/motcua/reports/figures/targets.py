"""Targets beside what was reached, and how far the procedures of an agency are digitalised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from motcua.agencies.models import Agency
from motcua.agencies.queries import get_agency
from motcua.catalogue.queries import digitalisation
from motcua.kernel import clock
from motcua.reports.figures.handling import handling, several
from motcua.reports.figures.row import Row
from motcua.reports.rules import forecast, gap, last_months, percent, recent
from motcua.steering import queries as steering
from motcua.steering.models import Target
from motcua.steering.rules import INDICATORS

DIGITALISED = "procedures_digitalised"
MONTHS = 12
PARTS: Mapping[str, tuple[Callable[[Row], int], Callable[[Row], int]]] = {
    "online_percent": (lambda row: row.counts.received_online, lambda row: row.received),
    "on_time_percent": (lambda row: row.resolved_in_time, lambda row: row.resolved_total),
    "satisfied_percent": (lambda row: row.counts.satisfied, lambda row: row.counts.answered),
}
"""What an indicator is a percentage of: part and whole. An indicator that is no flow of dossiers has no forecast."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target as it holds for `agency` (`set_for`: the agency whose target it is); `actual` from the period's start
    to the earlier of the day asked and its end, both included."""

    indicator: str
    target: float
    actual: float | None
    first: date
    last: date
    judged_on: date
    issuer: str
    decision: str
    agency: str
    set_for: str

    @property
    def gap(self) -> float | None:
        """actual − target in points."""
        return gap(self.actual, self.target)

    @property
    def is_met(self) -> bool | None:
        """None where there is nothing to compare."""
        return None if self.gap is None else self.gap >= 0

    def label(self, lang: str = "vi") -> str:
        """What the target is set for, in words."""
        indicator = INDICATORS[self.indicator]
        return indicator.name_en if lang == "en" else indicator.name_vi

    def as_data(self) -> dict[str, Any]:
        """As the contract's JSON holds it; `period` is an ISO 8601 interval, both days included."""
        return {
            "agency": self.agency,
            "indicator": self.indicator,
            "target": self.target,
            "actual": self.actual,
            "gap": self.gap,
            "period": f"{self.first.isoformat()}/{self.last.isoformat()}",
            "issuer": self.issuer,
            "decision": self.decision,
        }


@dataclass(frozen=True, slots=True)
class Digitalised:
    """How many of an agency's procedures can be submitted online, on a day."""

    online: int
    total: int

    @property
    def percent(self) -> float | None:
        return percent(self.online, self.total)


def digitalised(agency_code: str, on: date) -> Digitalised:
    """Raises NotVisible."""
    return Digitalised(*digitalisation(get_agency(agency_code), on))


@dataclass(frozen=True, slots=True)
class Aim:
    """A target with what a leader steers by: what the actual is counted from, the value at the period's end if the rest
    runs as the last four weeks, and the last twelve months, each judged at its own end."""

    target: TargetRow
    so_far: Row
    forecast: float | None
    months: list[Row]


def aims(
    agency_code: str, on: date, *, also: Sequence[tuple[date, date]] = (), as_of: datetime | None = None
) -> tuple[list[Aim], list[Row]]:
    """The targets that hold for an agency on a day, and the figures of the periods in `also`, all asked together.

    Raises NotVisible, Invalid.
    """
    at = as_of or clock.now()
    agency = get_agency(agency_code)
    found = steering.targets(agency, on)
    spans = [(one.period_from, min(on, one.period_to)) for one in found]
    lately = [recent(last) for _, last in spans]
    year = last_months(on, MONTHS) if found else []
    asked = list(dict.fromkeys([*also, *spans, *lately, *year]))
    rows = dict(zip(asked, several(agency.code, asked, as_of=at), strict=True))
    known: _Rows = {(agency.code, *span): row for span, row in rows.items()}
    return [
        Aim(
            target=(row := _row(one, agency, on, at, known)),
            so_far=rows[span],
            forecast=_forecast(row, rows[span], rows[recent_span]),
            months=[rows[month] for month in year],
        )
        for one, span, recent_span in zip(found, spans, lately, strict=True)
    ], [rows[span] for span in also]


def _forecast(target: TargetRow, so_far: Row, lately: Row) -> float | None:
    if target.indicator not in PARTS:
        return None
    part, whole = PARTS[target.indicator]
    days_left = (target.last - target.judged_on).days
    return forecast(part(so_far), whole(so_far), part(lately), whole(lately), days_left)


def targets(agency_code: str | None, on: date, *, as_of: datetime | None = None) -> list[TargetRow]:
    """The targets that hold for an agency on a day (its own or those of what it belongs to), with what it reached by
    then; for None the own targets of every agency. Raises NotVisible."""
    at = as_of or clock.now()
    rows: _Rows = {}
    if agency_code is not None:
        agency = get_agency(agency_code)
        return [_row(target, agency, on, at, rows) for target in steering.targets(agency, on)]
    standing = Target.objects.filter(replaced_at=None, period_from__lte=on, period_to__gte=on)
    ordered = standing.select_related("agency", "issuer").order_by("agency__code", "indicator", "period_from", "id")
    return [_row(target, target.agency, on, at, rows) for target in ordered]


_Rows = dict[tuple[str, date, date], Row]


def _row(target: Target, agency: Agency, on: date, at: datetime, rows: _Rows) -> TargetRow:
    """`rows`: figures that were computed for another indicator of the same agency and period."""
    last = min(on, target.period_to)
    if target.indicator == DIGITALISED:
        actual = Digitalised(*digitalisation(agency, last)).percent
    else:
        key = (agency.code, target.period_from, last)
        if key not in rows:
            rows[key] = handling(*key, as_of=at)[0]
        actual = getattr(rows[key], target.indicator)
    return TargetRow(
        indicator=target.indicator,
        target=number(target.value),
        actual=actual,
        first=target.period_from,
        last=target.period_to,
        judged_on=last,
        issuer=target.issuer.code,
        decision=target.decision_no,
        agency=agency.code,
        set_for=target.agency.code,
    )


def number(value: Decimal) -> float:
    """A stored percentage as a plain number: 55, 92.5."""
    return int(value) if value == value.to_integral_value() else float(value)
