"""Sentences of the pages of a unit's administrator: code → (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "given.day_missing": ("Ghi ngày", "Enter the day"),
    "given.day_wrong": (
        "Không có ngày này. Ghi ngày, tháng, năm, dạng 09/11/2026",
        "There is no such day. Write it like 09/11/2026",
    ),
    "given.choose": ("Chọn một câu trả lời", "Choose one answer"),
    "given.username_unknown": (
        "Không có tài khoản công chức “{username}”. Ghi đúng tên đăng nhập, hoặc thêm người trước",
        "There is no staff account “{username}”. Enter the user name as it is, or add the person first",
    ),
    "given.title_missing": ("Ghi tên vị trí", "Enter the title of the post"),
    "opening.past": (
        "Từ hôm nay, {today}, trở đi mới đổi được: mức của ngày đã qua giữ nguyên",
        "It can change from today, {today}, on: the level of past days stays",
    ),
    "local_fee.unknown": ("Không có mức thu này.", "There is no such fee."),
    "position.unknown": ("Không có vị trí này.", "There is no such post."),
    "appointment.unknown": ("Không có lần giao này.", "There is no such appointment."),
    "link.no_address": (
        "Người này chưa có thư điện tử. Ghi thư điện tử trước, hoặc in liên kết và giao tận tay.",
        "This person has no e-mail address. Add one first, or print the link and hand it over.",
    ),
    "sheet.file_missing": ("Chọn tệp Excel (.xlsx) hoặc CSV", "Choose an Excel (.xlsx) or CSV file"),
    "sheet.unreadable": (
        "Không đọc được tệp này. Lưu lại dạng .xlsx hoặc .csv (UTF-8) rồi chọn lại",
        "This file cannot be read. Save it as .xlsx or .csv (UTF-8) and choose it again",
    ),
    "sheet.too_long": (
        "Tệp có hơn {most} dòng. Chia thành nhiều tệp",
        "The file has more than {most} rows. Split it",
    ),
    "sheet.column_unknown": (
        "Cột “{column}” không có trong mẫu. Các cột của mẫu: {known}",
        "The column “{column}” is not in the template, whose columns are: {known}",
    ),
    "sheet.column_missing": ("Thiếu cột “{column}”", "The column “{column}” is missing"),
    "sheet.empty": ("Tệp không có dòng nào", "The file has no rows"),
    "sheet.twice": (
        "Tên đăng nhập “{username}” có ở dòng {row} rồi",
        "The user name “{username}” is in row {row} already",
    ),
    "sheet.post_unknown": (
        "Đơn vị không có vị trí “{post}”. Ghi mã hoặc tên vị trí như trang Vị trí",
        "The unit has no post “{post}”. Write its code or title as on the page of posts",
    ),
    "sheet.role_unknown": ("Không có quyền “{role}”", "There is no role “{role}”"),
    "sheet.expired": ("Lần xem thử này đã cũ. Chọn lại tệp", "This trial is too old. Choose the file again"),
}
