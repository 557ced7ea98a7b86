"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "process.invalid": ("Quy trình có chỗ cần sửa.", "The process has something to fix."),
    "process.missing": ("Không có quy trình “{key}” vào ngày {on}.", "There is no process “{key}” on {on}."),
    "process.date_not_after": (
        "Phiên bản mới phải bắt đầu sau ngày {since}, ngày bắt đầu của phiên bản đang có.",
        "The new version must begin after {since}, when the present one began.",
    ),
    "process.unknown_field": ("Không dùng mục này", "This member is not known"),
    "process.missing_field": ("Thiếu mục này", "This member is missing"),
    "process.unknown_act": ("Không có việc này trong quy trình", "There is no such act in a process"),
    "process.hours_wrong": ("Ghi số giờ, từ 0 trở lên", "Give a number of hours, from 0"),
    "process.duplicate_key": ("Khóa “{key}” dùng hai lần", "The key “{key}” is used twice"),
    "process.must_begin_with_receive": ("Bước đầu phải là tiếp nhận", "The first step must be reception"),
    "process.must_end_with_deliver": ("Bước cuối phải là trả kết quả", "The last step must be delivery"),
    "process.propose_needs_approve": (
        "Có đề xuất thì phải có phê duyệt, và ngược lại",
        "A proposal needs an approval, and the other way round",
    ),
    "process.approve_before_propose": ("Phê duyệt phải sau đề xuất", "The approval must come after the proposal"),
}
