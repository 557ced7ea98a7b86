"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "report.period_backward": (
        "Kỳ báo cáo kết thúc ({last}) trước khi bắt đầu ({first}). Đổi lại hai ngày",
        "The period ends ({last}) before it begins ({first}). Swap the two days",
    ),
    "report.period_out_of_range": (
        "Kỳ báo cáo nằm trong các năm từ {first} đến {last}",
        "A period lies between the years {first} and {last}",
    ),
    "report.by_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "report.figure_unknown": (
        "Không có số liệu này. Chọn một trong: {allowed}",
        "No such figure. Choose one of: {allowed}",
    ),
    "report.unknown": (
        "Không có báo cáo này. Chọn một trong: {allowed}",
        "No such report. Choose one of: {allowed}",
    ),
    "report.closing_unreadable": (
        "{file} dòng {line}: {reason_vi}",
        "{file} line {line}: {reason_en}",
    ),
    "report.fixed_periods": (
        "Báo cáo này chỉ lập theo tháng, quý, nửa năm hoặc năm, để không lộ ai đã trả lời gì. Chọn lại kỳ",
        "This report is made for a month, quarter, half-year or year, so that nobody's answer is told. Choose again",
    ),
    "question.empty": ("Viết một câu hỏi", "Write a question"),
    "question.too_long": ("Câu hỏi dài nhất {most} ký tự. Viết gọn lại", "At most {most} characters. Write it shorter"),
    "question.no_copy": (
        "Chưa có bản sao dữ liệu. Bản sao được ghi mỗi đêm; quản trị viên có thể ghi ngay bằng lệnh open-data publish",
        "There is no copy of the data yet. It is written each night; an administrator can write it now with the command"
        " open-data publish",
    ),
    "question.not_one": ("Viết đúng một câu lệnh, bỏ dấu chấm phẩy", "Write exactly one statement, without semicolons"),
    "question.not_select": (
        "Chỉ hỏi được: câu lệnh bắt đầu bằng SELECT, WITH hoặc FROM",
        "Only questions: a statement that begins with SELECT, WITH or FROM",
    ),
    "question.not_understood": ("Máy không hiểu câu này: {detail}", "This was not understood: {detail}"),
    "question.not_allowed": (
        "Chỉ đọc được các bảng dossiers, months, agencies, procedures",
        "Only the tables dossiers, months, agencies and procedures can be read",
    ),
    "question.too_large": (
        "Câu hỏi cần quá nhiều bộ nhớ. Lọc bớt hoặc gộp lại rồi hỏi",
        "This takes too much memory. Ask about less, or group it",
    ),
    "question.too_slow": (
        "Quá {seconds} giây chưa xong. Lọc bớt hoặc gộp lại rồi hỏi",
        "Not done in {seconds} seconds. Ask about less, or group it",
    ),
    "scorecard.unreadable": (
        "{file} dòng {line}: {reason_vi}",
        "{file} line {line}: {reason_en}",
    ),
    "scorecard.line_unknown": ("Bộ chỉ số không có dòng {line}", "The set has no line {line}"),
    "scorecard.side_unknown": ("Dòng này không mở danh sách đó", "This line does not open to that list"),
    "outside.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "outside.fact_unknown": ("Chọn một dòng của bộ chỉ số", "Choose a line of the set"),
    "outside.period_wrong": ("Chọn một tháng, quý hoặc năm", "Choose a month, a quarter or a year"),
    "outside.value_wrong": (
        "Ghi số từ 0 đến {most}, nhiều nhất hai chữ số lẻ; hoặc ghi tử số và mẫu số",
        "Enter a number from 0 to {most} with two decimals at most, or the two counts",
    ),
    "outside.counts_wrong": (
        "Ghi cả tử số và mẫu số, là số nguyên; tử số không lớn hơn mẫu số, mẫu số lớn hơn 0",
        "Enter both counts as whole numbers; the first not above the second, the second above 0",
    ),
    "outside.source_missing": (
        "Ghi số này lấy từ đâu, ngày nào; nhiều nhất {most} chữ",
        "Say where and on which day it was read, in {most} characters at most",
    ),
    "report.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "report.title_missing": ("Ghi tên cho báo cáo, tối đa 120 chữ", "Give the report a name of at most 120 letters"),
    "report.kind_unknown": ("Chọn loại kỳ", "Choose a kind of period"),
    "report.too_many": (
        "Đã lưu {most} báo cáo. Xóa bớt một báo cáo rồi lưu lại",
        "You keep {most} reports. Delete one, then save again",
    ),
    "report.too_many_runs": (
        "Đang có {most} báo cáo chờ lập. Đợi hoặc hủy bớt một báo cáo",
        "{most} of your reports are being made. Wait, or cancel one",
    ),
    "report.free_not_sent": (
        "Báo cáo có ngày tự chọn không gửi định kỳ được. Lưu lại theo tháng, quý hoặc năm",
        "A report of days of your choice is not sent regularly. Save it by month, quarter or year",
    ),
    "report.no_recipient": (
        "Ghi ít nhất một người nhận, nhiều nhất {most} người",
        "Name at least one recipient, at most {most}",
    ),
    "report.recipient_barred": (
        "“{who}” không có tài khoản, hoặc không được xem số liệu này. Sửa lại tên đăng nhập",
        "“{who}” has no account, or may not see these figures. Check the username",
    ),
    "report.recipient_no_mail": (
        "“{who}” chưa có thư điện tử. Nhờ người ấy ghi ở trang Tài khoản của tôi",
        "“{who}” has no e-mail address. Ask them to add it on My account",
    ),
    "report.format_unknown": ("Chọn Excel, CSV hoặc PDF", "Choose Excel, CSV or PDF"),
    "report.format_too_large": (
        "Báo cáo dài chỉ có Excel, CSV và JSON. Chọn một trong ba, hoặc kỳ ngắn hơn",
        "A long report comes as Excel, CSV or JSON. Choose one of them, or a shorter period",
    ),
    "report.saved_unknown": ("Không có báo cáo đã lưu này.", "No such saved report."),
    "report.run_unknown": ("Không có báo cáo đang lập này.", "No such report in the making."),
    "report.rights_lost": (
        "Người nhận không còn được xem số liệu này",
        "The recipient may not see these figures any more",
    ),
    "report.no_address": ("Người nhận không có thư điện tử", "The recipient has no e-mail address"),
    "report.deleted": ("Báo cáo đã bị xóa trước khi gửi", "The report was deleted before it was sent"),
    "seal.unknown": ("Kỳ này chưa chốt, hoặc không có bản ấy.", "This period is not sealed, or has no such version."),
    "seal.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "seal.reason_missing": (
        "Ghi vì sao chốt lại, từ 10 đến {most} chữ, không ghi tên người",
        "Say why it is sealed again, in 10 to {most} characters, without a person's name",
    ),
    "seal.not_ended": (
        "Kỳ này đến hết ngày {last}. Chốt từ ngày hôm sau",
        "This period lasts until the end of {last}. Seal it from the day after",
    ),
    "seal.sealed_already": (
        "Kỳ {first}–{last} đã chốt. Muốn đổi số thì chốt lại, ghi lý do",
        "The period {first}–{last} is sealed. To change it, seal it again with a reason",
    ),
    "seal.nothing_changed": (
        "Tính lại hôm nay vẫn ra số đã chốt, nên không có gì để chốt lại",
        "Counted today, the figures are those that were sealed: there is nothing to correct",
    ),
    "seal.version_passed": (
        "Kỳ này vừa có bản chốt mới. Mở lại trang để xem",
        "This period has a newer version. Open the page again",
    ),
    "signal.unknown": ("Không có dấu hiệu này.", "No such signal."),
    "signal.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "signal.text_missing": (
        "Ghi giải thích, từ 10 đến {most} chữ, không ghi tên hay số của người dân",
        "Write an explanation of 10 to {most} characters, without a citizen's name or number",
    ),
    "signal.period_future": ("Kỳ này chưa đến nên chưa có gì để giải thích", "This period is still to come"),
    "signals.unreadable": (
        "{file} dòng {line}: {reason_vi}",
        "{file} line {line}: {reason_en}",
    ),
    "target.thresholds_unreadable": (
        "Tệp targets.yaml sai: {reason}. Sửa tệp rồi khởi động lại.",
        "The file targets.yaml is wrong: {reason}. Mend it and start again.",
    ),
}
