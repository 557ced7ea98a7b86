"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "procedure.unknown": ("Không có thủ tục với mã {procedure}.", "There is no procedure with the code {procedure}."),
    "procedure.not_in_force": (
        "Thủ tục {procedure} không có hiệu lực vào ngày {on}.",
        "Procedure {procedure} is not in force on {on}.",
    ),
    "procedure.code_taken": ("Mã thủ tục {procedure} đã có.", "The procedure code {procedure} is taken."),
    "procedure.invalid": ("Nội dung thủ tục có chỗ chưa đúng.", "The procedure's content has mistakes."),
    "procedure.missing_value": ("Thiếu mục này.", "This is missing."),
    "procedure.unknown_value": ("Không dùng giá trị {value}.", "The value {value} is not known."),
    "procedure.duplicate": ("Trùng với một mục ở trên: {value}.", "The same as one above: {value}."),
    "procedure.number_wrong": ("Phải là số nguyên không âm.", "This must be a whole number, not negative."),
    "procedure.tiers_wrong": (
        "Bậc thu phải tăng dần, từ đơn vị thứ hai trở đi, mỗi bậc một số tiền.",
        "Steps of a fee ascend from the second unit on, each with its amount.",
    ),
    "procedure.most_wrong": (
        "Mức cao nhất phải là số nguyên, không nhỏ hơn mức thu.",
        "The most must be a whole number and not less than the amount.",
    ),
    "local_fee.invalid": ("Mức thu có chỗ cần sửa.", "The local fee has something to fix."),
    "local_fee.amount_wrong": (
        "Ghi số tiền bằng đồng, không có phần lẻ; không thu thì ghi 0",
        "Enter the amount in whole đồng; 0 if nothing is charged",
    ),
    "local_fee.decision_missing": (
        "Ghi số nghị quyết hoặc quyết định quy định mức thu",
        "Enter the number of the resolution that sets the fee",
    ),
    "local_fee.decision_too_long": (
        "Số văn bản dài quá 80 ký tự",
        "The number of the resolution has more than 80 characters",
    ),
    "local_fee.kind_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "local_fee.channel_unknown": ("Chọn một trong: {allowed}", "Choose one of: {allowed}"),
    "local_fee.no_line": (
        "Thủ tục {procedure} không có khoản này do địa phương quy định",
        "Procedure {procedure} has no such fee for a local council to set",
    ),
    "local_fee.too_early": (
        "Ngày áp dụng phải sau {valid_from}, ngày của mức đang ghi.",
        "It must apply after {valid_from}, when the present fee did.",
    ),
    "local_fee.ended": (
        "Mức thu này đã hết hiệu lực từ {valid_to}.",
        "This fee ended on {valid_to}.",
    ),
    "procedure.case_when_wrong": (
        "Ghi theo mẫu “mục=giá trị”, nhiều giá trị cách nhau bằng dấu |. Ví dụ: yeu_to=nuoc_ngoai|bien_gioi",
        "Write it as “field=value”, several values with | between. For example: yeu_to=nuoc_ngoai|bien_gioi",
    ),
    "procedure.case_missing": (
        "Đặt mã cho trường hợp trước, rồi mới ghi câu trả lời nào dẫn đến trường hợp ấy",
        "Give the case a code first, then say which answers make it",
    ),
    "procedure.no_general_limit": (
        "Thiếu thời hạn chung, không kèm kênh nộp hay trường hợp riêng.",
        "The general time limit, without channel or case, is missing.",
    ),
    "procedure.same_content": (
        "Nội dung này đã công bố ở phiên bản {number}.",
        "This content is published already as version {number}.",
    ),
    "procedure.too_early": (
        "Ngày hiệu lực phải sau {valid_from}, ngày phiên bản {number} có hiệu lực.",
        "It must take effect after {valid_from}, when version {number} did.",
    ),
    "procedure.abolished_already": (
        "Thủ tục {procedure} đã bãi bỏ hoặc chưa công bố.",
        "Procedure {procedure} is abolished already or was never published.",
    ),
    "procedure.part_missing.name": ("Ghi tên thủ tục", "Write the name of the procedure"),
    "procedure.part_missing.steps": (
        "Chọn quy trình giải quyết: thiếu trình tự thực hiện",
        "Choose the process: the steps are missing",
    ),
    "procedure.part_missing.ways": (
        "Thiếu cách thức thực hiện: chọn mức trên mạng; nếu không làm hết trên mạng thì ghi lý do",
        "The ways to file are missing: choose how much is online, and say why where it is not all",
    ),
    "procedure.part_missing.papers": ("Ghi ít nhất một giấy tờ trong thành phần hồ sơ", "Name at least one paper"),
    "procedure.part_missing.limit": ("Ghi thời hạn giải quyết", "Write the time limit"),
    "procedure.part_missing.subject": ("Ghi thủ tục dành cho ai", "Write for whom the procedure is"),
    "procedure.part_missing.agency": ("Chọn cấp hoặc cơ quan giải quyết", "Choose who decides"),
    "procedure.part_missing.result": ("Ghi người dân nhận được kết quả gì", "Write what people get as result"),
    "procedure.part_missing.fee": (
        "Có khoản phí chưa nói thu của ai: ghi trường hợp, hoặc đánh dấu mức thường",
        "A fee does not say who pays it: write the case, or mark it as the usual one",
    ),
    "procedure.part_missing.law": ("Ghi ít nhất một văn bản căn cứ", "Name at least one legal basis"),
    "procedure.decision_missing": ("Ghi số quyết định công bố", "Enter the number of the decision"),
    "procedure.decision_too_long": (
        "Số quyết định dài nhất {most} ký tự",
        "The number of the decision has at most {most} characters",
    ),
    "procedure.day_missing": ("Ghi ngày bắt đầu có hiệu lực", "Enter the day from which it holds"),
    "procedure.day_past": (
        "Ngày hiệu lực {valid_from} đã qua. Ghi lý do, hoặc chọn từ ngày {today} trở đi",
        "{valid_from} is past. Give the reason, or choose {today} or later",
    ),
    "procedure.process_missing": (
        "Quy trình {process} chưa có hiệu lực ngày {on}. Chọn quy trình khác",
        "The process {process} does not hold on {on}. Choose another",
    ),
    "procedure.process_over_limit": (
        "Quy trình cần {sum} giờ làm việc, nhiều hơn thời hạn {by} giờ (thời hạn là {limit} giờ). Chọn quy trình khác, "
        "hoặc sửa thời hạn",
        "The process takes {sum} working hours, {by} more than the limit of {limit}. Choose another, or mend the limit",
    ),
    "procedure.process_under_limit": (
        "Quy trình chỉ dùng {sum} giờ làm việc, ít hơn thời hạn {by} giờ (thời hạn là {limit} giờ). Chọn quy trình "
        "khác, hoặc sửa thời hạn",
        "The process takes {sum} working hours, {by} fewer than the limit of {limit}. Choose another, or mend the "
        "limit",
    ),
    "procedure.process_over_window": (
        "Quy trình cần {sum} giờ làm việc, nhiều hơn {by} giờ so với số giờ ít nhất trong thời hạn: {limit} giờ, khi "
        "bắt đầu ngày {window}. Chọn quy trình khác, hoặc sửa thời hạn",
        "The process takes {sum} working hours, {by} more than the fewest inside the limit: {limit}, when it begins on "
        "{window}. Choose another, or mend the limit",
    ),
    "procedure.process_nothing_left": (
        "Thời hạn {limit} giờ không còn giờ nào cho bước “{key}” của quy trình. Chọn quy trình khác, hoặc sửa thời hạn",
        "The limit of {limit} hours leaves nothing for the step “{key}”. Choose another process, or mend the limit",
    ),
    "procedure.form_missing": (
        "Tờ khai {form} chưa có hiệu lực ngày {on}. Chọn tờ khai khác, hoặc công bố tờ khai trước",
        "The form {form} does not hold on {on}. Choose another, or publish the form first",
    ),
    "procedure.slug_taken": ("Tên ngắn {slug} đã dùng cho thủ tục khác.", "The short name {slug} is taken."),
    "procedure.code_wrong": (
        "Mã gồm chữ không dấu, số, dấu chấm, gạch; dài nhất 40 ký tự. Chưa có mã quốc gia thì ghi X. và tên ngắn",
        "A code has letters, digits, dots and dashes, at most 40. Without a national one write X. and the short name",
    ),
    "procedure.slug_wrong": (
        "Tên ngắn gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ",
        "The short name has small letters, digits and _, beginning with a letter",
    ),
    "procedure.field_missing": ("Chọn lĩnh vực", "Choose the field of administration"),
    "procedure.in_force_already": (
        "Phiên bản {number} đã có hiệu lực từ {valid_from}, không rút được nữa. Công bố bản sửa đổi thay cho nó.",
        "Version {number} has been in force since {valid_from} and cannot be withdrawn. Publish an amendment instead.",
    ),
    "procedure.not_the_last": (
        "Sau phiên bản {number} còn phiên bản {last}. Rút phiên bản {last} trước.",
        "Version {last} follows version {number}. Withdraw version {last} first.",
    ),
    "version_draft.changed": (
        "Bản thảo vừa được {who} lưu lúc {when}. Những gì ông/bà ghi còn ở dưới; xem bản vừa lưu rồi ghi lại.",
        "{who} saved this draft at {when}. What you wrote is kept below; look at what was saved, then save again.",
    ),
    "version_draft.unknown": (
        "Không còn bản thảo này: đã công bố hoặc đã bỏ.",
        "This draft is gone: published or thrown away.",
    ),
    "version_draft.there_is_one": (
        "Đã có bản thảo của thủ tục {procedure}. Mở bản thảo đó để sửa tiếp.",
        "There is a draft of procedure {procedure} already. Open it and go on there.",
    ),
    "version_draft.behind": (
        "Sau khi lập bản thảo, phiên bản {number} đã được công bố. So sánh với bản đó rồi bấm Dùng tiếp bản thảo.",
        "Version {number} was published after this draft was begun. Compare with it, then keep the draft.",
    ),
    "catalogue.done_already": ("Tệp này đã nhập lúc {at}.", "This file was brought in at {at}."),
    "opening.too_early": (
        "Ngày áp dụng phải sau {valid_from}, ngày của mức đang dùng.",
        "It must apply after {valid_from}, when the present level did.",
    ),
    "opening.level_unknown": ("Không có mức trực tuyến {online}.", "There is no online level {online}."),
    "result_template.unknown": ("Không có mẫu kết quả này.", "There is no such result template."),
    "result_template.invalid": ("Mẫu kết quả có chỗ cần sửa.", "The result template has something to fix."),
    "result_template.missing_value": ("Ghi mục này", "Write this"),
    "result_template.too_long": (
        "Dài nhất {most} ký tự; đang có {length}",
        "At most {most} characters; it has {length}",
    ),
    "result_template.kind_unknown": ("Chọn mẫu giải quyết hoặc không giải quyết", "Choose approval or rejection"),
    "result_template.placeholder_unknown": (
        "Không có chỗ điền “{name}”. Chọn trong danh sách chỗ điền của thủ tục, hoặc bỏ dấu ngoặc",
        "There is no placeholder “{name}”. Choose one of the list, or leave the braces out",
    ),
    "result_template.brace_open": (
        "Có dấu ngoặc nhọn thiếu một nửa. Chỗ điền ghi như {{applicant}}",
        "A brace has no partner. A placeholder is written like {{applicant}}",
    ),
    "result_template.too_early": (
        "Ngày áp dụng phải sau {since}, ngày của phiên bản đang có.",
        "It must apply after {since}, the day of the present version.",
    ),
    "result_template.other_owner": (
        "Mẫu này của thủ tục, đơn vị hoặc loại khác. Lập mẫu mới với tên khác.",
        "This template belongs to another procedure, agency or kind. Make a new one.",
    ),
    "result_template.ended": ("Mẫu này đã thôi dùng.", "This template is no longer in use."),
    "linked.invalid": ("Dịch vụ liên thông có chỗ cần sửa.", "The linked service has something to fix."),
    "linked.unknown": (
        "Thủ tục {procedure} không phải dịch vụ liên thông.",
        "Procedure {procedure} is no linked service.",
    ),
    "linked.shape_wrong": (
        "Mục “{name}” thiếu hoặc không đúng dạng. Xem mẫu của phiên bản đang dùng",
        "“{name}” is missing or has a wrong shape. Look at the version in force",
    ),
    "linked.day_past": (
        "Phiên bản mới có hiệu lực từ ngày mai trở đi",
        "A new version takes effect from tomorrow on",
    ),
    "linked.members_few": (
        "Dịch vụ liên thông có ít nhất hai thủ tục",
        "A linked service has at least two procedures",
    ),
    "linked.key_wrong": (
        "Tên ngắn “{key}” gồm chữ thường không dấu, số và gạch dưới, dài nhất 20 ký tự",
        "The short name “{key}” has small letters, digits and _, at most 20",
    ),
    "linked.member_twice": ("“{key}” ghi hai lần", "“{key}” stands twice"),
    "linked.member_unknown": ("Không có việc “{key}” trong dịch vụ này", "There is no member “{key}” in this service"),
    "linked.lead_waits": (
        "Việc đầu tiên “{key}” không chờ việc khác và không bỏ được: mã hồ sơ của nó là mã chung",
        "The first member “{key}” waits for nothing and cannot be left out: its code is the code of all",
    ),
    "linked.order_wrong": (
        "Việc “{key}” phải đứng trước việc chờ nó",
        "The member “{key}” must stand before the one that waits for it",
    ),
    "linked.takes_wrong": (
        "Giấy tờ “{paper}” lấy từ “{key}” thì phải chờ “{key}”",
        "The paper “{paper}” comes from “{key}”, so it must wait for “{key}”",
    ),
    "linked.agency_wrong": (
        "Nơi giải quyết “{agency}”: ghi same, department hoặc mã cơ quan",
        "The deciding agency “{agency}” must be same, department or a code",
    ),
    "linked.name_missing": ("Ghi tên của việc “{key}” bằng hai thứ tiếng", "Name the member “{key}” in both languages"),
    "linked.question_unknown": ("Tờ khai không có câu “{question}”", "The form has no question “{question}”"),
    "linked.question_twice": (
        "Câu “{question}” được dùng chung hai lần",
        "The question “{question}” is shared twice",
    ),
    "linked.not_convertible": (
        "Câu trả lời “{question}” không điền được vào “{other}”: khác loại hoặc khác danh mục",
        "The answer to “{question}” cannot fill “{other}”: another type or list",
    ),
    "linked.skip_needed": (
        "Câu “{question}” bắt buộc, không bỏ được. Dùng chung, ghi sẵn hoặc để sau",
        "The question “{question}” is required and cannot be skipped. Share it, fix it or put it off",
    ),
    "linked.form_wrong": (
        "Các tờ khai không ghép được: {reason}",
        "The forms cannot be put together: {reason}",
    ),
    "linked.paper_unknown": ("Thủ tục không có giấy tờ “{paper}”", "The procedure has no paper “{paper}”"),
    "linked.same_content": (
        "Nội dung này đã có ở phiên bản {number}.",
        "This content stands already as version {number}.",
    ),
    "linked.too_early": (
        "Ngày hiệu lực phải sau {valid_from}, ngày phiên bản {number} có hiệu lực.",
        "It must take effect after {valid_from}, when version {number} did.",
    ),
}
