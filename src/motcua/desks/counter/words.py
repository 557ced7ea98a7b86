"""Sentences for refusals of this desk: code → (Vietnamese, English)."""

WORDS = {
    "counter.agency_missing": ("Chọn cơ quan giải quyết", "Choose the agency that decides"),
    "counter.identity_unchecked": (
        "Đối chiếu giấy tờ của người nhận rồi đánh dấu vào ô này",
        "Check the identity of who receives it, then tick this box",
    ),
    "paper.not_received": (
        "Hồ sơ {code} chưa được tiếp nhận nên chưa có giấy hẹn.",
        "Dossier {code} was not received yet, so there is no receipt.",
    ),
    "paper.not_refused": (
        "Hồ sơ {code} không bị từ chối tiếp nhận.",
        "Dossier {code} was not refused.",
    ),
    "paper.no_request": ("Không có giấy này.", "There is no such paper."),
}
