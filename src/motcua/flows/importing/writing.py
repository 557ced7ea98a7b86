"""Writing a batch of judged lines: every row of it with how far its file was read, in one transaction."""

from collections.abc import Callable

from django.db import connection, transaction

from motcua.dossiers.models import CodeCounter
from motcua.flows.importing.judging import Judged
from motcua.flows.importing.packing import Counters
from motcua.flows.importing.tables import store
from motcua.journal import outbox
from motcua.journal.models import Event
from motcua.reports import cube


def write(judged: Judged, moved: Callable[[], None] | None = None) -> None:
    """Write all of it, or nothing; `moved` keeps with it how far the file was read. Raises the database's errors."""
    with transaction.atomic(durable=True):
        if judged.packed is not None:
            _take_turns()
            dossiers = store(judged.packed)
            raise_counters(judged.counters)
            cube.imported(dossiers)
            _project(judged)
        if moved is not None:
            moved()


def _take_turns() -> None:
    """A seal waits for every transaction that holds numbers of events: said before the first number is drawn."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE journal_event IN ROW EXCLUSIVE MODE")


def _project(judged: Judged) -> None:
    if outbox.projectors():
        chains = [*judged.codes, *(f"payments:{code}" for code in judged.codes)]
        for event in Event.objects.filter(chain__in=chains).order_by("id"):
            for project in outbox.projectors():
                project(event)


def raise_counters(highest: Counters) -> None:
    """Codes that were given elsewhere are never given again: the counter of the agency and day in each goes at least
    as far."""
    table = connection.ops.quote_name(CodeCounter._meta.db_table)
    # One statement for both engines; sorted, so that two imports wait for one another in the same order.
    statement = (
        f"INSERT INTO {table} (agency_code, day, last) VALUES (%s, %s, %s) ON CONFLICT (agency_code, day) "  # noqa: S608
        f"DO UPDATE SET last = CASE WHEN excluded.last > {table}.last THEN excluded.last ELSE {table}.last END"
    )
    rows = [(agency, day, last) for (agency, day), last in sorted(highest.items())]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)
