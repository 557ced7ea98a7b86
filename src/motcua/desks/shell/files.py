"""Files across HTTP: what comes in is bounded and whole, what goes out can do nothing in the reader's browser.

Settings name `WholeUpload` as the one upload handler, so every multipart request of every desk passes here.
"""

import contextlib
import errno
import tempfile
from collections.abc import Iterator
from typing import IO, Any, Final
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import FileResponse, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParser
from django.http.response import HttpResponseBase

from motcua.documents import rules
from motcua.documents.queries import OpenedFile
from motcua.kernel.errors import Cannot, Invalid

FILES_IN_ONE_FORM: Final = 10
_IN_MEMORY: Final = 1024 * 1024
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'"


class BodyTooLarge(Invalid, RequestDataTooBig):
    """A refusal for our desks, and for Django, which reads forms before any view runs, a request of status 413."""


class ConnectionLost(Invalid, UnreadablePostError):
    """A refusal for our desks, whose sender is mostly gone, and for Django a form that could not be read."""


class WholeUpload(FileUploadHandler):
    """Parses a multipart request from a stream that knows when the connection was lost in the middle.

    Django takes a body that breaks off for one that ends there, and half a file for a file.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 — Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> tuple[Any, Any]:
        """Raises BodyTooLarge for a length that no form of ours sends, before a byte is read, and
        ConnectionLost when the body is shorter than it was said to be.
        """
        if content_length > FILES_IN_ONE_FORM * settings.MAX_UPLOAD_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            refusal = rules.too_large(content_length, settings.MAX_UPLOAD_BYTES)
            raise BodyTooLarge(refusal.code, None, **refusal.facts)
        body: Any = _WholeBody(input_data, content_length)
        return MultiPartParser(META, body, [_Spool(self.request)], encoding).parse()


class _WholeBody:
    def __init__(self, source: IO[bytes], length: int) -> None:
        self._source = source
        self._left = length

    def read(self, size: int = -1) -> bytes:
        found = self._source.read(size)
        self._left -= len(found)
        if not found and size != 0 and self._left > 0:
            raise ConnectionLost("file.broken_off")
        return found


class ReceivedFile(UploadedFile):  # type: ignore[type-arg] # generic in the stubs only
    """A file of a form; reading one that could not be taken in whole raises why."""

    def __init__(self, file: IO[bytes], name: str, size: int, content_type: str, refusal: Cannot | None) -> None:
        super().__init__(file, name, content_type, size)
        self._refusal = refusal

    def read(self, size: int = -1, /) -> bytes:
        """Raises Cannot `storage.full` when there was no room for it."""
        if self._refusal is not None:
            raise self._refusal
        assert self.file is not None
        return bytes(self.file.read(size))


class _Spool(FileUploadHandler):
    """One file of a form at a time, in memory or beyond 1 MB on disk. What is beyond the limit is counted, not kept."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        # `file` is the name under which the parser closes it when the request breaks off.
        self.file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
        self._refusal: Cannot | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._refusal is None and start <= settings.MAX_UPLOAD_BYTES:
            with self._room_on_disk():
                self.file.write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile:
        with self._room_on_disk():
            self.file.seek(0)  # writes what is still in the buffer
        return ReceivedFile(self.file, self.file_name or "", file_size, self.content_type or "", self._refusal)

    @contextlib.contextmanager
    def _room_on_disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            self._refusal = Cannot("storage.full")


def file_response(opened: OpenedFile, *, download: bool = False) -> FileResponse:
    """Hand out an opened file: shown in the page for PDF and pictures unless `download`, everything else downloaded.

    The type is what the bytes are, no script in it runs, no cache keeps it; the name goes out in ASCII and whole.
    """
    response = FileResponse(opened.stream, content_type=opened.kind.media_type)
    response["Content-Length"] = str(opened.size)
    way = "inline" if opened.kind.shown_inline and not download else "attachment"
    response["Content-Disposition"] = _disposition(way, opened.name)
    _seal(response, pdf=opened.kind.family == "pdf")
    return response


def picture_response(jpeg: bytes) -> HttpResponse:
    """Hand out a preview."""
    response = HttpResponse(jpeg, content_type="image/jpeg")
    _seal(response, pdf=False)
    return response


def _disposition(way: str, name: str) -> str:
    return f"{way}; filename=\"{rules.ascii_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _seal(response: HttpResponseBase, *, pdf: bool) -> None:
    headers = response.headers
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cache-Control"] = "private, no-store"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # Browsers before 2024 show no PDF inside a sandbox; scripts in PDFs are refused when the file is taken in.
    headers["Content-Security-Policy"] = _POLICY if pdf else f"{_POLICY}; sandbox"
