"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "certification.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "certification.nothing": (
        "Ghi ít nhất một giấy tờ: số trang và số bản sao",
        "Enter at least one paper: its pages and copies",
    ),
    "certification.too_many": (
        "Một lần chứng thực nhiều nhất {most} bản chính. Chia làm hai lần",
        "At most {most} originals at once. Split them in two",
    ),
    "certification.pages_wrong": ("Số trang là số nguyên, từ 1 đến {most}", "Pages: a whole number from 1 to {most}"),
    "certification.copies_wrong": (
        "Số bản sao là số nguyên, từ 1 đến {most}",
        "Copies: a whole number from 1 to {most}",
    ),
    "certification.originals_wrong": (
        "Số bản chính là số nguyên, từ 1 đến {most}",
        "Originals: a whole number from 1 to {most}",
    ),
    "certification.document_too_long": (
        "Tên giấy tờ dài quá 300 ký tự",
        "The paper's name has more than 300 characters",
    ),
    "certification.signer_unknown": (
        "Chọn người ký trong danh sách lãnh đạo của cơ quan",
        "Choose who signs from the list of the agency's leaders",
    ),
    "certification.reason_missing": ("Ghi rõ lý do hủy", "Say why it is cancelled"),
    "certification.reason_too_long": ("Lý do dài quá 500 ký tự", "The reason has more than 500 characters"),
    "certification.cancelled_already": (
        "Lần chứng thực này đã hủy trong sổ.",
        "This certification is cancelled in the register already.",
    ),
    "certification.unknown": ("Không có lần chứng thực này.", "There is no such certification."),
    "certification.fee_unknown": (
        "Mức thu chứng thực bản sao chưa được ghi. Báo quản trị viên ghi mức thu trước.",
        "The fee for certified copies is not entered yet. Tell your administrator.",
    ),
}
