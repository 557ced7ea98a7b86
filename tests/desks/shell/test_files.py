"""Files across HTTP: forms bring them bounded and whole; pages and downloads cannot run them."""

import os
import re
import subprocess
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import Client

from motcua.desks.shell.files import BodyTooLarge, file_response, picture_response
from motcua.documents import kinds
from motcua.documents.queries import OpenedFile
from motcua.kernel.errors import Cannot, Invalid

LIMIT = 100_000


@pytest.fixture(autouse=True)
def _uploads(settings):
    settings.FILE_UPLOAD_HANDLERS = ["motcua.desks.shell.files.WholeUpload"]
    settings.MAX_UPLOAD_BYTES = LIMIT


class Body(BytesIO):
    """A request's body that counts what was read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        part = super().read(size)
        self.taken += len(part)
        return part


def a_form(*contents: bytes, name: str = "giấy.pdf") -> bytes:
    parts = [b'--frontier\r\nContent-Disposition: form-data; name="note"\r\n\r\nxin ch\xc3\xa0o\r\n']
    for content in contents:
        head = f'--frontier\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + b"--frontier--\r\n"


def a_request(body: Body, length: int | None = None) -> WSGIRequest:
    return WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "CONTENT_TYPE": "multipart/form-data; boundary=frontier",
            "CONTENT_LENGTH": str(len(body.getvalue()) if length is None else length),
            "wsgi.input": body,
        }
    )


class TestComingIn:
    def test_a_form_brings_its_fields_and_files(self):
        request = a_request(Body(a_form(b"one", b"two" * 20_000)))
        assert request.POST["note"] == "xin chào"
        first, second = request.FILES.getlist("file")
        assert (first.name, first.size, first.read()) == ("giấy.pdf", 3, b"one")
        assert (second.size, second.read(3), second.read()) == (60_000, b"two", b"two" * 19_999)
        assert isinstance(first, UploadedFile)

    def test_a_file_beyond_the_limit_is_counted_and_not_kept(self):
        """Its form arrives with all answers; the act says how large it was and refuses it."""
        request = a_request(Body(a_form(b"x" * (5 * LIMIT), b"good")))
        large, good = request.FILES.getlist("file")
        assert large.size == 5 * LIMIT
        assert large.file.seek(0, 2) <= LIMIT + 64 * 1024
        assert good.read() == b"good"
        assert request.POST["note"] == "xin chào"

    def test_two_gigabytes_are_refused_before_a_byte_is_read(self):
        body = Body(a_form(b"x"))
        request = a_request(body, 2 * 1024**3)
        with pytest.raises(BodyTooLarge) as refused:
            request.POST  # noqa: B018
        assert body.taken == 0
        assert (refused.value.code, refused.value.facts["size_mb"]) == ("file.too_large", 2048)

    @pytest.mark.django_db
    @pytest.mark.parametrize("checks", [True, False])
    def test_two_gigabytes_get_the_page_that_says_so(self, checks):
        """Where the form's token is checked, which reads the form before any view, and where a view reads it."""
        client = Client(enforce_csrf_checks=checks)
        client.cookies["csrftoken"] = "a" * 32
        kind = "multipart/form-data; boundary=frontier"
        length = str(2 * 1024**3)
        response = client.generic("POST", "/language/", a_form(b"x"), content_type=kind, CONTENT_LENGTH=length)
        assert response.status_code == 413
        assert "quá lớn" in response.content.decode()

    @pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.99])
    def test_half_a_form_is_no_form(self, part):
        """The connection is lost: half a file must not pass for a file."""
        whole = a_form(b"x" * 50_000)
        request = a_request(Body(whole[: int(len(whole) * part)]), len(whole))
        with pytest.raises(UnreadablePostError) as refused:
            request.FILES  # noqa: B018
        assert isinstance(refused.value, Invalid)
        assert refused.value.code == "file.broken_off"

    def test_a_disk_without_room_is_said_when_the_file_is_read(self, settings, tmp_path):
        settings.MAX_UPLOAD_BYTES = 4 * 1024 * 1024
        small = tmp_path / "small"
        small.mkdir()
        mount(small)
        settings.FILE_UPLOAD_TEMP_DIR = str(small)
        try:
            request = a_request(Body(a_form(b"x" * 3 * 1024 * 1024, b"good")))
            large, good = request.FILES.getlist("file")
            with pytest.raises(Cannot) as refused:
                large.read(10)
            assert refused.value.code == "storage.full"
            assert good.read() == b"good"
            request.close()
        finally:
            unmount(small)

    def test_a_request_without_files_is_none_of_its_business(self):
        request = a_request(Body(a_form()))
        assert (request.POST["note"], len(request.FILES)) == ("xin chào", 0)


def mount(place) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True)
    if done.returncode != 0:
        pytest.skip(f"this machine mounts no disk: {done.stderr.decode().strip()}")


def unmount(place) -> None:
    subprocess.run(["umount", "-l", str(place)], check=True)


def handed_out(kind: kinds.Kind, name: str = "Giấy khai sinh.pdf", **how):
    return file_response(OpenedFile(BytesIO(b"bytes"), 5, kind, name), **how)


class TestGoingOut:
    def test_the_bytes_go_out_as_what_they_are(self):
        response = handed_out(kinds.PDF)
        assert b"".join(response.streaming_content) == b"bytes"
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Length"] == "5"

    @pytest.mark.parametrize("kind", kinds.KINDS)
    def test_nothing_in_it_can_do_anything(self, kind):
        for response in (handed_out(kind), handed_out(kind, download=True), picture_response(b"jpeg")):
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Cache-Control"] == "private, no-store"
            policy = response["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "script-src" not in policy
            assert "frame-ancestors 'self'" in policy
            assert ("sandbox" in policy) or kind is kinds.PDF

    @pytest.mark.parametrize("kind", kinds.KINDS)
    def test_only_papers_a_browser_can_show_are_shown(self, kind):
        shown = kind in (kinds.PDF, kinds.JPEG, kinds.PNG, kinds.WEBP)
        assert handed_out(kind)["Content-Disposition"].startswith("inline;" if shown else "attachment;")
        assert handed_out(kind, download=True)["Content-Disposition"].startswith("attachment;")

    @pytest.mark.parametrize(
        ("name", "plain"),
        [
            ("Đơn đề nghị.pdf", "Don de nghi.pdf"),
            ('a"; filename="b.exe.pdf', "a_; filename=_b.exe.pdf"),
            ("giấy 50%.pdf", "giay 50_.pdf"),
            ("证件.pdf", "__.pdf"),
        ],
    )
    def test_the_name_goes_out_whole_and_in_plain_letters(self, name, plain):
        header = handed_out(kinds.PDF, name)["Content-Disposition"]
        assert header.isascii()
        parts = re.fullmatch(r"inline; filename=\"([^\"]*)\"; filename\*=UTF-8''(\S*)", header)
        assert parts is not None
        assert parts[1] == plain
        assert unquote(parts[2]) == name
