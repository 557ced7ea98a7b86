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
    "account.email_same": ("Đây đã là thư điện tử của tài khoản", "This is the account's address already"),
    "remembered.unknown": ("Người này không còn được lưu.", "This person is no longer kept."),
    "session.unknown": ("Phiên này đã kết thúc.", "This session has ended."),
    "reset.gone": (
        "Liên kết hoặc mã này đã dùng, đã quá hạn, hoặc đã có cái mới hơn. Xin cái mới ở trang Quên mật khẩu",
        "This link or code was used, has expired, or a newer one was made. Ask for a new one at “Forgot the password”",
    ),
    "reset.code_missing": ("Ghi mã in trên phiếu", "Enter the code printed on the slip"),
    "reset.paper_missing": ("Chọn giấy tờ đã đối chiếu", "Choose the paper that you compared"),
    "reset.reason_missing": ("Ghi lý do cấp mã", "Enter why the code is given"),
    "reset.not_a_citizen": (
        "Đây là tài khoản công chức. Quản trị viên của đơn vị đặt lại mật khẩu",
        "This is a staff account. The unit's administrator resets it",
    ),
    "email.gone": (
        "Liên kết này đã dùng hoặc đã quá hạn. Đổi lại thư điện tử ở trang Tài khoản",
        "This link was used or has expired. Change the address again on the account page",
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
    "account.active_already": ("Tài khoản {username} đang mở.", "The account {username} is open."),
    "account.held_elsewhere": (
        "Người này còn giữ vị trí ở đơn vị khác. Nhờ quản trị viên của cấp trên làm việc này.",
        "This person holds a post at another unit too. Ask an administrator of the unit above.",
    ),
    "appointment.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "appointment.role_not_here": (
        "Chọn một quyền giao được ở đơn vị này",
        "Choose a role that can be given at this unit",
    ),
    "appointment.past": (
        "Ngày bắt đầu không thể trước hôm nay, {today}. Việc đã qua không ghi lùi được",
        "The first day cannot be before today, {today}. The past is not written afterwards",
    ),
    "appointment.ends_before": (
        "Ngày cuối phải từ {first_day} trở đi, không trước ngày đầu",
        "The last day must be {first_day} or later, not before the first",
    ),
    "appointment.post_not_there": (
        "Vị trí này không có vào ngày {on}. Chọn ngày khác, hoặc mở vị trí trước",
        "There is no such post on {on}. Choose another day, or open the post first",
    ),
    "appointment.post_ends": (
        "Vị trí này chỉ có đến hết ngày {last_day}. Ghi ngày cuối không sau ngày đó",
        "This post ends with {last_day}. Give a last day that is not later",
    ),
    "appointment.acting_for_self": ("Không thể thay mặt chính mình", "Nobody acts in their own place"),
    "appointment.acting_needs_end": (
        "Giao thay mặt phải có ngày cuối",
        "Acting for somebody needs a last day",
    ),
    "appointment.account_disabled": (
        "Tài khoản {username} đang khóa. Mở khóa trước.",
        "The account {username} is disabled. Open it first.",
    ),
    "appointment.own": (
        "Không tự giao vị trí cho mình. Nhờ quản trị viên khác của đơn vị giao.",
        "Nobody gives a post to themselves. Ask another administrator of the unit.",
    ),
    "appointment.ended_already": ("Lần giao này đã kết thúc.", "This appointment has ended."),
    "appointment.no_end": (
        "Lần giao này không có ngày cuối, nên không cần gia hạn.",
        "This appointment has no last day, so there is nothing to prolong.",
    ),
    "appointment.end_past": (
        "Ngày cuối không thể trước hôm qua: từ hôm nay, {today}, mới kết thúc được",
        "The last day cannot be before yesterday: it can end from today, {today}, on",
    ),
    "appointment.end_later": (
        "Lần giao này đã có ngày cuối {last_day}. Muốn lâu hơn, chọn gia hạn",
        "This appointment ends with {last_day} already. To go on longer, prolong it",
    ),
    "appointment.last_administrator": (
        "Đây là quản trị viên cuối cùng của đơn vị vào ngày {on}. Giao quản trị cho người khác trước.",
        "This is the unit's last administrator on {on}. Give somebody else the administration first.",
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
    "absence.invalid": ("Ngày nghỉ có chỗ cần sửa.", "The leave has something to fix."),
    "absence.backward": ("Ngày cuối không thể trước ngày đầu, {first}", "The last day cannot be before {first}"),
    "absence.past": ("Ngày nghỉ này đã qua", "This leave is over"),
    "absence.self": ("Chọn người khác thay", "Choose somebody else to stand in"),
    "absence.overlaps": (
        "Đã có lịch nghỉ từ {first} đến {last}. Bỏ lịch đó trước rồi ghi lại.",
        "There is a leave from {first} to {last} already. Take that back first.",
    ),
    "absence.unknown": ("Lịch nghỉ này không còn.", "This leave no longer stands."),
}
