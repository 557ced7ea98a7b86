"""The sections of a version in preparation, and how its content is laid out for them."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from motcua.desks.manage.inputs import Input, Rows, Section
from motcua.kernel import text

_WHO = Section(
    "chung",
    _("Tên và cơ quan"),
    (
        Input("name_vi", _("Tên thủ tục")),
        Input("name_en", _("Tên tiếng Anh")),
        Input("official_name_vi", _("Tên trong quyết định, nếu khác"), "area", most=1000),
        Input("who_vi", _("Dành cho ai"), "area", most=1000),
        Input("who_en", _("Dành cho ai, tiếng Anh"), "area", most=1000),
        Input("levels", _("Cấp giải quyết"), "many", "levels"),
        Input("departments", _("Sở, ban giải quyết ở cấp tỉnh"), "many", "departments"),
        Input("handled_by", _("Vị trí thụ lý"), "select", "posts"),
        Input("result_name_vi", _("Kết quả người dân nhận"), most=300),
        Input("result_name_en", _("Kết quả, tiếng Anh"), most=300),
        Input("result_code", _("Mã kết quả"), width=20, most=40),
    ),
)
_FILING = Section(
    "cach-nop",
    _("Cách nộp, tờ khai"),
    (
        Input("online", _("Làm được đến đâu trên mạng"), "select", "online"),
        Input("online_reason_vi", _("Vì sao không làm hết trên mạng"), "area", most=300),
        Input("online_reason_en", _("Vì sao, tiếng Anh"), "area", most=300),
        Input("form_key", _("Tờ khai"), "select", "forms"),
        Input("process_key", _("Quy trình giải quyết"), "select", "processes"),
        Input("pause_on_payment", _("Dừng tính giờ khi chờ nộp tiền"), "flag"),
        Input("provider_vi", _("Cơ quan phối hợp, nơi làm thật"), most=200),
        Input("provider_en", _("Cơ quan phối hợp, tiếng Anh"), most=200),
    ),
)
_PAPERS = Section(
    "giay-to",
    _("Giấy tờ"),
    lists=(
        Rows(
            "papers",
            _("Thành phần hồ sơ"),
            _("giấy tờ"),
            (
                Input("name_vi", _("Tên giấy tờ")),
                Input("name_en", _("Tên tiếng Anh")),
                Input("need", _("Khi nào cần"), "select", "needs"),
                Input("originals", _("Bản chính"), "number", width=2),
                Input("copies", _("Bản sao"), "number", width=2),
                Input("is_form", _("Là tờ khai, điền ngay trên trang"), "flag"),
                Input("scan_accepted", _("Nộp trên mạng được bằng bản chụp"), "flag"),
                Input("condition_vi", _("Trường hợp cần")),
                Input("condition_en", _("Trường hợp, tiếng Anh")),
                Input("fetch_from", _("Không phải nộp nếu tra được từ"), "many", "sources"),
                Input("key", _("Khóa cho phần mềm khác"), width=20, most=60, hint=_("Để trống thì lấy theo tên.")),
            ),
            ("name_vi",),
            {
                "name_vi": "",
                "name_en": "",
                "need": "required",
                "originals": 1,
                "copies": 0,
                "is_form": False,
                "scan_accepted": True,
                "condition_vi": "",
                "condition_en": "",
                "fetch_from": [],
                "key": "",
            },
        ),
    ),
)
_LIMITS = Section(
    "thoi-han",
    _("Thời hạn"),
    lists=(
        Rows(
            "limits",
            _("Thời hạn giải quyết"),
            _("thời hạn"),
            (
                Input("value", _("Số"), "number", width=3),
                Input("unit", _("Đơn vị"), "select", "units"),
                Input("channel", _("Nộp bằng cách"), "select", "channels"),
                Input("case", _("Trường hợp (mã)"), width=20, most=60),
                Input(
                    "case_when",
                    _("Trường hợp ấy khi tờ khai ghi"),
                    width=30,
                    most=200,
                    hint=_("Ví dụ yeu_to=nuoc_ngoai|bien_gioi. Để trống thì người tiếp nhận chọn."),
                ),
                Input("note_vi", _("Trường hợp nói bằng lời"), most=300),
                Input("note_en", _("Bằng lời, tiếng Anh"), most=300),
                Input("policy", _("Hết hạn vào"), "select", "policies"),
                Input("cutoff", _("Giờ chốt trong ngày"), "time", width=5, hint=_("Ví dụ 15:00. Trống là không có.")),
                Input("cutoff_on", _("Nhận sau giờ chốt thì"), "select", "cutoff_on"),
                Input("starts", _("Tính giờ từ khi"), "select", "starts"),
                Input("roll", _("Hết hạn ngoài giờ làm việc thì sang giờ làm việc kế tiếp"), "flag"),
                Input("after_supplement", _("Sau khi bổ sung"), "select", "after"),
            ),
            ("value", "unit", "channel", "case"),
            {
                "value": 0,
                "unit": "working_days",
                "channel": "",
                "case": "",
                "case_when": "",
                "note_vi": "",
                "note_en": "",
                "policy": "hour_exact",
                "cutoff": None,
                "cutoff_on": "start",
                "starts": "reception",
                "roll": False,
                "after_supplement": "pause",
            },
            _("Phải có một thời hạn chung: không kèm cách nộp hay trường hợp."),
        ),
        Rows(
            "extensions",
            _("Được kéo dài"),
            _("lần kéo dài"),
            (
                Input("value", _("Số"), "number", width=3),
                Input("unit", _("Đơn vị"), "select", "units"),
                Input("when_vi", _("Khi nào"), most=300),
                Input("when_en", _("Khi nào, tiếng Anh"), most=300),
                Input("in_all", _("Là cả thảy, không phải thêm"), "flag"),
            ),
            ("value", "unit", "when_vi"),
            {"value": 0, "unit": "working_days", "when_vi": "", "when_en": "", "in_all": False},
        ),
    ),
)
_FEES = Section(
    "phi",
    _("Phí, lệ phí"),
    lists=(
        Rows(
            "fees",
            _("Phí, lệ phí"),
            _("khoản thu"),
            (
                Input("kind", _("Loại"), "select", "fee_kinds"),
                Input("amount", _("Mức thu, đồng"), "money", width=10),
                Input("by_council", _("Hội đồng nhân dân tỉnh quy định mức thu"), "flag"),
                Input("per_vi", _("Tính theo"), width=20, most=80, hint=_("trang, bản, trường hợp…")),
                Input("per_en", _("Tính theo, tiếng Anh"), width=20, most=80),
                Input(
                    "tiers",
                    _("Bậc thu"),
                    "tiers",
                    hint=_("Mỗi dòng một bậc: từ đơn vị thứ mấy, mức thu. Ví dụ 3: 1.000"),
                ),
                Input("most", _("Nhiều nhất cho một bản, đồng"), "money", width=10),
                Input("channel", _("Nộp bằng cách"), "select", "channels"),
                Input("is_default", _("Mức thường: thu của mọi người, trừ khi có trường hợp khác"), "flag"),
                Input("condition_vi", _("Trường hợp")),
                Input("condition_en", _("Trường hợp, tiếng Anh")),
            ),
            ("kind", "amount", "condition_vi"),
            {
                "kind": "le_phi",
                "amount": None,
                "by_council": False,
                "per_vi": "",
                "per_en": "",
                "tiers": [],
                "most": None,
                "channel": "",
                "is_default": True,
                "condition_vi": "",
                "condition_en": "",
            },
            _("Không có khoản nào: công bố là không thu."),
        ),
    ),
)
_LAW = Section(
    "can-cu",
    _("Căn cứ, ghi chú"),
    (
        Input("legal_bases", _("Văn bản căn cứ"), "lines", hint=_("Mỗi dòng một số văn bản."), most=80),
        Input("confidence", _("Mức tin cậy của dữ liệu"), "select", "confidence"),
    ),
    (
        Rows(
            "notes",
            _("Nên biết"),
            _("ghi chú"),
            (Input("vi", _("Ghi chú"), "area", most=500), Input("en", _("Tiếng Anh"), "area", most=500)),
            ("vi",),
            {"vi": "", "en": ""},
        ),
    ),
)
SECTIONS: Mapping[str, Section] = {one.key: one for one in (_WHO, _FILING, _PAPERS, _LIMITS, _FEES, _LAW)}
SECTION_OF = {
    "parts.name": "chung",
    "parts.subject": "chung",
    "parts.agency": "chung",
    "parts.result": "chung",
    "parts.steps": "cach-nop",
    "parts.ways": "cach-nop",
    "parts.papers": "giay-to",
    "parts.limit": "thoi-han",
    "parts.fee": "phi",
    "parts.law": "can-cu",
    "name_vi": "chung",
    "levels": "chung",
    "online": "cach-nop",
    "process_key": "cach-nop",
    "form_key": "cach-nop",
    "legal_bases": "can-cu",
    "papers": "giay-to",
    "limits": "thoi-han",
    "fees": "phi",
}
"""On which page a fault is mended, by the first word of its path."""


def laid_out(content: Mapping[str, Any]) -> dict[str, Any]:
    """A content with what is folded into its sheet beside the rest, and each fee saying who sets its amount."""
    sheet = content.get("sheet", {})
    provider = sheet.get("provider", {})
    fees = [{**fee, "by_council": fee["amount"] is None and not fee.get("unknown", False)} for fee in content["fees"]]
    return {
        **content,
        "fees": fees,
        "notes": [dict(note) for note in sheet.get("notes", ())],
        "extensions": [
            {**row, "when_vi": row["when"].get("vi", ""), "when_en": row["when"].get("en", "")}
            for row in sheet.get("extensions", ())
        ],
        "provider_vi": provider.get("vi", ""),
        "provider_en": provider.get("en", ""),
        "confidence": sheet.get("confidence", "high"),
    }


def folded(values: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed on a page as changes of the content; the reverse of `laid_out`."""
    changes = {name: value for name, value in values.items() if name in content}
    if "papers" in changes:
        changes["papers"] = _keyed(changes["papers"])
    if "fees" in changes:
        changes["fees"] = [_fee(fee) for fee in changes["fees"]]
    sheet = dict(content.get("sheet", {}))
    if "notes" in values:
        sheet["notes"] = [row for row in values["notes"] if row["vi"] or row["en"]] if values["notes"] else []
    if "extensions" in values:
        sheet["extensions"] = [_extension(row) for row in values["extensions"]]
    if "provider_vi" in values:
        sheet["provider"] = {"vi": values["provider_vi"], "en": values["provider_en"]}
    if "confidence" in values:
        sheet["confidence"] = values["confidence"]
    empty = [name for name in ("notes", "extensions") if not sheet.get(name)]
    if not sheet.get("provider", {}).get("vi"):
        empty.append("provider")
    changes["sheet"] = {name: value for name, value in sheet.items() if name not in empty}
    return changes


def _extension(row: Mapping[str, Any]) -> dict[str, Any]:
    made = {"value": row["value"], "unit": row["unit"], "when": {"vi": row["when_vi"], "en": row["when_en"]}}
    return made | ({"in_all": True} if row["in_all"] else {})


def _fee(fee: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in fee.items() if name != "by_council"}
    return kept | {"amount": None if fee["by_council"] else fee["amount"]}


def _keyed(papers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Papers without a key get one of their name that no other has."""
    taken = {paper["key"] for paper in papers if paper["key"]}
    for paper in papers:
        if paper["key"] or not paper["name_vi"]:
            continue
        words = paper["name_en"] or text.fold(paper["name_vi"])
        stem = slugify(words).replace("-", "_")[:40].strip("_") or "paper"
        key, number = stem, 2
        while key in taken:
            key, number = f"{stem}_{number}", number + 1
        paper["key"] = key
        taken.add(key)
    return papers
