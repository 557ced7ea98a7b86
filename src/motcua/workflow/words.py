"""Sentences for this room's refusals: code → (Vietnamese, English)."""

WORDS = {
    "process.invalid": ("Quy trình có chỗ cần sửa.", "The process has something to fix."),
    "process.missing": ("Không có quy trình “{key}” vào ngày {on}.", "There is no process “{key}” on {on}."),
    "process.date_not_after": (
        "Phiên bản mới phải bắt đầu sau ngày {since}, ngày bắt đầu của phiên bản đang có.",
        "The new version must begin after {since}, when the present one began.",
    ),
    "process.unknown_field": ("Không dùng mục này", "This member is not known"),
    "process.missing_field": ("Thiếu mục này", "This member is missing"),
    "process.not_text": ("Ghi bằng chữ", "Give a text"),
    "process.not_a_list": ("Ghi một danh sách, mỗi mục một lần", "Give a list, each entry once"),
    "process.not_yes_or_no": ("Ghi có hoặc không", "Say yes or no"),
    "process.named_twice": ("Có mục ghi hai lần", "An entry is named twice"),
    "process.too_many_steps": ("Nhiều nhất {most} bước", "At most {most} steps"),
    "process.key_wrong": (
        "Khóa gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ",
        "A key has small letters, digits and underscores and begins with a letter",
    ),
    "process.unknown_act": ("Không có việc này trong quy trình", "There is no such act in a process"),
    "process.unknown_also": (
        "Việc “{act}” không cho phép kèm theo một bước được",
        "The act “{act}” cannot be allowed beside a step",
    ),
    "process.hours_wrong": ("Ghi số giờ nguyên, từ 0 trở lên", "Give a whole number of hours, from 0"),
    "process.warn_wrong": ("Ghi số giờ báo trước, từ 1 trở lên", "Give the hours of warning, from 1"),
    "process.agency_wrong": (
        "“{agency}” không phải mã cơ quan; ghi mã như H44.229, hoặc chọn cấp trên hay sở quản lý lĩnh vực",
        "“{agency}” is no agency code; give one such as H44.229, or choose the agency above or the field's department",
    ),
    "process.duplicate_key": ("Khóa “{key}” dùng hai lần", "The key “{key}” is used twice"),
    "process.must_begin_with_receive": ("Bước đầu phải là tiếp nhận", "The first step must be reception"),
    "process.must_end_with_deliver": ("Bước cuối phải là trả kết quả", "The last step must be delivery"),
    "process.act_once": ("Việc này chỉ làm ở một bước", "Only one step may have this act"),
    "process.propose_needs_approve": (
        "Có đề xuất thì phải có phê duyệt, và ngược lại",
        "A proposal needs an approval, and the other way round",
    ),
    "process.nobody_decides": (
        "Không bước nào quyết định: thêm bước đề xuất và bước phê duyệt",
        "No step decides: add a proposal and an approval",
    ),
    "process.approve_before_propose": ("Phê duyệt phải sau đề xuất", "The approval must come after the proposal"),
    "process.forward_after_decision": (
        "Sau phê duyệt cuối cùng chỉ còn trả kết quả: đưa bước này lên trước, hoặc để bước phê duyệt sau cùng",
        "After the last approval only delivery remains: move this step up, or let an approval come last",
    ),
    "process.second_rest": (
        "Chỉ một bước lấy phần giờ còn lại, và bước “{first}” đã lấy: ghi số giờ cho bước này",
        "Only one step takes the hours that are left, and “{first}” does: give this step a number of hours",
    ),
    "process.cannot_skip": (
        "Bước này không bỏ qua được: chỉ bước chuyển, bước ký trước và phần việc của cơ quan khác được tùy chọn",
        "This step cannot be skipped: only passing on, an endorsement and another agency's part may be optional",
    ),
    "process.agency_only_parts": (
        "Chỉ phần việc của cơ quan khác mới ghi cơ quan: bỏ cơ quan, hoặc chọn việc là phần việc",
        "Only another agency's part names an agency: remove it, or make the step a part",
    ),
    "process.part_needs_agency": (
        "Ghi cơ quan làm phần việc này: cấp trên, sở quản lý lĩnh vực, hoặc mã cơ quan",
        "Say which agency does this part: the one above, the field's department, or a code",
    ),
    "process.deliver_not_counted": (
        "Trả kết quả không tính giờ: kết quả đã có từ bước phê duyệt",
        "Delivery is not counted: the result is there since the approval",
    ),
    "process.after_unknown": ("Không có bước “{key}” để chờ", "There is no step “{key}” to wait for"),
    "process.loop": (
        "Vòng lặp: “{key}” chờ “{after}”, mà “{after}” chỉ xong sau “{key}”. Bỏ một trong hai chỗ chờ",
        "A loop: “{key}” waits for “{after}”, which is only done after “{key}”. Remove one of the two",
    ),
    "process.unreachable": (
        "Bước “{key}” không bao giờ tới lượt, vì nó chờ một vòng lặp",
        "The step “{key}” is never reached, because it waits for a loop",
    ),
    "process.part_unused": (
        "Không bước nào chờ phần việc “{key}”: ghi khóa này vào mục “Chờ” của bước cần kết quả ấy",
        "No step waits for the part “{key}”: name it under “waits for” of the step that needs its answer",
    ),
    "process.over_limit": (
        "Tổng {sum} giờ, nhiều hơn luật {by} giờ: {procedure} cho {limit} giờ. Đường dài nhất: {path}",
        "{sum} hours in all, {by} more than the law: {procedure} gives {limit}. Longest way: {path}",
    ),
    "process.under_limit": (
        "Tổng {sum} giờ, ít hơn luật {by} giờ: {procedure} cho {limit} giờ. Đường dài nhất: {path}",
        "{sum} hours in all, {by} fewer than the law: {procedure} gives {limit}. Longest way: {path}",
    ),
    "process.over_window": (
        "Tổng {sum} giờ, nhiều hơn {by} giờ so với giờ làm việc ít nhất trong thời hạn của {procedure}: {limit} giờ, "
        "khi bắt đầu ngày {window}. Đường dài nhất: {path}",
        "{sum} hours in all, {by} more than the fewest working hours inside the limit of {procedure}: {limit}, when it "
        "begins on {window}. Longest way: {path}",
    ),
    "process.nothing_left": (
        "Bước “{key}” lấy phần còn lại, nhưng {procedure} chỉ cho {limit} giờ và các bước khác đã dùng hết: {path}",
        "The step “{key}” takes what is left, but {procedure} gives {limit} hours and the others use them up: {path}",
    ),
    "process.post_not_held": (
        "Không ai giữ vị trí “{post}” ở cơ quan nào giải quyết thủ tục này: bổ nhiệm người, hoặc chọn vị trí khác",
        "Nobody holds the post “{post}” at any agency that decides this: appoint somebody, or choose another post",
    ),
    "watch.invalid": ("Quy định nhắc việc có chỗ cần sửa.", "The rules of warning have something to fix."),
    "watch.warn_wrong": (
        "Ghi số giờ làm việc, từ 1 đến {most}, cách nhau bằng dấu phẩy",
        "Give working hours from 1 to {most}, separated by commas",
    ),
    "watch.above_missing": ("Ghi ít nhất một vị trí cấp trên", "Name at least one post above"),
    "watch.cutoff_wrong": ("Ghi giờ dạng 15:00", "Write the hour like 15:00"),
    "watch.not_past": ("Bản mới có hiệu lực sớm nhất từ ngày mai", "A new version begins tomorrow at the earliest"),
    "watch.day_taken": ("Ngày này đã có một bản. Chọn ngày khác", "A version begins on that day. Choose another"),
    "process.unknown": ("Không có quy trình “{key}”.", "There is no process “{key}”."),
    "process.key_taken": ("Khóa “{key}” đã có quy trình khác dùng", "Another process uses the key “{key}”"),
    "process.name_missing": ("Ghi tên quy trình", "Give the process a name"),
    "process.name_too_long": ("Tên dài nhất {most} ký tự", "A name has at most {most} characters"),
    "process.decision_missing": ("Ghi số quyết định ban hành quy trình", "Give the number of the decision"),
    "process.decision_too_long": ("Số quyết định dài nhất {most} ký tự", "At most {most} characters"),
    "process.day_missing": ("Ghi ngày quy trình có hiệu lực", "Say from which day the process holds"),
    "process.day_past": (
        "Ngày {valid_from} đã qua: ghi lý do vì sao áp dụng từ ngày ấy",
        "{valid_from} is past: say why it holds from then on",
    ),
    "process.in_force_already": (
        "Bản {number} đã có hiệu lực từ {valid_from}, không rút được nữa. Muốn đổi, hãy ban hành bản mới.",
        "Version {number} has been in force since {valid_from} and cannot be withdrawn. Publish a new one instead.",
    ),
    "process.not_the_last": (
        "Chỉ rút được bản cuối cùng; sau bản {number} còn bản khác.",
        "Only the last version can be withdrawn; another follows version {number}.",
    ),
    "process_draft.there_is_one": (
        "Quy trình “{key}” đang có bản thảo.",
        "The process “{key}” is being drafted already.",
    ),
    "process_draft.unknown": ("Không có bản thảo này.", "There is no such draft."),
    "process_draft.changed": (
        "{who} đã lưu bản thảo này lúc {when}. Mở lại trang để thấy bản mới nhất rồi sửa tiếp.",
        "{who} saved this draft at {when}. Open the page again to see the latest, then go on.",
    ),
    "process_draft.behind": (
        "Sau khi mở bản thảo, bản {number} đã được ban hành. So sánh rồi chọn dùng tiếp bản thảo, hoặc bỏ bản thảo.",
        "Version {number} was published after this draft was begun. Compare, then go on with the draft or discard it.",
    ),
    "process_draft.same": (
        "Bản thảo chưa khác gì bản {number}: sửa trước khi ban hành.",
        "The draft does not differ from version {number}: change it before publishing.",
    ),
    "process.no_calendar": (
        "Chưa nạp lịch làm việc nên chưa so được giờ với thời hạn: nạp lịch rồi mở lại",
        "No working calendar is loaded, so hours cannot be set against the limits: load one and come back",
    ),
    "process.procedure_unknown": ("Không có thủ tục “{procedure}”", "There is no procedure “{procedure}”"),
    "process.procedure_later": (
        "Thủ tục {procedure} đã có bản {number} từ {since}: chọn ngày sau ngày ấy",
        "Procedure {procedure} has version {number} from {since}: choose a later day",
    ),
    "process.followed": (
        "Không rút được: {procedures} theo quy trình này từ ngày ấy. Rút phiên bản của các thủ tục đó trước.",
        "It cannot be withdrawn: {procedures} follow it from that day. Withdraw their versions first.",
    ),
    "bpmn.invalid": ("Không đọc được tệp BPMN này.", "This BPMN file cannot be read."),
    "bpmn.too_big": (
        "Tệp nặng {size} MB, nhiều nhất {most} MB. Sơ đồ quy trình chỉ vài chục KB: xem lại tệp đã chọn",
        "The file has {size} MB; at most {most} MB are read. A process takes a few dozen KB: check the file",
    ),
    "bpmn.entities": (
        "Tệp có khai báo DOCTYPE hoặc thực thể XML, không đọc để giữ an toàn. Xuất lại không kèm DOCTYPE",
        "The file declares a document type or entities and is not read, for safety. Export it again without them",
    ),
    "bpmn.not_xml": (
        "Tệp không phải XML đúng: dòng {line}, cột {column}",
        "The file is not well-formed XML: line {line}, column {column}",
    ),
    "bpmn.not_bpmn": (
        "Tệp không phải BPMN 2.0: phần tử đầu là “{element}”, phải là “definitions”",
        "The file is no BPMN 2.0: it begins with “{element}” instead of “definitions”",
    ),
    "bpmn.unknown_element": (
        "Chưa đọc được phần tử “{element}”. Đọc được: luồng tuần tự, làn, việc, cổng loại trừ và song song",
        "The element “{element}” is not read. What is: sequence flows, lanes, tasks, exclusive and parallel gateways",
    ),
    "bpmn.no_process": ("Tệp không có quy trình nào", "The file has no process"),
    "bpmn.several_processes": (
        "Tệp có {number} quy trình: tách mỗi quy trình một tệp",
        "The file has {number} processes: put each into a file of its own",
    ),
    "bpmn.flow_nowhere": (
        "Mũi tên “{flow}” không nối hai phần tử có trong tệp",
        "The flow “{flow}” does not join two elements of the file",
    ),
    "bpmn.no_start": (
        "Cần đúng một điểm bắt đầu; tệp có {number}",
        "Exactly one start event is needed; the file has {number}",
    ),
    "bpmn.no_tasks": ("Tệp không có việc nào", "The file has no task"),
    "bpmn.unreached": (
        "“{name}” không bao giờ tới lượt: không mũi tên nào dẫn từ điểm bắt đầu tới",
        "“{name}” is never reached: no flow leads there from the start",
    ),
    "bpmn.loop": (
        "“{name}” nằm trong hoặc sau một vòng lặp. Trả lại để làm lại thì phần mềm đã có sẵn, không vẽ vòng",
        "“{name}” is in or behind a loop. Sending back for rework is always there and is not drawn",
    ),
}
