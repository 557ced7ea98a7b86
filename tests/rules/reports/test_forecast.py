"""The value at the period's end if the rest runs as the last four weeks did."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.reports.rules import FEW, RECENT_DAYS, forecast, last_months, percent, recent

counts = st.tuples(st.integers(0, 5000), st.integers(0, 5000)).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(
    ("so_far", "lately", "days_left", "expected"),
    [
        ((50, 100), (28, 56), 28, 50.0),  # the same pace, the same share
        ((50, 100), (56, 56), 28, 67.95),  # (50 + 56) of (100 + 56)
        ((0, 0), (30, 30), 14, 100.0),
        ((90, 100), (0, 30), 1, 89.05),  # 90 of 100 + 30/28
        ((90, 100), (0, 29), 30, None),  # fewer than FEW lately
        ((90, 100), (30, 30), 0, None),  # nothing is left to come
    ],
)
def test_the_rest_runs_as_the_last_four_weeks(so_far, lately, days_left, expected):
    assert forecast(*so_far, *lately, days_left) == expected


@given(counts, counts, st.integers(1, 365))
def test_it_lies_between_what_was_and_what_is(so_far, lately, days_left):
    found = forecast(*so_far, *lately, days_left)
    if lately[1] < FEW:
        assert found is None
        return
    ends = [value for value in (percent(*so_far), percent(*lately)) if value is not None]
    assert min(ends) - 0.01 <= found <= max(ends) + 0.01


def test_four_whole_weeks_and_twelve_months_end_with_the_day():
    first, last = recent(date(2026, 11, 22))
    assert ((last - first).days + 1, first.weekday(), last) == (RECENT_DAYS, 0, date(2026, 11, 22))
    months = last_months(date(2026, 3, 9), 12)
    assert (months[0], months[-1]) == ((date(2025, 4, 1), date(2025, 4, 30)), (date(2026, 3, 1), date(2026, 3, 9)))
