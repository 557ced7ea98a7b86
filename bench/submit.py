"""Submitting through the API, with two papers whose files are stored before the clock starts, against the bare SQL that
writes the same rows, with their indexes, through the same driver."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from bench.protocol import Result, compare
from bench.serving import PRODUCT, asking, served
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.kernel import clock

AGENCY = "H44.229"
ENOUGH = 64
_WRITE = re.compile(r'(?:INSERT INTO|UPDATE) "?(\w+)"?')
_INSERT = re.compile(r'INSERT INTO "?(\w+)"?')
Statement = tuple[str, Any]


def run() -> Iterator[Result]:
    """One line."""
    headers = {"Authorization": f"Bearer {_token()}"}
    client = Client(headers=headers)
    body = _body(client)
    with _writes() as statements:
        answer = client.post("/api/v1/dossiers", body(), content_type="application/json")
    if answer.status_code != 201:
        raise RuntimeError(answer.content.decode()[:500])
    rows = sum(bool(_INSERT.match(sql)) for sql, _ in statements)
    with _bare_tables(statements) as replay, served(*PRODUCT) as port:
        submit = asking(port, "/api/v1/dossiers", headers=headers, body=body, expect=201)
        against = f"the same {rows} inserts, bare"
        yield compare("a submission with two papers", submit, against, replay, times=5, goal=6)


def _token() -> str:
    accounts = json.loads((settings.HOME / "accounts.json").read_text(encoding="utf-8"))
    return str(next(one["token"] for one in accounts if one["role"] == "citizen"))


def _body(client: Client) -> Callable[[], object]:
    """Bodies of the first procedure that asks for two papers and may be submitted online here, each with two files of
    its own that were sent before."""
    for version in _candidates():
        code = version.procedure.code
        example = client.get(f"/api/v1/procedures/{code}/form").json()["example"]
        if len(example["papers"]) != 2:
            continue
        body = {"procedure": code, "agency": AGENCY, "channel": "online", **example}
        if client.post("/api/v1/dossiers", body, content_type="application/json").status_code == 201:
            break
    else:
        raise RuntimeError("the demo has no procedure with two papers that may be submitted online")
    files = [_file(client, number) for number in range(2 * ENOUGH * 2)]

    def fresh() -> object:
        papers = [{"key": paper["key"], "file_id": files.pop()} for paper in example["papers"]]
        return {**body, "papers": papers}

    return fresh


def _file(client: Client, number: int) -> str:
    picture = (settings.BASE_DIR / "tests" / "factories").glob("*.png") if hasattr(settings, "BASE_DIR") else ()
    stored = next(iter(picture), None)
    from io import BytesIO

    from PIL import Image

    content = BytesIO()
    if stored is None:
        Image.new("RGB", (64, 64), (number % 256, number // 256, 7)).save(content, "PNG")
    else:
        content.write(stored.read_bytes())
    sent = SimpleUploadedFile("paper.png", content.getvalue(), "image/png")
    return str(client.post("/api/v1/files", {"file": sent}).json()["file_id"])


def _candidates() -> Iterator[ProcedureVersion]:
    today = clock.local_day(clock.now())
    for code in (
        ProcedureVersion.objects.order_by("procedure__code").values_list("procedure__code", flat=True).distinct()
    ):
        version = catalogue.find_version(code, today)
        if version is not None and version.online != "none":
            yield version


@contextmanager
def _writes() -> Iterator[list[Statement]]:
    """The inserts that happen inside, each as often as it has rows."""
    found: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _INSERT.match(sql) and not many and "ON CONFLICT" not in sql:
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@contextmanager
def _bare_tables(statements: list[Statement]) -> Iterator[Callable[[], None]]:
    """The same columns with as many indexes, without keys, checks or guards; taken away afterwards."""
    table = [str(_INSERT.match(sql)[1]) for sql, _ in statements]  # type: ignore[index]
    names = sorted(set(table))
    bare = [
        (sql.replace(f'"{name}"', f'"bench_{name}"').split(" RETURNING ")[0], params)
        for name, (sql, params) in zip(table, statements, strict=True)
    ]

    def replay() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in bare:
                cursor.execute(sql, params)

    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'DROP TABLE IF EXISTS "bench_{name}"')
            cursor.execute(f'CREATE TABLE "bench_{name}" AS SELECT * FROM "{name}" WHERE 1 = 0')
            constraints = connection.introspection.get_constraints(cursor, name)
            kept = {tuple(one["columns"]) for one in constraints.values() if one["index"] or one["unique"]}
            for number, columns in enumerate(sorted(columns for columns in kept if columns and all(columns))):
                listed = ", ".join(f'"{column}"' for column in columns)
                cursor.execute(f'CREATE INDEX "bench_{name}_{number}" ON "bench_{name}" ({listed})')
    try:
        yield replay
    finally:
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f'DROP TABLE "bench_{name}"')
