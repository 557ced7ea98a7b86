"""Free questions of the control office, in SQL, on the night's copy."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import access
from motcua.reports.export.table import Column, Table, Value
from motcua.reports.open.copying import TABLES, copied_at, folder

SECONDS = 10
MEMORY = 256
"""Megabytes for DuckDB itself; the process may take ADDRESSES in all."""
ADDRESSES = 4 << 30
ROWS = 1000
LONGEST = 4000
EXAMPLES: tuple[tuple[str, str, str], ...] = (
    (
        "Mười thủ tục nhiều hồ sơ trễ nhất năm nay",
        "The ten procedures with most late dossiers this year",
        "SELECT p.name_vi, count(*) AS tre\nFROM dossiers d JOIN procedures p ON p.procedure = d.procedure\n"
        "WHERE d.resolved_at > d.due_at AND year(d.resolved_at) = year(current_date)\n"
        "GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    ),
    (
        "Tỷ lệ nộp trên mạng từng tháng",
        "Share submitted online by month",
        "SELECT month, sum(received_online) AS tren_mang,\n"
        "  round(100.0 * sum(received_online) / sum(received_online + received_direct + received_post), 2) AS ty_le\n"
        "FROM months GROUP BY 1 ORDER BY 1",
    ),
    (
        "Hồ sơ nhận giờ nào trong ngày",
        "At which hour of the day dossiers come",
        "SELECT hour(received_at) AS gio, count(*) AS ho_so FROM dossiers GROUP BY 1 ORDER BY 1",
    ),
    (
        "Đang giải quyết, quá hạn bao nhiêu ngày, theo đơn vị",
        "Pending and overdue, by how many days, by agency",
        "SELECT a.name_vi, count(*) AS qua_han,\n"
        "  round(avg(date_diff('day', d.due_at, now()::TIMESTAMP)), 1) AS ngay_trung_binh\n"
        "FROM dossiers d JOIN agencies a ON a.agency = d.agency\n"
        "WHERE d.resolved_at IS NULL AND d.paused_since IS NULL AND d.due_at < now()::TIMESTAMP\n"
        "GROUP BY 1 ORDER BY 2 DESC",
    ),
)
"""Vietnamese, English, the question."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: names of columns and rows; `more`: there were more than ROWS."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    more: bool


def ask(sql: str, *, by: Actor) -> Found:
    """Answer a question. Raises NotAllowed, and Invalid: question.empty, .too_long, .no_copy, .not_one, .not_select,
    .not_understood, .not_allowed, .too_large, .too_slow."""
    access.require("questions.ask", by)
    sql = sql.strip().rstrip(";").strip()
    if not sql:
        raise _refused("question.empty")
    if len(sql) > LONGEST:
        raise _refused("question.too_long", most=LONGEST)
    if copied_at() is None:
        raise _refused("question.no_copy")
    asked = {"sql": sql, "folder": str(folder()), "tables": list(TABLES), "rows": ROWS, "memory": MEMORY}
    asked |= {"seconds": SECONDS, "addresses": ADDRESSES}
    told = _run(asked)
    if "error" in told:
        raise _refused(told["error"], detail=told.get("detail", ""), seconds=SECONDS)
    return Found(tuple(told["columns"]), tuple(tuple(row) for row in told["rows"]), told["more"])


def _run(asked: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-I", str(Path(__file__).with_name("answering.py"))]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
            env={"LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"error": "question.too_slow", "seconds": SECONDS}
    if done.returncode != 0:
        return {"error": "question.too_large"}  # killed by its limit of memory or of time
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _refused(code: str, **facts: object) -> Invalid:
    return Invalid("request.invalid", [FieldError("sql", code, **facts)])


def table_of(found: Found, sql: str) -> Table:
    """The answer as a table for files."""
    return Table(
        name="question",
        lang="vi",
        title="Câu hỏi tự do",
        subtitle="",
        columns=tuple(Column(name, name, "figure") for name in found.columns),
        rows=found.rows,
        notes=(sql,),
        items=tuple(dict(zip(found.columns, row, strict=True)) for row in found.rows),
    )
