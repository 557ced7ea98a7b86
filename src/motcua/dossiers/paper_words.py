"""Sentences about the paper book: code → (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "paper_register.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "paper_register.unknown": ("Không có sổ giấy này ở cơ quan của ông/bà.", "Your agency has no such paper book."),
    "paper_register.reason_missing": (
        "Ghi lý do mở sổ giấy, ví dụ mất điện",
        "Say why on paper, for example a power cut",
    ),
    "paper_register.day_wrong": (
        "Ngày bắt đầu ghi phải từ {first} đến {last}",
        "The first day must be between {first} and {last}",
    ),
    "paper_register.size_wrong": ("Số dòng từ 1 đến {most}", "Between 1 and {most} lines"),
    "paper_register.open_already": (
        "Sổ {name} còn mở. Nhập hết, đóng sổ đó rồi mở sổ mới.",
        "The book {name} is still open. Key it in and close it first.",
    ),
    "paper_register.closed": ("Sổ {name} đã đóng, không ghi thêm được.", "The book {name} is closed."),
    "paper_register.used_wrong": (
        "Dòng cuối đã dùng phải từ {least} đến {most}",
        "The last line used must be between {least} and {most}",
    ),
    "paper_register.gaps": (
        "Còn {n} dòng chưa nhập: {numbers}. Nhập nốt, hoặc đánh dấu hỏng kèm lý do",
        "{n} lines are not accounted for: {numbers}. Key them in, or mark them spoiled with a reason",
    ),
    "paper_line.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "paper_line.unknown": ("Sổ không có dòng này.", "The book has no such line."),
    "paper_line.used": ("Dòng {number} đã dùng rồi.", "Line {number} was used already."),
    "paper_line.reason_missing": ("Ghi vì sao dòng này hỏng", "Say why this line is spoiled"),
    "paper_line.not_a_time": ("Ghi ngày như 22/11/2026 và giờ như 08:15", "Enter a day and an hour such as 08:15"),
    "paper_line.later_than_now": (
        "Giờ ghi trên giấy không thể sau bây giờ",
        "The time on paper cannot be later than now",
    ),
    "paper_line.before_book": (
        "Sổ này bắt đầu ghi từ ngày {day}",
        "This book was written on from {day}",
    ),
    "paper_line.out_of_order": (
        "Dòng {number} ghi lúc {at}: trên giấy người đến trước ghi trước. Xem lại giờ",
        "Line {number} says {at}: who came first was written first. Look at the time again",
    ),
}
