"""What may be wrong with a country pack: code → (Vietnamese, English)."""

WORDS = {
    "file_missing": ("không có tệp này", "there is no such file"),
    "unreadable": ("không đọc được: {reason}", "cannot be read: {reason}"),
    "header_wrong": ("dòng đầu phải là: {header}", "the first line must be: {header}"),
    "columns_wrong": ("có {found} cột, cần {wanted}", "{found} columns, {wanted} are needed"),
    "key_unknown": ("không dùng khóa “{key}”", "unknown key “{key}”"),
    "key_twice": ("khóa “{key}” ghi hai lần", "the key “{key}” stands twice"),
    "key_missing": ("thiếu “{key}”", "“{key}” is missing"),
    "type_wrong": ("“{key}” phải là {wanted_vi}", "“{key}” must be {wanted_en}"),
    "empty": ("“{key}” để trống", "“{key}” is empty"),
    "too_long": ("“{key}” dài {length} ký tự, nhiều nhất {most}", "“{key}” has {length} characters, at most {most}"),
    "not_normal": ("“{key}” không ở dạng Unicode NFC", "“{key}” is not in the Unicode form NFC"),
    "value_unknown": ("“{key}”: không dùng “{value}”; dùng {allowed}", "“{key}”: “{value}” is not one of {allowed}"),
    "twice": ("“{value}” đã có ở dòng {line}", "“{value}” stands already in line {line}"),
    "reference_missing": ("không có {reference}", "{reference} does not exist"),
    "not_on_day": ("không có {reference} vào ngày {on}", "{reference} does not exist on {on}"),
    "must_end": ("{reference} phải kết thúc vào ngày {on}", "{reference} must end on {on}"),
    "must_begin": ("{reference} phải bắt đầu vào ngày {on}", "{reference} must begin on {on}"),
    "backward": ("kết thúc {valid_to} không sau bắt đầu {valid_from}", "the end {valid_to} is not after {valid_from}"),
    "overlap": (
        "“{value}”: thời gian trùng với dòng {line}",
        "“{value}”: the time overlaps that of line {line}",
    ),
    "not_later": (
        "phiên bản từ {valid_from} không sau phiên bản trước",
        "the version from {valid_from} is not after the one before",
    ),
    "circle": ("“{value}” thuộc chính nó", "“{value}” belongs to itself"),
    "content": ("{reason_vi}", "{reason_en}"),
}
WANTED = {
    "text": ("chữ", "text"),
    "number": ("số nguyên không âm", "a whole number, not negative"),
    "flag": ("true hoặc false", "true or false"),
    "day": ("ngày, dạng 2025-07-01", "a date like 2025-07-01"),
    "clock": ('giờ, dạng "15:00"', 'a time like "15:00"'),
    "list": ("danh sách", "a list"),
    "map": ("nhóm khóa và giá trị", "keys with values"),
}
