"""Every kind of field that a form can have, twice: empty with its mistakes, and filled in."""

from datetime import date
from functools import cache
from typing import Any

from motcua.desks.shell.eform import PageView, known_of, page
from motcua.eforms.definition import Definition, load
from motcua.eforms.rules import validate

KINDS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("text", "Họ, chữ đệm, tên", "Full name", {}),
    ("person_id", "Số định danh", "Personal number", {}),
    ("phone", "Điện thoại", "Telephone", {}),
    ("email", "Thư điện tử", "E-mail", {}),
    ("date", "Ngày sinh", "Date of birth", {}),
    ("date_or_year", "Ngày hoặc năm sinh", "Date or year of birth", {}),
    ("integer", "Số bản", "Copies", {}),
    ("decimal", "Diện tích, m²", "Area, m²", {}),
    ("money", "Vốn đăng ký, đồng", "Capital, đồng", {}),
    ("textarea", "Lý do", "Reason", {}),
    ("unit", "Xã, phường", "Commune or ward", {"level": "commune"}),
    ("multiselect", "Giấy mang theo", "Papers at hand", {}),
    ("select", "Nhận kết quả", "How to get the result", {}),
    ("address", "Địa chỉ nhận", "Address for the post", {}),
    ("file", "Giấy chứng sinh", "Birth notification", {}),
    ("accept", "Tôi cam đoan lời khai là đúng sự thật", "I state that this is true", {}),
)
WAYS = [
    {"code": "counter", "label_vi": "Tại bộ phận một cửa", "label_en": "At the counter"},
    {"code": "post", "label_vi": "Qua bưu chính", "label_en": "By post"},
]
NEEDED = ("text", "select", "file")
MISTAKEN = {"person_id": "01718400312", "phone": "12345", "integer": "ba"}
FILLED: dict[str, Any] = {
    "text": "Nguyễn Thị Ỷ",
    "person_id": "017184003125",
    "phone": "0912000345",
    "email": "y@example.org",
    "date": "1998-03-14",
    "date_or_year": "1952",
    "integer": 3,
    "decimal": 118.6,
    "money": 150000000,
    "textarea": "Bản cũ bị mờ, không đọc được tên mẹ.",
    "multiselect": ["counter"],
    "select": "post",
    "accept": True,
}


def _field(prefix: str, kind: str, vi: str, en: str, more: dict[str, Any]) -> dict[str, Any]:
    field = {"key": f"{prefix}_{kind}", "type": kind, "label_vi": vi, "label_en": en, "group": prefix, **more}
    if kind in ("select", "multiselect"):
        field["list"] = "ways"
    if prefix == "empty" and kind in NEEDED:
        field["required"] = True
    if kind == "address":
        field["show_if"] = {"==": [{"var": f"{prefix}_select"}, "post"]}
    return field


@cache
def _definition() -> Definition:
    groups = [("empty", "Chưa điền, có chỗ cần sửa", "Empty, with mistakes"), ("filled", "Đã điền", "Filled in")]
    return load(
        {
            "key": "gallery",
            "version": 1,
            "name_vi": "Mọi loại ô",
            "name_en": "Every kind of field",
            "groups": [{"key": key, "title_vi": vi, "title_en": en} for key, vi, en in groups],
            "lists": {"ways": WAYS},
            "fields": [_field(key, *kind) for key, _, _ in groups for kind in KINDS],
        }
    )


def form_samples(lang: str, today: date) -> list[PageView]:
    """The two pages, drawn as a citizen meets them."""
    known = known_of(lang, today)
    mistaken = {f"empty_{kind}": value for kind, value in MISTAKEN.items()}
    wrong = validate(_definition(), mistaken, today=today, place_exists=lambda _code, _on: True).errors_in(
        _definition(), "empty"
    )
    answers = {f"filled_{kind}": value for kind, value in FILLED.items()}
    return [
        page(_definition(), "empty", mistaken, lang=lang, today=today, known=known, errors=wrong),
        page(_definition(), "filled", answers, lang=lang, today=today, known=known),
    ]
