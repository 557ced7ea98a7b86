"""Pictures: whole to the last line, and not larger once opened than an office scanner makes them."""

from typing import BinaryIO, Final

from PIL import Image, UnidentifiedImageError

from motcua.documents.kinds import JPEG, PNG, TIFF, WEBP, Kind
from motcua.kernel.errors import Invalid

MOST_PIXELS: Final = 60_000_000
"""A4 at 600 dots an inch has 35 million; a PNG of this size takes 240 MB of memory once opened."""
MOST_PIXELS_JPEG: Final = 120_000_000
"""Telephones make these, and a JPEG is opened at an eighth of its size."""
_MOST_FRAMES: Final = 200
_MOST_PIXELS_OF_ALL_FRAMES: Final = 600_000_000
_DECODERS: Final = {JPEG: ["JPEG", "MPO"], PNG: ["PNG"], WEBP: ["WEBP"], TIFF: ["TIFF"]}
_ORIENTATION: Final = 0x0112
_LYING: Final = frozenset({5, 6, 7, 8})  # Exif orientations that exchange the sides

# Pillow only warns up to twice this number; every size is compared below as well, before anything is decoded.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS_JPEG


def inspect(file: BinaryIO, kind: Kind) -> tuple[int | None, int, int]:
    """Pages (TIFF only), width and height in pixels as seen upright. Raises Invalid: file.broken, file.too_complex."""
    try:
        with Image.open(file, formats=_DECODERS[kind]) as picture:
            check_size(picture, kind)
            width, height = picture.size
            if kind is JPEG and picture.getexif().get(_ORIENTATION) in _LYING:
                width, height = height, width
            if kind is TIFF:
                return _read_frames(picture), width, height
            picture.draft(None, (max(1, width // 8), max(1, height // 8)))  # JPEG: read all, decode little
            picture.load()
            return None, width, height
    except Image.DecompressionBombError:
        raise Invalid("file.too_complex") from None
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        KeyError,
        TypeError,
        IndexError,
    ) as error:
        # Pillow's decoders say "broken" in all these ways.
        raise Invalid("file.broken") from error


def check_size(picture: Image.Image, kind: Kind) -> None:
    """Raises Invalid `file.too_complex` when the picture would take too much memory once decoded."""
    width, height = picture.size
    if width * height > (MOST_PIXELS_JPEG if kind is JPEG else MOST_PIXELS):
        raise Invalid("file.too_complex")


def _read_frames(picture: Image.Image) -> int:
    frames = int(getattr(picture, "n_frames", 1))
    if frames > _MOST_FRAMES:
        raise Invalid("file.too_complex")
    pixels = 0
    for frame in range(frames):
        picture.seek(frame)
        check_size(picture, TIFF)
        pixels += picture.size[0] * picture.size[1]
        if pixels > _MOST_PIXELS_OF_ALL_FRAMES:
            raise Invalid("file.too_complex")
        picture.load()
    return frames
