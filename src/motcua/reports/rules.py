"""Periods, percentages and gaps of contract section 5; pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid

FIRST_YEAR, LAST_YEAR = 1900, 2199
ONE_DAY = timedelta(days=1)
ONE_TICK = timedelta(microseconds=1)
FEW = 30
"""Below so many dossiers a percentage says little: the page says so and nobody is ranked by it."""
RECENT_DAYS = 28
"""Four whole weeks, so that every day of the week counts alike."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local calendar days, both included, judged at the earlier of their end and `as_of`."""

    first: date
    last: date
    as_of: datetime

    @property
    def start(self) -> datetime:
        """The first instant of the period."""
        return clock.day_start(self.first)

    @property
    def end(self) -> datetime:
        """The midnight after the last day."""
        return clock.day_start(self.last + ONE_DAY)

    @property
    def judged_at(self) -> datetime:
        """The instant with which due times of pending dossiers are compared."""
        return min(self.end, self.as_of)

    @property
    def seen_before(self) -> datetime:
        """Events before this instant are seen, others are not: the end's own midnight is the next period's, an event
        at `as_of` itself has happened."""
        return self.end if self.end <= self.as_of else self.as_of + ONE_TICK

    @property
    def judged_on(self) -> date:
        """The local day whose organisation holds for what is pending."""
        return self.last if self.end <= self.as_of else clock.local_day(self.as_of)


def read_period(first: date, last: date, as_of: datetime) -> Period:
    """Raises Invalid: report.period_backward, report.period_out_of_range."""
    if last < first:
        raise Invalid("report.period_backward", [FieldError("to", "report.period_backward")], first=first, last=last)
    if first.year < FIRST_YEAR or last.year > LAST_YEAR or not FIRST_YEAR <= as_of.year <= LAST_YEAR:
        raise Invalid("report.period_out_of_range", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return Period(first, last, clock.local(as_of))


def months(period: Period) -> list[Period]:
    """The calendar months that the period touches, each cut to it and judged at its own end."""
    found, first = [], period.first
    while first <= period.last:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        found.append(Period(first, min(following - ONE_DAY, period.last), period.as_of))
        first = following
    return found


def percent(part: int, whole: int) -> float | None:
    """100 × part ÷ whole, rounded half up to two decimals from whole counts; None where the whole is 0."""
    if whole == 0:
        return None
    return (20_000 * part + whole) // (2 * whole) / 100


def last_months(on: date, count: int) -> list[tuple[date, date]]:
    """The calendar months that end with the one of `on`, the oldest first; the last is cut at `on`."""
    found: list[tuple[date, date]] = []
    last = on
    for _ in range(count):
        found.append((last.replace(day=1), last))
        last = last.replace(day=1) - ONE_DAY
    return found[::-1]


def recent(judged_on: date) -> tuple[date, date]:
    """The four weeks that end with the judged day."""
    return judged_on - timedelta(days=RECENT_DAYS - 1), judged_on


def forecast(part: int, whole: int, recent_part: int, recent_whole: int, days_left: int) -> float | None:
    """The percentage at the period's end if each day still to come brings what a day of the last RECENT_DAYS brought,
    from whole counts; None where nothing is left to come or the recent days hold fewer than FEW."""
    if days_left <= 0 or recent_whole < FEW:
        return None
    return percent(
        part * RECENT_DAYS + recent_part * days_left,
        whole * RECENT_DAYS + recent_whole * days_left,
    )


def gap(actual: float | None, target: float | None) -> float | None:
    """actual − target in points, two decimals; None where one is missing."""
    if actual is None or target is None:
        return None
    return (round(actual * 100) - round(target * 100)) / 100
