"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "payment.nothing_owed": (
        "Hồ sơ này không còn khoản nào phải nộp.",
        "Nothing is owed for this dossier.",
    ),
    "payment.fee_unknown": (
        "Mức thu của thủ tục này do tỉnh quy định và chưa có trong danh mục. "
        "Ghi khoản phải thu trước, hoặc báo quản trị viên.",
        "The fee of this procedure is set by the province and not in the catalogue yet. "
        "Enter the charge first, or tell your administrator.",
    ),
    "payment.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "payment.amount_wrong": (
        "Ghi số tiền là số nguyên, lớn hơn 0",
        "Enter the amount as a whole number above 0",
    ),
    "payment.too_little": (
        "Cần thu {owed} đ, đang ghi {given} đ. Thu đủ một lần",
        "{owed} đ is owed, you entered {given} đ. The whole is paid at once",
    ),
    "payment.too_much": (
        "Chỉ cần thu {owed} đ, đang ghi {given} đ. Trả lại phần thừa rồi ghi đúng số",
        "Only {owed} đ is owed, you entered {given} đ. Give back the rest and enter what is owed",
    ),
    "payment.way_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "charge.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "charge.nothing": ("Ghi ít nhất một khoản phải thu", "Enter at least one thing to charge"),
    "charge.amount_wrong": (
        "Ghi số tiền là số nguyên, lớn hơn 0",
        "Enter the amount as a whole number above 0",
    ),
    "charge.name_missing": ("Ghi thu khoản gì", "Say what is charged"),
}
