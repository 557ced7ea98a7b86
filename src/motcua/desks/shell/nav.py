"""The tabs of the staff bar. Each desk says its own in its `nav.py`; the shell collects them, no desk knows another.

A desk's `nav.py` holds `TABS: list[Tab]` and may hold `FIND: dict[role, url name]` for the bar's search box.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from motcua.dossiers.queries.tasks import count_all
from motcua.kernel.actor import Actor

Countable = int | QuerySet[Any] | Sequence[QuerySet[Any]] | None


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: `count` is asked only when the bar is drawn; `hot` makes it rice. What it gives as rows (one set or
    several) is counted with those of all other tabs in one query.

    `more` keeps it in the menu "Thêm" as long as nothing waits there; so is whatever finds no room in the bar.
    """

    key: str
    label: str | Promise
    url_name: str
    roles: tuple[str, ...]
    order: int = 50
    count: Callable[[Actor], Countable] | None = None
    hot: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class DrawnTab:
    """A tab as the bar prints it."""

    key: str
    label: str
    url: str
    count: int | None
    hot: bool
    more: bool = False


IN_SIGHT = 5
"""Tabs that one line of 1366 px has room for."""

_registered: list[Tab] = []
_find: dict[str, str] = {}


def register(role: str | Iterable[str], tab: Tab) -> None:
    """Add a tab for one role or several."""
    roles = (role,) if isinstance(role, str) else tuple(role)
    _registered.append(Tab(tab.key, tab.label, tab.url_name, roles, tab.order, tab.count, tab.hot, tab.more))


@cache
def _collect() -> None:
    for config in apps.get_app_configs():
        name = f"{config.name}.nav"
        if not config.name.startswith("motcua.desks.") or name == __name__ or find_spec(name) is None:
            continue
        module = import_module(name)
        _registered.extend(getattr(module, "TABS", []))
        _find.update(getattr(module, "FIND", {}))


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def tabs(actor: Actor, *, counted: bool = True) -> list[DrawnTab]:
    """The bar's tabs for an actor, counts asked now (`counted` False: none are); a tab whose page does not exist is
    left out."""
    _collect()
    mine = [one for one in sorted(_registered, key=lambda one: one.order) if actor.role in one.roles]
    urls = {tab.key: url for tab in mine if (url := _url(tab.url_name))}
    asked = [tab for tab in mine if counted and tab.key in urls]
    counts = _counted(actor, {tab.key: tab.count(actor) for tab in asked if tab.count})
    drawn = []
    for tab in mine:
        if tab.key in urls:
            count = counts.get(tab.key)
            count = count or None if tab.more else count
            drawn.append(DrawnTab(tab.key, str(tab.label), urls[tab.key], count, tab.hot, tab.more and not count))
    return drawn


def _counted(actor: Actor, given: dict[str, Countable]) -> dict[str, int | None]:
    """The numbers beside the tabs: all sets of rows in one query."""
    found: dict[str, int | None] = {key: one for key, one in given.items() if one is None or isinstance(one, int)}
    sets = {
        f"{key}_{number}": rows
        for key, one in given.items()
        if key not in found
        for number, rows in enumerate([one] if isinstance(one, QuerySet) else one)  # type: ignore[arg-type]
    }
    if sets:
        numbers = count_all(actor, sets)
        for name, number in numbers.items():
            key = name.rpartition("_")[0]
            found[key] = (found.get(key) or 0) + (number or 0)
    return found


def in_bar(drawn: Sequence[DrawnTab], path: str) -> tuple[list[DrawnTab], list[DrawnTab]]:
    """What stands in the bar, and what stands in the menu "Thêm": never one alone, never the page that is open."""
    first = [one for one in drawn if not one.more or one.url == path]
    if len(first) == len(drawn) and len(drawn) <= IN_SIGHT + 1:
        return list(drawn), []
    shown = first[:IN_SIGHT]
    current = next((one for one in drawn if one.url == path and one not in shown), None)
    if current is not None:
        shown = [*shown[: IN_SIGHT - 1], current]
    return shown, [one for one in drawn if one not in shown]


def find_url(actor: Actor) -> str:
    """Where the bar's search box goes for this role; empty without one."""
    _collect()
    return _url(_find[actor.role]) if actor.role in _find else ""


def home_url(actor: Actor) -> str:
    """The first page of somebody's work: the first tab that always stands in the bar, or the public home."""
    _collect()
    mine = sorted((tab for tab in _registered if actor.role in tab.roles), key=lambda one: (one.more, one.order))
    return next((url for tab in mine if (url := _url(tab.url_name))), _url("public:home") or "/")
