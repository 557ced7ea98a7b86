"""What is certified: originals with their pages and copies, judged before they are entered; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.kernel.errors import FieldError

MOST_PAGES, MOST_COPIES, MOST_LINES, MOST_ORIGINALS = 999, 200, 20, 50
DOCUMENT = "Giấy tờ, văn bản"


@dataclass(frozen=True, slots=True)
class Original:
    """One original, or several (`originals`) with as many pages each, and how many copies of each are certified."""

    pages: int
    copies: int
    document: str = ""
    originals: int = 1

    @property
    def sheets(self) -> int:
        """Certified copies in all."""
        return self.originals * self.copies


def judge(originals: Sequence[Original]) -> list[FieldError]:
    """Wrong lines; the path of a value is "originals.N.name".

    Codes: certification.nothing, too_many, pages_wrong, copies_wrong, originals_wrong, document_too_long.
    """
    if not originals:
        return [FieldError("originals", "certification.nothing")]
    errors = []
    if len(originals) > MOST_LINES or sum(one.originals for one in originals) > MOST_ORIGINALS:
        errors.append(FieldError("originals", "certification.too_many", most=MOST_ORIGINALS))
    for index, one in enumerate(originals):
        for name, most in (("pages", MOST_PAGES), ("copies", MOST_COPIES), ("originals", MOST_ORIGINALS)):
            if not 0 < getattr(one, name) <= most:
                errors.append(FieldError(f"originals.{index}.{name}", f"certification.{name}_wrong", most=most))
        if len(one.document) > 300:
            errors.append(FieldError(f"originals.{index}.document", "certification.document_too_long"))
    return errors
