"""Which files are taken, known by their bytes and never by their name; pure."""

from dataclasses import dataclass
from typing import Final, Literal

Family = Literal["pdf", "picture", "text"]
HEAD_BYTES: Final = 512
"""So many bytes from the beginning are enough for `sniff` and `foreign`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file that is taken. `extensions[0]` is the one given to a download whose name has none of them."""

    family: Family
    media_type: str
    extensions: tuple[str, ...]

    @property
    def shown_inline(self) -> bool:
        """True where a browser shows it as it is; everything else is only ever downloaded."""
        return self.media_type in _INLINE


PDF: Final = Kind("pdf", "application/pdf", ("pdf",))
JPEG: Final = Kind("picture", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
PNG: Final = Kind("picture", "image/png", ("png",))
WEBP: Final = Kind("picture", "image/webp", ("webp",))
TIFF: Final = Kind("picture", "image/tiff", ("tif", "tiff"))
DOCX: Final = Kind("text", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",))
ODT: Final = Kind("text", "application/vnd.oasis.opendocument.text", ("odt",))
KINDS: Final = (PDF, JPEG, PNG, WEBP, TIFF, DOCX, ODT)
_INLINE: Final = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
_BY_MEDIA_TYPE: Final = {kind.media_type: kind for kind in KINDS}

ACCEPT: Final = ",".join(f".{extension}" for kind in KINDS for extension in kind.extensions)
"""For the `accept` of a file field: a hint to the person, not a check."""


def kind_of(media_type: str) -> Kind:
    """The kind with this media type. Raises KeyError."""
    return _BY_MEDIA_TYPE[media_type]


def sniff(head: bytes) -> Kind | Literal["zip"] | None:
    """The kind that a file's first bytes speak of; "zip" where the entries must tell (DOCX, ODT); None: not taken.

    The signature must stand at the very beginning: a program with a PDF behind it is a program.
    """
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[:4] in (b"II*\x00", b"MM\x00*"):
        return TIFF
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    return None


_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def refusal_code(head: bytes) -> str:
    """Why a file that `sniff` does not know is refused: a code with its own advice where people meet the kind often."""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "file.heic_refused"  # what telephones of one maker write unless told otherwise
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "file.old_office_refused"  # .doc, .xls: may hold macros that nothing here can look for
    return "file.kind_refused"
