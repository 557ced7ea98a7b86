"""One question in SQL, answered in a process of its own that can do nothing else. Runs as a file, without the product.

Reads a JSON object from stdin (folder, tables, sql, rows, memory, seconds, addresses) and writes one to stdout:
`columns`, `rows`, `more`; or `error` (a stable code) with `detail` in the words of DuckDB. No file beside the tables
can be opened, nothing can be written, loaded or set, no network is there; memory and processor time are limited here,
time by who started it, too.
"""

import json
import math
import resource
import sys
from typing import Any

SPOKEN = 400


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """The rows of a question, or why there are none."""
    import duckdb

    try:
        statements = duckdb.extract_statements(asked["sql"])
    except duckdb.Error as error:
        return {"error": "question.not_understood", "detail": _spoken(error)}
    if len(statements) != 1:
        return {"error": "question.not_one"}
    if statements[0].type != duckdb.StatementType.SELECT:
        return {"error": "question.not_select"}
    memory = f"{int(asked['memory'])}MB"
    with duckdb.connect(":memory:", config={"threads": "1", "memory_limit": memory}) as connection:
        _lock(connection, asked["folder"], asked["tables"])
        try:
            found = connection.execute(asked["sql"])
            columns = [one[0] for one in found.description or ()]
            rows = found.fetchmany(int(asked["rows"]) + 1)
        except duckdb.OutOfMemoryException:
            return {"error": "question.too_large"}
        except duckdb.PermissionException as error:
            return {"error": "question.not_allowed", "detail": _spoken(error)}
        except duckdb.Error as error:
            return {"error": "question.not_understood", "detail": _spoken(error)}
    most = int(asked["rows"])
    plain = [[_plain(value) for value in row] for row in rows[:most]]
    return {"columns": columns, "rows": plain, "more": len(rows) > most}


def _lock(connection: Any, folder: str, tables: list[str]) -> None:
    paths = {name: f"{folder}/{name}.parquet".replace("'", "''") for name in tables}
    allowed = ", ".join(f"'{path}'" for path in paths.values())
    connection.execute(f"SET allowed_paths = [{allowed}]")
    for name, path in paths.items():
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")  # noqa: S608 — own names
    for setting in (
        "temp_directory = ''",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")


def _plain(value: Any) -> str | int | float | bool | None:
    if value is None or isinstance(value, (bool, int, float, str)):
        return None if isinstance(value, float) and not math.isfinite(value) else value
    return str(value)


def _spoken(error: Exception) -> str:
    """What DuckDB says, without the question again."""
    return str(error).split("LINE 1:")[0].strip()[:SPOKEN]


def limited(asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked, after this process has been limited: memory, processor time, no file written."""
    for what, most in (
        (resource.RLIMIT_AS, asked["addresses"]),
        (resource.RLIMIT_CPU, asked["seconds"]),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
    return asked


if __name__ == "__main__":
    json.dump(answer(limited(json.load(sys.stdin))), sys.stdout, ensure_ascii=False)
