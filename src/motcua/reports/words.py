"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "report.period_backward": (
        "Kỳ báo cáo kết thúc ({last}) trước khi bắt đầu ({first}). Đổi lại hai ngày",
        "The period ends ({last}) before it begins ({first}). Swap the two days",
    ),
    "report.period_out_of_range": (
        "Kỳ báo cáo nằm trong các năm từ {first} đến {last}",
        "A period lies between the years {first} and {last}",
    ),
    "report.by_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "report.figure_unknown": (
        "Không có số liệu này. Chọn một trong: {allowed}",
        "No such figure. Choose one of: {allowed}",
    ),
}
