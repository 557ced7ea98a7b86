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
}
