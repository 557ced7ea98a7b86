"""Pages of a list, without counting the whole list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.http import HttpRequest

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)
DEEPEST = 400
"""Nobody reads page 401: who needs it narrows the list. It bounds the rows that an OFFSET may skip."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page (`rows`), where they stand (`first`, `last`, counted from 1) and the addresses beside it."""

    rows: list[Row]
    number: int
    size: int
    previous_url: str
    next_url: str

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def is_only(self) -> bool:
        """True when there is nothing before or after."""
        return not self.previous_url and not self.next_url


def number_of(request: HttpRequest) -> int:
    """The page asked for by `?page=`, between 1 and the deepest; nonsense is page 1."""
    text = request.GET.get("page", "")
    return min(max(int(text), 1), DEEPEST) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def address(request: HttpRequest, **changes: object) -> str:
    """This page's address with other query values; None or "" takes a value away."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else request.path


class Sliced(Protocol[Row_co]):
    """A query set or a list: what can be asked for a stretch of its rows."""

    def __getitem__(self, stretch: slice, /) -> Iterable[Row_co]: ...


def page(request: HttpRequest, rows: Sliced[Row], size: int = 50) -> Page[Row]:
    """The rows of the page asked for: one row more is read to know whether a next page exists."""
    number = number_of(request)
    start = (number - 1) * size
    found: list[Row] = list(rows[start : start + size + 1])
    more = len(found) > size and number < DEEPEST
    return Page(
        rows=found[:size],
        number=number,
        size=size,
        previous_url=address(request, page=number - 1 if number > 2 else None) if number > 1 else "",
        next_url=address(request, page=number + 1) if more else "",
    )
