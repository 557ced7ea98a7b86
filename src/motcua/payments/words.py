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
    "charge.line_unknown": ("Thủ tục không có khoản thu này", "The procedure has no such fee"),
    "charge.line_twice": ("Mỗi khoản thu chỉ ghi một lần", "Each fee is entered once"),
    "charge.amount_unknown": (
        "Khoản này do tỉnh quy định và chưa có mức thu. Báo quản trị viên ghi mức thu trước",
        "The province sets this fee and its amount is not entered yet. Tell your administrator",
    ),
    "charge.quantity_wrong": (
        "Ghi số lượng là số nguyên, từ 1 đến {most}",
        "Enter a whole number from 1 to {most}",
    ),
    "charge.ground_unknown": ("Chọn căn cứ miễn trong danh sách", "Choose a ground of exemption from the list"),
    "charge.not_understood": (
        "Không đọc được khoản thu; mỗi khoản gồm line, quantity và things là số nguyên",
        "This line could not be read; line, quantity and things are whole numbers",
    ),
    "payment.payer_too_long": ("Tên người nộp dài quá 200 ký tự", "The payer's name has more than 200 characters"),
    "payment.ended": (
        "Hồ sơ {code} đã khép lại không có kết quả nên không thu tiền. Tiền đã thu thì hoàn trả được.",
        "Dossier {code} ended without a result, so nothing is taken for it. What was paid can be given back.",
    ),
    "refund.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "refund.amount_wrong": (
        "Ghi số tiền hoàn là số nguyên, lớn hơn 0",
        "Enter the amount to give back as a whole number above 0",
    ),
    "refund.above_paid": (
        "Khoản này chỉ còn hoàn được {left}, đang ghi {given}",
        "Only {left} of this payment can be given back, you entered {given}",
    ),
    "refund.reason_missing": ("Ghi rõ lý do", "Give the reason"),
    "refund.reason_too_long": ("Lý do dài quá 500 ký tự", "The reason has more than 500 characters"),
    "refund.payment_unknown": ("Hồ sơ không có lần nộp số {number}", "The dossier has no payment {number}"),
    "refund.nothing_left": (
        "Lần nộp số {number} của hồ sơ {code} đã hoàn trả, không hoàn hoặc hủy thêm được.",
        "Payment {number} of dossier {code} was given back already; there is nothing more to give back or void.",
    ),
    "refund.nothing_paid": (
        "Hồ sơ {code} chưa nộp khoản nào nên không có gì để hoàn.",
        "Nothing was paid for dossier {code}, so there is nothing to give back.",
    ),
    "receipt.unknown": ("Không có biên lai hoặc phiếu này.", "There is no such receipt or slip."),
    "till.unknown": ("Không có quỹ này ở cơ quan của ông/bà.", "There is no such till at your agency."),
    "till.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "till.closed_already": (
        "Quỹ này đã chốt lúc {at}. Quỹ đã chốt không mở lại; khoản thu thêm nằm ở quỹ ngày sau.",
        "This till was closed at {at}. A closed till is not reopened; what is paid later lies in the next day's.",
    ),
    "till.of_tomorrow": (
        "Quỹ này của ngày {day}, chưa đến ngày chốt.",
        "This till is that of {day}; it cannot be closed before.",
    ),
    "till.amount_wrong": (
        "Ghi số tiền đếm được, bằng đồng, không có phần lẻ",
        "Enter what was counted, in whole đồng",
    ),
    "till.reason_missing": (
        "Tiền đếm được khác số phải có. Đếm lại, hoặc ghi lý do chênh lệch",
        "What was counted differs from what must be there. Count again, or give the reason",
    ),
    "till.reason_other": (
        "Quỹ này của người khác. Ghi vì sao ông/bà chốt thay",
        "This till is somebody else's. Say why you close it",
    ),
}
