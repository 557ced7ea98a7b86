"""Vietnamese text: one normal form, no old fonts; numbers and dates in words."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.eforms.rules import spoken, texts
from tests.rules.eforms.forms import VIETNAMESE, pack


@pytest.mark.parametrize(
    "broken",
    [
        "Buøi Thò Haïnh", "Nguyeãn Vaên Taùm", "Traàn Thò Thuûy", "Ñoã Vaên Huøng", "Leâ Vaên Ñöùc", "Tröông Ngoïc Aùnh",
        "BUØI THÒ HAÏNH", "NguyÔn V¨n An", "Bïi ThÞ H¹nh", "TrÇn ThÞ Thñy", "§ç V¨n Hïng", "Lª V¨n §øc", "Hoµ B×nh",
    ],
)  # fmt: skip
def test_old_fonts_are_seen(broken):
    assert texts.is_legacy(texts.tidy(broken))


@pytest.mark.parametrize(
    "good",
    [
        "Bùi Thị Hạnh", "NGUYỄN THỊ Ỷ", "Bùi Văn Ểu", "Quách Ngữ", "Hoà Bình", "Toà nhà Quế Hoá, thuở ấy", "Đắk Pék",
        "Raúl Saúl", "Anaïs Loïc", "Raphaël Noël", "João Leão", "François Müller", "Jürgen Groß", "Søren Bjørn", "Zoë",
        "nhà 10×20 m, ½ sào, 92,5 m²", "Điều 5 § 2", "y tế © 2026",
    ],
)  # fmt: skip
def test_good_text_is_left_alone(good):
    assert not texts.is_legacy(texts.tidy(good))


def test_the_words_of_all_forms_are_good_text():
    for definition in pack().values():
        for one in definition.fields:
            for words in (one.label_vi, one.help_vi, one.label_vi.upper()):
                assert not texts.is_legacy(words), words


@given(st.text(VIETNAMESE + VIETNAMESE.upper() + " ", max_size=40))
def test_composed_and_decomposed_are_stored_alike(value):
    assert texts.tidy(unicodedata.normalize("NFD", value)) == texts.tidy(value)
    assert texts.tidy(texts.tidy(value)) == texts.tidy(value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (11, "mười một"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (40, "bốn mươi"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1005, "một nghìn không trăm linh năm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (16_000, "mười sáu nghìn"),
        (50_000_000, "năm mươi triệu"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_200_000_000, "một tỷ hai trăm triệu"),
        (3_000_000_000_000, "ba nghìn tỷ"),
        (-8, "âm tám"),
    ],
)
def test_numbers_in_words(number, words):
    assert spoken.number_in_words(number) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 10, 28), "Ngày hai mươi tám tháng mười năm hai nghìn không trăm hai mươi sáu"),
        (date(1998, 4, 1), "Ngày một tháng tư năm một nghìn chín trăm chín mươi tám"),
        (date(2005, 12, 5), "Ngày năm tháng mười hai năm hai nghìn không trăm linh năm"),
    ],
)
def test_dates_in_words(day, words):
    assert spoken.date_in_words(day) == words


@given(st.integers(0, 10**14), st.integers(0, 10**14))
def test_two_numbers_never_share_their_words(one, other):
    assert (spoken.number_in_words(one) == spoken.number_in_words(other)) == (one == other)
