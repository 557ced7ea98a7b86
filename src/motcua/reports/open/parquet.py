"""Parquet files, written by DuckDB from the same table as CSV."""

import csv
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from motcua.reports.export.table import Kind, Table, Value

TYPES: Mapping[Kind, str] = {
    "count": "BIGINT",
    "money": "BIGINT",
    "percent": "DOUBLE",
    "points": "DOUBLE",
    "number": "DOUBLE",
    "hours": "DOUBLE",
}


def as_parquet(table: Table) -> bytes:
    """One file, compressed; texts, whole numbers and numbers keep their kind."""
    columns = [(column.key, TYPES.get(column.kind, "VARCHAR")) for column in table.columns]
    with tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        path = Path(folder) / "table.parquet"
        write_parquet(columns, table.rows, path)
        return path.read_bytes()


def write_parquet(columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Value | bool]], path: Path) -> int:
    """Columns (name, type of SQL) and rows as a Parquet file; rows stand on disk and not in memory. Gives how many."""
    import duckdb  # 60 ms and 50 MB: only when a file is written

    count = 0
    with tempfile.TemporaryDirectory(prefix="motcua-", dir=path.parent) as folder:
        plain = Path(folder) / "rows.csv"
        with plain.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            for row in rows:
                writer.writerow(["\\N" if value is None else value for value in row])
                count += 1
        typed = ", ".join(f"'{name}': '{type_}'" for name, type_ in columns)
        with duckdb.connect(":memory:", config={"threads": "1", "memory_limit": "256MB"}) as connection:
            source = (
                f"read_csv('{plain}', header=false, auto_detect=false, delim=',', quote='\"', escape='\"', "
                f"nullstr='\\N', columns={{{typed}}})"
            )
            connection.execute(f"COPY (SELECT * FROM {source}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")  # noqa: S608 — own names and paths
    return count
