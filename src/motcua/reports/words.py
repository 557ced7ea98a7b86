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
}
