"""The 12-digit personal number and the card's QR (Law on Identity 2023, article 12)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.errors import Invalid
from motcua.people import identity

TODAY = date(2026, 8, 27)
CARD = "017184003125|113456789|Bùi Thị Mai|19051984|Nữ|Thôn Liên Sơn, Khoan Dụ, Lạc Thủy, Hòa Bình|10052021"


def test_a_number_says_place_sex_and_year() -> None:
    number = identity.parse_personal_id("017184003125")
    assert (number.place_code, number.place_name) == ("017", "Hòa Bình")
    assert (number.sex, number.birth_year, number.century) == ("female", 1984, 1900)


@pytest.mark.parametrize(
    ("digit", "sex", "year"),
    [("0", "male", 1990), ("1", "female", 1990), ("2", "male", 2090), ("3", "female", 2090), ("9", "female", 2390)],
)
def test_the_fourth_digit_says_century_and_sex(digit: str, sex: str, year: int) -> None:
    number = identity.parse_personal_id(f"025{digit}90123456")
    assert (number.sex, number.birth_year) == (sex, year)


def test_numbers_of_merged_provinces_stay_good() -> None:
    for place in ("017", "025", "026"):
        assert identity.parse_personal_id(f"{place}090000001").place_code == place


def test_signs_between_digits_are_forgiven() -> None:
    assert identity.parse_personal_id(" 017 184 003-125 ").number == "017184003125"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "personal_id.empty"),
        ("113456789", "personal_id.old_number"),
        ("01718400312", "personal_id.length"),
        ("0171840031255", "personal_id.length"),
        ("01718400312O", "personal_id.not_digits"),
        ("٠١٧١٨٤٠٠٣١٢٥", "personal_id.not_digits"),
        ("003184003125", "personal_id.place_unknown"),
        ("999184003125", "personal_id.place_unknown"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(written: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        identity.parse_personal_id(written)
    assert refused.value.code == code


@given(st.sampled_from(sorted(identity.places())), st.integers(0, 999_999_999))
def test_there_is_no_check_digit(place: str, rest: int) -> None:
    assert identity.parse_personal_id(f"{place}{rest:09d}").number == f"{place}{rest:09d}"


@given(st.text(max_size=20))
def test_anything_typed_is_read_or_refused(written: str) -> None:
    try:
        number = identity.parse_personal_id(written).number
    except Invalid:
        return
    assert len(number) == identity.LENGTH


def test_the_table_of_places_is_data() -> None:
    assert len(identity.places()) == 63
    assert identity.parse_personal_id("500090000001", {"500": "Thử"}).place_name == "Thử"


def test_what_does_not_agree_is_a_warning() -> None:
    number = identity.parse_personal_id("017184003125")
    assert identity.oddities(number, on=TODAY, birth_date=date(1984, 5, 19), sex="female") == ()
    assert identity.oddities(number, on=TODAY, birth_date=date(1985, 5, 19), sex="male") == (
        "personal_id.year_differs",
        "personal_id.sex_differs",
    )
    assert identity.oddities(identity.parse_personal_id("017290000000"), on=TODAY) == ("personal_id.born_later",)
    assert identity.oddities(identity.parse_personal_id("017001000000"), on=TODAY) == ("personal_id.very_old",)


def test_the_card_is_read() -> None:
    card = identity.parse_card_qr(CARD)
    assert card.personal_id.number == "017184003125"
    assert (card.old_number, card.full_name, card.sex) == ("113456789", "Bùi Thị Mai", "female")
    assert (card.birth_date, card.issued_on) == (date(1984, 5, 19), date(2021, 5, 10))
    assert card.address.endswith("Hòa Bình")


def test_newer_cards_may_say_more_and_have_no_old_number() -> None:
    card = identity.parse_card_qr("\ufeff" + CARD.replace("113456789", "") + "|Bùi Văn Nam|x\r\n")
    assert (card.old_number, card.more) == ("", ("Bùi Văn Nam", "x"))


def test_a_name_in_decomposed_unicode_is_made_whole() -> None:
    import unicodedata

    assert identity.parse_card_qr(unicodedata.normalize("NFD", CARD)).full_name == "Bùi Thị Mai"


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("017184003125", "card_qr.too_few_parts"),
        (CARD.replace("Bùi Thị Mai", " "), "card_qr.name_missing"),
        (CARD.replace("19051984", "31021984"), "card_qr.birth_date_wrong"),
        (CARD.replace("|Nữ|", "|?|"), "card_qr.sex_unknown"),
        (CARD.replace("10052021", "2021"), "card_qr.issued_on_wrong"),
        (CARD.replace("017184003125", "113456789"), "personal_id.old_number"),
    ],
)
def test_a_wrong_card_is_refused_with_its_reason(scanned: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        identity.parse_card_qr(scanned)
    assert refused.value.code == code


def test_a_masked_number_keeps_its_ends() -> None:
    assert identity.mask("017184003125") == "017••••••125"
    assert identity.mask("12345678") == "••••••••"
    assert identity.mask("") == ""
