"""The sheet of a procedure as a PDF to take away, in the words of its page."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.queries import Sheet
from motcua.desks.public import places, sheet_words
from motcua.desks.shell import access, formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.papers import paper_response
from motcua.desks.shell.papers.sheet import sheet_pdf
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible


@open_to(access.ALL)
def sheet_paper(request: Request, code: str) -> HttpResponse:
    """A4, tagged. Headed by the chosen office, else by the agency above all. Raises NotVisible for an unknown code."""
    now, lang = clock.now(), spoken()
    on = clock.local_day(now)
    version = catalogue.version_in_force(code, on)
    sheet = catalogue.sheet(version, lang)
    place = places.chosen(request, lang)
    agency = agencies.find_agency(place.agency) if place.agency else None
    head = agency or next(iter(agencies.agencies_at(on, kind="province")), None)
    office = agencies.find_agency(head.code) if head is not None else None
    if office is None:
        raise NotVisible("agency.unknown")
    if agency is not None and catalogue.decides(version, agency, on):
        sheet = catalogue.sheet_at(sheet, version, agency, on, "direct")
    address = f"{settings.BASE_URL}{reverse('public:procedure', args=[sheet.code])}"
    who = sheet_words.decider_words(sheet.levels, sheet.departments, sheet_words.department_names(on))
    said = _said(sheet, who, lang)
    return paper_response(sheet_pdf(office, said, address=address, at=now, lang=lang), f"thu-tuc-{sheet.code}")


def _said(sheet: Sheet, who: str, lang: str) -> dict[str, Any]:
    fee, fee_note = sheet_words.fee_fact(sheet, "direct")
    facts = [
        (_("Mã"), sheet.code, False),
        (_("Dành cho"), sheet.who, False),
        (_("Thời gian"), sheet_words.limit_words(sheet.limit), True),
        (_("Phí, lệ phí"), f"{fee}. {fee_note}".rstrip(". "), True),
        (_("Cơ quan giải quyết"), who, False),
        (_("Trên mạng"), sheet_words.online_words(sheet.online), False),
        (_("Kết quả"), sheet.result_name, False),
    ]
    version = _("Bản %(n)s, áp dụng từ %(day)s") % {"n": sheet.version, "day": formats.day(sheet.valid_from, lang)}
    lines = [sheet_words.paper_line(paper) for paper in sheet.papers]
    return {
        "code": sheet.code,
        "name": sheet.name,
        "version": f"{version}. {sheet.decision_no}".rstrip(". "),
        "scan": _("Quét để xem bản mới nhất"),
        "facts": [{"term": term, "value": value, "bold": bold} for term, value, bold in facts],
        "papers_title": _("Giấy tờ"),
        "paper_head": _("Giấy tờ"),
        "note_head": _("Nộp thế nào"),
        "no_papers": _("Không phải nộp giấy tờ."),
        "papers": [{"name": line.name, "note": line.text} for line in lines],
        "fees_title": _("Phí, lệ phí"),
        "fees": [{"term": one.term, "value": one.value} for one in sheet_words.fee_lines(sheet.fees)]
        if not sheet.is_free
        else [],
        "steps_title": _("Lưu ý"),
        "steps": list(sheet.notes),
        "laws_title": _("Căn cứ"),
        "laws": list(sheet.legal_bases),
        "foot": _("Tờ này in lúc %(at)s từ bản đang áp dụng; bố cục của phần mềm Một Cửa.")
        % {"at": formats.instant(clock.now(), lang)},
    }
