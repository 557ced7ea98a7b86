"""Small upright copies of pictures, without the camera's notes (place, time, device)."""

import logging
from io import BytesIO
from typing import IO, Final, cast

from motcua.documents import rules, store
from motcua.documents.models import StoredFile
from motcua.kernel.errors import Cannot, Invalid

_log = logging.getLogger(__name__)
_QUALITY: Final = 80


def preview(file: StoredFile, width: int) -> bytes:
    """A JPEG at most `width` pixels wide (one of rules.PREVIEW_WIDTHS), the first page of a TIFF; made once and kept.

    Only for this room's queries: whoever calls has decided. Raises ValueError for another width, Invalid
    `file.no_preview` for what is no picture, FileNotFoundError, Cannot `storage.unavailable`.
    """
    if width not in rules.PREVIEW_WIDTHS:
        raise ValueError(f"previews have one of these widths: {rules.PREVIEW_WIDTHS}")
    if file.kind.family != "picture":
        raise Invalid("file.no_preview")
    if kept := store.find_preview(file.sha256, width):
        return kept
    with store.opened(file.sha256) as stream:
        jpeg = _drawn(cast("IO[bytes]", stream), width)
    try:
        store.keep_preview(file.sha256, width, jpeg)
    except Cannot as full:  # it can be shown all the same
        _log.warning("a preview of %s was not kept: %s", file.sha256, full.code)
    return jpeg


def _drawn(stream: IO[bytes], width: int) -> bytes:
    from PIL import Image, ImageOps  # heavy: only where pictures are drawn

    with Image.open(stream) as picture:
        # JPEG can be opened smaller; twice the size wanted keeps letters readable, whichever way the page lies.
        picture.draft(None, (2 * width, 2 * width))
        upright = ImageOps.exif_transpose(picture)
        if upright.mode.startswith("I"):  # 16 bits a point, from some scanners
            upright = upright.point(lambda level: level / 256).convert("L")
        if upright.has_transparency_data:
            clear = upright.convert("RGBA")
            upright = Image.new("RGB", clear.size, "white")
            upright.paste(clear, mask=clear.getchannel("A"))
        upright = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
        # Any height: a long photograph of a page keeps its shape.
        upright.thumbnail((width, upright.height))
        drawn = BytesIO()
        upright.save(drawn, "JPEG", quality=_QUALITY, optimize=True)
        return drawn.getvalue()
