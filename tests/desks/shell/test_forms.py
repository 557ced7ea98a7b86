"""Every form as a file: tagged, accessible and archivable, in our own letters; who reaches which; where the lines come
from when names and lists are long."""

import io
import json
import shutil
import subprocess
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from motcua.agencies.models import Position
from motcua.desks.shell.papers import of_dossier, signing
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.people.models import Account
from tests.factories import plain_lives
from tests.factories.proposals import browser_of

MARKED = "Đoàn Thị Ỷ Ểu Ngữ Ỗ Ậu ẵẳẫễữ"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def pdf_of(dossier: Dossier, key: str, role: str = "single_window_officer", lang: str = "vi") -> bytes:
    return of_dossier.form_pdf(dossier, key, viewer=plain_lives.staff(role), lang=lang, at=clock.now())


@pytest.fixture
def every_form(db) -> dict[str, bytes]:
    """One file of each kind, of dossiers whose applicant has every mark in the name."""
    at = plain_lives.OPENED_AT + timedelta(hours=1)
    leader, lan = plain_lives.staff("commune_leader"), plain_lives.staff("single_window_officer")
    item = {"kind": "other", "key": "x", "label_vi": f"Giấy {MARKED}", "label_en": "x", "reason": "Ảnh mờ"}
    found: dict[str, bytes] = {}
    moved = named(plain_lives.a_received_dossier())
    dossiers.extend(moved.code, due_at=moved.due_at + timedelta(days=5), reason="Chờ xác minh", by=leader, at=at)
    for key in ("01", "04", "06"):
        found[key] = pdf_of(named(moved), key)
    refused = named(plain_lives.a_dossier())
    items = [{**item, "key": f"x{n}", "label_vi": f"{n}. Giấy {MARKED} " * 4} for n in range(40)]
    dossiers.request_supplement(
        refused.code, items=items, reason="Thiếu", ground="Điều 17", answer_until=None, by=lan, at=clock.now()
    )
    found["02-1"] = pdf_of(named(refused), "02-1")
    other = named(plain_lives.a_dossier())
    dossiers.refuse(other.code, reason="Sai nơi", ground="Điều 17", by=lan, at=clock.now())
    found["03"] = pdf_of(named(other), "03")
    stopped = named(plain_lives.a_received_dossier())
    dossiers.stop(stopped.code, reason="Theo đề nghị", by=leader, at=at)
    found["05"] = pdf_of(named(stopped), "05")
    return found


def named(dossier: Dossier) -> Dossier:
    fresh = Dossier.objects.get(pk=dossier.pk)
    fresh.applicant.full_name = MARKED
    fresh.applicant.save()
    return fresh


def test_every_form_is_tagged_archivable_and_in_our_letters(every_form, tmp_path):
    for key, content in every_form.items():
        pdf = pikepdf.open(io.BytesIO(content))
        assert pdf.Root.MarkInfo.Marked, key
        assert str(pdf.Root.Lang) == "vi", key
        assert "/StructTreeRoot" in pdf.Root, key
        assert pdf.check_pdf_syntax() == [], key
        with pdf.open_metadata() as meta:
            assert meta.pdfa_status == "2A", key
            assert meta.get("pdfuaid:part") == "1", key
            assert meta["dc:title"], key
            assert "UBND" in str(meta["dc:creator"]), key
        said = text_of(content)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said, key
        assert f"mẫu số {key[:2]}" in said, key
        assert "bố cục do phần mềm Một Cửa" in said, key
        assert MARKED in " ".join(said.split()), key
        if shutil.which("pdffonts"):
            path = tmp_path / f"{key}.pdf"
            path.write_bytes(content)
            listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
            rows = listed.splitlines()[2:]
            assert rows, key
            assert all("Tinos" in row and " yes yes yes " in row for row in rows), key


def test_a_long_list_goes_on_with_its_head_and_numbered_pages(every_form):
    document = pypdfium2.PdfDocument(io.BytesIO(every_form["02-1"]))
    assert len(document) > 2
    for number, page in enumerate(document, 1):
        said = page.get_textpage().get_text_range()
        assert f"Trang {number}/{len(document)}" in said
        if number < len(document):
            assert "Cần bổ sung" in said, "the head of the table stands on every page"


def test_form_01_has_every_field(db):
    dossier = plain_lives.a_received_dossier(email="lanh@thu.test")
    said = " ".join(text_of(pdf_of(dossier, "01")).split())
    for field in ("Quyển số", "Số thứ tự", "Chủ hồ sơ", "Số định danh", "Thư điện tử", "Số lượng hồ sơ: 01 bộ"):
        assert field in said
    for field in ("Thời hạn giải quyết: 3 ngày làm việc", "Nhận hồ sơ", "Nhận kết quả", "Người tiếp nhận hồ sơ"):
        assert field in said
    assert "Receipt of the dossier" not in said
    assert "Receipt of the dossier" in text_of(pdf_of(dossier, "01", lang="en"))


def test_certified_copies_are_counted_apart(db):
    dossier = plain_lives.a_received_dossier()
    dossier.papers.create(
        key="x", number=1, name_vi="Sổ hộ khẩu cũ", originals=1, certified=27, copies=3, added_at=plain_lives.OPENED_AT
    )
    said = " ".join(text_of(pdf_of(dossier, "01")).split())
    assert "Bản sao chứng thực" in said
    assert "Sổ hộ khẩu cũ 1 27 3" in said


def test_form_06_names_givers_takers_and_who_was_in_time(db):
    dossier = plain_lives.a_delivered_dossier()
    said = " ".join(text_of(pdf_of(dossier, "06")).split())
    for words in ("Người nộp hồ sơ", "Người nhận kết quả", "trả kết quả", "Ký giao, nhận"):
        assert words in said


def test_a_deputy_signs_for_the_head_and_a_substitute_names_who_is_away(db):
    dossier = plain_lives.a_received_dossier()
    leader = plain_lives.staff("commune_leader")
    Position.objects.filter(slug=leader.position).update(title_vi="Phó Chủ tịch Ủy ban nhân dân")
    away = plain_lives.an_account("vang", "staff")
    Account.objects.filter(pk=away.pk).update(full_name="Quách Văn Vắng")
    at = plain_lives.OPENED_AT + timedelta(hours=1)
    dossiers.stop(dossier.code, reason="x", by=leader, at=at)
    event = signing.event_of(dossier.code, "dossier.stopped")
    block = signing.of_leader(event)
    assert block["lines"] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert block["stamp"]
    event.facts = json.dumps(journal.facts(event) | {"in_place_of": away.pk})
    assert signing.in_place_of(event) == "thay ông/bà Quách Văn Vắng"
    assert journal.facts(event)["in_place_of"] == away.pk


def test_each_reader_gets_the_forms_that_are_for_them(db):
    account = plain_lives.an_account()
    dossier = plain_lives.a_received_dossier(account=account)
    mine, office = Actor("account", str(account.pk), "citizen"), plain_lives.staff("specialist_officer")
    counter = plain_lives.staff("single_window_officer")
    keys = {
        viewer.role: [one.key for one in of_dossier.forms_of(dossier, viewer)] for viewer in (mine, office, counter)
    }
    assert keys == {"citizen": ["01"], "specialist_officer": ["06"], "single_window_officer": ["01", "06"]}
    with pytest.raises(NotVisible):
        of_dossier.form_pdf(dossier, "06", viewer=mine, lang="vi", at=clock.now())


def test_the_page_lists_forms_and_letters_and_strangers_see_nothing(db):
    account = plain_lives.an_account()
    dossier = plain_lives.a_received_dossier(account=account)
    for actor in (Actor("account", str(account.pk), "citizen"), plain_lives.staff("single_window_officer")):
        client = browser_of(actor)
        answer = client.get(reverse("shell:papers", args=[dossier.code]))
        assert answer.status_code == 200
        assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in answer.content.decode()
        assert client.get(reverse("shell:paper", args=[dossier.code, "01"]))["Content-Type"] == "application/pdf"
        assert client.get(reverse("shell:open_dossier", args=[dossier.code])).status_code == 303
        assert client.get(reverse("shell:bell")).status_code == 200
    other = browser_of(Actor("account", str(plain_lives.an_account("khac").pk), "citizen"))
    assert other.get(reverse("shell:papers", args=[dossier.code])).status_code == 404
