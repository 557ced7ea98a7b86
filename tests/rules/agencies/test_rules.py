"""Agency codes, posts and periods as plain values."""

from datetime import date

import pytest

from motcua.agencies import rules
from motcua.agencies.rules import PlaceRef


@pytest.mark.parametrize(
    ("code", "identifier"),
    [
        ("H28", "000.00.00.H28"),
        ("H17.21", "000.00.21.H17"),
        ("H44.45", "000.00.45.H44"),
        ("H21.24.01", "000.01.24.H21"),
    ],
)
def test_the_older_style_is_read_from_the_right(code: str, identifier: str) -> None:
    assert rules.old_style(code) == identifier
    assert rules.new_style(identifier) == code


def test_a_code_of_today_needs_no_change() -> None:
    assert rules.new_style("H44.45") == "H44.45"


@pytest.mark.parametrize("code", ["H44.229", "H18.132.02", "H28.159.05392", "xã"])
def test_some_codes_have_no_form_in_the_older_style(code: str) -> None:
    with pytest.raises(ValueError, match="older style"):
        rules.old_style(code)


def test_what_is_of_neither_style_is_refused() -> None:
    with pytest.raises(ValueError, match="either style"):
        rules.new_style("h44/229")


def test_a_post_is_of_the_kind_that_a_process_names() -> None:
    assert rules.holds("specialist_justice", "specialist")
    assert rules.holds("specialist", "specialist")
    assert not rules.holds("specialists", "specialist")
    assert not rules.holds("leader", "specialist")


def test_a_place_is_named_by_kind_and_code() -> None:
    assert PlaceRef.read("commune:05392") == PlaceRef("commune", "05392")
    for wrong in ("05392", "village:1", "commune:", "commune:abc"):
        with pytest.raises(ValueError, match=wrong):
            PlaceRef.read(wrong)


def test_periods_that_touch_do_not_overlap() -> None:
    june, july = date(2025, 6, 30), date(2025, 7, 1)
    assert rules.overlap([(date(2020, 1, 1), july), (july, None)]) is None
    assert rules.overlap([(june, None), (date(2020, 1, 1), july)]) == (date(2020, 1, 1), june)
    assert rules.overlap([(june, None), (july, None)]) == (june, july)


def test_words_are_found_without_marks_and_at_their_beginning() -> None:
    field = rules.search_field("Xã Lạc Thủy", "H44.229")
    for query in ("lac thuy", "Lạc Thuỷ", "LAC TH", "h44 229", "h44.229"):
        assert all(f" {word}" in field for word in rules.search_words(query)), query
    assert " huy" not in field


def test_a_committee_is_named_after_its_place() -> None:
    assert rules.committee_of("Xã Lạc Thủy") == "Ủy ban nhân dân xã Lạc Thủy"
