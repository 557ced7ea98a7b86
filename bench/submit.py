"""Submitting through the API, with two declared papers, against bare inserts of the same rows in one transaction."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from bench.protocol import Result, compare
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.kernel import clock

AGENCY = "H44.229"
_INSERT = re.compile(r'INSERT INTO "(\w+)"')
Statement = tuple[str, Any]


def run() -> Iterator[Result]:
    """One line."""
    submit = _submission(Client(headers={"Authorization": f"Bearer {_token()}"}))
    submit()
    with _inserts() as statements:
        submit()
    with _bare_tables(statements) as replay:
        yield compare("a submission, two papers declared", submit, f"{len(statements)} bare inserts", replay, times=3)


def _token() -> str:
    accounts = json.loads((settings.HOME / "accounts.json").read_text(encoding="utf-8"))
    return str(next(one["token"] for one in accounts if one["role"] == "citizen"))


def _submission(client: Client) -> Callable[[], object]:
    """A submission of the first procedure that asks for two papers and may be submitted online here."""
    for version in _candidates():
        code = version.procedure.code
        example = client.get(f"/api/v1/procedures/{code}/form").json()["example"]
        if len(example["papers"]) != 2:
            continue
        body = {"procedure": code, "agency": AGENCY, "channel": "online", **example}

        def submit(body: dict[str, Any] = body) -> object:
            answer = client.post("/api/v1/dossiers", body, content_type="application/json")
            if answer.status_code != 201:
                raise RuntimeError(f"{answer.status_code} {answer.content.decode()[:500]}")
            return answer

        try:
            submit()
        except RuntimeError:
            continue
        return submit
    raise RuntimeError("the demo has no procedure with two papers that may be submitted online")


def _candidates() -> Iterator[ProcedureVersion]:
    today = clock.local_day(clock.now())
    for code in (
        ProcedureVersion.objects.order_by("procedure__code").values_list("procedure__code", flat=True).distinct()
    ):
        version = catalogue.find_version(code, today)
        if version is not None and version.online != "none":
            yield version


@contextmanager
def _inserts() -> Iterator[list[Statement]]:
    """The inserts that happen inside."""
    found: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _INSERT.match(sql) and not many and "ON CONFLICT" not in sql:
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@contextmanager
def _bare_tables(statements: list[Statement]) -> Iterator[Callable[[], None]]:
    """The same columns without keys, constraints, indexes or guards; taken away afterwards."""
    table = [str(_INSERT.match(sql)[1]) for sql, _ in statements]  # type: ignore[index]
    names = sorted(set(table))
    bare = [
        (sql.replace(f'"{name}"', f'"bench_{name}"'), params)
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
    try:
        yield replay
    finally:
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f'DROP TABLE "bench_{name}"')
