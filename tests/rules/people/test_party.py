"""What a party must be."""

from datetime import date

import pytest

from motcua.people.rules import read_party

TODAY = date(2026, 11, 5)


def codes(**given):
    _, errors = read_party({"full_name": "Bùi Thị Mai", **given}, path="applicant", today=TODAY)
    return [(one.path.removeprefix("applicant."), one.code.removeprefix("party.")) for one in errors]


def test_a_name_in_decomposed_unicode_is_stored_composed():
    party, errors = read_party({"full_name": "  Bu\u0300i   Thi\u0323 Mai "}, path="applicant", today=TODAY)
    assert errors == []
    assert party.full_name == "Bùi Thị Mai"


def test_the_wrong_d_becomes_the_vietnamese_one():
    assert read_party({"full_name": "\u00d0inh Thị Lan"}, path="a", today=TODAY)[0].full_name == "Đinh Thị Lan"


def test_a_phone_with_country_code_and_spaces_is_made_local():
    assert read_party({"full_name": "A", "phone": "+84 912 000 345"}, path="a", today=TODAY)[0].phone == "0912000345"


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"full_name": " "}, ("full_name", "name_required")),
        ({"personal_id": "01718400312"}, ("personal_id", "personal_id_length")),
        ({"personal_id": "917184003125"}, ("personal_id", "personal_id_wrong")),
        ({"personal_id": "017184OO3125"}, ("personal_id", "personal_id_length")),
        ({"phone": "912"}, ("phone", "phone_wrong")),
        ({"email": "nobody"}, ("email", "email_wrong")),
        ({"birth_date": "2026-11-06"}, ("birth_date", "date_future")),
        ({"birth_date": "2026-02-30"}, ("birth_date", "date_wrong")),
        ({"kind": "king"}, ("kind", "kind_unknown")),
        ({"colour": "red"}, ("colour", "unknown")),
        ({"address": 5}, ("address", "not_text")),
    ],
)
def test_each_wrong_datum_is_named(given, fault):
    assert codes(**given) == [fault]


def test_the_number_of_digits_that_were_given_is_said():
    _, errors = read_party({"full_name": "A", "personal_id": "01718400312"}, path="a", today=TODAY)
    assert errors[0].facts == {"length": 11}
