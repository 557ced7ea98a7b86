"""Everything that somebody can reach by links, walked without a browser: status, headings, weight."""

import gzip
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.shell.access import is_open
from motcua.people import access
from motcua.people.models import Account

EACH_SHAPE = 8
"""So many addresses of one view with the same query names are walked to by one role: dossiers in different states."""
MOST = 400
SHAPES_LOOKED_AT = 3
PROGRAMS = ("api", "admin:")
"""Not pages of ours: the API, and the framework's own administration for the administrators of the system."""


@dataclass
class Page:
    """One page as it was answered."""

    url: str
    view: str
    status: int
    kind: str
    html: str = ""
    from_url: str = ""
    h1: int = 0
    weight: int = 0

    @property
    def shape(self) -> tuple[str, ...]:
        """The names in its query: other names show another page."""
        return tuple(sorted({name for name, _ in parse_qsl(urlsplit(self.url).query, keep_blank_values=True)}))


@dataclass
class Walk:
    """What one role saw: HTML pages by view, and everything else that was answered."""

    pages: list[Page] = field(default_factory=list)
    others: list[Page] = field(default_factory=list)

    @property
    def looked_at(self) -> list[Page]:
        """What a browser opens: of each view one page for each set of query names, three at most."""
        shapes: dict[str, set[tuple[str, ...]]] = {}
        chosen = []
        for page in self.pages:
            known = shapes.setdefault(page.view, set())
            if page.shape not in known and len(known) < SHAPES_LOOKED_AT:
                known.add(page.shape)
                chosen.append(page)
        return chosen

    @property
    def views(self) -> set[str]:
        return {page.view for page in (*self.pages, *self.others)}


class _Seen(HTMLParser):
    """Links, headings and what the first view loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.assets: set[str] = set()
        self.h1 = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        elif tag == "h1":
            self.h1 += 1
        elif tag in ("link", "script", "img", "use") and said.get("loading") != "lazy":
            self.assets.add(said.get("href") or said.get("src") or "")


def every_view(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, str, Any]]:
    """(name with its namespace, address, view) of every address that pages have."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from every_view(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{prefix}{pattern.name}", str(pattern.pattern), pattern.callback


def takes_forms_only(view: Any) -> bool:
    """True for a view under `require_POST` or the like."""
    while view is not None:
        code = getattr(view, "__code__", None)
        if code is not None and "request_method_list" in code.co_freevars:
            cell = view.__closure__[code.co_freevars.index("request_method_list")]
            return "GET" not in cell.cell_contents
        view = getattr(view, "__wrapped__", None)
    return False


def own_views(role: str) -> set[str]:
    """Those of the open views that are meant for this role: a visitor's, a citizen's, the staff's, its own."""
    meant = {access.ANONYMOUS: {"all"}, access.CITIZEN: {"signed_in", access.CITIZEN}}.get(role, {"staff", role})
    views = {name: view for name, _, view in every_view(get_resolver().url_patterns)}
    of_citizens = role in (access.ANONYMOUS, access.CITIZEN)
    return {
        name
        for name in open_views(role)
        if meant & views[name].open_to and (of_citizens or not name.startswith("citizen:"))
    }


def open_views(role: str) -> set[str]:
    """Names of the views that show something to a role, those of programs left out."""
    found = set()
    for name, _, view in every_view(get_resolver().url_patterns):
        inner = view.func if isinstance(view, partial) else view
        roles = getattr(inner, "open_to", None)
        if takes_forms_only(inner) or name.startswith(PROGRAMS):
            continue
        if roles and is_open(roles, role, role != "anonymous"):
            found.add(name)
    return found


def _starts(role: str) -> list[str]:
    """Where the walk begins: the front page, and every page without anything to fill in that is open to the role."""
    from django.urls import NoReverseMatch, reverse

    found = ["/"]
    for name in sorted(open_views(role)):
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


@cache
def _asset_bytes(path: str) -> int:
    """Bytes of a static file as it goes over the line."""
    name = path.removeprefix(settings.STATIC_URL)
    found = finders.find(name)
    return len(brotli.compress(Path(str(found)).read_bytes())) if found else 0


def _name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def walk(account: Account | None, role: str) -> Walk:
    """Open what is linked, at most EACH_SHAPE addresses of a view for each set of query names."""
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account)
    done = Walk()
    waiting = deque((url, "") for url in _starts(role))
    asked: dict[tuple[str, tuple[str, ...]], int] = {}
    seen: set[str] = set()
    while waiting and len(seen) < MOST:
        url, origin = waiting.popleft()
        parts = urlsplit(url)
        plain = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.scheme or parts.netloc or plain in seen or parts.path.startswith((settings.STATIC_URL, "/api/")):
            continue
        view = _name_of(parts.path)
        if view.startswith(PROGRAMS):
            continue
        shape = (view, tuple(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})))
        if asked.get(shape, 0) >= EACH_SHAPE:
            continue
        asked[shape] = asked.get(shape, 0) + 1
        seen.add(plain)
        answer = client.get(plain, headers={"accept-language": "vi"})
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        page = Page(plain, view or parts.path, answer.status_code, kind, from_url=origin)
        if answer.status_code in (301, 302, 303):
            waiting.appendleft((urljoin(plain, answer.headers["Location"]), origin))
        if kind != "text/html" or answer.streaming or answer.status_code != 200 or b"<html" not in answer.content:
            done.others.append(page)
            continue
        page.html = answer.content.decode()
        found = _Seen(page.html)
        page.h1 = found.h1
        assets = {
            re.sub(r"[?#].*", "", urljoin(plain, one)) for one in found.assets if one and not one.startswith("data:")
        }
        page.weight = len(gzip.compress(answer.content, 6)) + sum(
            _asset_bytes(path) for path in assets if path.startswith(settings.STATIC_URL)
        )
        done.pages.append(page)
        waiting.extend(
            (urljoin(plain, link), plain) for link in found.links if not link.startswith(("#", "mailto:", "tel:"))
        )
    return done
