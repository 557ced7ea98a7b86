"""Reckoning a promise with its explanation against stepping over weekends day by day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bench.protocol import Result, compare
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import Allowance, promise
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


def weekdays(start: datetime, days: int) -> datetime:
    """The end when no day were ever off but Saturday and Sunday."""
    while days:
        start += timedelta(days=1)
        days -= start.weekday() < 5
    return start
