"""Sentences for refusals of this desk: code → (Vietnamese, English)."""

WORDS = {
    "counter.no_such_account": (
        "Không có tài khoản nào có số và tên đúng như vậy. Xem lại giấy; chưa có tài khoản thì mở tài khoản mới",
        "No account has this number and this name. Look at the paper again; without an account, open a new one",
    ),
    "counter.account_not_chosen": ("Chọn tài khoản", "Choose the account"),
    "counter.agency_missing": ("Chọn cơ quan giải quyết", "Choose the agency that decides"),
    "counter.mandate_missing": ("Chọn quyền nộp thay", "Choose by what right it is handed in for another"),
    "counter.mandate_paper_missing": (
        "Ghi số, ngày của giấy ủy quyền hoặc giấy giới thiệu",
        "Give the number and day of the mandate",
    ),
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
