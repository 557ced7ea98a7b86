"""Names of files and sizes of previews; pure."""

import unicodedata
from datetime import timedelta
from math import ceil
from typing import Final

from motcua.documents.kinds import Kind
from motcua.kernel import text
from motcua.kernel.errors import Invalid

NAME_LENGTH: Final = 120
UPLOAD_KEPT: Final = timedelta(days=30)
"""An upload that no dossier, draft or document has used is discarded after this time."""
PREVIEW_WIDTHS: Final = (160, 480, 960, 1600)
"""Pixels; a closed list, so that nobody fills the disk by asking for every width."""
MOST_PARTS: Final = 30
"""So many files are joined to one paper."""
MOST_PAGES: Final = 60
"""So many pages a joined paper has; the viewer shows as many."""
_MEGABYTE: Final = 1024 * 1024
_UNNAMED: Final = "tep"
# Not wrong in themselves, but a name with one of these cannot be saved on some people's computers.
_BARRED: Final = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def clean_name(name: str, kind: Kind) -> str:
    """The name that a file keeps: NFC, no folders, no control or direction-turning signs, an extension that is true.

    At most NAME_LENGTH characters. `../../anh.exe` that is a JPEG becomes `anh.exe.jpg`.
    """
    last = text.normal(name).replace("\\", "/").rsplit("/", 1)[-1].translate(_BARRED)
    stem, dot, extension = last.strip(" .").rpartition(".")
    if not dot or extension.lower() not in kind.extensions:
        stem, extension = last.strip(" ."), kind.extensions[0]
    room = NAME_LENGTH - len(extension) - 1
    # Cut between whole characters: a mark that stands alone after the cut would join the next sign.
    stem = stem[:room].rstrip(" .") or _UNNAMED
    return f"{stem}.{extension.lower()}"


def ascii_name(name: str) -> str:
    """The same name for programs that read only ASCII: "Giấy khai sinh.pdf" gives "Giay khai sinh.pdf"."""
    plain = "".join(
        c
        for c in unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
        if not unicodedata.combining(c)
    )
    return "".join(c if " " <= c <= "~" and c not in '"\\%' else "_" for c in plain)


def too_large(size: int | None, limit: int) -> Invalid:
    """The refusal `file.too_large` with bytes, and whole megabytes rounded up for its sentence.

    `size` None: the end was not read.
    """
    most = ceil(limit / _MEGABYTE)
    written = f"> {most}" if size is None else ceil(size / _MEGABYTE)
    return Invalid("file.too_large", size=size, max=limit, size_mb=written, max_mb=most)
