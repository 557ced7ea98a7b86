"""The kind of a file is what its first bytes say."""

import pytest

from motcua.documents import kinds


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", kinds.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", kinds.JPEG),
        (b"\x89PNG\r\n\x1a\n\x00", kinds.PNG),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", kinds.WEBP),
        (b"II*\x00\x08\x00", kinds.TIFF),
        (b"MM\x00*\x00\x00", kinds.TIFF),
        (b"PK\x03\x04\x14\x00", "zip"),
    ],
)
def test_a_kind_is_known_by_its_bytes(head, kind):
    assert kinds.sniff(head) == kind


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"MZ\x90\x00\x03\x00", "file.kind_refused"),
        (b"MZ\x90\x00%PDF-1.7", "file.kind_refused"),  # a program first, whatever follows
        (b"\x7fELF\x02", "file.kind_refused"),
        (b"#!/bin/sh\n", "file.kind_refused"),
        (b"<html><script>", "file.kind_refused"),
        (b"<svg xmlns=", "file.kind_refused"),
        (b"GIF89a", "file.kind_refused"),
        (b"Rar!\x1a\x07", "file.kind_refused"),
        (b"RIFF\x10\x00\x00\x00AVI ", "file.kind_refused"),
        (b"%PD", "file.kind_refused"),
        (b"\x00\x00\x00\x18ftypheic\x00", "file.heic_refused"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "file.old_office_refused"),
    ],
)
def test_everything_else_is_refused_with_advice(head, code):
    assert kinds.sniff(head) is None
    assert kinds.refusal_code(head) == code


def test_only_what_a_browser_can_show_harmlessly_is_shown_inline():
    assert {kind.media_type for kind in kinds.KINDS if kind.shown_inline} == {
        "application/pdf",
        "image/jpeg",
        "image/png",
        "image/webp",
    }
