"""Money is whole đồng, held as int."""

MOST = 2_000_000_000
"""No single fee or payment at a counter is above this; the columns hold it on both engines."""


def is_amount(value: object) -> bool:
    """True for a whole, non-negative number of đồng (bool is not a number)."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def written(amount: int) -> str:
    """ "16.000 đ" with a no-break space, as money is written in Vietnamese."""
    return f"{amount:,}".replace(",", ".") + "\u00a0đ"
