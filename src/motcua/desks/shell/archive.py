"""Many files handed out as one ZIP, written while it is sent: nothing of it is held whole, on disk or in memory.

Names are Vietnamese and stay so: they are stored in UTF-8 and marked so (APPNOTE, bit 11), which every system of the
last fifteen years reads.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.http import StreamingHttpResponse

from motcua.documents import rules
from motcua.kernel import clock, text
from motcua.kernel.errors import Cannot

_CHUNK = 64 * 1024
_LONGEST = 100
_BARRED = str.maketrans(dict.fromkeys('<>:"|?*\\/', "_"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: `name` with folders between slashes; `open` gives its bytes or a stream, only when its turn comes."""

    name: str
    open: Callable[[], bytes | BinaryIO]
    at: datetime
    packed: bool = False


class _Out:
    """Takes what the ZIP writes and gives it on; it cannot be sought, so sizes stand behind each file."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        whole, self._parts = b"".join(self._parts), []
        return whole


def stream(entries: Iterable[Entry], lost: Callable[[str], str]) -> Iterator[bytes]:
    """The bytes of the archive. A file that cannot be fetched leaves a note in its place: `lost` gives its words."""
    out, used = _Out(), set[str]()
    with ZipFile(cast(Any, out), "w") as archive:  # a writer is all it needs
        for entry in entries:
            name = _free(safe_name(entry.name), used)
            try:
                content = entry.open()
            except Cannot:
                content, name = lost(name).encode(), _free(f"{name}.txt", used)
            yield from _put(archive, out, name, content, entry)
    yield out.taken()


def _put(archive: ZipFile, out: _Out, name: str, content: bytes | BinaryIO, entry: Entry) -> Iterator[bytes]:
    at = clock.local(entry.at)
    about = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    about.compress_type = ZIP_DEFLATED if entry.packed else ZIP_STORED  # pictures and PDFs are packed already
    about.external_attr = 0o600 << 16
    with archive.open(about, "w", force_zip64=False) as target:
        if isinstance(content, bytes):
            target.write(content)
        else:
            with content:
                while part := content.read(_CHUNK):
                    target.write(part)
                    yield out.taken()
    yield out.taken()


def safe_name(name: str) -> str:
    """A name with folders that any system can unpack, and that unpacks nowhere else."""
    parts = []
    for part in name.split("/"):
        cleaned = text.normal(part).translate(_BARRED).strip(" .")
        stem, dot, extension = cleaned.rpartition(".")
        if dot and len(extension) <= 5:
            cleaned = f"{stem[: _LONGEST - len(extension) - 1].rstrip(' .')}.{extension}"
        else:
            cleaned = cleaned[:_LONGEST].rstrip(" .")
        parts.append(cleaned or "tep")
    return "/".join(parts)


def _free(name: str, used: set[str]) -> str:
    """The name, with a number where it is taken; case counts for nothing on some systems."""
    stem, dot, extension = name.rpartition(".")
    number, found = 1, name
    while found.casefold() in used:
        number += 1
        found = f"{stem} ({number}).{extension}" if dot else f"{name} ({number})"
    used.add(found.casefold())
    return found


def archive_response(name: str, parts: Iterator[bytes]) -> StreamingHttpResponse:
    """The answer that sends an archive called `name` (without extension)."""
    response = StreamingHttpResponse(parts, content_type="application/zip")
    full = f"{name}.zip"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{rules.ascii_name(full)}\"; filename*=UTF-8''{quote(full, safe='')}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
