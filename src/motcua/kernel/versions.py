"""Half-open validity in local days: `valid_from` counts, `valid_to` does not; None means without end."""

from datetime import date

BEGINNING = date(2020, 1, 1)
"""A version whose beginning is unknown counts from here and is marked assumed (contract, section 2)."""


def in_force(valid_from: date, valid_to: date | None, on: date) -> bool:
    """True when a row with this validity holds on that day."""
    return valid_from <= on and (valid_to is None or on < valid_to)
