"""PDF: opens without a password, is not cut short, and holds nothing that runs by itself."""

import re
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

import pikepdf
from pikepdf import settings

from motcua.kernel.errors import Invalid

# What is opened here is the tables of a PDF, never its pictures: a table that grows beyond this is no honest one.
# Process-wide, so it is set once, when this module is first loaded.
settings.set_qpdf_limits(flate_max_memory=32 * 1024 * 1024, run_length_max_memory=32 * 1024 * 1024)

_TAIL: Final = 8 * 1024
_MOST_OBJECTS: Final = 100_000
_MOST_NESTING: Final = 60
# What the library says when it only had to look for the objects itself; after anything else, pages may be missing.
_MENDED: Final = re.compile(
    r"file is damaged|xref not found|can't find startxref|Attempting to reconstruct cross-reference table"
    r"|startxref was more than|expected (n n|\d+ \d+) obj|extraneous whitespace seen before xref"
)
_ACTIVE: Final = frozenset({"/JavaScript", "/Launch", "/Rendition", "/RichMediaExecute", "/ImportData"})


def inspect(file: BinaryIO) -> int:
    """The number of pages. Raises Invalid: file.broken, file.encrypted, file.active_refused, file.too_complex."""
    end = file.seek(0, 2)
    file.seek(max(0, end - _TAIL))
    if b"%%EOF" not in file.read(_TAIL):
        # A PDF whose end is missing can often be opened all the same, without its last pages: nobody would notice.
        raise Invalid("file.broken")
    file.seek(0)
    try:
        with pikepdf.open(file, suppress_warnings=True) as pdf:
            return _inspect(pdf)
    except pikepdf.PasswordError:
        raise Invalid("file.encrypted") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, RecursionError) as error:
        raise Invalid("file.broken") from error


def _inspect(pdf: pikepdf.Pdf) -> int:
    pages = len(pdf.pages)
    if pages == 0:
        raise Invalid("file.broken")
    if len(pdf.objects) > _MOST_OBJECTS:
        raise Invalid("file.too_complex")
    if any(_is_active(thing, 0) for thing in pdf.objects):
        raise Invalid("file.active_refused")
    said = [str(warning) for warning in pdf.get_warnings()]
    if any("reconstruct" in one for one in said) and not all(_MENDED.search(one) for one in said):
        raise Invalid("file.broken")
    return pages


def _is_active(thing: Any, depth: int) -> bool:
    """True when a dictionary inside this object is an action that runs a script or a program.

    References to other objects are not followed: those are looked at in their own turn.
    """
    if depth > _MOST_NESTING:
        raise Invalid("file.too_complex")
    children: Iterable[Any]
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        action = thing.get("/S")
        if (isinstance(action, pikepdf.Name) and str(action) in _ACTIVE) or "/JS" in thing:
            return True
        children = (child for _, child in thing.items())
    elif isinstance(thing, pikepdf.Array):
        children = thing
    else:
        return False
    return any(
        _is_active(child, depth + 1)
        for child in children
        if isinstance(child, pikepdf.Object) and not child.is_indirect
    )
