"""How somebody wants pages to look and to be used: high contrast, large text, no single keys. A cookie, no account."""

from dataclasses import dataclass

from django.http import HttpRequest

COOKIE = "look"
YEAR = 365 * 24 * 3600
_CLASSES = (("hc", "contrast"), ("lg", "large"), ("keys-off", "keys_off"))


@dataclass(frozen=True, slots=True)
class Looks:
    """Each adds its class to the page's root element; print and system settings work beside them.

    `keys_off` switches single-letter keys off (WCAG 2.1.4); Ctrl and Alt keys go on working.
    """

    contrast: bool = False
    large: bool = False
    keys_off: bool = False

    @property
    def html_class(self) -> str:
        return " ".join(name for name, on in _CLASSES if getattr(self, on))

    @property
    def cookie(self) -> str:
        return ("c" if self.contrast else "") + ("l" if self.large else "") + ("k" if self.keys_off else "")


def looks_of(request: HttpRequest) -> Looks:
    """The looks chosen in this browser."""
    value = request.COOKIES.get(COOKIE, "")[:3]
    return Looks(contrast="c" in value, large="l" in value, keys_off="k" in value)
