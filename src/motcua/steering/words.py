"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "target.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "target.unknown": ("Không có chỉ tiêu này.", "There is no such target."),
    "target.indicator_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "target.period_wrong": ("Ngày cuối phải từ {begins} trở đi", "The last day must be {begins} or later"),
    "target.value_wrong": (
        "Ghi phần trăm từ 0 đến 100, nhiều nhất hai chữ số lẻ",
        "Enter a percentage from 0 to 100 with two decimals at most",
    ),
    "target.count_wrong": ("Ghi số hồ sơ, số nguyên từ 1", "Enter a number of dossiers, a whole number from 1"),
    "target.decision_missing": ("Ghi số quyết định giao chỉ tiêu", "Enter the number of the decision"),
    "target.not_by_post": (
        "Chỉ tiêu này không giao cho từng vị trí được. Giao cho cả đơn vị.",
        "This target cannot be set for a single post. Set it for the whole unit.",
    ),
    "target.not_by_field": (
        "Chỉ tiêu này không giao theo lĩnh vực được. Chọn “Mọi lĩnh vực”.",
        "This target cannot be set by field. Choose “All fields”.",
    ),
    "target.replaced": (
        "Chỉ tiêu theo {decision} vừa được thay. Mở chỉ tiêu mới rồi phân bổ lại.",
        "The target of {decision} has just been replaced. Open the new one and hand that down.",
    ),
    "target.nothing_given": (
        "Chưa ghi số nào để giao. Ghi cho ít nhất một dòng.",
        "No number was entered. Enter at least one.",
    ),
    "target.sum_short": (
        "Cộng các dòng mới được {reached}, còn thiếu {short} so với {whole}. Thêm vào một số dòng rồi giao.",
        "The lines add up to {reached}, {short} less than {whole}. Raise some of them, then hand down.",
    ),
    "target.share_short": (
        "Tính theo lượng hồ sơ, các dòng chỉ đạt {reached} %, thấp hơn {whole} %. Nâng một số dòng rồi giao.",
        "Weighted by dossiers the lines give {reached} %, less than {whole} %. Raise some of them, then hand down.",
    ),
    "target.periods_cross": (
        "Khoảng thời gian này chồng một phần lên chỉ tiêu {decision}, từ {begins} đến {ends}. "
        "Chọn đúng khoảng đó, hoặc khoảng nằm trong đó.",
        "The period overlaps in part with decision {decision}, from {begins} to {ends}. "
        "Choose that same period, or one inside it.",
    ),
}
