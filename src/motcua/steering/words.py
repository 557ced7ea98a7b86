"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "target.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "target.indicator_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "target.period_wrong": ("Ngày cuối phải từ {begins} trở đi", "The last day must be {begins} or later"),
    "target.value_wrong": (
        "Ghi phần trăm từ 0 đến 100, nhiều nhất hai chữ số lẻ",
        "Enter a percentage from 0 to 100 with two decimals at most",
    ),
    "target.decision_missing": ("Ghi số quyết định giao chỉ tiêu", "Enter the number of the decision"),
    "target.periods_cross": (
        "Khoảng thời gian này chồng một phần lên chỉ tiêu {decision}, từ {begins} đến {ends}. "
        "Chọn đúng khoảng đó, hoặc khoảng nằm trong đó.",
        "The period overlaps in part with decision {decision}, from {begins} to {ends}. "
        "Choose that same period, or one inside it.",
    ),
}
