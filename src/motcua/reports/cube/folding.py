"""Folding: rows of the tail are added to the summary and deleted, in one transaction that deletes exactly what it adds.

Whoever reads sees the tail or the summary with it, never both and never neither. A folder that is killed leaves what
was; a second one that comes meanwhile finds nothing to do.
"""

from datetime import datetime

from django.db import connection, transaction

from motcua.kernel import clock
from motcua.reports.cube.statements import CELL, DELTA, DELTA_COLUMNS, SHIFT, expanded, is_postgresql, put
from motcua.reports.models import CubeDelta, CubeState

AT_ONCE = 100_000
"""Rows of the tail folded in one transaction."""
MANY = 10_000
"""So many folded rows leave a place that is cleared at once."""
LOCK = 0x4D43_4355
"""The advisory lock of those who change the summary."""


def fold(at: datetime | None = None, *, limit: int = AT_ONCE) -> int:
    """Fold up to `limit` rows of the tail; how many it were. 0 also where another folds just now."""
    if not connection.in_atomic_block and not CubeDelta.objects.exists():
        return 0  # nobody waits for the place of the one writer for nothing
    with transaction.atomic():
        if not hold(wait=False):
            return 0
        count = take(limit)
        if count:
            CubeState.objects.update_or_create(pk=1, defaults={"folded_at": at or clock.now(), "folded": count})
    return count


def fold_all(at: datetime | None = None) -> int:
    """Fold until nothing is left (of what others write meanwhile, too, as long as they do not write faster)."""
    total = 0
    while count := fold(at):
        total += count
        if count < AT_ONCE:
            break
    if total >= MANY and is_postgresql() and not connection.in_atomic_block:
        with connection.cursor() as cursor:  # every figure reads the tail: not what was in it, until autovacuum comes
            cursor.execute(f"VACUUM {DELTA}")
    return total


def scheduled(now: datetime) -> None:
    """The worker's job."""
    fold_all(now)


def hold(*, wait: bool) -> bool:
    """Be the one who changes the summary until the transaction ends; False where another is (not with `wait`)."""
    if not is_postgresql():
        return True  # a transaction that writes is the only one that does
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def take(limit: int = AT_ONCE) -> int:
    """Add rows of the tail to the summary and delete them, in the caller's transaction; how many it were."""
    listed = ", ".join(DELTA_COLUMNS)
    with connection.cursor() as cursor:
        if is_postgresql():
            # as one look at the table: what is not committed yet is neither counted nor deleted
            oldest = f"SELECT max(id) FROM (SELECT id FROM {DELTA} ORDER BY id LIMIT {int(limit)}) AS oldest"
            gone = f"gone AS (DELETE FROM {DELTA} WHERE id <= ({oldest}) RETURNING {listed})"
            added = f"one AS ({put(CELL, 'cells')}), two AS ({put(SHIFT, 'shifts')})"
            cursor.execute(f"WITH {gone}, {expanded('gone')}, {added} SELECT count(*) FROM gone")
            return int(cursor.fetchone()[0])
        cursor.execute(
            f"SELECT max(id), count(*) FROM (SELECT id FROM {DELTA} ORDER BY id LIMIT {int(limit)}) AS first"
        )
        last, count = cursor.fetchone()
        if count:
            source = f"(SELECT * FROM {DELTA} WHERE id <= {int(last)})"
            cursor.execute(f"WITH {expanded(source)} {put(CELL, 'cells')}")
            cursor.execute(f"WITH {expanded(source)} {put(SHIFT, 'shifts')}")
            cursor.execute(f"DELETE FROM {DELTA} WHERE id <= {int(last)}")
        return int(count)
