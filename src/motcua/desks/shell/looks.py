"""How somebody wants pages to look: high contrast, large text. Kept in a cookie, no account needed."""

from dataclasses import dataclass

from django.http import HttpRequest

COOKIE = "look"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Looks:
    """`contrast` and `large` add their class to the page's root element; print and system settings work beside them."""

    contrast: bool = False
    large: bool = False

    @property
    def html_class(self) -> str:
        return " ".join(name for name, on in (("hc", self.contrast), ("lg", self.large)) if on)

    @property
    def cookie(self) -> str:
        return ("c" if self.contrast else "") + ("l" if self.large else "")


def looks_of(request: HttpRequest) -> Looks:
    """The looks chosen in this browser."""
    value = request.COOKIES.get(COOKIE, "")[:2]
    return Looks(contrast="c" in value, large="l" in value)
