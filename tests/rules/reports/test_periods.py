"""Periods, percentages and gaps (contract section 5)."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.reports.rules import Period, gap, months, percent, read_period


def local(text: str) -> datetime:
    return clock.parse(text)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (5251, 5673, 92.56),  # Lạc Thủy 2023
        (7021, 7355, 95.46),
        (1848, 25968, 7.12),
        (1, 3, 33.33),
        (2, 3, 66.67),
        (1, 800, 0.13),  # 0.125: half up
        (3, 800, 0.38),  # 0.375
        (0, 7, 0.0),
        (7, 7, 100.0),
        (0, 0, None),
    ],
)
def test_percentages_are_rounded_half_up_from_whole_counts(part, whole, expected):
    assert percent(part, whole) == expected


@given(st.integers(0, 10_000_000), st.integers(1, 10_000_000))
def test_a_percentage_is_never_further_than_half_a_hundredth(part, whole):
    exact = Fraction(100 * part, whole)
    found = percent(part, whole)
    assert found is not None
    hundredths = Fraction(round(found * 100))
    assert exact * 100 - Fraction(1, 2) < hundredths <= exact * 100 + Fraction(1, 2)


@pytest.mark.parametrize(
    ("actual", "target", "expected"),
    [(92.56, 55, 37.56), (45.42, 55, -9.58), (55, 55, 0), (None, 55, None), (92.56, None, None), (0.3, 0.1, 0.2)],
)
def test_a_gap_is_actual_less_target_in_points(actual, target, expected):
    assert gap(actual, target) == expected


def test_a_period_that_is_over_is_judged_at_its_end():
    period = read_period(date(2023, 1, 1), date(2023, 8, 25), local("2026-11-09T10:00"))
    assert period.judged_at == period.seen_before == local("2023-08-26T00:00")
    assert period.judged_on == date(2023, 8, 25)


def test_a_period_that_runs_is_judged_now_and_what_happens_now_is_seen():
    now = local("2023-08-10T10:00")
    period = read_period(date(2023, 1, 1), date(2023, 8, 25), now)
    assert period.judged_at == now
    assert period.seen_before == now + timedelta(microseconds=1)
    assert period.judged_on == date(2023, 8, 10)


def test_the_midnight_after_the_period_belongs_to_the_next():
    midnight = local("2023-02-01T00:00")
    period = read_period(date(2023, 1, 1), date(2023, 1, 31), midnight)
    assert period.seen_before == midnight
    assert period.judged_on == date(2023, 1, 31)


def test_months_are_cut_to_the_period():
    found = months(Period(date(2022, 11, 20), date(2023, 2, 3), local("2026-01-01T00:00")))
    assert [(one.first, one.last) for one in found] == [
        (date(2022, 11, 20), date(2022, 11, 30)),
        (date(2022, 12, 1), date(2022, 12, 31)),
        (date(2023, 1, 1), date(2023, 1, 31)),
        (date(2023, 2, 1), date(2023, 2, 3)),
    ]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2023, 2, 1), date(2023, 1, 31), "report.period_backward"),
        (date(1, 1, 1), date(2023, 1, 31), "report.period_out_of_range"),
        (date(2023, 1, 1), date(9999, 12, 31), "report.period_out_of_range"),
    ],
)
def test_absurd_periods_are_refused(first, last, code):
    with pytest.raises(Invalid) as refused:
        read_period(first, last, local("2026-01-01T00:00"))
    assert refused.value.code == code
