"""Sentences for this room's refusals of a unit's own hours: code → (Vietnamese, English)."""

WORDS = {
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
