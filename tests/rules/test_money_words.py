"""Amounts as a Vietnamese receipt spells them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.money import in_words

ONES = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7}
ONES |= {"tám": 8, "chín": 9}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (2_000, "Hai nghìn đồng"),
        (10_000, "Mười nghìn đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (21_000, "Hai mươi mốt nghìn đồng"),
        (24_500, "Hai mươi tư nghìn năm trăm đồng"),
        (101_000, "Một trăm linh một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (200_000, "Hai trăm nghìn đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (1_234_567, "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng"),
        (2_000_000_000, "Hai tỷ đồng"),
    ],
)
def test_an_amount_in_words(amount: int, words: str) -> None:
    assert in_words(amount) == words


def read(words: str) -> int:
    """Reads the words again, by a rule of its own."""
    total = billions = group = tens = 0
    pending: int | None = None
    for word in words.lower().removesuffix(" đồng").split():
        if word in ONES:
            pending = ONES[word]
        elif word == "mười":
            tens, pending = 10, None
        elif word == "mươi":
            tens, pending = (pending or 0) * 10, None
        elif word == "trăm":
            group, pending = group + (pending or 0) * 100, None
        elif word in ("nghìn", "triệu", "tỷ"):
            value = group + tens + (pending or 0)
            group, tens, pending = 0, 0, None
            if word == "tỷ":
                billions, total = (billions + total + value) * 10**9, 0
            else:
                total += value * {"nghìn": 1_000, "triệu": 10**6}[word]
    return billions + total + group + tens + (pending or 0)


@given(st.integers(0, 10**12))
def test_the_words_say_the_amount_again(amount: int) -> None:
    assert read(in_words(amount)) == amount


@pytest.mark.parametrize("amount", [-1, True, 1.5])
def test_what_is_no_amount_has_no_words(amount: object) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        in_words(amount)  # type: ignore[arg-type]
