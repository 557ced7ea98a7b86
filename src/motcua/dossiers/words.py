"""Sentences of this room: events for the story, lines of the ledger, refusals. (Vietnamese, English)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.dossiers import late_words, paper_words, part_words, step_words
from motcua.kernel import clock

EVENTS: dict[str, tuple[str, str]] = {
    "submitted": ("Đã nộp hồ sơ", "Dossier submitted"),
    "received": ("Đã tiếp nhận hồ sơ", "Dossier accepted"),
    "refused": ("Không tiếp nhận hồ sơ", "Dossier not accepted"),
    "processing": ("Bắt đầu giải quyết", "Work on it began"),
    "assigned": ("Đã phân công", "Assigned"),
    "forwarded": ("Đã chuyển bộ phận chuyên môn", "Passed on to the specialists"),
    "proposed": ("Đã trình lãnh đạo", "Sent to the leader for decision"),
    "returned_for_rework": ("Lãnh đạo trả lại để làm lại", "Sent back for rework"),
    "supplement_requested": ("Cần bổ sung hồ sơ, dừng tính giờ", "A supplement is needed; the clock is paused"),
    "supplemented": ("Đã bổ sung hồ sơ", "Supplement handed in"),
    "payment_due": ("Cần nộp tiền", "A payment is due"),
    "paid": ("Đã nộp tiền", "Paid"),
    "extended": ("Xin lỗi và hẹn lại", "We are sorry; a new date was set"),
    **late_words.EVENTS,
    **part_words.EVENTS,
    **step_words.EVENTS,
    "transferred": ("Đã chuyển cơ quan khác giải quyết", "Passed on to another agency"),
    "finished": ("Đã có kết quả", "The result is ready"),
    "delivered": ("Đã trả kết quả", "The result was handed over"),
    "withdrawn": ("Đã rút hồ sơ theo yêu cầu", "Withdrawn on request"),
    "stopped": ("Đã dừng giải quyết", "Handling was stopped"),
    "noted": ("Ghi chú nội bộ", "Internal note"),
    "number_shown": ("Đã xem số định danh", "The identity number was shown"),
    "result_attached": ("Đã đính kèm kết quả", "A result file was attached"),
    "consulted": ("Đã hỏi ý kiến", "A colleague was asked for an opinion"),
    "consultation_answered": ("Đã cho ý kiến", "The opinion was given"),
    "consultation_cancelled": ("Thôi hỏi ý kiến", "The question was cancelled"),
    "handed_over": ("Đã bàn giao", "Handed over to a colleague"),
    "result_drafted": ("Đã soạn dự thảo kết quả", "A draft of the result was written"),
    "rated": ("Đã trả lời câu hỏi hài lòng", "The satisfaction question was answered"),
    "undone": ("Hoàn tác: {what_vi}", "Undone: {what_en}"),
    "reckoned_again": (
        "Tính lại hẹn theo lịch nghỉ chính thức",
        "The promise was reckoned again by the official days off",
    ),
    "corrected": ("Đã sửa thông tin hồ sơ", "Details of the dossier were corrected"),
    "imported": ("Nhập từ hệ thống trước", "Imported from an earlier system"),
}

_LEDGER: dict[str, tuple[str, str]] = {
    "supplement": ("Dừng tính giờ để chờ bổ sung.", "The clock stopped to wait for the supplement."),
    "payment": ("Dừng tính giờ để chờ nộp tiền.", "The clock stopped to wait for the payment."),
    "supplement.resume": (
        "Nhận bản bổ sung, tính giờ tiếp. Hẹn: {due_after}.",
        "The supplement came; the clock goes on. Promised: {due_after}.",
    ),
    "supplement.restart": (
        "Nhận đủ hồ sơ, tính lại từ đầu theo quy định. Hẹn: {due_after}.",
        "The dossier is complete; the limit begins anew by law. Promised: {due_after}.",
    ),
    "payment.resume": (
        "Đã nộp tiền, tính giờ tiếp. Hẹn: {due_after}.",
        "Paid; the clock goes on. Promised: {due_after}.",
    ),
    "payment.restart": (
        "Đã nộp tiền, tính lại từ đầu. Hẹn: {due_after}.",
        "Paid; the limit begins anew. Promised: {due_after}.",
    ),
    "competent.waits": (
        "Nhận thay cơ quan giải quyết. Đồng hồ chạy khi cơ quan ấy có đủ hồ sơ, chậm nhất {latest}.",
        "Taken in for the deciding agency. The clock starts when it has the full dossier, at the latest {latest}.",
    ),
    "linked.result": (
        "Hồ sơ liên thông: kết quả của {codes} đã có, được nhận và tính giờ từ lúc này.",
        "Linked filing: the result of {codes} is there; it is accepted and its clock starts now.",
    ),
    "competent.accepted": (
        "Cơ quan giải quyết đã có đủ hồ sơ, tính giờ từ lúc này. Hẹn sớm lên: {due_after}.",
        "The deciding agency has the full dossier; the clock starts now. Promised earlier: {due_after}.",
    ),
    "calendar_changed": (
        "Lịch làm việc thay đổi theo {decision}, hẹn chuyển từ {due_before} sang {due_after}.",
        "The working calendar was changed by {decision}: the promise moves from {due_before} to {due_after}.",
    ),
    "undone": (
        "Việc ở dòng trên đã được hoàn tác; hẹn trở lại {due_after}.",
        "What the line above says was undone; the promise is again {due_after}.",
    ),
    "correction": (
        "Hẹn {due_before} ghi sai thời hạn, đã sửa. Hẹn đúng: {due_after}.",
        "The promise of {due_before} counted by a wrong limit and was corrected. Promised: {due_after}.",
    ),
    "calendar_decided": (
        "Lịch nghỉ chính thức đã có, hẹn tính lại từ {due_before} thành {due_after}.",
        "The days off are official now: the promise moves from {due_before} to {due_after}.",
    ),
    "extension": (
        "Hẹn {due_before} không giữ được, xin lỗi và hẹn lại {due_after}. Chỉ hẹn lại một lần.",
        "The promise of {due_before} could not be kept; new date {due_after}. Only once.",
    ),
    "given": (
        "Hẹn {due_after}, theo hồ sơ của hệ thống trước.",
        "Promised: {due_after}, as the earlier system recorded it.",
    ),
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = (
    ("thứ Hai", "Monday"),
    ("thứ Ba", "Tuesday"),
    ("thứ Tư", "Wednesday"),
    ("thứ Năm", "Thursday"),
    ("thứ Sáu", "Friday"),
    ("thứ Bảy", "Saturday"),
    ("Chủ nhật", "Sunday"),
)


def written(at: datetime | None, lang: str) -> str:
    """ "10:15 thứ Hai 09/11/2026", or "10:15 Monday 9 November 2026"."""
    if at is None:
        return "–"
    here = clock.local(at)
    if lang == "en":
        return f"{here:%H:%M} {WEEKDAYS[here.weekday()][1]} {here.day} {MONTHS[here.month - 1]} {here.year}"
    return f"{here:%H:%M} {WEEKDAYS[here.weekday()][0]} {here:%d/%m/%Y}"


def ledger_words(rule: str, facts: Mapping[str, Any], lang: str) -> str:
    """One line of the ledger in words: the room's own rules here, the arithmetic's rules from `deadlines`."""
    if rule in _LEDGER:
        latest = facts.get("latest")
        return _LEDGER[rule][lang == "en"].format(
            due_before=written(facts.get("due_before"), lang),
            due_after=written(facts.get("due_after"), lang),
            latest=written(clock.parse(latest) if latest else None, lang),
            decision=facts.get("decision") or "–",
            codes=facts.get("codes") or "–",
        )
    from motcua.deadlines.rules import words

    return words(rule, facts.get("explained", {}), "en" if lang == "en" else "vi")


WORDS: dict[str, tuple[str, str]] = {
    "dossier.unknown": (
        "Không có hồ sơ với mã này. Mã ghi trên giấy hẹn, dạng H44.229-261105-0034",
        "No dossier with this code. The code is on the receipt, like H44.229-261105-0034",
    ),
    "dossier.closed": ("Hồ sơ đã kết thúc, không làm thêm được.", "This dossier is closed; nothing more can be done."),
    "act.not_lawful_now": (
        "Lúc này không làm được việc này với hồ sơ. Có thể người khác vừa xử lý; mở lại trang để xem trạng thái mới.",
        "This is not possible now. Somebody may just have acted; open the page again to see the present state.",
    ),
    "bundle.waits": (
        "Hồ sơ {code} thuộc hồ sơ liên thông, đang chờ kết quả của việc trước. Có kết quả thì máy tự tiếp nhận.",
        "Dossier {code} is part of a linked filing and waits for an earlier result. It is received by itself then.",
    ),
    "act.before_last": (
        "Thời điểm này trước việc đã ghi gần nhất của hồ sơ.",
        "This time lies before the dossier's last recorded act.",
    ),
    "act.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "step.other": (
        "Hồ sơ đang chờ bước khác của quy trình. Mở lại trang để xem bước hiện tại.",
        "The dossier waits at another step of its process. Open the page again to see which.",
    ),
    "proposal.waits": (
        "Hồ sơ đang chờ lãnh đạo quyết định. Chờ duyệt hoặc trả lại trước.",
        "A proposal waits for the leader's decision. That comes first.",
    ),
    "approve.no_proposal": ("Chưa có đề xuất để duyệt.", "There is no proposal to approve."),
    "propose.result_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "forward.post_unknown": (
        "Quy trình chuyển tiếp tới “{next}”, không phải “{to}”",
        "The process goes on to “{next}”, not “{to}”",
    ),
    "deliver.way_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "extend.no_promise": ("Hồ sơ chưa có hẹn để lùi.", "There is no promise to extend."),
    "extend.not_later": (
        "Hẹn mới phải sau hẹn đang có và sau lúc này.",
        "The new date must be later than the promise and now.",
    ),
    "extend.once_only": (
        "Hồ sơ đã hẹn lại một lần; chỉ được hẹn lại một lần.",
        "It was extended once already; once is all.",
    ),
    "undo.nothing": (
        "Không còn việc nào của hồ sơ này để hoàn tác. Mở lại hồ sơ để xem trạng thái hiện tại.",
        "There is nothing to undo on this dossier. Open it again to see how it stands.",
    ),
    "undo.not_yours": (
        "Việc gần nhất do người khác làm; chỉ người đó hoàn tác được.",
        "Somebody else did this; only they can undo it.",
    ),
    "undo.too_late": (
        "Đã quá giờ hoàn tác ({until}). Muốn sửa, làm việc tiếp theo của quy trình kèm lý do.",
        "The time to undo ended at {until}. To change it, take the next step of the process and give the reason.",
    ),
    "undo.followed": (
        "Đã có việc khác sau đó nên không hoàn tác được. Mở lại hồ sơ để xem.",
        "Something has followed, so this cannot be undone. Open the dossier again to see it.",
    ),
    "undo.money_moved": (
        "Đã thu hoặc ghi tiền sau đó nên không hoàn tác được. Sửa khoản tiền trước.",
        "Money was charged or paid since, so this cannot be undone. Put the money right first.",
    ),
    "question.required": ("Ghi câu hỏi", "Write the question"),
    "title.required": ("Ghi tên văn bản", "Write the title"),
    "body.required": ("Ghi nội dung", "Write the text"),
    "consultation.unknown": ("Hồ sơ không có câu hỏi số {number}", "The dossier has no question number {number}"),
    "consultation.until_past": ("Hạn trả lời phải sau lúc này", "The time to answer must be later than now"),
    "consultation.asked_already": (
        "Đã hỏi nơi này và đang chờ trả lời. Chờ ý kiến, hoặc thôi hỏi rồi hỏi lại.",
        "They were asked already and have not answered. Wait, or cancel that question first.",
    ),
    "consultation.answered": (
        "Câu hỏi này đã được trả lời lúc {on}. Mở lại hồ sơ để xem ý kiến.",
        "This question was answered at {on}. Open the dossier again to read it.",
    ),
    "consultation.cancelled": (
        "Người hỏi đã thôi hỏi câu này, không cần trả lời nữa.",
        "Whoever asked has cancelled this question; no answer is needed.",
    ),
    "consultation.not_yours": (
        "Câu hỏi này gửi người khác. Chỉ người được hỏi mới cho ý kiến.",
        "This question was put to somebody else. Only they can answer.",
    ),
    "consultation.asked_by_other": (
        "Chỉ người đã hỏi mới thôi hỏi được.",
        "Only the person who asked can cancel the question.",
    ),
    "consultation.opinion_unknown": ("Chọn đồng ý, không đồng ý hoặc ý kiến khác", "Choose agree, disagree or other"),
    "consultation.answer_needed": ("Ghi lý do hoặc ý kiến khác là gì", "Write the reason, or what your opinion is"),
    "correct.decided": (
        "Hồ sơ đã có kết quả nên không sửa được nữa. Sai trong kết quả: mở thủ tục cải chính hoặc đính chính; "
        "chỉ sai nơi nhận: ghi khi trả kết quả.",
        "There is a result already, so nothing can be corrected here. A mistake in the result: open the procedure that "
        "corrects it; only the place of collection: note it when handing over.",
    ),
    "correct.closed": (
        "Hồ sơ đã khép lại nên không sửa được. Người nộp cần thì nộp hồ sơ mới.",
        "This dossier is closed and cannot be corrected. If it is still needed, take in a new one.",
    ),
    "correct.procedure_too_late": (
        "Hồ sơ đã có người giải quyết nên không đổi thủ tục được. Dừng hoặc rút hồ sơ này rồi tiếp nhận hồ sơ mới.",
        "Somebody works on it already, so the procedure cannot change. Stop or withdraw it and take in a new one.",
    ),
    "correct.procedure_charged": (
        "Hồ sơ đã thu tiền theo thủ tục cũ. Hoàn tiền trước, rồi đổi thủ tục.",
        "Money was paid under the old procedure. Refund it first, then change the procedure.",
    ),
    "correct.promise_extended": (
        "Hẹn này lãnh đạo đã xin lỗi và lùi, không tính lại ở quầy được.",
        "A leader moved this promise with an apology; it is not made anew at the counter.",
    ),
    "correct.no_promise": (
        "Hồ sơ chưa tiếp nhận nên chưa có hẹn",
        "It was not accepted yet, so there is no promise",
    ),
    "correct.nothing_changed": (
        "Chưa có gì khác với hồ sơ. Sửa chỗ sai rồi gửi lại",
        "Nothing differs from the dossier. Change what is wrong, then send again",
    ),
    "day.open_items": (
        "Còn việc chưa xong: {count}. Ghi lý do để lại sang ngày sau",
        "Not done: {count}. Say why it is left for the next day",
    ),
    "day.till_open": (
        "Còn {count} quỹ chưa chốt. Chốt quỹ trước, rồi chốt ngày",
        "{count} tills are not closed. Close them first, then the day",
    ),
    "day.not_today": (
        "Chỉ chốt được ngày hôm nay hoặc ngày đã qua.",
        "Only today or a day that is past can be closed.",
    ),
    "collector.name_missing": ("Ghi tên người nhận kết quả", "Enter who takes the result"),
    "collector.identity_missing": ("Chọn cách đối chiếu người nhận", "Choose how the person was checked"),
    "collector.number_length": (
        "Số định danh có 12 chữ số; đang có {length}",
        "12 digits needed, you gave {length}",
    ),
    "collector.number_differs": (
        "Số này không phải của chủ hồ sơ hay người nộp. Nhận thay thì chọn “Có giấy ủy quyền”",
        "This is not the number of the applicant or submitter. For somebody else choose “With a mandate”",
    ),
    "collector.mandate_missing": (
        "Ghi số, ngày của giấy ủy quyền",
        "Give the number and day of the mandate",
    ),
    "collector.signature_missing": ("Chọn cách ký nhận", "Choose how it was signed for"),
    "supplement.none_open": ("Không có yêu cầu bổ sung nào đang chờ.", "No request for a supplement is open."),
    **late_words.WORDS,
    **paper_words.WORDS,
    **part_words.WORDS,
    **step_words.WORDS,
    "reason.required": ("Ghi lý do", "Give the reason"),
    "ground.required": ("Ghi căn cứ pháp lý", "Give the legal ground"),
    "note.required": ("Ghi nội dung", "Write the note"),
    "items.required": ("Chọn ít nhất một mục cần bổ sung", "Choose at least one item to supplement"),
    "papers.not_list": ("Danh sách giấy tờ phải là một danh sách", "The papers must be a list"),
    "paper.not_object": ("Mỗi giấy tờ là một mục có khóa", "Each paper is an object with a key"),
    "paper.key_missing": ("Thiếu khóa của giấy tờ", "The paper's key is missing"),
    "paper.nothing_given": (
        "Gửi tệp, hoặc ghi sẽ xuất trình tại quầy",
        "Give a file, or say that it will be shown at the counter",
    ),
    "paper.twice": ("Giấy tờ này đã có trong danh sách", "This paper is in the list already"),
    "paper.unknown": ("Thủ tục không yêu cầu giấy tờ “{key}”", "The procedure has no paper “{key}”"),
    "paper.missing": (
        "Thiếu giấy tờ bắt buộc: {name}",
        "A required paper is missing: {name}",
    ),
    "paper.file_unknown": (
        "Không thấy tệp này. Gửi lại tệp",
        "This file is not known. Send it again",
    ),
    "draft.unknown": ("Không có bản nháp này.", "There is no such draft."),
    "draft.submitted_already": ("Bản nháp này đã nộp.", "This draft was submitted."),
    "track.pin_closed": (
        "Đã nhập sai mã PIN nhiều lần. Xem lại sau {seconds} giây, hoặc gọi bộ phận một cửa",
        "Too many wrong PINs. Try again in {seconds} seconds, or call the single-window unit",
    ),
    "throttle.too_many": (
        "Thử quá nhiều lần. Thử lại sau {seconds} giây",
        "Too many tries. Try again in {seconds} seconds",
    ),
    "request.key_reused": (
        "Khóa lặp này đã dùng cho một yêu cầu khác",
        "This idempotency key was used for another request",
    ),
}
