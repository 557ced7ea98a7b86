"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "act.not_allowed": (
        "Tài khoản này không có quyền làm việc đó. Nếu cần, nhờ quản trị viên của đơn vị giao đúng vị trí.",
        "This account may not do that. If you need to, ask your unit's administrator for the right post.",
    ),
    "account.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "account.unknown": ("Không có tài khoản này.", "There is no such account."),
    "account.username_wrong": (
        "Ghi tên đăng nhập, không có dấu cách",
        "Enter a user name without spaces",
    ),
    "account.username_taken": (
        "Tên đăng nhập này đã có người dùng. Chọn tên khác, hoặc đăng nhập",
        "This user name is taken. Choose another, or sign in",
    ),
    "account.disabled_already": ("Tài khoản này đã khóa.", "This account is disabled."),
    "account.password_too_short": ("Mật khẩu cần ít nhất 10 ký tự", "The password needs at least 10 characters"),
    "account.password_too_common": (
        "Mật khẩu này quá dễ đoán. Chọn mật khẩu khác",
        "This password is too easy to guess. Choose another",
    ),
    "account.password_too_similar": (
        "Mật khẩu giống tên đăng nhập quá. Chọn mật khẩu khác",
        "The password is too much like the user name. Choose another",
    ),
    "account.password_weak": ("Chọn mật khẩu khác, khó đoán hơn", "Choose a password that is harder to guess"),
    "appointment.overlaps": (
        "Người này đã giữ vị trí đó trong thời gian này. Kết thúc lần giao cũ trước.",
        "This person already holds that post then. End the earlier appointment first.",
    ),
    "appointment.role_unknown": ("Không có vai trò “{role}”.", "There is no role “{role}”."),
    "token.unknown": ("Không có mã truy cập này, hoặc mã đã hủy.", "There is no such token, or it was revoked."),
    "party.name_required": ("Ghi họ, chữ đệm, tên", "Enter the full name"),
    "party.unknown": ("Không dùng mục này", "This member is not known"),
    "party.not_text": ("Mục này phải là chữ", "This must be text"),
    "party.too_long": ("Dài quá {max} ký tự, đang có {length}", "At most {max} characters, you gave {length}"),
    "party.kind_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "party.personal_id_length": (
        "Số định danh có 12 chữ số; đang có {length}",
        "The identity number has 12 digits; you gave {length}",
    ),
    "party.personal_id_wrong": (
        "Số định danh bắt đầu bằng số 0. Xem lại số trên thẻ",
        "The identity number begins with 0. Check it on the card",
    ),
    "party.phone_wrong": (
        "Số điện thoại có 10 chữ số, bắt đầu bằng 0",
        "The phone number has 10 digits and starts with 0",
    ),
    "party.email_wrong": ("Ghi thư điện tử dạng ten@noi.vn", "Enter an e-mail address like name@place.vn"),
    "party.date_wrong": ("Không có ngày này. Ghi ngày, tháng, năm", "There is no such date. Enter day, month, year"),
    "party.date_future": ("Ngày sinh không thể sau hôm nay", "The birth date cannot be after today"),
}
