"""What a browser without JavaScript would send of a page: its successful controls (HTML, form submission)."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import QueryDict


@dataclass
class Page(HTMLParser):
    """The controls of some HTML, and what the page says of itself."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    controls: list[dict[str, str | None]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    headings: int = 0
    described: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    _select: str | None = None
    _options: list[tuple[str, bool]] = field(default_factory=list)
    _textarea: str | None = None
    _text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(found["id"])
        self.described.update((found.get("aria-describedby") or "").split())
        if tag == "label":
            self.labelled.add(found["for"])
        elif tag == "h1":
            self.headings += 1
        elif tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "button":
            self.buttons.append((found.get("name", ""), found.get("value", "")))
        elif tag == "input":
            self._input(found)
        elif tag == "select":
            self._select, self._options = found["name"], []
            self.controls.append(found)
        elif tag == "option":
            self._options.append((found.get("value", ""), "selected" in found))
        elif tag == "textarea":
            self._textarea, self._text = found["name"], ""
            self.controls.append(found)

    def _input(self, found):
        if found.get("type") != "hidden":
            self.controls.append(found)
        if found.get("type") in ("radio", "checkbox") and "checked" not in found:
            return
        if found.get("type") != "file":
            self.sent.append((found["name"], found.get("value") or ""))

    def handle_endtag(self, tag):
        if tag == "select" and self._select:
            chosen = [value for value, selected in self._options if selected] or [self._options[0][0]]
            self.sent.append((self._select, chosen[-1]))
        elif tag == "textarea" and self._textarea:
            self.sent.append((self._textarea, self._text.removeprefix("\n")))
            self._textarea = None

    def handle_data(self, data):
        if self._textarea:
            self._text += data

    def query(self, **changes: str) -> QueryDict:
        """What pressing the first button sends; `changes` are typed over it (double underscore for a point)."""
        query = QueryDict(mutable=True)
        typed = {name.replace("__", "."): value for name, value in changes.items()}
        for name, value in self.sent:
            if name not in typed:
                query.appendlist(name, value.replace("\n", "\r\n"))
        for name, value in typed.items():
            query[name] = value
        return query


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    return page
