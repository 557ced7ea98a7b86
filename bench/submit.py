"""Submitting through the API, with two papers whose files are stored before the clock starts, against the bare SQL of
the same rows: the very statements that write them, in one transaction, through the same driver."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from PIL import Image

from bench.protocol import Result, compare
from bench.serving import PRODUCT, asking, served
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Dossier
from motcua.journal.models import Event
from motcua.kernel import clock

AGENCY = "H44.229"
ENOUGH = 64
_WRITE = re.compile(r'(?:INSERT INTO|UPDATE) "?(\w+)"?')
_NAME = re.compile(r"\w+")


def run() -> Iterator[Result]:
    """One line."""
    headers = {"Authorization": f"Bearer {_token()}"}
    client = Client(headers=headers)
    body = _body(client)
    with _writes() as writes:
        answer = client.post("/api/v1/dossiers", body(), content_type="application/json")
    if answer.status_code != 201:
        raise RuntimeError(answer.content.decode()[:500])
    replay = _replay(writes, answer.json()["code"])
    with served(*PRODUCT) as port:
        submit = asking(port, "/api/v1/dossiers", headers=headers, body=body, expect=201)
        against = f"the same {len(writes)} statements, bare"
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
    content = BytesIO()
    Image.new("RGB", (64, 64), (number % 256, number // 256, 7)).save(content, "PNG")
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


@dataclass(frozen=True, slots=True)
class Write:
    """One statement of a submission: its table, its columns where it inserts, and what it was given."""

    sql: str
    params: tuple[Any, ...]
    table: str
    columns: tuple[str, ...] = ()

    @property
    def gives_ids(self) -> bool:
        return "RETURNING" in self.sql


@contextmanager
def _writes() -> Iterator[list[Write]]:
    """What is written inside: every insert, update and upsert, in order."""
    found: list[Write] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if written := _WRITE.match(sql):
            columns = tuple(_NAME.findall(sql[sql.index("(") : sql.index(")")])) if sql.startswith("INSERT") else ()
            found.append(Write(sql, tuple(params), written[1], columns))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def _replay(writes: list[Write], code: str) -> Callable[[], None]:
    """The same rows written once more by the same statements, in one transaction: with a code of their own, and keys as
    the database gives them."""
    dossier = Dossier.objects.get(code=code)
    events = set(Event.objects.filter(chain=code).values_list("pk", flat=True))
    numbers = iter(range(1, 10**9))
    mark = f"{time.time_ns():x}"

    def of(old: Any, column: str, ids: dict[str, int], new: str) -> Any:
        if isinstance(old, list):  # rows that PostgreSQL unnests
            return [of(one, column, ids, new) for one in old]
        if old == code:
            return new
        if column == "dossier_id" and old == dossier.pk:
            return ids["dossiers_dossier"]
        if column == "applicant_id" and old == dossier.applicant_id:
            return ids["people_party"]
        if column == "event_id" and old in events:
            return ids["journal_event"]
        return old

    def replay() -> None:
        new = f"{AGENCY}-{mark}-{next(numbers)}"
        ids: dict[str, int] = {}
        with transaction.atomic(), connection.cursor() as cursor:
            for write in writes:
                given = zip(write.params, cycle(write.columns or ("",)), strict=False)
                cursor.execute(write.sql, [of(old, name, ids, new) for old, name in given])
                if write.gives_ids:
                    ids[write.table] = cursor.fetchone()[0]

    return replay
