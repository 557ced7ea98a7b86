"""Pages of a PDF as pictures: many telephones and some browsers show no PDF inside a page."""

from io import BytesIO
from typing import Final

from motcua.documents import store
from motcua.documents.models import StoredFile
from motcua.documents.rules import MOST_PAGES
from motcua.kernel.errors import Invalid, NotVisible

_QUALITY: Final = 82


def page_picture(file: StoredFile, number: int, width: int) -> bytes:
    """Page `number` (from 1) as a JPEG `width` pixels wide.

    Only for this room's queries: whoever calls has decided. Raises Invalid `file.no_preview` for what is no PDF,
    NotVisible `file.no_page`, FileNotFoundError.
    """
    if file.media_type != "application/pdf":
        raise Invalid("file.no_preview")
    import pypdfium2  # heavy: only where pages are drawn

    with store.opened(file.sha256) as stream:
        document = pypdfium2.PdfDocument(stream.read())
    try:
        if not 1 <= number <= min(len(document), MOST_PAGES):
            raise NotVisible("file.no_page", page=number)
        page = document[number - 1]
        drawn = page.render(scale=width / max(page.get_width(), 1)).to_pil().convert("RGB")
        out = BytesIO()
        drawn.save(out, "JPEG", quality=_QUALITY, optimize=True)
        return out.getvalue()
    finally:
        document.close()
