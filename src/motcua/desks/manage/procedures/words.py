"""Sentences of the pages of the control office: code → (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "version_draft.too_long": ("Dài nhất {most} ký tự", "At most {most} characters"),
    "version_draft.not_a_number": ("Ghi một số nguyên, ví dụ 3", "Enter a whole number such as 3"),
    "version_draft.not_money": ("Ghi số tiền bằng đồng, ví dụ 8.000", "Enter whole đồng such as 8.000"),
    "version_draft.not_a_time": ("Ghi giờ như 15:00", "Enter a time such as 15:00"),
    "version_draft.not_tiers": (
        "Mỗi dòng một bậc, dạng 3: 1.000 (từ đơn vị thứ 3, mỗi đơn vị 1.000 đ)",
        "A step a line, like 3: 1.000 (from the third unit on, 1,000 đ each)",
    ),
    "version_draft.fee_without_amount": (
        "Ghi mức thu, hoặc đánh dấu Hội đồng nhân dân tỉnh quy định mức thu. Không thu thì ghi 0",
        "Enter the amount, or tick that the provincial council sets it. Nothing charged: enter 0",
    ),
    "version_draft.not_a_day": ("Ghi ngày như 23/11/2026", "Enter a day such as 23/11/2026"),
}
