"""A promise with its explanation against stepping over weekends, and a million due times against numpy's own.

The goal of the million: under 20 seconds on one core. numpy's `busday_offset` knows days off and no more: no hours,
no cut-off, no make-up days; the ratio says what they cost.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from statistics import median
from time import perf_counter

from bench.protocol import Result, compare
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import Allowance, WorkingCalendar, promise
from motcua.kernel import clock

RECEIVED = datetime(2026, 8, 27, 9, 0, tzinfo=clock.LOCAL)


def run() -> Iterator[Result]:
    """A line for a short and a long limit."""
    calendar = get_calendar()
    for days in (3, 30):
        allowance = Allowance(value=days, unit="working_days")
        result = compare(
            f"a promise of {days} working days",
            lambda allowance=allowance: promise(RECEIVED, allowance, (), calendar),  # type: ignore[misc]
            "stepping over weekends only",
            lambda days=days: weekdays(RECEIVED, days),  # type: ignore[misc]
            times=200,
        )
        yield result
    yield million(calendar)


MILLION = 1_000_000
SECONDS = 20


def million(calendar: WorkingCalendar) -> Result:
    """1,000,000 receptions over a year, three working days to the hour with the cut-off of 15:00."""
    import numpy as np

    from motcua.deadlines.rules import arrays

    minutes = np.random.default_rng(2026).integers(0, 365 * 24 * 60, MILLION)
    received = np.datetime64("2026-01-01T00:00", "us") + minutes.astype("timedelta64[m]")
    days, off = received.astype("datetime64[D]"), np.array(sorted(calendar.days_off), dtype="datetime64[D]")
    allowance = Allowance(3, "working_days", cutoff=time(15))
    ours, bare = [], []
    for _ in range(3):
        began = perf_counter()
        found = arrays.due_many(received, allowance, calendar)
        ours.append(perf_counter() - began)
        began = perf_counter()
        np.busday_offset(days, 3, roll="forward", holidays=off)
        bare.append(perf_counter() - began)
    assert found.size == MILLION
    return Result("1,000,000 due dates", median(ours), "numpy busday_offset, days only", median(bare), most=SECONDS)


def weekdays(start: datetime, days: int) -> datetime:
    """The end when no day were ever off but Saturday and Sunday."""
    while days:
        start += timedelta(days=1)
        days -= start.weekday() < 5
    return start
