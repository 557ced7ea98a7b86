"""The paper book itself: empty pages with numbered lines, and numbered slips to cut."""

from typing import Any

from motcua.desks.shell import formats
from motcua.desks.shell.papers.money import office_facts
from motcua.desks.shell.papers.setting import pdf
from motcua.dossiers.models import PaperRegister


def book_pdf(register: PaperRegister) -> bytes:
    """A4 across, twelve lines a page, pages numbered."""
    return pdf("paper_book", book_facts(register))


def slips_pdf(register: PaperRegister) -> bytes:
    """A4, four slips a page, each with the number of its line."""
    return pdf("paper_slips", book_facts(register))


def book_facts(register: PaperRegister) -> dict[str, Any]:
    """What stands on every page and slip."""
    phone = register.agency.phone
    return {
        **office_facts(register.agency, register.opened_at),
        "code": register.name,
        "number": register.name,
        "day": f"{register.day:%d/%m/%Y}",
        "reason": register.reason,
        "opened_by": register.opened_by.full_name if register.opened_by else "",
        "office_phone": formats.phone(phone) if phone else "",
        "lines": [f"{number:02d}" for number in range(1, register.size + 1)],
    }
