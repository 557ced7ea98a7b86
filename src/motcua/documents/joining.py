"""Several photographs, scans and PDFs made one PDF: the pages of one paper, in order, upright, no larger than needed.

Pure but for the libraries: streams in, bytes out. A picture becomes one A4 page, each picture of a TIFF too; the pages
of a PDF are taken over as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from motcua.documents.kinds import Kind
from motcua.documents.rules import MOST_PAGES, MOST_PARTS, too_large
from motcua.kernel.errors import Invalid

if TYPE_CHECKING:
    from pikepdf import Pdf
    from PIL.Image import Image

_A4: Final = (595.0, 842.0)  # points
_STEPS: Final = ((2300, 80), (1750, 70), (1300, 60))
"""Longest side in pixels and quality of a page's picture: 200 dots an inch first, less where all would be too large."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file to join. `stream` is read from its beginning."""

    kind: Kind
    stream: BinaryIO


def join(parts: Sequence[Part], *, limit: int) -> bytes:
    """One PDF of all parts, at most `limit` bytes.

    Raises Invalid: `file.nothing_to_join`, `file.too_many_parts`, `file.too_many_pages`, `file.not_joined` (a text:
    DOCX, ODT), `file.broken`, `file.too_large`.
    """
    if not parts:
        raise Invalid("file.nothing_to_join")
    if len(parts) > MOST_PARTS:
        raise Invalid("file.too_many_parts", count=len(parts), most=MOST_PARTS)
    if any(part.kind.family == "text" for part in parts):
        raise Invalid("file.not_joined")
    made = b""
    for longest, quality in _STEPS:
        made = _joined(parts, longest, quality)
        if len(made) <= limit:
            return made
        if not any(part.kind.family == "picture" for part in parts):
            break
    raise too_large(len(made), limit)


def _joined(parts: Sequence[Part], longest: int, quality: int) -> bytes:
    import pikepdf  # heavy: only where files are joined

    with pikepdf.new() as whole:
        held: list[Pdf] = []
        try:
            for part in parts:
                part.stream.seek(0)
                if part.kind.family == "pdf":
                    one = pikepdf.open(part.stream, suppress_warnings=True)
                    held.append(one)
                    _room(len(whole.pages) + len(one.pages))
                    whole.pages.extend(one.pages)
                else:
                    _add_pictures(whole, part.stream, longest, quality)
            out = BytesIO()
            whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        except (pikepdf.PdfError, OSError, ValueError, SyntaxError, EOFError) as error:
            raise Invalid("file.broken") from error
        finally:
            for one in held:
                one.close()
    return out.getvalue()


def _room(pages: int) -> None:
    if pages > MOST_PAGES:
        raise Invalid("file.too_many_pages", count=pages, most=MOST_PAGES)


def _add_pictures(whole: "Pdf", stream: BinaryIO, longest: int, quality: int) -> None:
    from PIL import Image

    with Image.open(cast("IO[bytes]", stream)) as picture:
        for frame in range(int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1):
            picture.seek(frame)
            _room(len(whole.pages) + 1)
            _add_page(whole, _upright(picture, longest), quality)


def _upright(picture: "Image", longest: int) -> "Image":
    """As it is seen, without the camera's notes (place, time, device)."""
    from PIL import Image, ImageOps

    picture.draft(None, (longest, longest))
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # 16 bits a point, from some scanners
        upright = upright.point(lambda level: level / 256).convert("L")
    if upright.has_transparency_data:
        clear = upright.convert("RGBA")
        upright = Image.new("RGB", clear.size, "white")
        upright.paste(clear, mask=clear.getchannel("A"))
    upright = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    upright.thumbnail((longest, longest))
    return upright


def _add_page(whole: "Pdf", picture: "Image", quality: int) -> None:
    import pikepdf

    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    drawn = pikepdf.Stream(whole, out.getvalue())
    drawn.stream_dict.update(
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Image,
            "/Width": picture.width,
            "/Height": picture.height,
            "/BitsPerComponent": 8,
            "/ColorSpace": pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB,
            "/Filter": pikepdf.Name.DCTDecode,
        }
    )
    sheet = _A4 if picture.height >= picture.width else _A4[::-1]
    scale = min(sheet[0] / picture.width, sheet[1] / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    left, bottom = (sheet[0] - wide) / 2, (sheet[1] - high) / 2
    page = whole.add_blank_page(page_size=sheet)
    name = page.add_resource(drawn, pikepdf.Name.XObject)
    draw = f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm {name} Do Q"
    page.Contents = whole.make_stream(draw.encode())
