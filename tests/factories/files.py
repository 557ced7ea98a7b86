"""Files as people send them, good and bad: small, made here, nobody's."""

from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, ImageDraw


def a_pdf(text: str = "Giay khai sinh", *, pages: int = 1, **save: Any) -> bytes:
    """A whole PDF; the text stands in it uncompressed."""
    pdf = pikepdf.new()
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(f"% {text} {number}".encode())
    return _saved(pdf, compress_streams=False, **save)


def a_pdf_that_runs(action: dict[str, Any] | None = None) -> bytes:
    """A PDF that does something when it is opened."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    what = {"/S": pikepdf.Name.JavaScript, "/JS": pikepdf.String("app.alert(1)")} if action is None else action
    pdf.Root.OpenAction = pikepdf.Dictionary(what)
    return _saved(pdf)


def a_pdf_with_password(user: str = "bi mat") -> bytes:
    """A PDF that asks for a password; with user="" it opens for everybody and only forbids."""
    return a_pdf(encryption=pikepdf.Encryption(owner="chu", user=user))


def _saved(pdf: pikepdf.Pdf, **save: Any) -> bytes:
    file = BytesIO()
    # Else a PDF's number changes with the clock, and "the same file" would be another a second later.
    pdf.save(file, deterministic_id="encryption" not in save, **save)
    return file.getvalue()


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (640, 400), *, mode: str = "RGB", **save: Any) -> bytes:
    """A picture with something on it: its left half is dark."""
    picture = Image.new(mode, size, 255 if len(mode) == 1 else "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1]), fill=0 if len(mode) == 1 else "navy")
    file = BytesIO()
    picture.save(file, kind, **save)
    return file.getvalue()


def a_photograph_held_sideways(size: tuple[int, int] = (640, 400)) -> bytes:
    """A JPEG whose camera noted the place it was taken and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to see it upright
    exif[0x010F] = "Hang may anh"
    exif.get_ifd(0x8825)[1] = "N"
    return a_picture("JPEG", size, exif=exif)


class Dribble:
    """A stream that gives a little at a time, counts what was taken, and may break in the middle."""

    def __init__(self, content: bytes, *, step: int = 1000, breaks_at: int | None = None) -> None:
        self._content = content
        self._step = step
        self._breaks_at = breaks_at
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        if self._breaks_at is not None and self.taken >= self._breaks_at:
            raise ConnectionResetError("the line is gone")
        part = self._content[self.taken : self.taken + min(self._step, size if size >= 0 else self._step)]
        self.taken += len(part)
        return part


class Endless:
    """A stream without an end; `taken` tells how much of it was read."""

    def __init__(self, beginning: bytes = b"%PDF-1.7\n") -> None:
        self._beginning = beginning
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        part = (self._beginning if self.taken == 0 else b"").ljust(size, b"0")
        self.taken += len(part)
        return part


class Claiming:
    """A stream that says how large it is and must not be read."""

    def __init__(self, size: int) -> None:
        self.size = size

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("a file that is too large by its own word was read")
