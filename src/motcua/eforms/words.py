"""Sentences for this room's refusals: code → (Vietnamese, English), with the facts of the error in braces; pure.

Every error of a field carries `label_vi`, `label_en` and both beginning with a small letter (`low_vi`, `low_en`), so
that each sentence names what it is about and can stand in a summary by itself.
"""

from typing import Any

from motcua.eforms.definition.shapes import Field

WORDS = {
    # nothing answered
    "field.missing": ("Ghi {low_vi}", "Enter {low_en}"),
    "choice.missing": ("Chọn một câu trả lời: {low_vi}", "Choose one answer: {low_en}"),
    "accept.missing": ("Đánh dấu vào ô: “{label_vi}”", "Tick the box: “{label_en}”"),
    "file.missing": ("Gửi kèm {low_vi}", "Attach {low_en}"),
    "table.few": ("Ghi ít nhất {min} dòng: {low_vi}", "Fill in at least {min}: {low_en}"),
    "table.many": ("Tối đa {max} dòng, đang có {length}: {low_vi}", "At most {max}, you gave {length}: {low_en}"),
    "table.preset": ("Giữ nguyên các dòng có sẵn: {low_vi}", "Keep the rows that are given: {low_en}"),
    # of another kind than asked
    "type.answers": ("Phần trả lời phải là một đối tượng", "The answers must be an object"),
    "field.unknown": ("Tờ khai không có mục “{key}”", "The form has no field “{key}”"),
    "type.text": ("{label_vi} phải ghi bằng chữ", "{label_en} must be text"),
    "type.whole": (
        "{label_vi} ghi bằng chữ số, không có số lẻ, ví dụ 2",
        "{label_en} must be a whole number in digits, such as 2",
    ),
    "type.decimal": ("{label_vi} ghi bằng chữ số, ví dụ 92,5", "{label_en} must be a number in digits, such as 92.5"),
    "type.boolean": ("{label_vi}: chọn Có hoặc Không", "{label_en}: choose yes or no"),
    "type.list": ("{label_vi} phải là một danh sách", "{label_en} must be a list"),
    "type.address": ("{label_vi} gồm xã, phường và thôn, xóm", "{label_en} needs a commune and a street line"),
    "type.person": ("{label_vi} phải gồm các mục của một người", "{label_en} must hold the details of one person"),
    # text
    "text.too_long": (
        "{label_vi} dài quá {max} ký tự, đang có {length}. Ghi ngắn lại",
        "{label_en} takes at most {max} characters, you gave {length}. Shorten it",
    ),
    "text.pattern": (
        "{label_vi} chưa đúng dạng. Xem lại trên giấy",
        "{label_en} is not in the right form. Check the paper",
    ),
    "text.digits": (
        "{label_vi} có {count} chữ số; đang có {length}",
        "{label_en} has {count} digits, you gave {length}",
    ),
    "text.legacy": (
        "{label_vi} gõ bằng phông cũ (TCVN3, VNI) nên không đọc được. Gõ lại bằng bàn phím Unicode",
        "{label_en} was typed in an old font (TCVN3, VNI) and cannot be read. Type it again in Unicode",
    ),
    "name.letters": (
        "{label_vi} chỉ gồm chữ cái, ghi như trên giấy tờ",
        "{label_en} takes letters only, as on the identity paper",
    ),
    # numbers
    "number.min": ("{label_vi} ít nhất là {min}", "{label_en} must be at least {min}"),
    "number.max": ("{label_vi} nhiều nhất là {max}", "{label_en} must be at most {max}"),
    # dates
    "date.format": (
        "{label_vi} ghi đủ ngày, tháng, năm bằng số, ví dụ 28 10 2026",
        "{label_en} needs day, month and year in digits, such as 28 10 2026",
    ),
    "date.month_format": (
        "{label_vi} ghi tháng và năm bằng số, ví dụ 10 2026",
        "{label_en} needs month and year in digits, such as 10 2026",
    ),
    "date.missing_day": ("{label_vi} còn thiếu ngày", "{label_en} lacks the day"),
    "date.missing_month": ("{label_vi} còn thiếu tháng", "{label_en} lacks the month"),
    "date.missing_year": ("{label_vi} còn thiếu năm", "{label_en} lacks the year"),
    "date.missing_time": ("{label_vi} còn thiếu giờ, phút", "{label_en} lacks hour and minute"),
    "date.month": ("{label_vi}: tháng chỉ từ 1 đến 12", "{label_en}: months go from 1 to 12"),
    "date.year": (
        "{label_vi}: năm ghi đủ bốn chữ số, từ {first} đến {last}",
        "{label_en}: the year needs four digits, from {first} to {last}",
    ),
    "date.time": (
        "{label_vi}: giờ từ 0 đến 23, phút từ 0 đến 59",
        "{label_en}: hours go from 0 to 23, minutes from 0 to 59",
    ),
    "date.impossible": (
        "{label_vi}: tháng {month} chỉ có {days} ngày",
        "{label_en}: {month_en} has {days} days",
    ),
    "date.after_today": ("{label_vi} không thể sau hôm nay, {day}", "{label_en} cannot be after today, {day}"),
    "date.before_today": ("{label_vi} không thể trước hôm nay, {day}", "{label_en} cannot be before today, {day}"),
    "date.after": ("{label_vi} không thể sau {other_vi}, {day}", "{label_en} cannot be after {other_en}, {day}"),
    "date.before": ("{label_vi} không thể trước {other_vi}, {day}", "{label_en} cannot be before {other_en}, {day}"),
    # numbers of people
    "person_id.length": ("{label_vi} có 12 chữ số; đang có {length}", "{label_en} has 12 digits, you gave {length}"),
    "person_id.letters": ("{label_vi} chỉ gồm 12 chữ số", "{label_en} has 12 digits and nothing else"),
    "person_id.start": (
        "{label_vi} bắt đầu bằng mã tỉnh, từ 001. Xem lại số trên thẻ",
        "{label_en} begins with a province code from 001. Check the card",
    ),
    "person_id.year": (
        "{label_vi} ghi năm sinh {year}, chưa tới. Xem lại số trên thẻ",
        "{label_en} says born in {year}, which is still to come. Check the card",
    ),
    "person_id.other_year": (
        "{label_vi} ghi năm sinh {year}, khác với ngày sinh đã khai",
        "{label_en} says born in {year}, unlike the birth date given",
    ),
    "person_id.other_gender": (
        "{label_vi} ghi giới tính khác với giới tính đã khai",
        "{label_en} says another sex than the one given",
    ),
    "phone.format": (
        "{label_vi} có 10 chữ số, bắt đầu bằng 0",
        "{label_en} has 10 digits and starts with 0",
    ),
    "phone.landline": (
        "{label_vi} có 10 chữ số, bắt đầu bằng 0; số bàn có thể 11 chữ số, bắt đầu bằng 02",
        "{label_en} has 10 digits and starts with 0; a landline may have 11 and starts with 02",
    ),
    "email.format": ("{label_vi} ghi dạng ten@noi.vn", "{label_en} looks like name@place.vn"),
    # choices, places, files
    "choice.unknown": (
        "{label_vi}: câu trả lời này không có trong danh sách. Chọn lại",
        "{label_en}: this answer is not in the list. Choose again",
    ),
    "place.missing": ("Ghi xã, phường: {low_vi}", "Enter the commune: {low_en}"),
    "place.choose": (
        "Chưa rõ xã, phường nào. Chọn một nơi bên dưới, hoặc ghi lại tên mới hay tên cũ: {low_vi}",
        "The commune is not clear. Choose one below, or enter its new or old name again: {low_en}",
    ),
    "place.code": ("{label_vi}: mã xã, phường chưa đúng", "{label_en}: this is no code of a commune"),
    "place.not_then": (
        "{label_vi}: nơi này không có vào ngày {day}. Chọn lại tên mới hay tên cũ",
        "{label_en}: there was no such place on {day}. Choose its new or old name",
    ),
    "address.line": ("Ghi thôn, xóm, số nhà: {low_vi}", "Enter the hamlet, house and street: {low_en}"),
    "file.not_found": ("Không thấy tệp đã gửi. Gửi lại {low_vi}", "The file was not found. Attach {low_en} again"),
    # rules across fields: the sentence is the form's own
    "check.failed": ("{words_vi}", "{words_en}"),
    # definitions
    "form.bad": ("Mẫu tờ khai có chỗ sai: {problems}", "The form definition is wrong: {problems}"),
    "form.version_taken": (
        "Mẫu {key} bản {version} đã có với nội dung khác. Tăng số bản",
        "Form {key} version {version} exists with other content. Raise the version",
    ),
    "form.version_behind": (
        "Mẫu {key} đã có bản {latest}. Bản mới phải lớn hơn",
        "Form {key} already has version {latest}. A new one must be higher",
    ),
    "form.begins_before": (
        "Bản mới của mẫu {key} phải có hiệu lực sau ngày {valid_from}",
        "The new version of form {key} must begin after {valid_from}",
    ),
    "form.invalid": ("Có chỗ cần sửa.", "There is something to fix."),
    "form.key_wrong": (
        "Khóa gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ",
        "A key has small letters, digits and _, beginning with a letter",
    ),
    "form.key_taken": ("Khóa {key} đã có tờ khai dùng", "The key {key} is taken"),
    "form.name_missing": ("Ghi tên tờ khai", "Write the name of the form"),
    "form.draft_there": (
        "Đã có bản thảo của tờ khai {key}. Mở bản thảo đó để sửa tiếp.",
        "There is a draft of form {key} already. Open it and go on there.",
    ),
    "form.draft_unknown": (
        "Không còn bản thảo này: đã công bố hoặc đã bỏ.",
        "This draft is gone: published or thrown away.",
    ),
    "form.draft_changed": (
        "Bản thảo vừa được {who} lưu lúc {when}. Những gì ông/bà ghi còn ở dưới; xem bản vừa lưu rồi ghi lại.",
        "{who} saved this draft at {when}. What you wrote is kept below; look at what was saved, then save again.",
    ),
    "form.draft_behind": (
        "Sau khi lập bản thảo, phiên bản {version} đã được công bố. Bỏ bản thảo này và sửa từ phiên bản đó.",
        "Version {version} was published after this draft was begun. Throw the draft away and begin from that version.",
    ),
    "form.same_content": (
        "Bản thảo chưa khác gì phiên bản {version}.",
        "The draft says the same as version {version}.",
    ),
    "form.day_missing": ("Ghi ngày bắt đầu dùng", "Enter the day from which it is used"),
    "form.day_past": (
        "Ngày {valid_from} đã qua. Ghi lý do, hoặc chọn từ ngày {today} trở đi",
        "{valid_from} is past. Give the reason, or choose {today} or later",
    ),
    "form.field_needed": (
        "Trường {key} đang dùng ở {what}. Giữ trường này, hoặc sửa nơi đó trước",
        "Field {key} is used by {what}. Keep the field, or change that first",
    ),
    "form.in_force_already": (
        "Phiên bản {version} đã dùng từ {valid_from}, không rút được nữa. Công bố bản sửa đổi thay cho nó.",
        "Version {version} has been in use since {valid_from} and cannot be withdrawn. Publish an amendment instead.",
    ),
    "form.not_the_last": (
        "Sau phiên bản {version} còn phiên bản {last}. Rút phiên bản {last} trước.",
        "Version {last} follows version {version}. Withdraw version {last} first.",
    ),
    "form.unknown": ("Không có mẫu tờ khai này.", "There is no such form."),
}


def sentence(code: str, facts: dict[str, Any], lang: str) -> str:
    """The words of an error in one language ("vi" or "en"); the code itself when it has none."""
    return WORDS.get(code, (code, code))[lang == "en"].format(**facts)


def small(text: str) -> str:
    """The text beginning with a small letter, unless it begins with an abbreviation ("CT01", "GCN")."""
    if len(text) > 1 and (text[1].isupper() or text[1].isdigit()):
        return text
    return text[:1].lower() + text[1:]


def labels(field: Field, *, row: int | None = None, of: Field | None = None) -> dict[str, str]:
    """What every error says of its field: the label in both languages, as a heading and within a sentence.

    `row` is the row's number from 1 in a table; `of` the person that the field is a part of.
    """
    vi, en = field.label_vi, field.label_en
    if row is not None:
        vi, en = f"{vi} (dòng {row})", f"{en} (row {row})"
    elif of is not None:
        vi, en = f"{vi} ({small(of.label_vi)})", f"{en} ({small(of.label_en)})"
    return {"label_vi": vi, "label_en": en, "low_vi": small(vi), "low_en": small(en)}
