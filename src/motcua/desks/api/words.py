"""Sentences for the API's own refusals: code → (Vietnamese, English)."""

WORDS = {
    "request.invalid": ("Yêu cầu có chỗ sai.", "The request has mistakes."),
    "request.key_wrong": (
        "Khóa lặp dài nhất 200 ký tự in được",
        "An idempotency key has at most 200 printable characters",
    ),
    "state.unknown": ("Không có trạng thái “{state}”", "There is no state “{state}”"),
    "track.pin_wrong": (
        "Mã PIN không đúng. Mã ghi trên giấy hẹn, hoặc trong trang xác nhận đã nộp",
        "The PIN is wrong. It is on the receipt and on the confirmation page",
    ),
    "date.wrong": ("Ghi ngày dạng 2026-11-09", "Give a date like 2026-11-09"),
    "period.backwards": ("Ngày cuối kỳ trước ngày đầu kỳ", "The period ends before it begins"),
    "by.unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
}
