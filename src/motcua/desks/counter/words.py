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
    "logbook.too_long": (
        "Kỳ này có hơn {most} hồ sơ, in ra quá dài. Chọn kỳ ngắn hơn hoặc tải CSV.",
        "This period holds more than {most} dossiers, too many to print. Choose a shorter one or download the CSV.",
    ),
    "counter.still_owed": (
        "Còn phải nộp {amount}. Thu tiền trước, hoặc đánh dấu “Trả trước, thu sau”",
        "{amount} is still owed. Take the money first, or tick “Hand over now, collect later”",
    ),
    "counter.owed_reason_missing": (
        "Ghi lý do trả trước, thu sau",
        "Say why it is handed over before it is paid",
    ),
    "period.day_wrong": ("Ghi ngày dạng 2026-11-09", "Give a day like 2026-11-09"),
    "period.backward": ("Ngày cuối phải từ ngày đầu trở đi", "The last day must not be before the first"),
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
