"""Sentences of this desk: code → (Vietnamese, English)."""

WORDS = {
    "paper.not_extended": (
        "Hồ sơ {code} chưa hẹn lại, nên chưa có phiếu xin lỗi.",
        "Dossier {code} was not given a new date, so there is no apology to print.",
    ),
    "paper.not_stopped": ("Hồ sơ {code} không bị dừng.", "Dossier {code} was not stopped."),
    "approve.not_clean": (
        "{why}. Mở hồ sơ để duyệt riêng.",
        "{why}. Open it and approve it by itself.",
    ),
    "target.indicator_missing": ("Chọn một chỉ tiêu", "Choose an indicator"),
    "target.field_unknown": ("Chọn một lĩnh vực trong danh sách", "Choose a field from the list"),
    "target.not_a_number": ("Ghi một con số, ví dụ 92,5", "Enter a number such as 92.5"),
    "target.not_a_day": ("Ghi ngày đầu và ngày cuối của kỳ", "Enter the first and the last day of the period"),
    "target.agency_not_yours": ("Chọn một đơn vị trong tỉnh", "Choose a unit of the province"),
}
