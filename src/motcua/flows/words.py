"""Sentences for refusals that flows raise: code → (Vietnamese, English)."""

from motcua.flows.backup.words import WORDS as BACKUP
from motcua.flows.catalogue_exchange.words import WORDS as CATALOGUE
from motcua.flows.running.words import WORDS as RUNNING

WORDS = {
    "receive.case_unknown": (
        "Thủ tục không có trường hợp “{case}” với thời hạn riêng. Bỏ trống để theo thời hạn chung",
        "The procedure has no case “{case}” with a limit of its own. Leave it empty for the general limit",
    ),
    **BACKUP,
    **CATALOGUE,
    **RUNNING,
    "pack.version_changed": (
        "Thủ tục {procedure}: nội dung hiệu lực từ {valid_from} đã công bố khác trong tệp. "
        "Sửa đổi phải có ngày hiệu lực riêng.",
        "Procedure {procedure}: what is in force from {valid_from} was published otherwise than the file says. "
        "An amendment needs a date of its own.",
    ),
    "pack.process_changed": (
        "Quy trình {key}: nội dung hiệu lực từ {valid_from} đã công bố khác trong tệp. "
        "Sửa đổi phải có ngày hiệu lực riêng.",
        "Process {key}: what is in force from {valid_from} was published otherwise than the file says. "
        "An amendment needs a date of its own.",
    ),
    "pack.linked_changed": (
        "Dịch vụ liên thông {procedure}: nội dung hiệu lực từ {valid_from} đã có khác trong tệp. "
        "Sửa đổi phải có ngày hiệu lực riêng.",
        "Linked service {procedure}: what is in force from {valid_from} stands otherwise than the file says. "
        "An amendment needs a date of its own.",
    ),
    "pack.invalid": ("Gói dữ liệu có {count} chỗ sai.", "The country pack has {count} mistakes."),
    "pack.posts_unknown": (
        "Gói dữ liệu không có vị trí mẫu cho loại cơ quan {kind}.",
        "The pack has no typical posts for agencies of the kind {kind}.",
    ),
    "submission.invalid": (
        "Hồ sơ chưa nộp được, có chỗ cần sửa.",
        "The dossier was not submitted; something needs fixing.",
    ),
    "agency.unknown": ("Không có cơ quan “{agency}” vào ngày này.", "There is no agency “{agency}” on this day."),
    "agency.not_competent": (
        "Cơ quan {agency} không giải quyết thủ tục {procedure}.",
        "Agency {agency} does not decide procedure {procedure}.",
    ),
    "channel.unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "channel.officer_not_online": (
        "Hồ sơ do công chức nhập tại quầy là nộp trực tiếp hoặc qua bưu chính, không phải trực tuyến.",
        "What an officer keys in is direct or by post, never online.",
    ),
    "channel.only_online": (
        "Tài khoản này nộp trên mạng. Nộp trực tiếp thì đến bộ phận một cửa.",
        "This account submits online. To submit in person, go to the single-window unit.",
    ),
    "procedure.fee_not_set": (
        "Thủ tục {procedure} chưa nhận được ở cơ quan này: mức thu do Hội đồng nhân dân tỉnh quy định chưa được ghi. "
        "Gọi bộ phận một cửa để hỏi; quản trị viên ghi mức thu ở trang Quản trị, mục Phí.",
        "Procedure {procedure} cannot be filed at this agency yet: the fee that the provincial council sets is not "
        "entered. Ask the single-window unit; an administrator enters it under Administration, Fees.",
    ),
    "procedure.not_online": (
        "Thủ tục này chưa nộp trên mạng được. Mang giấy tờ đến bộ phận một cửa.",
        "This procedure cannot be submitted online yet. Bring the papers to the single-window unit.",
    ),
    "linked.left_out_wrong": (
        "Không bỏ được việc “{key}”: không có trong dịch vụ này, hoặc bắt buộc",
        "“{key}” cannot be left out: it is not part of this service, or it is needed",
    ),
    "linked.not_ready": (
        "Hồ sơ {code} chưa trả cùng được: chưa có kết quả, còn nợ phí hoặc kết quả ở quầy khác",
        "Dossier {code} cannot be handed over with it: no result yet, a fee is owed, or the result lies elsewhere",
    ),
    "linked.no_difference": (
        "Câu này không còn khác nhau giữa các hồ sơ.",
        "The dossiers no longer differ in this question.",
    ),
    "linked.word_missing": (
        "Ghi một lời vì sao không làm việc “{key}” lần này",
        "Say in a word why “{key}” is not wanted this time",
    ),
    "answers.not_object": ("Câu trả lời phải là một mục có khóa", "The answers must be an object"),
    "items.not_understood": ("Không đọc được mục này", "This item could not be read"),
    "items.key_unknown": ("Không có mục “{key}” trong hồ sơ này", "There is no “{key}” in this dossier"),
    "items.label_missing": ("Ghi rõ cần bổ sung gì", "Say what is needed"),
    "supplement.not_asked": (
        "Mục “{key}” không nằm trong yêu cầu bổ sung",
        "“{key}” was not asked for",
    ),
    "supplement.nothing_given": (
        "Chưa có gì để gửi. Gửi tệp, sửa câu trả lời hoặc ghi ý kiến",
        "Nothing to hand in yet. Add a file, change an answer or write a note",
    ),
    "act.unknown": ("Không có việc “{act}”.", "There is no act “{act}”."),
    "body.not_object": ("Nội dung gửi phải là một đối tượng JSON.", "The body must be a JSON object."),
    "body.not_text": ("Mục này phải là chữ", "This must be text"),
    "body.unknown": ("Không dùng mục này", "This member is not known"),
    "body.amount_wrong": ("Ghi số tiền bằng đồng, không có phần lẻ", "Give the amount in whole đồng"),
    "body.number_wrong": ("Ghi một số thứ tự, từ 1", "Give a number that counts from 1"),
    "body.time_wrong": ("Ghi thời điểm dạng 2026-11-09T10:15", "Give a time like 2026-11-09T10:15"),
    "assign.to_unknown": (
        "Không có công chức “{to}” ở cơ quan này",
        "There is no officer “{to}” at this agency",
    ),
    "install.done_already": (
        "Bản cài đặt này đã có tài khoản ({accounts}); init chỉ chạy một lần. "
        "Thêm tài khoản: motcua user create. Đặt lại mật khẩu: motcua user reset.",
        "This installation has accounts already ({accounts}); init runs once. "
        "To add an account: motcua user create. To set a password anew: motcua user reset.",
    ),
    "install.no_administrator_post": (
        "Cơ quan {agency} không có vị trí quản trị viên vào ngày này.",
        "Agency {agency} has no post of an administrator on this day.",
    ),
    "install.link_gone": (
        "Liên kết này đã dùng hoặc đã hết hạn. Quản trị máy chủ đặt lại mật khẩu bằng lệnh motcua user reset.",
        "This link was used or has expired. Whoever runs the server sets the password with motcua user reset.",
    ),
    "number.required": ("Ghi số của câu hỏi", "Give the number of the question"),
    "opinion.required": ("Chọn đồng ý, không đồng ý hoặc ý kiến khác", "Choose agree, disagree or other"),
    "to.required": ("Chọn người hoặc bộ phận nhận", "Choose who"),
    "body.day_wrong": ("Ghi ngày, dạng 2026-11-09", "Give a day like 2026-11-09"),
    "consultation.hours_wrong": ("Ghi số giờ làm việc, từ 1 đến {most}", "Give working hours, from 1 to {most}"),
    "consultation.to_self": ("Chọn người khác, không phải mình", "Choose somebody other than yourself"),
    "colleague.unknown": (
        "Đơn vị không có người đang giữ vị trí với tên đăng nhập “{to}”. Chọn trong danh sách",
        "Nobody with the username “{to}” holds a post of this agency now. Choose from the list",
    ),
    "colleague.post_empty": (
        "Vị trí “{post}” hiện không có ai giữ. Chọn vị trí hoặc người khác",
        "Nobody holds the post “{post}” now. Choose another post or person",
    ),
    "colleague.unit_empty": (
        "Bộ phận “{unit}” hiện không có ai. Chọn bộ phận khác",
        "Nobody works in “{unit}” now. Choose another unit",
    ),
    "hand_over.to_unknown": (
        "“{to}” không giữ vị trí nào ở đơn vị này hôm nay. Chọn người trong danh sách",
        "“{to}” holds no post of this agency today. Choose somebody from the list",
    ),
    "hand_over.to_unfit": (
        "Người này không làm được bước hiện tại: bước này của {role}. Chọn người khác",
        "This colleague cannot do the present step, which is for: {role}. Choose somebody else",
    ),
}
