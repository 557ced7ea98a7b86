"""Somebody at the address of the installation: a browser that fills forms, behind the proxy that ends TLS."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit


@dataclass
class Form:
    """A form of a page: where it goes and what it holds."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page with what is filled in already."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""
        self._option: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(said.get("action", ""), said.get("method", "get").lower()))
        if not self.forms or (tag != "option" and not said.get("name")):
            return
        form, name = self.forms[-1], said.get("name", "")
        if tag == "input" and (said.get("type") not in ("checkbox", "radio", "file", "submit") or "checked" in said):
            form.fields[name] = said.get("value", "")
        elif tag == "textarea":
            form.fields[name] = ""
        elif tag == "select":
            self._select = name
            form.choices[name] = []
        elif tag == "option" and self._select:
            self._option = said.get("value", "")
            if "selected" in said or self._select not in form.fields:
                form.fields[self._select] = self._option

    def handle_data(self, data: str) -> None:
        if self._option is not None:
            self.forms[-1].choices[self._select].append((self._option, data.strip()))
            self._option = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


@dataclass
class Answer:
    """An answer after all redirections: where it is, its status and text."""

    url: str
    status: int
    text: str
    headers: dict[str, str]

    def form(self, *needs: str) -> Form:
        """The first form that has all these fields."""
        for form in Forms(self.text).forms:
            if form.method == "post" and all(name in form.fields or name in form.choices for name in needs):
                return form
        raise AssertionError(f"no form with {needs} at {self.url} ({self.status})")


class Visitor:
    """Keeps cookies and follows redirections; `address` is what the proxy reports."""

    def __init__(self, port: int, host: str, address: str = "203.0.113.7") -> None:
        self.port, self.host, self.address = port, host, address
        self.cookies = SimpleCookie()

    def get(self, url: str) -> Answer:
        """Open a page."""
        return self._ask("GET", url, None)

    def post(self, answer: Answer, form: Form, **values: str) -> Answer:
        """Fill a form of a page and send it."""
        url = urljoin(answer.url, form.action or answer.url)
        return self._ask("POST", url, {**form.fields, **values})

    def _ask(self, method: str, url: str, values: dict[str, str] | None) -> Answer:
        for _ in range(6):
            parts = urlsplit(url)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            headers = {
                "Host": self.host,
                "X-Forwarded-For": self.address,
                "X-Forwarded-Proto": "https",
                "Origin": f"https://{self.host}",
                "Referer": f"https://{self.host}{parts.path}",
                "Accept-Language": "vi",
                "Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items()),
            }
            body = None
            if values is not None:
                body = urlencode(values)
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                self.cookies.load(cookie)
            connection.close()
            if answer.status not in (301, 302, 303):
                return Answer(url, answer.status, text, {k.lower(): v for k, v in answer.headers.items()})
            url, method, values = urljoin(url, answer.headers["Location"]), "GET", None
        raise AssertionError(f"sent round in circles at {url}")
