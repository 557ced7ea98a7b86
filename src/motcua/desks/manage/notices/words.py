"""Sentences of the pages of notices: code → (Vietnamese, English)."""

WORDS = {
    "announcement.end_missing": ("Ghi lúc kết thúc", "Enter when it ends"),
    "announcement.not_a_time": ("Ghi ngày như 23/11/2026 và giờ như 15:00", "Enter a day and an hour such as 15:00"),
    "announcement.unknown": ("Không có thông báo này.", "There is no such announcement."),
}
