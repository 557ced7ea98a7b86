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
    "personal_id.empty": ("Ghi số định danh cá nhân", "Enter the identity number"),
    "personal_id.old_number": (
        "Đây là số chứng minh nhân dân cũ, 9 chữ số. Ghi số định danh 12 chữ số trên thẻ căn cước",
        "This is the former 9-digit number. Enter the 12-digit number on the identity card",
    ),
    "personal_id.not_digits": ("Số định danh chỉ có chữ số", "The identity number has digits only"),
    "personal_id.length": (
        "Số định danh có {wanted} chữ số, đang có {length}",
        "The identity number has {wanted} digits, you gave {length}",
    ),
    "personal_id.place_unknown": (
        "Ba số đầu {place} không phải mã nơi đăng ký khai sinh. Xem lại số trên thẻ",
        "The first three digits, {place}, are no place of registration. Check the number on the card",
    ),
    "personal_id.year_differs": ("Số định danh không khớp năm sinh", "The identity number and the birth year differ"),
    "personal_id.sex_differs": ("Số định danh không khớp giới tính", "The identity number and the sex differ"),
    "personal_id.born_later": ("Năm sinh theo số định danh còn chưa tới", "The number says a birth year still to come"),
    "personal_id.very_old": ("Theo số định danh, người này trên 120 tuổi", "The number says an age above 120"),
    "card_qr.too_few_parts": (
        "Mã QR này không phải của thẻ căn cước. Quét lại mã ở góc trên mặt trước thẻ",
        "This QR is not that of an identity card. Scan the one in the upper corner of the card's front",
    ),
    "card_qr.name_missing": ("Mã QR của thẻ không có họ tên. Nhập tay", "The card's QR has no name. Type it in"),
    "card_qr.birth_date_wrong": (
        "Không đọc được ngày sinh trong mã QR. Nhập tay",
        "The birth date in the QR cannot be read. Type it in",
    ),
    "card_qr.sex_unknown": (
        "Không đọc được giới tính trong mã QR. Nhập tay",
        "The sex in the QR cannot be read. Type it in",
    ),
    "card_qr.issued_on_wrong": (
        "Không đọc được ngày cấp trong mã QR. Nhập tay",
        "The day of issue in the QR cannot be read. Type it in",
    ),
}
