"""What a page of the form editor asks: a step, a field, a rule across fields, a list of choices."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.desks.manage.inputs import Input, Section
from motcua.eforms.definition import PERSON_PARTS, PREFILLS, TYPES, edit
from motcua.eforms.definition.attributes import ALLOWED
from motcua.eforms.definition.shapes import DATES, LEVELS
from motcua.kernel.errors import NotVisible

KINDS = {"buoc": "groups", "truong": "fields", "kiem-tra": "checks"}
"""In addresses → in a definition."""

_FIELD = (
    Input("label_vi", _("Câu hỏi, tiếng Việt"), most=300),
    Input("label_en", _("Câu hỏi, tiếng Anh"), most=300),
    Input("type", _("Kiểu"), "select", "types", hint=_("Đổi kiểu rồi bấm Lưu và xem thử: các ô của kiểu đó hiện ra.")),
    Input("group", _("Ở bước"), "select", "groups"),
    Input("required", _("Bắt buộc trả lời"), "flag"),
    Input("help_vi", _("Giải thích dưới câu hỏi, tiếng Việt"), most=500),
    Input("help_en", _("Giải thích, tiếng Anh"), most=500),
    Input("list", _("Danh mục để chọn"), "select", "lists"),
    Input("parts", _("Hỏi những gì về người này"), "many", "parts"),
    Input("required_parts", _("Trong đó bắt buộc"), "many", "parts"),
    Input("level", _("Cấp đơn vị hành chính"), "select", "levels"),
    Input("suffix", _("Đơn vị sau ô"), width=10, most=20),
    Input("max_length", _("Dài nhất, ký tự"), "number", width=5),
    Input("pattern", _("Mẫu phải theo (biểu thức chính quy)"), most=200, hint=_("Ví dụ ^[A-Z]{2}\\d{6}$")),
    Input("case", _("Đổi thành chữ in hoa"), "flag"),
    Input("format", _("Là họ tên người"), "flag"),
    Input("min", _("Nhỏ nhất"), width=10, most=20),
    Input("max", _("Lớn nhất"), width=10, most=20),
    Input("not_after", _("Không sau"), "select", "dates"),
    Input("not_before", _("Không trước"), "select", "dates"),
    Input("as_of", _("Đơn vị hành chính của ngày"), "select", "dates"),
    Input("born", _("Số định danh khớp với ngày sinh ở"), "select", "dates"),
    Input("gender", _("Số định danh khớp với giới tính ở"), "select", "fields"),
    Input("landline", _("Nhận cả số máy bàn"), "flag"),
    Input("media_types", _("Kiểu tệp nhận"), "lines", hint=_("Mỗi dòng một kiểu, ví dụ application/pdf")),
    Input("max_mb", _("Nặng nhất, MB"), "number", width=3),
    Input("prefill", _("Điền sẵn từ"), "select", "prefills"),
    Input("default", _("Giá trị có sẵn"), width=20, most=200, hint=_("Với ngày: today là hôm nay.")),
    Input("hidden", _("Không hỏi trên trang, chỉ nhận từ phần mềm khác"), "flag"),
)
_GROUP = (
    Input("title_vi", _("Tên bước, tiếng Việt"), most=200),
    Input("title_en", _("Tên bước, tiếng Anh"), most=200),
    Input("intro_vi", _("Giải thích, tiếng Việt"), most=500),
    Input("intro_en", _("Giải thích, tiếng Anh"), most=500),
    Input("closing", _("Hỏi ở trang kiểm tra, cạnh nút Nộp hồ sơ"), "flag"),
)
_CHECK = (
    Input("words_vi", _("Câu nói khi sai, tiếng Việt"), most=300),
    Input("words_en", _("Câu nói khi sai, tiếng Anh"), most=300),
    Input("field", _("Hiện ở trường"), "select", "fields"),
    Input("warn", _("Chỉ nhắc cán bộ, không chặn người nộp"), "flag"),
)
KEY = Input("key", _("Khóa cho phần mềm khác"), width=20, most=60, hint=_("Chữ thường không dấu, số, gạch dưới."))
MORE = Input(
    "more",
    _("Thuộc tính khác, dạng YAML"),
    "code",
    hint=_("Cột của bảng, mẫu theo điều kiện, giá trị tính…"),
    most=20_000,
)
LOGIC = {"fields": ("show_if", "required_if"), "groups": ("show_if",), "checks": ("check",)}
_ALWAYS = {"type", "label_vi", "label_en", "group", "required", "help_vi", "help_en", "hidden"}
TYPE_WORDS = {
    "text": _("Chữ, một dòng"),
    "textarea": _("Chữ, nhiều dòng"),
    "select": _("Chọn một"),
    "multiselect": _("Chọn nhiều"),
    "boolean": _("Có hoặc không"),
    "accept": _("Ô cam đoan"),
    "date": _("Ngày"),
    "datetime": _("Ngày giờ"),
    "month": _("Tháng, năm"),
    "date_or_year": _("Ngày hoặc năm"),
    "integer": _("Số nguyên"),
    "decimal": _("Số thập phân"),
    "money": _("Số tiền"),
    "person_id": _("Số định danh cá nhân"),
    "phone": _("Số điện thoại"),
    "email": _("Thư điện tử"),
    "address": _("Địa chỉ"),
    "unit": _("Đơn vị hành chính"),
    "agency": _("Cơ quan"),
    "file": _("Tệp gửi kèm"),
    "person": _("Một người"),
    "table": _("Bảng nhiều dòng"),
}
_PREFILL_WORDS = {
    "identity.full_name": _("Họ tên của người nộp"),
    "identity.birth_date": _("Ngày sinh"),
    "identity.gender": _("Giới tính"),
    "identity.personal_id": _("Số định danh"),
    "identity.ethnicity": _("Dân tộc"),
    "identity.nationality": _("Quốc tịch"),
    "residence": _("Nơi cư trú"),
    "contact.phone": _("Điện thoại"),
    "contact.email": _("Thư điện tử"),
    "agency": _("Cơ quan nhận hồ sơ"),
}


def section(kind: str, type: str = "text") -> Section:
    """The inputs of a page; of a field those that its type may carry."""
    if kind == "groups":
        return Section(kind, "", (*_GROUP, KEY))
    if kind == "checks":
        return Section(kind, "", (*_CHECK, KEY))
    known = type if type in TYPES else "text"
    fitting = tuple(
        one for one in _FIELD if one.name in _ALWAYS or known in ALLOWED.get(one.name, ("", frozenset()))[1]
    )
    return Section(kind, "", (*fitting, KEY, MORE))


def choices(source: Mapping[str, Any], of: str) -> dict[str, Sequence[tuple[str, str]]]:
    """Everything that an input of the page of row `of` chooses from."""
    fields = [row for row in edit.rows(source, "fields") if row.get("key") != of]
    named = [(str(row.get("key")), f"{row.get('label_vi', '')} ({row.get('key')})") for row in fields]
    dates = [pair for pair, row in zip(named, fields, strict=True) if row.get("type") in DATES]
    lists = source.get("lists") or {}
    nothing = [("", "–")]
    return {
        "types": [(key, str(words)) for key, words in TYPE_WORDS.items()],
        "groups": [
            (str(row.get("key")), str(row.get("title_vi") or row.get("key"))) for row in edit.rows(source, "groups")
        ],
        "lists": nothing + [(name, name) for name in lists],
        "parts": [(key, str(part["label_vi"])) for key, part in PERSON_PARTS.items()],
        "levels": nothing
        + [
            (level, {"commune": gettext("Xã, phường"), "district": gettext("Huyện")}.get(level, gettext("Tỉnh")))
            for level in LEVELS
        ],
        "dates": [*nothing, ("today", gettext("Hôm nay")), *dates],
        "fields": nothing + named,
        "prefills": nothing + [(key, str(_PREFILL_WORDS[key])) for key in sorted(PREFILLS)],
        "operators": [
            ("", gettext("luôn luôn")),
            ("==", gettext("bằng")),
            ("!=", gettext("khác")),
            ("yes", gettext("có trả lời, hoặc Có")),
            ("no", gettext("không trả lời, hoặc Không")),
            ("json", gettext("điều kiện khác, ghi bên dưới")),
        ],
    }


def kind_of(said: str) -> str:
    """The list of a definition that an address names. Raises NotVisible."""
    if said not in KINDS:
        raise NotVisible("form.unknown", key=said)
    return KINDS[said]
