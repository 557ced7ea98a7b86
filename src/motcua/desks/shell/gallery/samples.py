"""What the gallery shows: each component in each of its states, with invented values in the reader's language."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import get_language

from motcua.desks.shell.paging import Page
from motcua.desks.shell.parts import (
    Check,
    Event,
    Fact,
    FilterTab,
    LedgerLine,
    Life,
    LinkRow,
    Problem,
    Promise,
    Row,
    Share,
    Span,
    Tile,
)
from motcua.desks.shell.states import ICONS, LOOKS
from motcua.kernel.clock import LOCAL

DUE = datetime(2026, 11, 9, 10, 15, tzinfo=LOCAL)
FIRST_DUE = datetime(2026, 11, 4, 8, 15, tzinfo=LOCAL)
DAY = date(2026, 11, 5)


def _in(vi: str, en: str) -> str:
    return en if get_language() == "en" else vi


def _life() -> Life:
    return Life(
        [Span("used", 1440), Span("paused", 1560), Span("used", 820), Span("left", 995)],
        _in(
            "Đã dùng 4 ngày 5 giờ, dừng 3 ngày 2 giờ, còn 2 ngày",
            "4 days 5 hours used, paused 3 days 2 hours, 2 days left",
        ),
        "26/10",
        "09/11",
        _in("dừng chờ bổ sung", "paused for a supplement"),
    )


def _ledger() -> list[LedgerLine]:
    return [
        LedgerLine(
            "08:15 26/10",
            _in(
                "Xã nhận đủ hồ sơ. Nhà ở riêng lẻ: 7 ngày làm việc, không tính ngày nghỉ. Hẹn 08:15 thứ Tư 04/11.",
                "A complete dossier was received. Private house: 7 working days. Due 4 November.",
            ),
        ),
        LedgerLine("10:00 29/10", _in("Dừng tính giờ để chờ bổ sung bản vẽ.", "Clock paused for the drawing.")),
        LedgerLine(
            "14:00 03/11",
            _in(
                "Nhận bản bổ sung. Đã dừng 3 ngày 2 giờ làm việc, hẹn lùi đúng chừng ấy: 10:15 thứ Hai 09/11.",
                "Supplement received. Paused 3 days 2 working hours, the date moves by as much: 9 November.",
            ),
        ),
    ]


def _promises() -> list[tuple[str, Promise]]:
    return [
        (
            _in("Có lùi hẹn", "Moved"),
            Promise(DUE, 995, state="processing", life=_life(), ledger=_ledger(), was=FIRST_DUE),
        ),
        (_in("Đang dừng", "Paused"), Promise(DUE, 995, paused=True, state="supplement_requested")),
        (_in("Trễ", "Late"), Promise(FIRST_DUE, -490, state="processing")),
        (_in("Chưa có hẹn", "No date yet"), Promise(None, state="submitted")),
        (_in("Xong", "Done"), Promise(DUE, state="finished", done_at=DUE - timedelta(days=1))),
    ]


def _timeline() -> list[Event]:
    return [
        Event("done", _in("Nộp trên mạng", "Submitted online"), _in("20:12 Chủ nhật 25/10", "20:12 Sunday 25 Oct")),
        Event("done", _in("Xã tiếp nhận", "Received"), _in("08:15 thứ Hai 26/10", "08:15 Monday 26 Oct")),
        Event(
            "wait",
            _in("Dừng, chờ ông/bà bổ sung", "Paused, waiting for you"),
            _in("10:00 thứ Năm 29/10", "10:00 Thursday 29 Oct"),
            _in("Bản vẽ thiếu mặt cắt móng.", "The drawing lacks a section of the foundation."),
            "#request",
            _in("Xem phiếu yêu cầu", "See the request"),
            pause=True,
        ),
        Event("now", _in("Đang thẩm định", "Being examined"), _in("Phòng Kinh tế", "Economic office")),
        Event("todo", _in("Lãnh đạo UBND xã ký", "Signature")),
        Event("todo", _in("Trả kết quả", "Result"), note=_in("Bản điện tử", "Electronic copy")),
    ]


def _rows() -> list[dict[str, Any]]:
    return [
        {"left": -210, "due": "16:10 04/11", "used": 100, "late": True, "code": "H44.229-261030-0012", "sel": False},
        {"left": 80, "due": "11:00", "used": 94, "late": False, "code": "H44.229-261102-0021", "sel": False},
        {"left": 995, "due": "10:15 09/11", "used": 70, "late": False, "code": "H44.229-261025-0018", "sel": True},
        {"left": None, "due": "20/11", "used": None, "late": False, "code": "H44.229-261027-0009", "sel": False},
    ]


def _units() -> list[dict[str, Any]]:
    return [
        {"name": "Xã Khoan Dụ", "received": 386, "percent": 100, "gap": 45},
        {"name": "Xã Đồng Tâm", "received": 1441, "percent": 96.83, "gap": 41.83},
        {"name": "Xã Hưng Thi", "received": 271, "percent": 47.08, "gap": -7.92},
        {"name": "Xã Ngọc Ỷ Ểu", "received": 0, "percent": None, "gap": None},
    ]


def samples() -> dict[str, Any]:
    """The values of both gallery pages."""
    name, birth = _in("Họ, chữ đệm, tên", "Full name"), _in("Ngày sinh", "Birth date")
    return {
        "states": list(LOOKS),
        "icons": sorted(ICONS),
        "tokens": "ink soft link indigo deep edge line ground wash rice brick ok soon late yours".split(),
        "promises": _promises(),
        "life": _life(),
        "timeline_events": _timeline(),
        "facts": [
            Fact(
                _in("Hồ sơ tiếp nhận", "Dossiers received"), "5.673", _in("chưa tính kỳ trước", "without carried over")
            ),
            Fact(_in("Nộp trên mạng", "Online"), "92,56 %", _in("5.251 hồ sơ", "5,251 dossiers")),
            Fact(_in("Mục tiêu tỉnh giao", "Target"), "55,00 %", _in("vượt 37,56 điểm", "37.56 points above"), "ok"),
            Fact(_in("Hài lòng", "Satisfied"), "–", _in("chưa có trả lời", "no answers yet")),
        ],
        "summary": [
            Row(name, "BÙI GIA BẢO", url="#name"),
            Row(
                _in("Mẹ", "Mother"),
                "Nguyễn Thị Ỷ, 14/03/1998",
                source=_in("Lấy từ CSDL dân cư, 09:38", "From the population database, 09:38"),
            ),
            Row(
                _in("Nơi ở", "Address"),
                "Thôn Liên Sơn, xã Lạc Thủy, tỉnh Phú Thọ",
                was="Trước 01/07/2025: xã Khoan Dụ, huyện Lạc Thủy, tỉnh Hòa Bình",
                url="#address",
            ),
            Row(_in("Cha", "Father"), ""),
        ],
        "links": [
            LinkRow(
                _in("Sinh con", "A birth"), _in("Khai sinh, thẻ bảo hiểm y tế", "Birth, health card"), "#1", "baby"
            ),
            LinkRow(_in("Kết hôn", "Marriage"), _in("Đăng ký kết hôn", "Marriage registration"), "#2", "rings"),
            LinkRow(
                _in("Căn cước của người đi làm", "Identity card"),
                _in("Chỉ cho xem, không nộp.", "Only shown."),
                "",
                "card",
            ),
        ],
        "filters": [
            FilterTab(_in("Cần làm", "To do"), "?staff=1", 13, current=True),
            FilterTab(_in("Trễ", "Late"), "?staff=1&late=1", 1, hot=True),
            FilterTab(_in("Hôm nay", "Today"), "?staff=1&today=1", 3),
            FilterTab(_in("Xong tuần này", "Done this week"), "?staff=1&done=1", 31),
        ],
        "checks": [
            Check(
                "ok", _in("Đất ở, không tranh chấp", "Housing land, no dispute"), _in("CSDL đất đai", "Land database")
            ),
            Check("warn", _in("Diện tích: đơn 120 m², bản vẽ 118,6 m²", "Area: 120 m² applied, 118.6 m² drawn")),
            Check("no", _in("Mặt cắt móng", "Foundation section"), _in("Chưa nộp", "Missing")),
            Check("info", _in("Đã yêu cầu bổ sung 1 lần", "One supplement was asked")),
        ],
        "problems": [
            Problem("id_name", _in("Ghi họ, chữ đệm, tên của trẻ", "Enter the child's full name")),
            Problem("id_born", _in("Ngày sinh không thể sau hôm nay, 05/11/2026", "Birth date cannot be after today")),
        ],
        "name": name,
        "birth": birth,
        "future": {"day": "28", "month": "11", "year": "2026"},
        "yes_no": [
            ("approve", _in("Cấp giấy phép", "Grant the permit")),
            (
                "reject",
                _in("Không cấp, nêu căn cứ", "Refuse, with grounds"),
                _in("Ghi rõ điều luật", "Name the article"),
            ),
        ],
        "channels": [("", _in("Mọi kênh nộp", "All channels")), ("online", _in("Trên mạng", "Online"))],
        "shares": [
            Share(_in("Sớm", "Early"), 52.1, "early"),
            Share(_in("Đúng hẹn", "On time"), 36.32, "on_time"),
            Share(_in("Trễ", "Late"), 11.58, "late"),
        ],
        "months": [94.1, 95.0, 95.3, 94.8, 93.9, 92.2, 90.4, 78.4, 82.9],
        "tiles": [
            Tile(name, value, f"Xã {name}: {value}", "#", step)
            for step, (name, value) in enumerate(
                (
                    ("Lạc Thủy", "96,4"),
                    ("An Bình", "91,3"),
                    ("An Nghĩa", "83,7"),
                    ("Tam Dương Bắc", "70,2"),
                    ("Ngọc Sơn", "51,0"),
                    ("Quyết Thắng", "38,5"),
                )
            )
        ],
        "tiles_words": "6; 38,5–96,4",
        "multiples": [
            ("Xã Lạc Thủy", [92.0, 93.5, 91.0, 94.0, None, 95.5, 96.4], "96"),
            ("Xã An Nghĩa", [71.0, 74.0, None, None, 80.0, 82.5, 83.7], "84"),
        ],
        "heat_rows": [("Đất đai", [18, 17, 19, 21, 28, 44]), ("Hộ tịch", [1, 1, 0, 1, 4, 3])],
        "units": _units(),
        "queue": _rows(),
        "pages": Page(rows=[1, 2, 3], number=2, size=3, previous_url="?page=1", next_url="?page=3"),
        "due": DUE,
        "on": DAY,
        "people": ["Nguyễn Thị Ỷ", "Bùi Văn Ểu", "Quách Ngữ", "QUÁCH VĂN DŨNG"],
        "work": {
            "name": _in("Giấy phép xây dựng nhà ở riêng lẻ", "Building permit for a private house"),
            "step": _in("Thẩm định", "Examination"),
            "plot": _in("214, tờ 31", "214, sheet 31"),
            "paper": _in("Bản vẽ", "Drawing"),
        },
        "tab": "gallery",
        "act_url": "#act",
    }
