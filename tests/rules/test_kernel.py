"""Codes, text, money, time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import clock, codes, money, text


def test_a_dossier_code_has_at_least_four_digits():
    assert codes.dossier_code("H44.229", date(2026, 11, 5), 34) == "H44.229-261105-0034"
    assert codes.dossier_code("H44.229", date(2026, 11, 5), 12345) == "H44.229-261105-12345"


@pytest.mark.parametrize("code", ["H44.229-261105-0034", "000.00.01.H22-240315-0007", "H28.159-230104-00012"])
def test_codes_of_other_widths_are_taken(code):
    assert codes.is_dossier_code(code)


@pytest.mark.parametrize("code", ["", "H44.229", "H44.229-2611-0034", "'; DROP TABLE", "h44.229-261105-0034"])
def test_what_is_no_code_is_refused(code):
    assert not codes.is_dossier_code(code)


def test_the_pin_depends_on_code_and_key_and_is_forgiving_of_spelling():
    pin = codes.pin("H44.229-261105-0034", b"key")
    assert len(pin) == 8
    assert codes.pin_matches(f" {pin[:4].lower()}-{pin[4:]} ", "H44.229-261105-0034", b"key")
    assert not codes.pin_matches(pin, "H44.229-261105-0035", b"key")
    assert not codes.pin_matches(pin, "H44.229-261105-0034", b"another")


@pytest.mark.parametrize("name", ["Hoà Bình", "Hòa Bình", "HÒA BÌNH", "Ho\u0300a Bi\u0300nh", "hoa binh"])
def test_old_and_new_spelling_fold_to_the_same(name):
    assert text.fold(text.normal(name)) == "hoa binh"


def test_d_with_stroke_folds():
    assert text.fold("Đỗ Đình Ðại") == "do dinh dai"


def test_a_code_is_found_by_parts_and_whole():
    assert text.tokens("H44.229-261105-0034").split() == ["h44", "229", "261105", "0034", "h442292611050034"]


@given(st.text())
def test_normal_text_is_stable(given):
    assert text.normal(text.normal(given)) == text.normal(given)


def test_money_is_written_with_dots():
    assert money.written(1600000) == "1.600.000\u00a0đ"


def test_a_time_without_offset_is_local():
    assert clock.parse("2026-08-27T09:00") == clock.parse("2026-08-27T02:00Z")


def test_a_wrong_time_says_which():
    with pytest.raises(ValueError, match="yesterday"):
        clock.parse("yesterday")
