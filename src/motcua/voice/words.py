"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "rating.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "rating.none_chosen": ("Chọn một câu trả lời", "Choose one answer"),
    "rating.reason_too_long": (
        "Dài quá {max} ký tự, đang có {length}",
        "At most {max} characters, you gave {length}",
    ),
    "rating.too_early": (
        "Hồ sơ chưa có kết quả. Câu hỏi này mở khi có kết quả.",
        "The dossier has no result yet. The question opens with the result.",
    ),
    "rating.given_already": (
        "Hồ sơ này đã có câu trả lời. Cảm ơn ông/bà.",
        "This dossier has its answer already. Thank you.",
    ),
    "rating.link_wrong": (
        "Đường dẫn này không mở được câu hỏi nào. Mở lại từ thư đã nhận, hoặc từ trang theo dõi hồ sơ.",
        "This link opens no question. Open it again from the message, or from the tracking page.",
    ),
}
