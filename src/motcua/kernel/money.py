"""Money is whole đồng, held as int."""

MOST = 2_000_000_000
"""No single fee or payment at a counter is above this; the columns hold it on both engines."""


def is_amount(value: object) -> bool:
    """True for a whole, non-negative number of đồng (bool is not a number)."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def written(amount: int) -> str:
    """ "16.000 đ" with a no-break space, as money is written in Vietnamese."""
    return f"{amount:,}".replace(",", ".") + "\u00a0đ"


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 1_000_000_000


def in_words(amount: int) -> str:
    """ "Bảy nghìn không trăm linh năm đồng": the amount as a Vietnamese receipt spells it.

    Raises ValueError for a negative number.
    """
    if not is_amount(amount):
        raise ValueError(f"not an amount: {amount!r}")
    words = _spelled(amount, inside=False) if amount else _DIGITS[0]
    return f"{words[:1].upper()}{words[1:]} đồng"


def _spelled(number: int, *, inside: bool) -> str:
    """`inside`: something stands before, so that hundreds are said even when there are none."""
    if number >= _BILLION:
        head, rest = divmod(number, _BILLION)
        return " ".join(part for part in (_spelled(head, inside=inside), "tỷ", _spelled(rest, inside=True)) if part)
    parts: list[str] = []
    for unit, name in ((1_000_000, "triệu"), (1_000, "nghìn"), (1, "")):
        group, number = divmod(number, unit)
        if group:
            parts += [_hundreds(group, inside=inside or bool(parts)), name]
    return " ".join(part for part in parts if part)


def _hundreds(number: int, *, inside: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    parts = [f"{_DIGITS[hundreds]} trăm"] if hundreds or inside else []
    if tens == 0:
        if ones:
            parts.append(f"linh {_DIGITS[ones]}" if parts else _DIGITS[ones])
    else:
        parts.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
        if ones:
            later = {1: "mốt", 4: "tư", 5: "lăm"} if tens > 1 else {5: "lăm"}
            parts.append(later.get(ones, _DIGITS[ones]))
    return " ".join(parts)
