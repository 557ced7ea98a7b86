"""Finding procedures by words and initials."""

import pytest

from motcua.catalogue.rules import Rank, initials, query_words, rank, search_field
from motcua.catalogue.rules.find import is_initials

BIRTH = "Đăng ký khai sinh"


def test_initials_reach_from_each_word_to_the_end() -> None:
    assert initials("Hộ kinh doanh") == ["hkd", "kd"]
    assert initials("Tách") == []


def test_the_field_holds_words_code_and_marked_initials() -> None:
    field = search_field("1.001193", [BIRTH], ["Birth registration", "Hộ tịch"])
    for begun in (" dang", " khai", " 1", " 001193", " 1001193", " birth", " tich", " ~dkks", " ~ks"):
        assert begun in field, begun
    assert field.startswith(" ")


@pytest.mark.parametrize(
    ("name", "query", "nearness"),
    [
        (BIRTH, "đăng ký khai sinh", Rank.SAME),
        (BIRTH, "khai sinh", Rank.SAME),
        (BIRTH, "khai si", Rank.BEGINS),
        (BIRTH, "dang ky k", Rank.BEGINS),
        ("Đăng ký lại khai sinh", "khai sinh", Rank.TOGETHER),
        (BIRTH, "sinh khai", Rank.NAMED),
        (BIRTH, "ho tich", Rank.ELSEWHERE),
        ("Thủ tục đăng ký khai sinh", "khai sinh", Rank.SAME),
    ],
)
def test_names_that_begin_with_the_words_are_nearest(name: str, query: str, nearness: Rank) -> None:
    assert rank(name, query_words(query)) is nearness


def test_only_one_short_word_may_be_initials() -> None:
    assert is_initials(["hkd"])
    assert not is_initials(["k"])
    assert not is_initials(["khai", "sinh"])
    assert not is_initials(["1"])
    assert not is_initials([])
