"""Why a line was refused or warned of: code → (Vietnamese, English)."""

from collections.abc import Mapping

WORDS = {
    "import.not_utf8": ("không phải UTF-8", "is not UTF-8"),
    "import.too_deep": ("lồng nhau quá sâu", "is nested too deeply"),
    "import.too_long": ("dài quá {most} byte", "is longer than {most} bytes"),
    "import.not_json": ("không phải JSON ({why})", "is not JSON ({why})"),
    "import.not_object": ("không phải một đối tượng JSON", "is not a JSON object"),
    "import.character": ("có ký tự không lưu được", "holds a character that cannot be stored"),
    "import.code_wrong": ("mã hồ sơ không đúng dạng", "the dossier code has no known form"),
    "import.member_missing": ("thiếu {member}", "{member} is missing"),
    "import.member_wrong": ("{member} không đúng kiểu", "{member} is of the wrong kind"),
    "import.value_unknown": ("{member}: chọn một trong {allowed}", "{member}: one of {allowed}"),
    "import.amount_wrong": ("{member}: số tiền là số đồng nguyên, không âm", "{member}: whole đồng, not negative"),
    "import.no_events": ("không có sự kiện nào", "has no events"),
    "import.event_wrong": ("sự kiện {number} không đọc được", "event {number} cannot be read"),
    "import.event_unknown": (
        "sự kiện {number}: loại phải là một trong {allowed}",
        "event {number}: type is one of {allowed}",
    ),
    "import.event_order": (
        "sự kiện {number} ({type}) xảy ra trước sự kiện liền trước nó",
        "event {number} ({type}) happens before the event listed before it",
    ),
    "import.not_submitted_first": (
        "sự kiện đầu phải là submitted, không phải {type}",
        "the first event must be submitted, not {type}",
    ),
    "import.event_not_lawful": (
        "sự kiện {number} ({type}) không hợp lệ khi hồ sơ đang {state}",
        "event {number} ({type}) is not lawful while the dossier is {state}",
    ),
    "import.time_wrong": ("{member} không phải thời điểm ISO 8601", "{member} is not an ISO 8601 time"),
    "import.time_range": (
        "{member} nằm ngoài các năm {first}–{last}",
        "{member} lies outside the years {first} to {last}",
    ),
    "import.procedure_unknown": ("không có thủ tục {procedure}", "there is no procedure {procedure}"),
    "import.procedure_not_in_force": (
        "thủ tục {procedure} không có hiệu lực ngày {on}",
        "procedure {procedure} was not in force on {on}",
    ),
    "import.process_missing": (
        "thủ tục {procedure} không có quy trình vào ngày {on}",
        "procedure {procedure} has no process on {on}",
    ),
    "import.agency_unknown": ("không có cơ quan {agency}", "there is no agency {agency}"),
    "import.agency_not_in_force": ("cơ quan {agency} không tồn tại ngày {on}", "agency {agency} did not exist on {on}"),
    "import.due_not_computed": (
        "không tính được hẹn của sự kiện {number} ({why})",
        "the due time of event {number} cannot be computed ({why})",
    ),
    "import.code_twice": (
        "mã hồ sơ đã có ở dòng {line} với nội dung khác; giữ một dòng hoặc sửa mã",
        "line {line} has the same code with other content; keep one of them or mend the code",
    ),
    "import.differs": (
        "mã hồ sơ đã có trong hệ thống với nội dung khác ({member}); hồ sơ đã có được giữ nguyên",
        "a dossier of this code is here with other content ({member}); it was left as it is",
    ),
    "import.news": (
        "hồ sơ đã có trong hệ thống; dòng này có thêm sự kiện mới nhưng không được nạp, hồ sơ giữ nguyên",
        "the dossier is here already; this line knows later events, they were not taken and it was left as it is",
    ),
    "import.run_taken": (
        "tệp này đang được nạp ở nơi khác; chờ xong rồi chạy lại",
        "another import of this file is running; wait for its end and run this again",
    ),
    "import.before": ("đã báo ở lần nạp trước", "told by the import before"),
    "import.not_mended": (
        "dòng gốc chưa phải là một đối tượng JSON; sửa mục original rồi nạp lại",
        "the original line is no JSON object yet; mend the member original and bring it in again",
    ),
    "import.database": ("cơ sở dữ liệu không nhận: {why}", "the database does not take it: {why}"),
    "import.member_unknown": ("mục này không dùng", "this member is not known and was left out"),
    "import.officer_online": (
        "công chức nhập nhưng ghi là nộp trên mạng; giữ như đã ghi",
        "entered by an officer yet called online; kept as given",
    ),
    "import.before_beginning": (
        "trước ngày {on} không có dữ liệu về cơ quan và thủ tục; dùng dữ liệu của ngày đó",
        "agencies and procedures before {on} are not known; those of that day were taken",
    ),
    "import.due_before": (
        "hẹn trả sớm hơn chính thời điểm hẹn; giữ như đã ghi",
        "the promise lies before the moment it was made; kept as given",
    ),
    "import.paid_more": ("số đã nộp nhiều hơn số phải nộp", "more was paid than was charged"),
    "import.rated_without_result": (
        "có câu trả lời hài lòng nhưng hồ sơ chưa có kết quả; bỏ câu trả lời",
        "rated although there is no result; the answer was left out",
    ),
}


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "–"


def sentence(code: str, facts: Mapping[str, object], lang: str) -> str:
    """The words of a code of this import; other rooms' codes stand as they are."""
    pair = WORDS.get(code)
    return pair[lang == "en"].format_map(_Facts(facts)) if pair else code
