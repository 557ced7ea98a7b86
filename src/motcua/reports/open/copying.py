"""The control office's copy for free questions: dossiers without anybody in them, agencies, procedures, months.

No person, no number, no answer and no code of a dossier: what is left is who handled what, when, and how it ended. It
lies beside the installation's data, is written anew each night, and never leaves with the open data.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import F

from motcua.dossiers.models import Standing
from motcua.kernel import clock
from motcua.reports.export.table import Value
from motcua.reports.open.datasets import BY_SLUG
from motcua.reports.open.files import put, since, table_of
from motcua.reports.open.parquet import TYPES, write_parquet

COLUMNS: Sequence[tuple[str, str]] = (
    ("agency", "VARCHAR"),
    ("reception_agency", "VARCHAR"),
    ("procedure", "VARCHAR"),
    ("field", "VARCHAR"),
    ("channel", "VARCHAR"),
    ("state", "VARCHAR"),
    ("received_at", "TIMESTAMP"),
    ("due_at", "TIMESTAMP"),
    ("original_due_at", "TIMESTAMP"),
    ("resolved_at", "TIMESTAMP"),
    ("paused_since", "TIMESTAMP"),
)
"""Table `dossiers`: one line each, as it stands now; local times."""
_TIMES = frozenset(name for name, type_ in COLUMNS if type_ == "TIMESTAMP")
TABLES = ("dossiers", "months", "agencies", "procedures")


def folder() -> Path:
    """Where the copy lies."""
    return Path(settings.HOME) / "questions"


def _dossiers() -> Iterator[tuple[Value, ...]]:
    standing = Standing.objects.filter(to_at=None, received_at__isnull=False).order_by()
    rows = standing.values_list(
        "agency__code",
        "dossier__reception_agency__code",
        "dossier__procedure_version__procedure__code",
        "dossier__procedure_version__procedure__field__slug",
        "dossier__channel",
        "state",
        "received_at",
        "due_at",
        F("dossier__original_due_at"),
        "resolved_at",
        "paused_since",
    )
    for row in rows.iterator(chunk_size=5000):
        yield tuple(
            clock.local(value).replace(tzinfo=None).isoformat(" ", "seconds")
            if name in _TIMES and value is not None
            else value
            for (name, _), value in zip(COLUMNS, row, strict=True)
        )


def copy(now: datetime) -> int:
    """Write the copy anew; each table is whole or as it was before. Gives how many dossiers are in it."""
    folder().mkdir(parents=True, exist_ok=True)
    folder().chmod(0o700)
    fresh = folder() / ".dossiers.new"
    count = write_parquet(COLUMNS, _dossiers(), fresh)
    fresh.replace(folder() / "dossiers.parquet")
    _months(now)
    for name, slug in (("agencies", "don-vi"), ("procedures", "thu-tuc")):
        table = table_of(BY_SLUG[slug], "hien-hanh", now)
        typed = [(column.key, TYPES.get(column.kind, "VARCHAR")) for column in table.columns]
        write_parquet(typed, table.rows, folder() / f".{name}.new")
        (folder() / f".{name}.new").replace(folder() / f"{name}.parquet")
    put(folder() / "written", clock.stamp(now).encode())
    return count


def _months(now: datetime) -> None:
    """Table `months`: every month that is over, by agency, as the open data tells it."""
    dataset = BY_SLUG["ho-so"]
    keys = dataset.keys(since(), now)
    rows = (row for key in reversed(keys) for row in table_of(dataset, key, now).rows)
    write_parquet(
        [(name, TYPES.get(kind, "VARCHAR")) for name, kind in dataset.columns], rows, folder() / ".months.new"
    )
    (folder() / ".months.new").replace(folder() / "months.parquet")


def copied_at() -> datetime | None:
    """When the copy was last whole."""
    try:
        return clock.local(clock.parse((folder() / "written").read_text().strip()))
    except (FileNotFoundError, ValueError):
        return None
