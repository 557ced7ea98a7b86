"""Sentences of this room: refusals, states and templates of notices. (Vietnamese, English)."""

WORDS = {
    "notice.preference_invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "notice.template_unknown": ("Không có loại tin “{name}”", "There is no kind of notice “{name}”"),
    "notice_hours.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "notice_hours.not_an_hour": ("Ghi giờ như 21:00", "Enter an hour such as 21:00"),
    "notice_hours.past": ("Chọn từ ngày {today} trở đi", "Choose {today} or later"),
    "notice_hours.digest_at_night": (
        "Thư buổi sáng phải đi sau giờ yên lặng, từ {quiet_to}",
        "The morning's letter must go after the quiet hours, from {quiet_to}",
    ),
    "notice.language_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "notice_text.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "notice_text.unknown": ("Không có mẫu thư này.", "There is no such notice."),
    "notice_text.missing": ("Ghi mục này", "Write this"),
    "notice_text.too_long": ("Dài nhất {most} ký tự; đang có {length}", "At most {most} characters; it has {length}"),
    "notice_text.placeholder_unknown": (
        "Dòng {line}, ký tự {column}: không có chỗ điền “{name}”. Dùng một trong: {known}; hoặc bỏ dấu ngoặc",
        "Line {line}, character {column}: there is no placeholder “{name}”. Use one of: {known}; or drop the braces",
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
    "skipped": ("Không gửi", "Not sent"),
}
WHY = {
    "no_address": ("không có địa chỉ thư điện tử", "no e-mail address is known"),
    "unwanted": ("người nhận đã tắt thư điện tử", "the recipient switched e-mail off"),
    "muted": ("người nhận đã tắt loại tin này", "the recipient switched this kind off"),
}
AUDIENCES = {
    "applicant": ("Chủ hồ sơ", "Applicant"),
    "submitter": ("Người nộp", "Submitter"),
    "officer": ("Công chức đang giữ", "Officer in charge"),
    "holder": ("Người giữ bước", "Who holds the step"),
    "counter": ("Bộ phận một cửa", "Counter"),
    "leader": ("Lãnh đạo", "Leader"),
    "upper": ("Cấp trên của bước", "The post above"),
    "partner": ("Cơ quan phối hợp", "The other agency"),
    "superior": ("Cơ quan cấp trên", "The agency above"),
}
CHANNELS = {
    "email": ("Thư điện tử", "E-mail"),
    "bell": ("Tin trong phần mềm", "In the product"),
    "sms": ("Tin nhắn SMS", "SMS"),
    "zalo": ("Zalo", "Zalo"),
}
