"""Forms 01, 02 and 03 as PDF: what they say, in which letters, and what the QR leads to."""

import io
import shutil
import subprocess
import time

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings

from motcua.desks.shell import papers
from motcua.desks.shell.papers import facts, setting
from motcua.dossiers import actions as dossiers
from motcua.kernel import clock, codes
from motcua.kernel.errors import NotVisible
from tests.factories import plain_lives

MARKED = "ẾỖẬỶ ếỗậỷ Ướt Đỏ Ểu"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def picture_of(pdf: bytes):
    return pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=3).to_pil()


@pytest.fixture
def received(db):
    return plain_lives.a_received_dossier()


def test_the_receipt_says_when_what_and_who(received):
    received.applicant.full_name = f"Bùi {MARKED}"
    said = text_of(papers.receipt_pdf(received))
    due = clock.local(received.due_at)
    assert f"{due:%H} giờ {due:%M}" in said
    assert f"{due:%d/%m/%Y}" in said
    assert received.code in said
    assert MARKED in said
    assert facts.spaced_pin(received.code) in said
    assert "Thông tư 03/2025/TT-VPCP" in said
    assert "bố cục do phần mềm Một Cửa" in said
    assert "Quá hẹn?" in said


def test_the_qr_leads_to_the_dossier_and_never_holds_the_pin(received):
    found = zxingcpp.read_barcodes(picture_of(papers.receipt_pdf(received)))
    assert [one.text for one in found] == [facts.tracking_url(received.code)]
    assert codes.pin(received.code, settings.PIN_KEY) not in found[0].text


def test_a_receipt_without_a_promise_says_so(received):
    received.due_at = received.original_due_at = None
    assert "Không có thời hạn quy định" in text_of(papers.receipt_pdf(received))


def test_no_receipt_before_reception(db):
    with pytest.raises(NotVisible):
        papers.receipt_pdf(plain_lives.a_dossier())


def test_facts_are_text_and_never_markup(received):
    received.applicant.full_name = '#panic("x") *đậm* $x$ \\ "'
    assert '#panic("x") *đậm* $x$ \\ "' in text_of(papers.receipt_pdf(received))


def test_only_our_own_letters_all_embedded(received, tmp_path):
    if shutil.which("pdffonts") is None:
        pytest.skip("poppler-utils is not installed")
    path = tmp_path / "x.pdf"
    path.write_bytes(papers.receipt_pdf(received))
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    rows = listed.splitlines()[2:]
    assert rows
    assert all("Tinos" in row and " yes yes yes " in row for row in rows)


def test_tagged_archivable_and_the_same_bytes_again(received):
    first = papers.receipt_pdf(received)
    assert b"/MarkInfo" in first or b"StructTreeRoot" in first
    assert b"pdfaid" in first
    begun = time.perf_counter()
    assert papers.receipt_pdf(received) == first
    assert time.perf_counter() - begun < 0.3


def test_refusal_with_reason_and_ground(db):
    dossier = plain_lives.a_dossier()
    lan = plain_lives.staff("single_window_officer")
    ground = "118/2025/NĐ-CP, Điều 17"
    refused = dossiers.refuse(dossier.code, reason=f"Sai nơi {MARKED}", ground=ground, by=lan, at=clock.now())
    said = text_of(papers.refusal_pdf(refused))
    assert f"Sai nơi {MARKED}" in said
    assert ground in said
    with pytest.raises(NotVisible):
        papers.receipt_pdf(refused)


def test_supplement_lists_each_item_with_its_reason(db):
    dossier = plain_lives.a_dossier()
    lan = plain_lives.staff("single_window_officer")
    now = clock.now()
    items = [{"kind": "other", "key": "other_1", "label_vi": "Giấy chứng sinh", "label_en": "x", "reason": "Ảnh mờ"}]
    asked = dossiers.request_supplement(
        dossier.code, items=items, reason="Chưa rõ", ground="Điều 17", answer_until=now, by=lan, at=now
    )
    said = text_of(papers.supplement_pdf(asked, asked.supplements.get()))
    for words in ("Giấy chứng sinh", "Ảnh mờ", "Chưa rõ", "Điều 17", "Mẫu số 02"):
        assert words in said


def test_what_is_set_needs_no_font_of_the_machine():
    assert {"Tinos"} == set(setting.fonts().families())


def test_the_apology_says_both_promises_why_and_who_signs(received):
    with pytest.raises(NotVisible, match=r"paper\.not_extended"):
        papers.apology_pdf(received)
    leader = plain_lives.staff("commune_leader")
    at = clock.parse("2026-01-06T10:00")
    due_at = clock.parse("2026-01-16T16:10")
    moved = dossiers.extend(received.code, due_at=due_at, reason=f"Phải xác minh {MARKED}", by=leader, at=at)
    said = " ".join(text_of(papers.apology_pdf(moved)).split())
    was = clock.local(moved.original_due_at)
    assert f"{was:%H} giờ {was:%M}" in said
    assert "16 giờ 10" in said
    assert f"Phải xác minh {MARKED}" in said
    assert "xin lỗi" in said
    assert "mẫu số 04" in said
    dossiers.undo(received.code, by=leader, at=clock.parse("2026-01-06T10:05"))
    received.refresh_from_db()
    with pytest.raises(NotVisible, match=r"paper\.not_extended"):
        papers.apology_pdf(received)


def test_the_notice_of_stopping_says_why(received):
    with pytest.raises(NotVisible, match=r"paper\.not_stopped"):
        papers.stop_pdf(received)
    leader = plain_lives.staff("commune_leader")
    at = clock.parse("2026-01-06T10:00")
    stopped = dossiers.stop(received.code, reason=f"Theo đề nghị {MARKED}", by=leader, at=at)
    said = " ".join(text_of(papers.stop_pdf(stopped)).split())
    assert f"Theo đề nghị {MARKED}" in said
    assert "10 giờ 00" in said
    assert "mẫu số 05" in said
