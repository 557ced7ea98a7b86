"""Names of files: one normal form, no way out of a folder, an extension that says what the bytes are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.documents import rules
from motcua.documents.kinds import DOCX, JPEG, KINDS, PDF


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("Giấy khai sinh.pdf", PDF, "Giấy khai sinh.pdf"),
        (unicodedata.normalize("NFD", "Giấy khai sinh.pdf"), PDF, "Giấy khai sinh.pdf"),
        ("ẢNH.JPG", JPEG, "ẢNH.jpg"),
        ("anh.jpeg", JPEG, "anh.jpeg"),
        ("C:\\Users\\lan\\don.docx", DOCX, "don.docx"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("setup.exe", JPEG, "setup.exe.jpg"),
        ("Đơn số 12.2023", PDF, "Đơn số 12.2023.pdf"),
        ("hoa don\u202efdp.exe", PDF, "hoa donfdp.exe.pdf"),
        ("a\x00b\r\nX-Header: c.pdf", PDF, "ab X-Header_ c.pdf"),
        ("  .pdf", PDF, "pdf.pdf"),
        ("", PDF, "tep.pdf"),
        ("...", JPEG, "tep.jpg"),
        ("//", JPEG, "tep.jpg"),
    ],
)
def test_a_name_is_kept_clean(name, kind, kept):
    assert rules.clean_name(name, kind) == kept


@given(st.text(max_size=400), st.sampled_from(KINDS))
def test_any_name_becomes_one_that_can_be_saved(name, kind):
    kept = rules.clean_name(name, kind)
    assert 0 < len(kept) <= rules.NAME_LENGTH
    assert not set(kept) & set('/\\<>:"|?*\0\r\n')
    assert kept == unicodedata.normalize("NFC", kept)
    assert kept.rpartition(".")[2] in kind.extensions
    assert not kept.startswith(".")
    assert rules.clean_name(kept, kind) == kept


@given(st.text(max_size=200), st.sampled_from(KINDS))
def test_the_plain_name_fits_a_header(name, kind):
    plain = rules.ascii_name(rules.clean_name(name, kind))
    assert plain.isascii()
    assert plain.isprintable()
    assert '"' not in plain


def test_the_plain_name_can_still_be_read():
    assert rules.ascii_name("Đơn xin cấp giấy.pdf") == "Don xin cap giay.pdf"


@pytest.mark.parametrize(
    ("size", "written"),
    [(10 * 1024 * 1024 + 1, 11), (14 * 1024 * 1024, 14), (2 * 1024**3, 2048), (None, "> 10")],
)
def test_too_large_is_said_in_whole_megabytes(size, written):
    refusal = rules.too_large(size, 10 * 1024 * 1024)
    assert refusal.code == "file.too_large"
    assert refusal.facts == {"size": size, "max": 10 * 1024 * 1024, "size_mb": written, "max_mb": 10}
