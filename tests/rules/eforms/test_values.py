"""One value of each type: what is stored, and what is said of a wrong one."""

import unicodedata
from datetime import date

import pytest

from motcua.eforms import words
from tests.rules.eforms.forms import TODAY, codes, field, form, judge


def stored(kind, raw, **more):
    outcome = judge(form(field("a", kind, **more)), {"a": raw})
    assert codes(outcome) == []
    return outcome.answers.get("a")


def wrong(kind, raw, **more):
    outcome = judge(form(field("a", kind, **more)), {"a": raw})
    assert "a" not in outcome.answers
    return outcome.errors[0]


@pytest.mark.parametrize(
    ("kind", "raw", "value", "more"),
    [
        ("text", "  Bùi   Thị\tHạnh ", "Bùi Thị Hạnh", {}),
        ("text", unicodedata.normalize("NFD", "Nguyễn Thị Ỷ"), "Nguyễn Thị Ỷ", {"format": "name"}),
        ("text", "\u00d0inh Công \u00d0\u1ee9c", "Đinh Công Đức", {"format": "name"}),
        ("text", "Bùi Gia Bảo", "BÙI GIA BẢO", {"case": "upper"}),
        ("text", unicodedata.normalize("NFD", "đỗ ểu"), "ĐỖ ỂU", {"case": "upper", "format": "name"}),
        ("text", "H'Hen Niê", "H'Hen Niê", {"format": "name"}),
        ("text", "017 198 000 014", "017198000014", {"pattern": "^[0-9]{12}$"}),
        ("text", "a\u200bb\x00c", "abc", {}),
        ("text", " ", None, {}),
        ("textarea", "một \r\n  hai\r\n", "một\nhai", {}),
        ("person_id", "017198000014", "017198000014", {}),
        ("person_id", " 017 198 000 014", "017198000014", {}),
        ("person_id", "017226000004", "017226000004", {}),
        ("phone", "0912 000 345", "0912000345", {}),
        ("phone", "+84 912 000 345", "0912000345", {}),
        ("phone", "02183 000 000", "02183000000", {"landline": True}),
        ("email", " a@b.vn ", "a@b.vn", {}),
        ("integer", 2, 2, {}),
        ("integer", 2.0, 2, {}),
        ("money", 0, 0, {}),
        ("decimal", 92.5, 92.5, {}),
        ("boolean", False, False, {}),
        ("accept", True, True, {}),
        ("accept", False, None, {}),
        ("date", "2024-02-29", "2024-02-29", {}),
        ("date", "2026-2-8", "2026-02-08", {}),
        ("month", "2026-10", "2026-10", {}),
        ("date_or_year", "1946", "1946", {}),
        ("date_or_year", "1946--", "1946", {}),
        ("date_or_year", "1946-05-12", "1946-05-12", {}),
        ("datetime", "2026-10-28T09:30", "2026-10-28T09:30", {}),
        ("datetime", "2026-10-28T09:30:15", "2026-10-28T09:30", {}),
        ("datetime", "2026-10-28T02:30:00Z", "2026-10-28T09:30", {}),
        ("select", "male", "male", {"list": "gender"}),
        ("multiselect", ["female", "male", "male"], ["male", "female"], {"list": "gender"}),
        ("multiselect", [], None, {"list": "gender"}),
        ("address", {"place": "05392", "line": " Thôn  Liên Sơn "}, {"place": "05392", "line": "Thôn Liên Sơn"}, {}),
        ("address", {"place": "", "line": " "}, None, {}),
        ("unit", "05392", "05392", {}),
        ("unit", "25", "25", {"level": "province"}),
        ("agency", "H44.229", "H44.229", {}),
        ("file", "a1b2c3", "a1b2c3", {}),
        ("text", None, None, {}),
    ],
)
def test_what_is_stored(kind, raw, value, more):
    assert stored(kind, raw, **more) == value


@pytest.mark.parametrize(
    ("kind", "raw", "code", "more"),
    [
        ("text", 5, "type.text", {}),
        ("text", "x" * 301, "text.too_long", {}),
        ("text", "Buøi Thò Haïnh", "text.legacy", {"format": "name"}),
        ("text", "NguyÔn V¨n An", "text.legacy", {}),
        ("text", "Bùi 2", "name.letters", {"format": "name"}),
        ("text", "12345", "text.digits", {"pattern": "^[0-9]{4}$"}),
        ("text", "abc", "text.pattern", {"pattern": "^[A-Z]+$"}),
        ("text", "\u200b", "field.missing", {}),
        ("person_id", "01719800001", "person_id.length", {}),
        ("person_id", "0171980000145", "person_id.length", {}),
        ("person_id", "01719800001a", "person_id.letters", {}),
        ("person_id", "117198000014", "person_id.start", {}),
        ("person_id", "000198000014", "person_id.start", {}),
        ("person_id", "017299000014", "person_id.year", {}),
        ("person_id", "017400000014", "person_id.year", {}),
        ("person_id", 17198000014, "type.text", {}),
        ("phone", "091200034", "phone.format", {}),
        ("phone", "0112000345", "phone.format", {}),
        ("phone", "02183000000", "phone.format", {}),
        ("phone", "12", "phone.landline", {"landline": True}),
        ("email", "a@b", "email.format", {}),
        ("integer", "2", "type.whole", {}),
        ("integer", 2.5, "type.whole", {}),
        ("integer", True, "type.whole", {}),
        ("integer", 0, "number.min", {"min": 1}),
        ("integer", 21, "number.max", {"max": 20}),
        ("money", -1, "number.min", {}),
        ("decimal", float("nan"), "type.decimal", {}),
        ("decimal", float("inf"), "type.decimal", {}),
        ("boolean", "true", "type.boolean", {}),
        ("date", 20261028, "type.text", {}),
        ("date", "28/10/2026", "date.format", {}),
        ("date", "2026-10-", "date.missing_day", {}),
        ("date", "2026--28", "date.missing_month", {}),
        ("date", "-10-28", "date.missing_year", {}),
        ("date", "2026-13-01", "date.month", {}),
        ("date", "2026-02-29", "date.impossible", {}),
        ("date", "2026-02-45", "date.format", {}),
        ("date", "26-02-01", "date.year", {}),
        ("date", "2026-aa-01", "date.format", {}),
        ("month", "10/2026", "date.month_format", {}),
        ("month", "2026-", "date.missing_month", {}),
        ("date_or_year", "46", "date.year", {}),
        ("date_or_year", "1946-05-", "date.missing_day", {}),
        ("datetime", "2026-10-28T", "date.missing_time", {}),
        ("datetime", "2026-10-28T25:00", "date.time", {}),
        ("datetime", "2026-10-28T09:30+99:99", "date.format", {}),
        ("select", "other", "choice.unknown", {"list": "gender"}),
        ("select", ["male"], "type.text", {"list": "gender"}),
        ("multiselect", "male", "type.list", {"list": "gender"}),
        ("multiselect", ["other"], "choice.unknown", {"list": "gender"}),
        ("address", "Thôn Liên Sơn", "type.address", {}),
        ("address", {"place": "05392", "line": "x", "street": "y"}, "field.unknown", {}),
        ("address", {"line": "Thôn Liên Sơn"}, "place.missing", {}),
        ("address", {"line": "Thôn Liên Sơn", "text": "Khoan"}, "place.choose", {}),
        ("address", {"place": "05392"}, "address.line", {}),
        ("address", {"place": "5392", "line": "x"}, "place.code", {}),
        ("unit", {"text": "Khoan"}, "place.choose", {}),
        ("unit", "25", "place.code", {}),
        ("agency", "h44", "choice.unknown", {}),
        ("file", "../etc", "file.not_found", {}),
    ],
)
def test_what_is_refused(kind, raw, code, more):
    assert wrong(kind, raw, **more).code == code


def test_an_address_tells_all_that_is_missing():
    outcome = judge(form(field("a", "address")), {"a": {"on": "2026-02-30"}})
    assert codes(outcome) == [("a.place", "date.impossible"), ("a.line", "address.line")]


def test_a_place_must_have_existed_on_its_day():
    def old(code: str, on: date) -> bool:
        return code == "05413" and on < date(2025, 7, 1)

    definition = form(field("a", "address"))
    outcome = judge(definition, {"a": {"place": "05413", "line": "x"}}, place_exists=old)
    assert [(e.path, e.code, e.facts["day"]) for e in outcome.errors] == [("a.place", "place.not_then", "22/11/2026")]
    assert judge(definition, {"a": {"place": "05413", "line": "x", "on": "2025-06-30"}}, place_exists=old).ok


def test_a_birth_place_may_be_a_commune_of_that_day():
    def old(code: str, on: date) -> bool:
        return on < date(2025, 7, 1)

    definition = form(field("place", "unit", as_of="born"), field("born", "date"))
    assert judge(definition, {"place": "05413", "born": "2025-05-01"}, place_exists=old).ok
    outcome = judge(definition, {"place": "05413", "born": "2025-08-01"}, place_exists=old)
    assert codes(outcome) == [("place", "place.not_then")]


SENTENCES = [
    (
        field("a", label_vi="Họ, chữ đệm, tên của trẻ", label_en="The child's full name", required=True),
        None,
        "Ghi họ, chữ đệm, tên của trẻ",
        "Enter the child's full name",
    ),
    (
        field("a", "date", label_vi="Ngày sinh", label_en="Birth date", not_after="today"),
        "2026-11-28",
        "Ngày sinh không thể sau hôm nay, 22/11/2026",
        "Birth date cannot be after today, 22/11/2026",
    ),
    (
        field("a", "date", label_vi="Ngày sinh", label_en="Birth date"),
        "2026-02-29",
        "Ngày sinh: tháng 2/2026 chỉ có 28 ngày",
        "Birth date: February 2026 has 28 days",
    ),
    (
        field("a", "person_id", label_vi="Số định danh", label_en="The identity number"),
        "01719800001",
        "Số định danh có 12 chữ số; đang có 11",
        "The identity number has 12 digits, you gave 11",
    ),
    (
        field("a", "phone", label_vi="Số điện thoại", label_en="The phone number"),
        "12",
        "Số điện thoại có 10 chữ số, bắt đầu bằng 0",
        "The phone number has 10 digits and starts with 0",
    ),
    (
        field("a", "select", list="gender", label_vi="Giới tính", label_en="Gender", required=True),
        None,
        "Chọn một câu trả lời: giới tính",
        "Choose one answer: gender",
    ),
    (
        field("a", "integer", label_vi="Số bản sao", label_en="The number of copies", max=20),
        1000,
        "Số bản sao nhiều nhất là 20",
        "The number of copies must be at most 20",
    ),
]


@pytest.mark.parametrize(("one", "raw", "vi", "en"), SENTENCES)
def test_a_wrong_answer_is_told_in_both_languages(one, raw, vi, en):
    error = judge(form(one), {"a": raw}).errors[0]
    assert words.sentence(error.code, error.facts, "vi") == vi
    assert words.sentence(error.code, error.facts, "en") == en


def test_today_is_not_after_today():
    assert judge(form(field("a", "date", not_after="today")), {"a": TODAY.isoformat()}).ok


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("2026-01-02", "2026-01-01", None),
        ("2026-01-01", "2026-01-02", "date.before"),
        ("1946", "1946-05-12", None),
        ("1945", "1946-05-12", "date.before"),
        ("2026-01-01", "1946", None),
    ],
)
def test_dates_are_compared_as_far_as_they_are_known(left, right, code):
    definition = form(field("a", "date_or_year", not_before="b"), field("b", "date_or_year"))
    assert [error.code for error in judge(definition, {"a": left, "b": right}).errors] == ([code] if code else [])


@pytest.mark.parametrize(
    ("number", "born", "sex", "warnings"),
    [
        ("017198000014", "1998-03-14", "female", []),
        ("017198000014", "1989-03-14", "female", ["person_id.other_year"]),
        ("017198000014", "1998", "male", ["person_id.other_gender"]),
        ("017198000014", None, None, []),
    ],
)
def test_an_odd_personal_number_is_a_warning(number, born, sex, warnings):
    definition = form(
        field("n", "person_id", born="b", gender="g"), field("b", "date_or_year"), field("g", "select", list="gender")
    )
    outcome = judge(definition, {"n": number, "b": born, "g": sex})
    assert outcome.ok
    assert [warning.code for warning in outcome.warnings] == warnings
