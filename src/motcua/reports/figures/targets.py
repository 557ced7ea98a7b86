"""Targets beside what was reached, with forecast and months; and how far an agency's procedures are digitalised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from motcua.agencies.models import Agency
from motcua.agencies.queries import get_agency
from motcua.catalogue.queries import digitalisation, digitalised_on
from motcua.kernel import clock
from motcua.reports import organisation as organisations
from motcua.reports.figures import pace as paces
from motcua.reports.figures.handling import agency_id_of, several
from motcua.reports.figures.pace import Pace
from motcua.reports.figures.row import Counts, Row
from motcua.reports.figures.tally import tally
from motcua.reports.rules import gap, last_months, percent, read_period, recent
from motcua.steering import queries as steering
from motcua.steering.models import Target
from motcua.steering.rules import INDICATORS, OWN

DIGITALISED = "procedures_digitalised"
MONTHS = 12
PARTS: Mapping[str, tuple[Callable[[Row], int], Callable[[Row], int]]] = {
    "online_percent": (lambda row: row.counts.received_online, lambda row: row.received),
    "on_time_percent": (lambda row: row.resolved_in_time, lambda row: row.resolved_total),
    "satisfied_percent": (lambda row: row.counts.satisfied, lambda row: row.counts.answered),
    "received_online": (lambda row: row.counts.received_online, lambda row: row.received),
    "resolved_in_time": (lambda row: row.resolved_in_time, lambda row: row.resolved_total),
}
"""What an indicator that is a flow of dossiers is counted from: part and whole. A sum is its part."""

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target as it holds for `agency` (`set_for`: the agency whose target it is); `actual` from the period's start
    to the earlier of the day asked and its end, both included. `part` of `whole` is what it is counted from; `measure`
    percent or count (of dossiers). `post`, `field`: what it is narrowed to."""

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
    id: int = 0
    measure: str = "percent"
    part: int = 0
    whole: int = 0
    post: str = ""
    field: str = ""
    field_vi: str = ""
    field_en: str = ""

    @property
    def gap(self) -> float | None:
        """actual − target in points; of a sum in dossiers."""
        return gap(self.actual, self.target)

    @property
    def is_met(self) -> bool | None:
        """None where there is nothing to compare."""
        return None if self.gap is None else self.gap >= 0

    @property
    def short(self) -> float | None:
        """By which the worst is found: the gap, of a sum in percent of what was asked."""
        found = self.gap
        return 100 * found / self.target if found is not None and self.is_count else found

    @property
    def done(self) -> float | None:
        """For a bar from 0 to 100: the percentage; of a sum how much of what was asked."""
        if self.actual is None or not self.is_count:
            return self.actual
        return min(100.0, 100 * self.actual / self.target)

    @property
    def is_count(self) -> bool:
        return self.measure == "count"

    def label(self, lang: str = "vi") -> str:
        """What the target is set for, in words."""
        name = INDICATORS[self.indicator].name(lang)
        narrowed = self.field_en if lang == "en" else self.field_vi
        return f"{name}: {narrowed}" if narrowed else name

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
    runs as the last four weeks (`pace`: how that is reckoned), and the last twelve months, each judged at its own end.

    `series`: the indicator in each of the months. `start`: where a stock stood on the period's first day."""

    target: TargetRow
    so_far: Row
    forecast: float | None
    months: list[Row]
    pace: Pace | None = None
    series: list[float | None] = field(default_factory=list)
    start: float | None = None


def aims(
    agency_code: str, on: date, *, also: Sequence[Span] = (), as_of: datetime | None = None
) -> tuple[list[Aim], list[Row]]:
    """The targets that hold for an agency on a day, and the figures of the periods in `also`, all asked together.

    Raises NotVisible, Invalid.
    """
    agency = get_agency(agency_code)
    return aims_of(steering.targets(agency, on), agency, on, also=also, as_of=as_of)


def aims_of(
    found: Sequence[Target],
    agency: Agency,
    on: date,
    *,
    also: Sequence[Span] = (),
    as_of: datetime | None = None,
    monthly: bool = True,
    paced: bool = True,
) -> tuple[list[Aim], list[Row]]:
    """As `aims`, for these targets as they hold for an agency (those of its posts and its own part too). Without
    `monthly` no months, without `paced` no forecast."""
    at = as_of or clock.now()
    spans = [(one.period_from, _judged_on(one, on)) for one in found]
    lately = [recent(last) if paced else (first, last) for first, last in spans]
    year = last_months(on, MONTHS) if found and monthly else []
    asked: dict[str, list[Span]] = {"": list(also)}
    for one, *both in zip(found, spans, lately, strict=True):
        asked.setdefault(one.post, []).extend([*both, *year])
    rows = _rows(agency.code, asked, at)
    covered = _coverage(agency, found, spans, [last for _, last in year])
    made = []
    for one, span, lately_span in zip(found, spans, lately, strict=True):
        months = [rows[one.post, month] for month in year]
        made.append(_aim(one, agency, rows[one.post, span], rows[one.post, lately_span], months, covered))
    return made, [rows["", span] for span in also]


def _judged_on(target: Target, on: date) -> date:
    return max(target.period_from, min(on, target.period_to))


def _rows(agency: str, asked: Mapping[str, Sequence[Span]], at: datetime) -> dict[tuple[str, Span], Row]:
    """By post and period the figures of the agency (""), of its own part, or of the procedures that a post handles: one
    question for the agency, one for its own part, one for all posts."""
    rows: dict[tuple[str, Span], Row] = {}
    for post in {"", OWN} & asked.keys():
        spans = list(dict.fromkeys(asked[post]))
        found = several(agency, spans, as_of=at, own=post == OWN)
        rows.update({(post, span): row for span, row in zip(spans, found, strict=True)})
    posts = {post: spans for post, spans in asked.items() if post not in ("", OWN)}
    if posts:
        tree = organisations.read()
        spans = list(dict.fromkeys(span for each in posts.values() for span in each))
        periods = [read_period(*span, at) for span in spans]
        counted = tally(periods, tree, agency_id_of(agency, tree), own=True, by="post")
        for post in posts:
            for index, (span, one) in enumerate(zip(spans, periods, strict=True)):
                counts = counted.get((index, post), Counts())
                rows[post, span] = Row(agency, one.first, one.last, one.as_of, counts)
    return rows


_Coverage = Mapping[date, Mapping[str, tuple[int, int]]]


def _coverage(agency: Agency, found: Sequence[Target], spans: Sequence[Span], months: Sequence[date]) -> _Coverage:
    """By day and field, where a target asks for it."""
    days = [day for one, span in zip(found, spans, strict=True) if one.indicator == DIGITALISED for day in span]
    return digitalised_on(agency, dict.fromkeys([*days, *months])) if days else {}


def _covered(coverage: _Coverage, day: date, slug: str) -> tuple[int, int]:
    fields = coverage.get(day, {})
    if slug:
        return fields.get(slug, (0, 0))
    return sum(yes for yes, _ in fields.values()), sum(all_ for _, all_ in fields.values())


def _aim(target: Target, agency: Agency, so_far: Row, lately: Row, months: list[Row], coverage: _Coverage) -> Aim:
    last = so_far.last
    if target.indicator == DIGITALISED:
        slug = target.field.slug if target.field else ""
        part, whole = _covered(coverage, last, slug)
        at_first, all_then = _covered(coverage, target.period_from, slug)
        pace = paces.of_stock(part, whole, at_first, first=target.period_from, judged_on=last, last=target.period_to)
        series = [percent(*_covered(coverage, month.last, slug)) for month in months]
        row = _row(target, agency, last, part, whole)
        return Aim(row, so_far, pace.value, months, pace, series, percent(at_first, all_then))
    count, of = PARTS[target.indicator]
    row = _row(target, agency, last, count(so_far), of(so_far))
    if row.is_count:
        pace = paces.of_sum(row.part, count(lately), judged_on=last, last=target.period_to)
        series = [count(month) for month in months]
    else:
        recently = (count(lately), of(lately))
        pace = paces.of_share(row.part, row.whole, recently, judged_on=last, last=target.period_to)
        series = [percent(count(month), of(month)) for month in months]
    return Aim(row, so_far, pace.value, months, pace, series)


def targets(
    agency_code: str | None, on: date, *, as_of: datetime | None = None, narrow: bool = False
) -> list[TargetRow]:
    """The targets that hold for an agency on a day (its own or those of what it belongs to), with what it reached by
    then; for None the own targets of every agency. Those of single fields, posts and own parts only with `narrow`.
    Raises NotVisible."""
    at = as_of or clock.now()
    if agency_code is not None:
        agency = get_agency(agency_code)
        found = [one for one in steering.targets(agency, on) if narrow or one.field is None]
        return [one.target for one in aims_of(found, agency, on, as_of=at, monthly=False, paced=False)[0]]
    every = [one for one in steering.standing_on(on) if narrow or (one.field is None and not one.post)]
    asked: dict[int, list[Target]] = {}
    for one in every:
        asked.setdefault(one.agency_id, []).append(one)
    rows: dict[int, TargetRow] = {}
    for some in asked.values():
        for aim in aims_of(some, some[0].agency, on, as_of=at, monthly=False, paced=False)[0]:
            rows[aim.target.id] = aim.target
    return [rows[one.pk] for one in every]


def _row(target: Target, agency: Agency, last: date, part: int, whole: int) -> TargetRow:
    return TargetRow(
        indicator=target.indicator,
        target=number(target.value),
        actual=part if target.measure == "count" else percent(part, whole),
        first=target.period_from,
        last=target.period_to,
        judged_on=last,
        issuer=target.issuer.code,
        decision=target.decision_no,
        agency=agency.code,
        set_for=target.agency.code,
        id=target.pk,
        measure=target.measure,
        part=part,
        whole=whole,
        post=target.post,
        field=target.field.slug if target.field else "",
        field_vi=target.field.name_vi if target.field else "",
        field_en=target.field.name_en if target.field else "",
    )


def number(value: Decimal) -> float:
    """A stored percentage as a plain number: 55, 92.5."""
    return int(value) if value == value.to_integral_value() else float(value)
