"""Sentences of this room: refusals, states and templates of notices. (Vietnamese, English)."""

WORDS = {
    "notice.preference_invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "notice.language_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "notice_text.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "notice_text.unknown": ("Không có mẫu thư này.", "There is no such notice."),
    "notice_text.missing": ("Ghi mục này", "Write this"),
    "notice_text.too_long": ("Dài nhất {most} ký tự; đang có {length}", "At most {most} characters; it has {length}"),
    "notice_text.placeholder_unknown": (
        "Không có chỗ điền “{name}”. Chọn trong danh sách chỗ điền, hoặc bỏ dấu ngoặc",
        "There is no placeholder “{name}”. Choose one of the list, or leave the braces out",
    ),
    "notice_text.brace_open": (
        "Có dấu ngoặc nhọn thiếu một nửa. Chỗ điền ghi như {{code}}",
        "A brace has no partner. A placeholder is written like {{code}}",
    ),
    "notice_text.no_code": (
        "Tiêu đề phải có mã hồ sơ: ghi {{code}}",
        "The subject must name the dossier: write {{code}}",
    ),
    "notice_text.past": (
        "Chọn từ ngày {today} trở đi: thư đã gửi giữ nguyên lời cũ",
        "Choose {today} or later: letters that were sent keep their words",
    ),
    "notice_text.too_early": ("Ngày áp dụng phải sau {since}.", "It must apply after {since}."),
    "notice_text.none": ("Mẫu này đang dùng lời có sẵn.", "The shipped words are in use already."),
    "announcement.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "announcement.missing": ("Ghi mục này", "Write this"),
    "announcement.too_long": ("Dài nhất {most} ký tự", "At most {most} characters"),
    "announcement.kind_unknown": ("Chọn bảo trì hoặc thông báo khác", "Choose maintenance or another announcement"),
    "announcement.over": ("Lúc kết thúc phải sau bây giờ", "The end must be later than now"),
    "announcement.start_missing": ("Ghi lúc bắt đầu bảo trì", "Enter when the maintenance begins"),
    "announcement.backward": ("Lúc kết thúc phải sau lúc bắt đầu", "The end must be later than the beginning"),
    "announcement.too_late": (
        "Bảo trì có kế hoạch báo trước ít nhất {most} ngày làm việc; còn {days}. Lùi ngày, hoặc ghi lý do gấp",
        "Planned maintenance is announced {most} working days before; there are {days}. Choose later, or say why",
    ),
    "announcement.withdrawn": ("Thông báo này đã hết hoặc đã rút.", "This announcement is over or withdrawn."),
}
STATES = {
    "waiting": ("Chờ gửi", "Waiting"),
    "sent": ("Đã gửi", "Sent"),
    "refused": ("Không gửi được tới địa chỉ này", "This address takes no mail"),
}
