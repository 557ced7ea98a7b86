"""Targets: what they must have, and which one holds for which days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.steering.rules import cross, judge, narrowest, read_value

DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31))


@dataclass(frozen=True)
class Span:
    period_from: date
    period_to: date


def span(a: date, b: date) -> Span:
    return Span(min(a, b), max(a, b))


SPANS = st.builds(span, DAYS, DAYS)
YEAR = Span(date(2023, 1, 1), date(2023, 12, 31))
QUARTER = Span(date(2023, 4, 1), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("indicator", "first", "last", "value", "decision", "found"),
    [
        ("online_percent", "2023-01-01", "2023-12-31", "55", "123/QĐ-UBND", []),
        ("online_percent", "2023-01-01", "2023-01-01", "100.00", "123/QĐ-UBND", []),
        ("beauty", "2023-01-01", "2023-12-31", "55", "123/QĐ-UBND", ["target.indicator_unknown"]),
        ("online_percent", "2023-02-01", "2023-01-31", "55", "123/QĐ-UBND", ["target.period_wrong"]),
        ("online_percent", "2023-01-01", "2023-12-31", "100.01", "1", ["target.value_wrong"]),
        ("online_percent", "2023-01-01", "2023-12-31", "-1", "1", ["target.value_wrong"]),
        ("online_percent", "2023-01-01", "2023-12-31", "55.555", "1", ["target.value_wrong"]),
        ("online_percent", "2023-01-01", "2023-12-31", "NaN", "1", ["target.value_wrong"]),
        ("online_percent", "2023-01-01", "2023-12-31", "55", " ", ["target.decision_missing"]),
    ],
)
def test_a_target_is_a_percentage_of_a_known_indicator_by_a_decision(indicator, first, last, value, decision, found):
    errors = judge(indicator, date.fromisoformat(first), date.fromisoformat(last), Decimal(value), decision)
    assert [error.code for error in errors] == found


def test_a_quarter_within_a_year_does_not_cross_it():
    assert not cross(YEAR, QUARTER.period_from, QUARTER.period_to)
    assert not cross(QUARTER, YEAR.period_from, YEAR.period_to)


def test_two_halves_that_share_a_day_cross():
    assert cross(QUARTER, date(2023, 6, 30), date(2023, 7, 31))
    assert not cross(QUARTER, date(2023, 7, 1), date(2023, 7, 31))


def test_the_narrower_target_holds():
    assert narrowest([YEAR, QUARTER], date(2023, 5, 1), date(2023, 5, 1)) == QUARTER
    assert narrowest([QUARTER, YEAR], date(2023, 1, 1), date(2023, 8, 25)) == YEAR
    assert narrowest([YEAR], date(2022, 12, 31), date(2023, 1, 1)) is None


@given(SPANS, SPANS)
def test_crossing_is_having_common_days_and_days_of_ones_own(one, other):
    def days(which):
        return set(range(which.period_from.toordinal(), which.period_to.toordinal() + 1))

    mine, theirs = days(one), days(other)
    expected = bool(mine & theirs) and bool(mine - theirs) and bool(theirs - mine)
    assert cross(one, other.period_from, other.period_to) == expected
    assert cross(other, one.period_from, one.period_to) == expected


@pytest.mark.parametrize(
    ("indicator", "text", "value"),
    [
        ("online_percent", " 92,5 % ", "92.5"),
        ("online_percent", "92.5", "92.5"),
        ("received_online", "1.200", "1200"),
        ("received_online", "1,234,567", "1234567"),
        ("received_online", "12 000", "12000"),
        ("received_online", "1200", "1200"),
        ("received_online", "12.5", "12.5"),
        ("online_percent", "nhiều", None),
        ("online_percent", "", None),
    ],
)
def test_what_is_typed_is_read_as_it_is_written_here(indicator, text, value):
    assert read_value(indicator, text) == (None if value is None else Decimal(value))
