"""A template filled with invented values: on the page and as PDF."""

from datetime import date

from motcua.catalogue.rules import result_text
from motcua.desks.shell import formats
from motcua.desks.shell.papers.setting import pdf
from motcua.kernel import clock

SAMPLE = {
    "applicant": "BÙI GIA BẢO",
    "applicant_birth_date": "14/03/1998",
    "applicant_id": "017 098 003 125",
    "applicant_address": "Thôn Liên Sơn, xã Lạc Thủy, tỉnh Phú Thọ",
    "applicant_phone": "0912 000 345",
    "submitter": "Nguyễn Thị Ỷ",
    "code": "H44.229-261105-0034",
    "procedure": "Tên thủ tục",
    "procedure_code": "1.000000",
    "result_name": "Tên kết quả",
    "legal_basis": "118/2025/NĐ-CP",
    "reason": "(công chức ghi lý do)",
}


def filled(text: str, *, on: date, agency: str, procedure: str = "", procedure_code: str = "") -> str:
    """The text with invented values; the answers of a form as their own names in angle quotes."""
    day = formats.day(on, "vi")
    values = {
        **SAMPLE,
        "agency": agency,
        "place": agency,
        "submitted_on": day,
        "received_on": day,
        "due_on": day,
        "today": day,
    }
    if procedure:
        values |= {"procedure": procedure, "procedure_code": procedure_code}
    for name in result_text.placeholders_in(text):
        if name.startswith(result_text.ANSWER):
            values[name] = f"«{name.removeprefix(result_text.ANSWER)}»"
    return result_text.fill(text, values).text


def preview_pdf(title: str, body: str, *, agency: str, on: date) -> bytes:
    """The filled text as the officer's draft would print."""
    facts = {
        "title": title,
        "lines": body.split("\n"),
        "code": "",
        "agency": agency,
        "set_at": int(clock.day_start(on).timestamp()),
    }
    return pdf("template_preview", facts)
