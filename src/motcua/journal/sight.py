"""One look at the database for a long reading: what is written meanwhile is not half seen."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_sight(*, scratch: bool = False) -> Iterator[None]:
    """All reads inside see the database as it stood at the first, and acts go on meanwhile. `scratch`: rows are written
    to temporary tables, which stay. Within a transaction it is the caller's own sight."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ {'READ WRITE' if scratch else 'READ ONLY'}"
                )
            yield
    else:
        # Not `atomic`: that takes the place of the one writer at once.
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        ending = "ROLLBACK"
        try:
            yield
            ending = "COMMIT" if scratch else "ROLLBACK"
        finally:
            with connection.cursor() as cursor:
                cursor.execute(ending)
