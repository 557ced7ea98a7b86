"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "group.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "group.code_wrong": (
        "Mã tổ gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ",
        "The code has small letters, digits and underscores and begins with a letter",
    ),
    "group.code_taken": ("Mã tổ “{given}” đã có. Chọn mã khác", "The code “{given}” is taken. Choose another"),
    "group.name_missing": ("Ghi tên tổ", "Enter the group's name"),
    "group.level_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "group.village_missing": ("Ghi tên thôn, xóm hoặc tổ dân phố", "Enter the village or residential group"),
    "group.nowhere": ("Chọn địa bàn, hoặc ghi tên thôn, xóm", "Choose a place, or enter the village"),
    "group.before_group": ("Ngày này phải sau {since}", "This day must be after {since}"),
    "group.before_joining": ("Ngày thôi tham gia phải sau {since}", "The day of leaving must be after {since}"),
    "group.member_already": ("Người này đã ở trong tổ.", "This person is in the group already."),
    "group.not_a_member": (
        "Người này không ở trong tổ vào ngày đó. Thêm vào tổ trước.",
        "This person is not in the group on that day. Add them first.",
    ),
    "group.coordinator_already": ("Người này đang là tổ trưởng.", "This person coordinates the group already."),
    "group.coordinator_later": (
        "Tổ trưởng hiện tại nhận từ {since}. Chọn ngày sau đó.",
        "The present coordinator began on {since}. Choose a later day.",
    ),
    "group.hand_over_first": (
        "Người này đang là tổ trưởng. Giao cho người khác trước.",
        "This person coordinates the group. Hand it over first.",
    ),
    "group.unknown": ("Không có tổ này.", "There is no such group."),
    "group.nothing_to_publish": (
        "Chưa có số điện thoại để công khai. Ghi số, hoặc bỏ đánh dấu công khai",
        "There is no number to publish. Enter one, or untick publishing",
    ),
    "group.territory_ended": ("Địa bàn này đã thôi.", "This area was ended already."),
    "group.left_already": ("Người này đã thôi tham gia.", "This person has left already."),
    "group.closed_already": ("Tổ này đã kết thúc.", "This group was closed."),
}
