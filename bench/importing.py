"""The product's import of a file against a bare COPY (on SQLite executemany) of exactly the rows that it wrote.

The bare way writes into a twin of the database as it was before: the same tables with the same rows, indexes,
constraints and triggers, ready rows in the form that the driver takes fastest, one transaction. What the product does
besides (reading, judging, living each life, hashing its chain, keeping what was read) is its own cost.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from bench.protocol import Result
from bench.replay import fuller
from motcua.agencies.queries import get_agency
from motcua.deadlines.queries import get_calendar
from motcua.dossiers.models import Dossier, ImportRun
from motcua.flows.demo.lives import Shape, lines
from motcua.flows.demo.offers import offered_by
from motcua.flows.importing import import_file
from motcua.journal.queries import verify
from motcua.kernel import clock

AGENCY = "H28.157"
COUNT = 20_000
FEW = 10_000
ROUNDS = 3
GOAL = 4
TWIN = "motcua_bench_twin"
Marks = dict[str, int]
Copied = list[tuple[str, list[Any]]]


def run() -> Iterator[Result]:
    """Medians of a few rounds, each of other dossiers; then the same killed again and again."""
    ours, bare, rows = [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            file = Path(folder) / f"{number}.jsonl"
            write_lines(file, COUNT, free_year())
            make_twin(Path(folder))
            before = marks()
            began = perf_counter()
            outcome = import_file(file, at=clock.now())
            ours.append(perf_counter() - began)
            if outcome.imported != COUNT:
                raise RuntimeError(f"{outcome.refused} lines were refused")
            copied = added(before)
            began = perf_counter()
            rows = copy_into_twin(Path(folder), copied)
            bare.append(perf_counter() - began)
            drop_twin(Path(folder))
        how = "COPY" if connection.vendor == "postgresql" else "executemany"
        yield Result(f"import {COUNT} dossiers", median(ours), f"{how} of the same {rows} rows", median(bare), GOAL)
        yield killed(Path(folder), median(ours) * FEW / COUNT)


def free_year() -> int:
    """A year before the present ones in which the agency has no dossier yet."""
    held = {at.year for at in Dossier.objects.filter(agency__code=AGENCY).dates("submitted_at", "year")}
    return next(year for year in range(2024, 2000, -1) if year not in held)


def write_lines(file: Path, count: int, year: int) -> None:
    """A file of dossiers of one agency and year, in the shape of published volumes."""
    first, last = date(year, 1, 3), date(year, 12, 20)
    made = lines(
        AGENCY,
        offered_by(get_agency(AGENCY), date(2024, 1, 2)),
        online=count * 3 // 4,
        direct=count - count * 3 // 4,
        first=first,
        last=last,
        calendar=get_calendar(),
        chance=random.Random(year),
        shape=Shape(late=40, supplemented=200, withdrawn=20),
        until=clock.day_start(date(year + 1, 1, 1)),
    )
    with file.open("w", encoding="utf-8") as out:
        for number, row in enumerate(made, 1):
            out.write(json.dumps(fuller(row, number), ensure_ascii=False) + "\n")


def killed(folder: Path, alone: float) -> Result:
    """An import of a file, killed at random moments and begun again until it is through: after every kill each dossier
    is whole and the file's counts are those of the database."""
    # a name of its own: what a bench that was stopped left behind is another file's
    file, chance, kills = folder / f"killed-{os.getpid()}.jsonl", random.Random(9), 0
    write_lines(file, FEW, free_year())
    before = Dossier.objects.count()
    began = perf_counter()
    import_it = [sys.executable, "-m", "motcua.config.command", "dossiers", "import", str(file)]
    line = 0
    while True:
        process = subprocess.Popen(import_it, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if _ends_before(process, file.name, line, chance):
            break
        process.kill()
        process.wait()
        kills += 1
        _nobody_else()
        run = ImportRun.objects.filter(name=file.name).order_by("-pk").first()
        line, came = (0, 0) if run is None else (run.line, run.imported)
        if Dossier.objects.count() - before != came:
            raise RuntimeError(f"{Dossier.objects.count() - before} dossiers came, the run says {came}")
        if fault := verify(settings.PIN_KEY)[1]:
            raise RuntimeError(f"after {kills} kills: {fault}")
    if process.returncode or Dossier.objects.count() - before != FEW:
        raise RuntimeError(f"{Dossier.objects.count() - before} of {FEW} dossiers came in")
    return Result(f"import {FEW}, killed {kills} times", perf_counter() - began, "importing them in peace", alone)


def _nobody_else() -> None:
    """Waits until PostgreSQL has noticed that the killed process is gone: it may be in the middle of its commit."""
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if not cursor.fetchone()[0]:
                return
        sleep(0.02)


def _ends_before(process: subprocess.Popen[bytes], name: str, line: int, chance: random.Random) -> bool:
    """Waits for the end of an import, or for a moment to kill it: now and then while it starts, else some time after
    its first batch."""
    moment = perf_counter() + chance.uniform(0, 4) if chance.random() < 0.2 else None
    while process.poll() is None:
        now = perf_counter()
        if moment is None and ImportRun.objects.filter(name=name, line__gt=line, ended_at=None).exists():
            moment = now + chance.uniform(0, 2)
        if moment is not None and now >= moment:
            return False
        sleep(0.02)
    return True


# --- the twin --------------------------------------------------------------------------------------------------------


def make_twin(folder: Path) -> None:
    """A copy of the database as it is now."""
    drop_twin(folder)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / TWIN)])
        return
    source = connection.settings_dict["NAME"]
    connection.close()  # a database is copied only while nobody is in it
    _beside(f'CREATE DATABASE {TWIN} TEMPLATE "{source}" STRATEGY file_copy')


def drop_twin(folder: Path) -> None:
    """Nothing of it is left."""
    if connection.vendor == "sqlite":
        for name in folder.glob(f"{TWIN}*"):
            name.unlink()
    else:
        _beside(f"DROP DATABASE IF EXISTS {TWIN}")


def _beside(statement: str) -> None:
    import psycopg

    with psycopg.connect(**_parameters("template1"), autocommit=True) as other:
        other.execute(statement.encode())


def _parameters(name: str) -> dict[str, Any]:
    given = connection.get_connection_params()
    wanted = {key: given[key] for key in ("user", "host", "port", "password") if given.get(key)}
    return {**wanted, "dbname": name}


# --- the rows --------------------------------------------------------------------------------------------------------


def marks() -> Marks:
    """The highest key of every table with keys that are numbers."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            key, table = model._meta.pk, model._meta.db_table
            if key.column and not isinstance(key, models.CharField):
                cursor.execute(f'SELECT coalesce(max("{key.column}"), 0) FROM "{table}"')
                found[f'"{table}" "{key.column}"'] = int(cursor.fetchone()[0])
    return found


def added(before: Marks) -> Copied:
    """The rows that came since, table by table, in the form in which they are copied."""
    found: Copied = []
    for name, highest in before.items():
        table, key = name.split(" ")
        newer = f"SELECT * FROM {table} WHERE {key} > {highest} ORDER BY {key}"
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor, cursor.copy(f"COPY ({newer}) TO STDOUT") as copy:
                rows: list[Any] = [bytes(block) for block in copy]
        else:
            rows = _plain(Path(connection.settings_dict["NAME"])).execute(newer).fetchall()
        if rows:
            found.append((table, rows))
    return found


def copy_into_twin(folder: Path, copied: Copied) -> int:
    """How many rows."""
    if connection.vendor == "sqlite":
        return _executemany(folder / TWIN, copied)
    import psycopg

    with psycopg.connect(**_parameters(TWIN)) as other, other.cursor() as cursor:
        for table, blocks in copied:
            with cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
                for block in blocks:
                    copy.write(block)
    return sum(block.count(b"\n") for _, blocks in copied for block in blocks)


def _executemany(file: Path, copied: Copied) -> int:
    other = _plain(file)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        other.execute(f"PRAGMA {pragma}")
    other.execute("BEGIN IMMEDIATE")
    for table, rows in copied:
        places = ", ".join("?" * len(rows[0]))
        other.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    other.execute("COMMIT")
    other.close()
    return sum(len(rows) for _, rows in copied)


def _plain(file: Path) -> sqlite3.Connection:
    """The driver alone: values as they are stored."""
    import pysqlite3.dbapi2

    opened: sqlite3.Connection = pysqlite3.dbapi2.connect(str(file), isolation_level=None)
    return opened
