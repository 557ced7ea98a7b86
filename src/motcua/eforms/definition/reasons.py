"""Why a definition cannot be used, in Vietnamese: the loader's reasons are English sentences of a fixed shape; pure."""

import re

_SHAPES: tuple[tuple[str, str], ...] = (
    (r"refers to missing field (.+)", "điều kiện nhắc tới trường {0} không có trong tờ khai"),
    (r"refers to column (.+) that table (.+) does not have", "nhắc tới cột {0} mà bảng {1} không có"),
    (r"refers to (.+), but there is no date (.+)", "nhắc tới {0}, nhưng không có ngày {1}"),
    (r"key (.+) stands twice", "khóa {0} có hai lần"),
    (r"code (.+) stands twice", "mã {0} có hai lần"),
    (r"group (.+) has no field", "bước {0} không có trường nào"),
    (r"no group (.+)", "không có bước {0}"),
    (r"no field (.+)", "không có trường {0}"),
    (r"no column (.+)", "không có cột {0}"),
    (r"no date (.+)", "không có ngày {0}"),
    (r"no list (.+)", "không có danh mục {0}"),
    (r"not in list (.+)", "không có trong danh mục {0}"),
    (r"depends on itself: (.+)", "phụ thuộc vòng tròn: {0}"),
    (r"is above max", "lớn hơn mức lớn nhất"),
    (
        r"a required field that nobody is asked needs a default or a computed value",
        "bắt buộc mà không hỏi ai thì phải có giá trị sẵn hoặc giá trị tính",
    ),
    (r"is missing", "còn thiếu"),
    (r"unknown member", "không dùng mục này"),
    (r"unknown attribute", "không dùng thuộc tính này"),
    (r"unknown type (.+)", "không có kiểu {0}"),
    (r"unknown rule (.+)", "không có cách tính {0}"),
    (r"unknown operator (.+)", "không dùng phép {0}"),
    (r"unknown (\w+) (.+)", "{0}: không có {1}"),
    (r"not for type (.+)", "không dùng cho kiểu {0}"),
    (r"not within a (.+)", "không dùng bên trong {0}"),
    (r"a (\w+) cannot hold a (\w+)", "{0} không chứa được {1}"),
    (r"must be a slug.*", "phải là chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ, dài nhất 60"),
    (r"must be a whole number from 1", "phải là số nguyên từ 1"),
    (r"must be a whole number above 0", "phải là số nguyên lớn hơn 0"),
    (r"must be a number", "phải là một con số"),
    (r"must be a text", "phải là chữ"),
    (r"must be true or false", "phải là true hoặc false"),
    (r"must be refuse or warn", "phải là refuse hoặc warn"),
    (r"must be a list with at least one (?:entry|choice)", "phải là danh sách có ít nhất một mục"),
    (r"must be a list of texts", "phải là danh sách chữ"),
    (r"must be a list of \{if, pattern\}", "phải là danh sách {{if, pattern}}"),
    (r"must be a list", "phải là danh sách"),
    (r"must be an object with code, label_vi and label_en", "phải có code, label_vi và label_en"),
    (r"must be an object of lists", "phải gồm các danh mục"),
    (r"must be an object of min and max, or of preset", "phải có min và max, hoặc preset"),
    (r"must be an object", "phải gồm các cặp tên và giá trị"),
    (r"must be a code.*", "mã chỉ gồm chữ, số, dấu chấm, gạch; mã toàn số đặt trong nháy"),
    (r"must be media types.*", "phải là kiểu tệp, ví dụ application/pdf"),
    (r"must be a regular expression of at most 200 characters", "phải là biểu thức chính quy, dài nhất 200 ký tự"),
    (r"not a regular expression: (.+)", "không phải biểu thức chính quy: {0}"),
    (r"a pattern describes the whole: (.+)", "biểu thức phải mô tả cả giá trị: {0}"),
    (r"a named rule takes .*", "cách tính có tên cần rule và of, khóa của một trường"),
    (r"preset stands alone and is a list of objects", "preset đứng riêng và là danh sách các dòng"),
    (r"0 ≤ min ≤ max ≤ 200, and max above 0", "0 ≤ min ≤ max ≤ 200, và max lớn hơn 0"),
    (r"`today` is for dates", "today chỉ dùng cho ngày"),
    (r"`var` takes the key of a field", "var cần khóa của một trường"),
    (r"a JsonLogic object has exactly one operator, not (.+)", "mỗi điều kiện có đúng một phép, không phải {0}"),
    (r"`(\w+)` takes (\S+) arguments.*", "{0} cần {1} phần: bảng, rồi biểu thức"),
    (r"nested deeper than (\S+)", "lồng nhau quá {0} tầng"),
    (r"a form is an object", "tờ khai phải gồm các cặp tên và giá trị"),
)
_COMPILED = [(re.compile(pattern), words) for pattern, words in _SHAPES]


def in_words(reason: str, lang: str) -> str:
    """The loader's reason in a language; several joined by "; " one by one."""
    if lang == "en":
        return reason
    return "; ".join(_one(part) for part in reason.split("; "))


def _one(reason: str) -> str:
    for pattern, words in _COMPILED:
        if found := pattern.fullmatch(reason):
            return words.format(*(part.strip("'") for part in found.groups()))
    return reason
