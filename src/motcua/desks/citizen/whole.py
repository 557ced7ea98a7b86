"""The whole dossier to keep: to print, and as one ZIP with its papers, results and slips."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.citizen.dossier import ENDED, opened
from motcua.desks.citizen.filers import FILERS
from motcua.desks.citizen.forms import spoken
from motcua.desks.citizen.standing import delivery_words, promise_of, way
from motcua.desks.shell import archive, eform, formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.archive import Entry
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Row
from motcua.desks.shell.request import Request
from motcua.documents.models import Upload
from motcua.documents.queries import Decision, open_for
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.eforms import queries as forms
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.payments import queries as payments
from motcua.people import mandates


@open_to(*FILERS)
def printed(request: Request, code: str) -> HttpResponse:
    """Everything in one page to print: who, answers, papers, the way so far, money."""
    now = clock.now()
    row = opened(request, code, now)
    return render_page(request, "citizen/printed.html", {"dossier": row, **contents(row, now, spoken())})


@open_to(*FILERS)
def download(request: Request, code: str) -> HttpResponseBase:
    """One ZIP: a readable summary, the papers, the result, the slips. Only what the applicant may see."""
    now, lang = clock.now(), spoken()
    row = queries.get_visible(code, viewer=request.actor, at=now)
    entries = _entries(row, request.actor, now, lang)
    return archive.archive_response(code, archive.stream(entries, _lost(lang)))


def contents(row: Dossier, now: datetime, lang: str) -> dict[str, Any]:
    """What the page to print and the summary in the ZIP say."""
    definition = forms.definition_of(row.form) if row.form else None
    known = eform.known_of(lang, clock.local_day(now))
    groups = (
        eform.summary(definition, row.answers, lang, today=clock.local_day(now), known=known, missing=False)
        if definition
        else []
    )
    return {
        "agency": agencies.name_of(row.agency, clock.local_day(now), lang),
        "who": _who(row, lang),
        "groups": [(group.title, eform.summary_rows(group)) for group in groups if not group.closing],
        "papers": [_paper_row(paper, lang) for paper in queries.papers_of(row) if paper.versions or paper.is_form],
        "results": queries.results_of(row, inside=False) if row.state in ENDED else [],
        "promise": promise_of(row, now),
        "events": [event for event in way(row, now) if event.kind != "todo"],
        "owed": payments.owed(row),
        "paid": payments.paid(row),
        "delivery": delivery_words(row.wishes),
        "made_at": now,
    }


def _who(row: Dossier, lang: str) -> list[Row]:
    rows = [Row(_("Chủ hồ sơ"), row.applicant.full_name)]
    if row.applicant.personal_id:
        rows.append(Row(_("Số định danh"), formats.whole_id(row.applicant.personal_id)))
    if row.applicant.tax_code:
        rows.append(Row(_("Mã số thuế"), row.applicant.tax_code))
    if row.applicant.birth_date:
        rows.append(Row(_("Ngày sinh"), formats.day(row.applicant.birth_date, lang)))
    if row.applicant.phone:
        rows.append(Row(_("Điện thoại"), formats.phone(row.applicant.phone)))
    if row.applicant.address:
        rows.append(Row(_("Địa chỉ"), row.applicant.address))
    if row.submitter is not None:
        rows.append(Row(_("Người nộp"), row.submitter.full_name))
        if ground := mandates.words(row.wishes.get("mandate"), lang):
            rows.append(Row(_("Nộp thay với căn cứ"), ground))
    return rows


def _paper_row(paper: Any, lang: str) -> Row:
    newest = paper.newest
    if newest is None:
        said = _("Đã khai trên mạng")
    elif newest.upload is not None:
        said = " · ".join([newest.upload.name, formats.size(newest.upload.stored.size, lang)])
        if newest.reused:
            said = f"{said} · " + _("dùng lại")
    else:
        said = _("Đã đối chiếu tại quầy") if newest.seen else _("Xuất trình tại quầy")
    return Row(paper.name_en if lang == "en" else paper.name_vi, said)


def _entries(row: Dossier, viewer: Actor, now: datetime, lang: str) -> Iterator[Entry]:
    """Made one after the other while the archive is sent; the language of the request is not there any more then."""
    with translation.override(lang):
        summary = render_to_string(
            "citizen/summary_file.html", {"dossier": row, "lang": lang, **contents(row, now, lang)}
        )
        papers, results, slips = _("Giấy tờ"), _("Kết quả"), _("Phiếu")
    yield Entry(f"{row.code} - tom-tat.html", summary.encode, now, packed=True)
    decided = Decision("dossiers", row.code, viewer)
    number = 0
    for paper in queries.papers_of(row):
        name = paper.name_en if lang == "en" else paper.name_vi
        for version in reversed(paper.versions):
            if version.upload is None:
                continue
            number += 1
            edition = f" ({version.number})" if len(paper.versions) > 1 else ""
            label = f"{papers}/{number:02d} {name[:60].rstrip(' .,')}{edition} - {version.upload.name}"
            yield Entry(label, _opener(version.upload, decided), version.added_at)
    if row.state in ENDED:
        for file in queries.results_of(row, inside=False):
            yield Entry(f"{results}/{file.upload.name}", _opener(file.upload, decided), file.added_at)
    yield from _slips(row, slips, now, lang)


def _slips(row: Dossier, folder: str, now: datetime, lang: str) -> Iterator[Entry]:
    from motcua.desks.shell import papers  # heavy: only where type is set

    if row.received_at is not None:
        yield Entry(f"{folder}/giay-hen-{row.code}.pdf", lambda: papers.receipt_pdf(row, lang), row.received_at)
    for supplement in row.supplements.order_by("number"):
        name = f"{folder}/yeu-cau-bo-sung-{supplement.number}.pdf"
        yield Entry(name, lambda one=supplement: papers.supplement_pdf(row, one), supplement.asked_at)  # type: ignore[misc]
    if row.state == "refused":
        yield Entry(f"{folder}/tu-choi-{row.code}.pdf", lambda: papers.refusal_pdf(row), row.closed_at or now)


def _opener(upload: Upload, decided: Decision) -> Any:
    def open_it() -> BinaryIO:
        return open_for(upload, decided=decided).stream

    return open_it


def _lost(lang: str) -> Any:
    def words(name: str) -> str:
        if lang == "en":
            return f"{name} cannot be fetched now. The office still has it; try again later or call."
        return f"{name}: hiện chưa lấy ra được. Cơ quan vẫn giữ tệp này; thử lại sau hoặc gọi hỏi."

    return words
