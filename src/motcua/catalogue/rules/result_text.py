"""Texts from which a result is drafted: placeholders in braces, filled with a dossier's values; pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from motcua.kernel.errors import FieldError

ANSWER = "answer."
"""`{answer.KEY}` is an answer of the form, by the field's key."""

PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "applicant": ("Họ tên chủ hồ sơ", "Applicant's name"),
    "applicant_birth_date": ("Ngày sinh của chủ hồ sơ", "Applicant's birth date"),
    "applicant_id": ("Số định danh của chủ hồ sơ", "Applicant's identity number"),
    "applicant_address": ("Nơi ở của chủ hồ sơ", "Applicant's address"),
    "applicant_phone": ("Điện thoại của chủ hồ sơ", "Applicant's phone"),
    "submitter": ("Họ tên người nộp", "Submitter's name"),
    "code": ("Mã hồ sơ", "Dossier code"),
    "procedure": ("Tên thủ tục", "Procedure"),
    "procedure_code": ("Mã thủ tục", "Procedure code"),
    "result_name": ("Tên kết quả của thủ tục", "Name of the procedure's result"),
    "agency": ("Tên cơ quan", "Agency"),
    "place": ("Địa danh", "Place"),
    "submitted_on": ("Ngày nộp", "Day of submission"),
    "received_on": ("Ngày tiếp nhận", "Day of reception"),
    "due_on": ("Ngày hẹn trả", "Promised day"),
    "today": ("Ngày soạn", "Day of drafting"),
    "legal_basis": ("Căn cứ pháp lý của thủ tục", "Legal bases of the procedure"),
    "reason": ("Lý do, người soạn ghi", "Reason, written by the officer"),
}
WRITTEN_BY_HAND = frozenset({"reason"})
"""Placeholders that no fact fills: the officer writes them into the draft."""

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its values, and the placeholders for which there was none (they stay in the text as they were)."""

    text: str
    missing: tuple[str, ...] = ()


def placeholders_in(text: str) -> list[str]:
    """The placeholders of a text in order, each once: "Cấp cho {applicant}" gives ["applicant"]."""
    return list(dict.fromkeys(found.strip() for found in _PLACEHOLDER.findall(text)))


def judge(texts: Mapping[str, str], answers: Collection[str] | None = None) -> list[FieldError]:
    """What is wrong with the placeholders of texts by field name. `answers` are the keys of the form's fields.

    Codes: result_template.placeholder_unknown (facts: name), result_template.brace_open.
    """
    known = set(PLACEHOLDERS) | {f"{ANSWER}{key}" for key in answers or ()}
    errors: list[FieldError] = []
    for field, text in texts.items():
        errors += [
            FieldError(field, "result_template.placeholder_unknown", name=name)
            for name in placeholders_in(text)
            if name not in known
        ]
        rest = _PLACEHOLDER.sub("", text)
        if "{" in rest or "}" in rest:
            errors.append(FieldError(field, "result_template.brace_open"))
    return errors


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put the values in; what has none stays and is named."""
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        name = found[1].strip()
        given = values.get(name, "")
        if not given:
            missing[name] = None
            return found[0]
        return given

    filled = _PLACEHOLDER.sub(value, text)
    return Filled(filled, tuple(missing))
