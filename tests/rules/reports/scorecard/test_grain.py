"""Months, quarters and years, and the one before."""

from datetime import date

import pytest

from motcua.reports.scorecard import grain


@pytest.mark.parametrize(
    ("key", "first", "last", "before"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31), "2026-09"),
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31), "2025-12"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026-Q3"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2025-Q4"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2023"),
    ],
)
def test_a_period_by_its_key(key: str, first: date, last: date, before: str):
    found = grain.read(key)
    assert found is not None
    assert (found.first, found.last, found.key, found.before.key) == (first, last, key, before)
    assert grain.of(first, last) == found


@pytest.mark.parametrize("key", ["", "2026-13", "2026-00", "1900", "2026-Q5", "26", "x", "2026-10-01"])
def test_nonsense_is_no_period(key: str):
    assert grain.read(key) is None


def test_free_days_are_no_fixed_period():
    assert grain.of(date(2026, 10, 1), date(2026, 10, 30)) is None
    assert grain.of(date(2026, 10, 2), date(2026, 10, 31)) is None
