"""Reference rows held in the process: agencies, procedures, forms, processes and appointments change on few days, and
every request reads the same ones.

Each table of reference is watched (`guards.Watched`): a trigger of the database gives the one row of `Revision` a new
random mark with every change, in the transaction of the change. What was read under a mark may be given again as long
as the mark stands, in every process and on both engines; a mark that was rolled back never comes again.
"""

import copy
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Value = TypeVar("Value")
MOST = 4096
"""How many answers a process holds; the oldest go first."""

_held: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
_lock = Lock()
_ABSENT: Any = object()
_look: ContextVar[list[str | None] | None] = ContextVar("reference_look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Ask for the mark once for what happens inside (a request): a change that comes meanwhile is seen by the next."""
    token = _look.set([])
    try:
        yield
    finally:
        _look.reset(token)


def forget() -> None:
    """Ask again: called with every recorded event, so that who changed something reads what it wrote."""
    look = _look.get()
    if look:
        look.clear()


def kept(read: Callable[..., Value]) -> Callable[..., Value]:
    """A query on watched tables whose answer depends on nothing but its arguments (hashable; rows count by their key).

    Rows are given out as copies, so that nobody changes what others are given. What it raises is not held.
    """

    @wraps(read)
    def held(*args: Any, **named: Any) -> Value:
        new = any(isinstance(value, Model) and value.pk is None for value in (*args, *named.values()))
        mark_now = None if new else mark()
        if mark_now is None:
            return read(*args, **named)
        key = (
            mark_now,
            read.__module__,
            read.__qualname__,
            *map(_key, args),
            *((name, _key(value)) for name, value in sorted(named.items())),
        )
        found: Value = _held.get(key, _ABSENT)
        if found is _ABSENT:
            found = read(*args, **named)
            with _lock:
                _held[key] = found
                while len(_held) > MOST:
                    _held.popitem(last=False)
        given: Value = _copied(found)
        return given

    return held


def mark() -> str | None:
    """The mark in force; None before the watch is in place. Within a transaction always read: it may be our own."""
    look = _look.get()
    if look and not connection.in_atomic_block:
        return look[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM journal_revision WHERE name = 'reference'")
        row = cursor.fetchone()
    found = str(row[0]) if row else None
    if look is not None and not connection.in_atomic_block:
        look[:] = [found]
    return found


def _key(value: Any) -> Hashable:
    return (value._meta.label, value.pk) if isinstance(value, Model) else value


def _copied(value: Any) -> Any:
    if isinstance(value, Model):
        return copy.copy(value)
    if isinstance(value, list):
        return [_copied(one) for one in value]
    return value
