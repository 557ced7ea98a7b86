"""Sentences of this room: refusals, states and templates of notices. (Vietnamese, English)."""

WORDS = {
    "notice.preference_invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "notice.language_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
}
STATES = {
    "waiting": ("Chờ gửi", "Waiting"),
    "sent": ("Đã gửi", "Sent"),
    "refused": ("Không gửi được tới địa chỉ này", "This address takes no mail"),
}
