"""Sentences about second requests, parts of an answer, apologies and silence: part of `words`."""

EVENTS: dict[str, tuple[str, str]] = {
    "apology_drafted": ("Đã soạn thư xin lỗi, chờ công chức ghi lý do", "An apology was drafted for the officer"),
    "apology_dropped": ("Thư xin lỗi không cần nữa", "The apology is no longer needed"),
    "apology_proposed": ("Đã trình thư xin lỗi", "An apology was sent for signature"),
    "apology_refused": ("Lãnh đạo không ký thư xin lỗi, yêu cầu làm kịp hẹn", "Not signed: the promise must be kept"),
    "apologised": ("Xin lỗi vì trễ hẹn", "We are sorry that this is late"),
    "supplement_part": (
        "Đã gửi một phần bổ sung: {given}/{items} mục",
        "A part of the supplement came: {given} of {items} items",
    ),
    "supplement_accepted": (
        "Nhận phần đã có là đủ, tính giờ tiếp",
        "What had come was accepted as enough; the clock goes on",
    ),
    "supplement_reminded": ("Nhắc bổ sung trước hạn", "Reminded of the supplement"),
    "supplement_proposed": ("Đã đề nghị yêu cầu bổ sung lần nữa", "Leave was sought to ask for a supplement again"),
    "supplement_declined": (
        "Lãnh đạo không cho yêu cầu bổ sung lần nữa",
        "Leave to ask for a supplement again was not given",
    ),
    "stop_proposed": ("Quá hạn bổ sung, đề nghị dừng", "The time to answer has passed; stopping is proposed"),
    "waiting_kept": ("Chờ bổ sung thêm một thời gian", "The supplement is awaited for longer"),
}

WORDS: dict[str, tuple[str, str]] = {
    "supplement.needs_leave": (
        "Hồ sơ này đã được yêu cầu bổ sung. Yêu cầu lần nữa phải có lãnh đạo đồng ý: gửi đề nghị kèm lý do"
        " (propose_supplement).",
        "A supplement was asked for before. Asking again needs the leader's leave: send a proposal with the reason"
        " (propose_supplement).",
    ),
    "supplement.first_needs_no_leave": (
        "Hồ sơ chưa được yêu cầu bổ sung lần nào. Yêu cầu lần đầu không cần lãnh đạo đồng ý.",
        "No supplement was asked for yet. The first request needs no leave.",
    ),
    "supplement.no_proposal": (
        "Không có đề nghị yêu cầu bổ sung nào đang chờ. Mở lại trang để xem.",
        "No proposal to ask again is waiting. Open the page again to see.",
    ),
    "stop.none_proposed": (
        "Không có đề nghị dừng nào đang chờ: người nộp có thể vừa bổ sung. Mở lại hồ sơ để xem.",
        "No proposal to stop is waiting: the applicant may just have answered. Open the dossier again to see.",
    ),
    "stop.until_past": ("Hạn chờ mới phải sau lúc này", "The new limit must be later than now"),
    "apology.none_waits": (
        "Không có thư xin lỗi nào của hồ sơ này chờ ký. Mở lại danh sách để xem.",
        "No apology of this dossier waits for a signature. Open the list again to see.",
    ),
    "apology.paused": (
        "Đồng hồ của hồ sơ đang dừng nên chưa trễ. Chờ đồng hồ chạy lại rồi xét.",
        "The clock stands still, so nothing is late. Look again when it runs.",
    ),
    "apology.promise_moved": (
        "Hẹn của hồ sơ đã đổi từ khi soạn thư. Công chức soạn lại theo hẹn mới.",
        "The promise has changed since this was written. The officer writes it anew.",
    ),
    "apology.date_passed": (
        "Hẹn mới trong thư đã qua. Trả lại để công chức đề nghị ngày khác.",
        "The new date in the letter has passed. Send it back so that the officer proposes another.",
    ),
    "apology.date_needed": ("Chọn hẹn mới", "Choose the new date"),
    "apology.reason_unknown": ("Chọn một lý do trong danh sách", "Choose one of the reasons listed"),
    "apology.said_already": (
        "Đã xin lỗi về hẹn này rồi. Mỗi hẹn chỉ xin lỗi một lần; cố gắng trả sớm nhất có thể.",
        "An apology for this promise was given already. One is all; finish as soon as possible.",
    ),
    "reason_code.required": ("Chọn lý do trễ", "Choose why it is late"),
}
