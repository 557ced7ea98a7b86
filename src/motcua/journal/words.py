"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "reason.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "reason.missing": ("Ghi lý do, người xem nhật ký sẽ đọc", "Enter the reason; it stands in the journal"),
    "reason.too_long": (
        "Lý do dài quá {max} ký tự, đang có {length}. Ghi ngắn hơn",
        "The reason has at most {max} characters, you gave {length}. Make it shorter",
    ),
    "reason.ground_too_long": (
        "Số quyết định dài quá {max} ký tự, đang có {length}",
        "The number of the decision has at most {max} characters, you gave {length}",
    ),
}
