"""What many tests stand on, made once in a process by the product's own acts and copied in for the tests after it.

Reading a country pack into the tables takes longer than most tests that need one. The first test of a process that
asks for it pays; what is then in the tables is kept, and copied back into empty tables row by row, keys and journal
included. Constraints and guards see the copies as they see all rows.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction

Rows = dict[str, Any]
"""Table → its rows: values of SQLite, the text of PostgreSQL's COPY."""
STANDING = {"auth_permission", "django_content_type", "journal_revision"}
"""Tables that the migrations fill; the mark of the reference tables is given anew by their triggers."""
_made: dict[str, Rows] = {}


def lay(name: str, make: Callable[[], object]) -> None:
    """What `make` writes into an empty database. Where something stands already, it is made beside it."""
    if not empty(_tables()):
        make()
    elif name in _made:
        copy_in(_made[name])
    else:
        make()
        _made[name] = copy_out(_tables())


@cache
def _tables() -> tuple[str, ...]:
    return tuple(
        sorted(
            {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - STANDING
        )  # no order needed
    )


def empty(tables: Iterable[str]) -> bool:
    """Whether none of the tables has a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables))
        return not cursor.fetchone()[0]


def copy_out(tables: Iterable[str]) -> Rows:
    """All rows of those tables that have any."""
    copied: Rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "sqlite":
                # +column: the value as it is stored, not as its declared type would be read
                cursor.execute(f'SELECT {", ".join(f"+{name}" for name in _columns(table))} FROM "{table}"')
                rows: Any = cursor.fetchall()
            else:
                with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                    rows = b"".join(bytes(part) for part in copy)
            if rows:
                copied[table] = rows
    return copied


def copy_in(copied: Rows) -> None:
    """Put the rows into these tables, which are empty; keys that come next follow theirs."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in copied.items():
            if connection.vendor == "sqlite":
                names = _columns(table)
                values = ", ".join(["%s"] * len(names))
                cursor.executemany(f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({values})', rows)
            else:
                # the sequences are beyond these keys already: they never go back
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)


@cache
def _columns(table: str) -> list[str]:
    """In their order on SQLite: Django's own reading stumbles over keys of several columns."""
    with connection.cursor() as cursor:
        cursor.execute(f'PRAGMA table_info("{table}")')
        return [f'"{name}"' for _number, name, *_ in cursor.fetchall()]
