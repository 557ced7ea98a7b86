"""Many rows into one table at once, without an object for each: COPY on PostgreSQL, one statement on SQLite."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models

Row = tuple[Any, ...]


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that nobody else will get, within the present transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The transaction is IMMEDIATE: nobody else writes before it ends.
            cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
            first = int(cursor.fetchone()[0]) + 1
            return list(range(first, first + count))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [f'"{table}"', count]
        )
        return [int(row[0]) for row in cursor.fetchall()]


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of `names` (attribute names of columns: `dossier_id`); every other
    column takes the default of its field."""
    rows = list(rows)
    if not rows:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    given = [fields.pop(name) for name in names]
    rest = [field for field in fields.values() if not isinstance(field, models.AutoField)]
    defaults = tuple(_column(field)(field.get_default()) for field in rest)
    converted: list[tuple[int, Callable[[Any], Any]]] = [
        (index, _column(field)) for index, field in enumerate(given) if _column(field) is not _as_it_is
    ]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in [*given, *rest])
    table = connection.ops.quote_name(model._meta.db_table)
    ready = (_ready(row, converted, defaults) for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The driver's own errors become Django's, as they do for every other statement.
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * (len(given) + len(rest)))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(ready))  # noqa: S608


def _ready(row: Row, converted: list[tuple[int, Callable[[Any], Any]]], defaults: Row) -> Row:
    values = list(row)
    for index, convert in converted:
        values[index] = convert(values[index])
    return (*values, *defaults)


def _as_it_is(value: Any) -> Any:
    return value


@lru_cache(maxsize=8192)  # an instant stands in many rows of its dossier
def _instant(value: datetime | None) -> str | None:
    """As Django's SQLite backend stores it: UTC without a zone."""
    return None if value is None else str(value.astimezone(UTC).replace(tzinfo=None))


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _column(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    if isinstance(field, models.JSONField):
        return json.dumps
    if connection.vendor == "sqlite":
        if isinstance(field, models.DateTimeField):
            return _instant
        if isinstance(field, models.DateField):
            return _day
    return _as_it_is
