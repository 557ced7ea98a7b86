"""Sentences about steps, warnings, escalation and hand-over lists: part of `words`."""

EVENTS: dict[str, tuple[str, str]] = {
    "endorsed": ("Đã đồng ý, chuyển người ký tiếp theo", "Endorsed and passed on to who signs next"),
    "warned": ("Đã nhắc: sắp đến hạn", "Reminder: the end comes near"),
    "behind": ("Chậm ở bước, đã báo người giữ hồ sơ", "Behind at a step; the holder was told"),
    "escalated": ("Chậm, đã báo lên cấp trên", "Late; the post above was told"),
    "hand_over_accepted": ("Đơn vị đã nhận bàn giao", "The unit accepted the hand-over"),
    "hand_over_returned": ("Đơn vị trả lại, chưa nhận bàn giao", "The unit sent it back from the hand-over list"),
}

WORDS: dict[str, tuple[str, str]] = {
    "step.other_role": (
        "Bước này là việc của người khác trong quy trình. Hồ sơ đã mở cho họ, ông/bà không cần chuyển.",
        "This step is somebody else's in the process. They have the dossier; you need not pass it on.",
    ),
    "step.not_beside": (
        "Quy trình của thủ tục không cho làm việc này ở bước hiện tại. Làm ở bước sau, hoặc hỏi người giữ quy trình.",
        "The procedure's process does not allow this at the present step. Do it at a later one, or ask who keeps the"
        " process.",
    ),
    "hand_over.answered_already": (
        "{who} vừa trả lời phần này của phiếu lúc {at}. Mở lại trang để xem phần còn lại.",
        "{who} answered this part of the list at {at}. Open the page again for what is left.",
    ),
    "hand_over.went_on": (
        "Hồ sơ đã được giải quyết tiếp, không trả lại theo phiếu bàn giao được. Nhận bàn giao, rồi yêu cầu bổ sung.",
        "Work on the dossier went on; it cannot go back by the list. Accept it, then ask for a supplement if needed.",
    ),
    "hand_over.unknown": ("Không có phiếu bàn giao này.", "There is no such hand-over list."),
    "hand_over.not_yours": (
        "Hồ sơ đang do người khác giữ. Người đó hoặc lãnh đạo bàn giao được.",
        "A colleague holds this dossier. She or a leader can hand it over.",
    ),
    "hand_over.has_it_already": ("Người này đang giữ hồ sơ.", "This colleague has the dossier already."),
    "hand_over.until_past": ("Ngày nghỉ cuối không thể trước hôm nay", "The last day of leave cannot be in the past"),
    "hand_over.nothing_chosen": (
        "Chọn ít nhất một hồ sơ để bàn giao",
        "Choose at least one dossier to hand over",
    ),
    "hand_over.none_left": (
        "Những hồ sơ này vừa được bàn giao rồi. Mở lại trang để xem phiếu.",
        "These dossiers were just handed over. Open the page again to see the list.",
    ),
}
