"""Texts of word processors: DOCX and ODT without macros, told apart from every other ZIP by their entries."""

import zipfile
import zlib
from typing import BinaryIO, Final

from motcua.documents.kinds import DOCX, ODT, Kind
from motcua.kernel.errors import Invalid

_MOST_ENTRIES: Final = 5_000
_MOST_OPENED: Final = 200 * 1024 * 1024
_DOCX_MAIN: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS: Final = ("vbaproject.bin", "vbadata.xml")
_SMALL_PART: Final = 1024 * 1024


def inspect(file: BinaryIO) -> Kind:
    """DOCX or ODT.

    Raises Invalid: file.kind_refused, file.broken, file.encrypted, file.active_refused, file.too_complex.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            kind = _kind(archive)
            _check_passive(archive, kind)
            if archive.testzip() is not None:
                raise Invalid("file.broken")
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Invalid("file.broken") from error


def _kind(archive: zipfile.ZipFile) -> Kind:
    entries = archive.infolist()
    # The declared sizes are what zipfile will read at most, so a bomb must either declare itself or be broken.
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_OPENED:
        raise Invalid("file.too_complex")
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Invalid("file.encrypted")
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        if _DOCX_MAIN in _part(archive, "[Content_Types].xml"):
            return DOCX
        raise Invalid("file.active_refused")  # .docm and its kin say another type for the same parts
    if "mimetype" in names and _part(archive, "mimetype") == ODT.media_type.encode():
        return ODT
    raise Invalid("file.kind_refused")


def _check_passive(archive: zipfile.ZipFile, kind: Kind) -> None:
    for entry in archive.infolist():
        name = entry.filename.lower()
        if name.rsplit("/", 1)[-1] in _MACROS or (kind is ODT and name.startswith(("basic/", "scripts/"))):
            raise Invalid("file.active_refused")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _SMALL_PART:
        raise Invalid("file.too_complex")
    return archive.read(name)
