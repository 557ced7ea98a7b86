"""Everything that somebody can reach by links, walked without a browser: status, headings, weight."""

import gzip
import heapq
import re
import zlib
from collections import Counter
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
"""So many addresses of one view with the same query names are walked to by one role."""
DOSSIERS = 90
"""So many of the page of a dossier, whatever its query: in every state it links to other things."""
OF_A_LIST = 4
"""So many of a page that is about no one thing, with the same query names: other filters, another page."""
OF_EVERYBODYS = 2
"""So many of a page that is open to everybody, for roles of staff: visitors and citizens walk to EACH_SHAPE of them."""
MOST = 900
SHAPES_LOOKED_AT = 3
STAFF = [role for role in access.ROLES if role in access.STAFF_ROLES]
PROGRAMS = ("api", "admin:")
"""Not pages of ours: the API, and the framework's own administration for the administrators of the system."""


def shape_of(url: str) -> tuple[str, ...]:
    """The names in its query: other names show another page."""
    return tuple(sorted({name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}))


@dataclass
class Page:
    """One page as it was answered."""

    url: str
    view: str
    status: int
    kind: str
    html: str = ""
    from_url: str = ""
    to: str = ""
    links: list[str] = field(default_factory=list)
    h1: int | None = None
    """How many; None where no page of ours was answered."""
    weight: int = 0


@dataclass
class Walk:
    """What one role saw: HTML pages by view, and everything else that was answered."""

    pages: list[Page] = field(default_factory=list)
    others: list[Page] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.pages) + len(self.others)

    def looked_at(self, role: str) -> list[Page]:
        """What a browser opens: of each view one page for each set of query names, three at most; of a view that
        several roles of staff share one page, but for the role whose turn it is."""
        shapes: dict[str, set[tuple[str, ...]]] = {}
        others = _looked_at_by_others(role)
        chosen = []
        for page in self.pages:
            known = shapes.setdefault(page.view, set())
            most = 1 if page.view in others else SHAPES_LOOKED_AT
            if (shape := shape_of(page.url)) not in known and len(known) < most:
                known.add(shape)
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


def _looked_at_by_others(role: str) -> set[str]:
    """Views of several roles of staff whose turn is not this role's."""
    if role not in STAFF:
        return set()
    theirs = {one: open_views(one) for one in STAFF}
    everybodys = open_views(access.ANONYMOUS)
    found = set()
    for view in theirs[role] - everybodys:
        sharing = [one for one in STAFF if view in theirs[one]]
        if sharing[zlib.crc32(view.encode()) % len(sharing)] != role:
            found.add(view)
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


def _found(path: str) -> tuple[str, bool]:
    """The view's name, and whether its address names one thing: a dossier, a day, an agency."""
    try:
        match = resolve(path)
    except Resolver404:
        return "", False
    return match.view_name, bool(match.kwargs)


class Waiting:
    """Addresses that were linked, each once, to be opened in turns: one of every kind of page before a second of any.

    A kind is a view with the query names of its address; within it, one for each kind of page that links to it comes
    before a second: a dossier of every list, not eight of the first.
    """

    def __init__(self, everybodys: set[str]) -> None:
        self._everybodys = everybodys
        self._heap: list[tuple[int, int, str, str, str, int]] = []
        self._known: set[str] = set()
        self._linked: Counter[tuple[str, tuple[str, ...], str]] = Counter()
        self._opened: Counter[tuple[str, tuple[str, ...]]] = Counter()

    def add(self, url: str, origin: str, by_view: str, *, at_once: bool = False) -> None:
        """Unless it is somebody else's address, a program's, or known."""
        parts = urlsplit(url)
        plain = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.scheme or parts.netloc or plain in self._known:
            return
        self._known.add(plain)
        view, of_one = _found(parts.path)
        if parts.path.startswith((settings.STATIC_URL, "/api/")) or view.startswith(PROGRAMS):
            return
        most = DOSSIERS if view.endswith(":dossier") else EACH_SHAPE if of_one else OF_A_LIST
        if view in self._everybodys:
            most = OF_EVERYBODYS
        linked = (view, shape_of(plain), by_view)
        turn = -1 if at_once else self._linked[linked]
        self._linked[linked] += 1
        heapq.heappush(self._heap, (turn, len(self._known), plain, origin, view, most))

    def next(self) -> tuple[str, str, str] | None:
        """(address, the page that links to it, view), None when all was opened."""
        while self._heap:
            _turn, _number, url, origin, view, most = heapq.heappop(self._heap)
            kind = (view, () if most == DOSSIERS else shape_of(url))
            if self._opened[kind] < most:
                self._opened[kind] += 1
                return url, origin, view
        return None


def walk(account: Account | None, role: str) -> Walk:
    """Open what is linked: of each view, for each set of query names, DOSSIERS, EACH_SHAPE or OF_A_LIST addresses, for
    staff OF_EVERYBODYS of the pages that are open to everybody."""
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account)
    known = set() if role in (access.ANONYMOUS, access.CITIZEN) else open_views(access.ANONYMOUS)
    waiting = Waiting(known)
    for url in _starts(role):
        waiting.add(url, "", "")
    done = Walk()
    while (found := waiting.next()) is not None and len(done) < MOST:
        url, origin, view = found
        page = _open(client, url, view, origin)
        if page.status in (301, 302, 303):
            waiting.add(urljoin(url, page.to), origin, page.view, at_once=True)
        if page.h1 is None:
            done.others.append(page)
            continue
        done.pages.append(page)
        for link in page.links:
            waiting.add(urljoin(url, link), url, page.view)
    return done


def _open(client: Client, url: str, view: str, origin: str) -> Page:
    """One answer, read if it is a page of ours."""
    answer = client.get(url, headers={"accept-language": "vi"})
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    page = Page(url, view or urlsplit(url).path, answer.status_code, kind, from_url=origin)
    page.to = answer.headers.get("Location", "")
    if kind != "text/html" or answer.streaming or answer.status_code != 200 or b"<html" not in answer.content:
        return page
    page.html = answer.content.decode()
    found = _Seen(page.html)
    page.h1 = found.h1
    page.links = [link for link in found.links if not link.startswith(("#", "mailto:", "tel:"))]
    assets = {re.sub(r"[?#].*", "", urljoin(url, one)) for one in found.assets if one and not one.startswith("data:")}
    page.weight = len(gzip.compress(answer.content, 6)) + sum(
        _asset_bytes(path) for path in assets if path.startswith(settings.STATIC_URL)
    )
    return page
