"""Every URL says who may open it: `@open_to(…)` on the view, or the API's own table."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def views(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """(address, view) of every address."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def is_of_the_api(view: Callable[..., Any]) -> bool:
    """django-ninja's own views: who may call what is the API's table, tested with its permission matrix."""
    inner = view.func if isinstance(view, partial) else view
    return str(getattr(inner, "__module__", "")).startswith("ninja.")


def test_every_page_says_who_may_open_it():
    silent = [
        address
        for address, view in views(get_resolver().url_patterns)
        if not getattr(view, "open_to", None) and not is_of_the_api(view)
    ]
    assert silent == []


def test_there_are_pages():
    assert any(True for _ in views(get_resolver().url_patterns))
