"""Sentences for this room's refusals: code → (Vietnamese, English)."""

from collections.abc import Mapping
from typing import Any

from motcua.kernel.errors import Cannot


def both(cannot: Cannot) -> str:
    """A refusal in both languages, with everything that is wrong in it: for commands."""
    return "; ".join(" / ".join(_said(one.code, one.facts)) for one in getattr(cannot, "errors", None) or [cannot])


def _said(code: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    vi, en = WORDS.get(code, (code, code))
    return vi.format_map(facts), en.format_map(facts)


WORDS = {
    "deadlines.negative_limit": ("Thời hạn không thể âm.", "The limit cannot be negative."),
    "deadlines.pause_backward": (
        "Lần dừng từ {start} kết thúc lúc {end}. Lần dừng phải kết thúc sau khi bắt đầu.",
        "The pause from {start} ends at {end}. A pause must end after it begins.",
    ),
    "deadlines.pauses_overlap": (
        "Lúc {at} đồng hồ đang dừng rồi. Các lần dừng không được chồng nhau; cho chạy lại trước.",
        "At {at} the clock stood still already. Pauses must not overlap; let it go on first.",
    ),
    "deadlines.resume_without_pause": (
        "Lúc {at} đồng hồ đang chạy, không có lần dừng nào để kết thúc.",
        "At {at} the clock was running; there is no pause to end.",
    ),
    "deadlines.out_of_range": (
        "Lịch chỉ tính từ năm {first} đến năm {last}. Chọn ngày trong khoảng ấy.",
        "The calendar reckons from {first} to {last}. Choose a day in between.",
    ),
    "deadlines.unknown_unit": ("Không có đơn vị thời hạn “{unit}”.", "There is no unit of limits “{unit}”."),
    "deadlines.unknown_policy": ("Không có cách tính hạn “{policy}”.", "There is no way to count “{policy}”."),
    "deadlines.unknown_cutoff": (
        "Giờ chốt chỉ dùng cho start hoặc hand_over, không phải “{cutoff_on}”.",
        "A cut-off is for start or hand_over, not “{cutoff_on}”.",
    ),
    "calendar.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "calendar.unreadable": ("{file}, dòng {line}: {reason_vi}.", "{file}, line {line}: {reason_en}."),
    "calendar.not_loaded": (
        "Chưa nạp lịch làm việc “{calendar}”. Chạy motcua upgrade, hoặc chọn thời điểm sau.",
        "No working calendar “{calendar}” was loaded. Run motcua upgrade, or choose a later time.",
    ),
    "calendar.loaded_meanwhile": (
        "Người khác vừa đưa một lịch vào dùng. Mở lại trang để xem.",
        "Somebody else has just put a calendar in force. Open the page again.",
    ),
    "calendar.decision_missing": ("Ghi số quyết định hoặc văn bản", "Enter the number of the decision"),
    "calendar.decision_too_long": ("Số quyết định dài quá {most} ký tự", "The number is longer than {most} characters"),
    "calendar.nothing_new": (
        "Lịch này không khác lịch đang dùng (bản {version}). Không có gì để thay đổi.",
        "This calendar is the one in force (version {version}). There is nothing to change.",
    ),
    "calendar.file_missing": ("Chọn tệp lịch, hoặc ghi ít nhất một ngày", "Choose a file, or enter at least one day"),
    "calendar.file_too_big": ("Tệp lớn quá {most} KB", "The file is larger than {most} KB"),
    "calendar.other_calendar": (
        "Tệp là của lịch “{given}”, không phải “{wanted}”.",
        "The file is of the calendar “{given}”, not “{wanted}”.",
    ),
    "calendar.changed_meanwhile": (
        "Sau khi chuẩn bị, lịch đã đổi sang bản {version}. Bỏ thay đổi này rồi chuẩn bị lại trên lịch mới.",
        "Since this was prepared, version {version} came into force. Give it up and prepare it again.",
    ),
    "calendar.change_unknown": ("Không có thay đổi lịch số {number}.", "There is no change of the calendar {number}."),
    "calendar.change_dropped": ("Thay đổi số {number} đã bỏ.", "Change {number} was given up."),
    "calendar.in_force": (
        "Thay đổi số {number} đã áp dụng nên không bỏ được. Muốn trở lại, làm một thay đổi mới có quyết định.",
        "Change {number} is in force and cannot be given up. To go back, make a new change with its decision.",
    ),
    "calendar.off_already": ("Ngày {day} đã là ngày nghỉ", "{day} is a day off already"),
    "calendar.rest_already": (
        "Ngày {day} vốn là ngày nghỉ hằng tuần",
        "{day} is a weekly rest day already",
    ),
    "calendar.not_off": (
        "Ngày {day} không phải ngày nghỉ hay ngày làm bù trong lịch",
        "{day} is neither a day off nor a make-up day of the calendar",
    ),
    "calendar.work_already": (
        "Ngày {day} vốn là ngày làm việc nên không làm bù được",
        "{day} is a working day already and cannot be made up",
    ),
    "calendar.name_missing": ("Ghi tên ngày nghỉ, người dân đọc được", "Enter the name of the day off for the public"),
    "calendar.year_backwards": (
        "Lịch đã quyết định đến năm {year}, không lùi lại được",
        "The calendar is decided until {year}; it cannot go back",
    ),
    "calendar.year_unknown": (
        "Lịch chưa có năm {year}. Quyết định lần lượt từng năm, hoặc nạp tệp lịch có năm ấy",
        "The calendar does not hold {year}. Decide year after year, or upload a calendar with it",
    ),
    "hours.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "hours.wrong": (
        "Không đọc được “{written}”. Ghi giờ như 07:30-11:30, 13:30-17:00; nghỉ thì để trống",
        "“{written}” cannot be read. Write hours like 07:30-11:30, 13:30-17:00; leave it empty when closed",
    ),
    "hours.out_of_order": (
        "Giờ “{written}” không theo thứ tự. Ghi giờ mở trước giờ đóng, buổi sáng trước buổi chiều",
        "“{written}” is out of order. Opening before closing, morning before afternoon",
    ),
    "hours.past": (
        "Từ hôm nay, {today}, trở đi mới đổi được: giờ của ngày đã qua giữ nguyên",
        "It can change from today, {today}, on: the hours of past days stay",
    ),
    "hours.decision_missing": ("Ghi số quyết định", "Enter the number of the decision"),
    "hours.none": ("Ghi giờ của ít nhất một ngày trong tuần", "Enter the hours of at least one weekday"),
    "hours.name_missing": ("Ghi lý do ngắn, người dân đọc được", "Enter a short reason that the public will read"),
    "hours.later_week": (
        "Đã có giờ làm việc đặt từ ngày {valid_from}. Chọn ngày sau ngày đó.",
        "Hours that begin on {valid_from} are set already. Choose a later day.",
    ),
    "hours.no_week": (
        "Đơn vị đang theo giờ chung, không có giờ riêng để kết thúc.",
        "The unit keeps the general hours; it has none of its own to end.",
    ),
    "hours.day_taken": (
        "Ngày {day} đã đặt riêng. Bỏ lần đặt cũ trước.",
        "{day} is set already. Take the earlier setting back first.",
    ),
    "hours.day_unknown": ("Ngày {day} không đặt riêng.", "{day} has no setting of its own."),
    "hours.day_past": (
        "Ngày {day} đã tới, không bỏ được nữa.",
        "{day} has come; it cannot be taken back any more.",
    ),
}
