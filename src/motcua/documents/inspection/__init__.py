"""Looking inside a file before it is kept: is it whole, is it what it says, does anything in it run by itself?"""

from dataclasses import dataclass
from typing import BinaryIO

from motcua.documents.kinds import HEAD_BYTES, Kind, refusal_code, sniff
from motcua.kernel.errors import Invalid


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is: pages of a PDF or TIFF, sides in pixels of a picture as it is seen upright."""

    kind: Kind
    pages: int | None = None
    width: int | None = None
    height: int | None = None


def look(file: BinaryIO) -> Look:
    """Inspect a seekable file from its beginning; leaves the position anywhere.

    Raises Invalid: `file.kind_refused` (and its two kin with their own advice), `file.broken`, `file.encrypted`,
    `file.active_refused`, `file.too_complex`.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    kind = sniff(head)
    file.seek(0)
    if kind is None:
        raise Invalid(refusal_code(head))
    # The libraries that open files are heavy: a process that never takes a file never loads them.
    if kind == "zip":
        from motcua.documents.inspection import texts

        return Look(texts.inspect(file))
    if kind.family == "pdf":
        from motcua.documents.inspection import pdf

        return Look(kind, pages=pdf.inspect(file))
    from motcua.documents.inspection import picture

    pages, width, height = picture.inspect(file, kind)
    return Look(kind, pages, width, height)
