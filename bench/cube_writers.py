"""`./run bench cube-writers`: forty writers with random acts while folders are killed, fifty times; at every checkpoint
the figures are those of a recount, and the cube is what the journal tells.

An installation of its own: a temporary home, or the database that DATABASE_URL names (empty). The kills are spread over
MOTCUA_BENCH_ACTS acts (4,000).
"""

import copy
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

PROCESSES, THREADS, KILLS, CHECKED_EVERY = 4, 10, 50, 10
QUESTIONS = 12
ACTS = int(os.environ.get("MOTCUA_BENCH_ACTS", "4000"))
PATIENCE = 60
"""Seconds to wait for the acts between two kills: who writes no more has a fault."""


def main() -> int:
    """Exit 1 when a figure was wrong."""
    os.environ["MOTCUA_HOME"] = tempfile.mkdtemp(prefix="motcua-writers-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"
    os.environ["MOTCUA_MODE"] = "development"
    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command

    from motcua.config import wiring
    from motcua.journal import guards

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.COUNTRY_PACK = ""
    wiring.wire()
    call_command("migrate", verbosity=0)
    guards.install()
    return _stress()


def _stress() -> int:
    from django.db import connection

    from motcua.reports.models import CubeDelta
    from tests.factories.acted_lives import Town

    chance = random.Random(2026)
    town = Town(chance)
    town.live(60)
    connection.close()
    began = time.monotonic()
    writers = [_child(partial(_write, town, number)) for number in range(PROCESSES)]
    wrong: list[str] = []
    folders: list[int] = []
    try:
        for kill in range(1, KILLS + 1):
            folders = [_child(partial(_fold, seed)) for seed in (kill, -kill)]
            time.sleep(chance.uniform(0.05, 1.2))
            wrong += _until(ACTS * kill // KILLS)
            while folders:
                os.kill(folders[-1], signal.SIGKILL)
                os.waitpid(folders.pop(), 0)
            if kill % CHECKED_EVERY == 0:
                found = _checkpoint(chance)
                wrong += found
                print(
                    f"{kill} kills, {CubeDelta.objects.count()} rows in the tail, "
                    f"{_acts()} acts: {len(found)} differences",
                    flush=True,
                )
                connection.close()
    finally:
        for child in (*writers, *folders):
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)
    from motcua.reports.cube import fold_all

    fold_all()
    wrong += _checkpoint(chance)
    print(f"{connection.vendor}: {PROCESSES * THREADS} writers, {_acts()} acts, {KILLS} × 2 folders killed in "
          f"{time.monotonic() - began:.0f} s: {len(wrong)} differences")  # fmt: skip
    for one in wrong[:20]:
        print(one)
    return 1 if wrong else 0


def _until(acts: int) -> list[str]:
    """Waits until so many acts were done, while everybody goes on."""
    from django.db import connection

    end = time.monotonic() + PATIENCE
    while (done := _acts()) < acts and time.monotonic() < end:
        time.sleep(0.2)
    connection.close()  # who is forked next must not inherit it
    return [] if done >= acts else [f"{done} acts of {acts} after {PATIENCE} s"]


def _child(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        os._exit(0)


def _write(town: Any, number: int) -> None:
    """Ten writers in a process of their own, until it is ended."""
    from django.db import DatabaseError, connection

    def live(seed: int) -> None:
        mine = copy.copy(town)
        mine.chance, mine.codes, mine.done = random.Random(seed), list(town.codes), {}
        while True:
            try:
                mine.live(1)
            except DatabaseError:  # a lock that took too long, a deadlock: that act was not done
                connection.close()

    threads = [threading.Thread(target=live, args=(number * 100 + one,), daemon=True) for one in range(THREADS)]
    for thread in threads:
        thread.start()
    signal.pause()


def _fold(seed: int) -> None:
    from django.db import DatabaseError, connection

    from motcua.reports.cube import fold

    chance = random.Random(seed)
    while True:
        try:
            fold(limit=chance.choice([1, 5, 50, 5000]))
        except DatabaseError:
            connection.close()
        time.sleep(0.005)


def _checkpoint(chance: random.Random) -> list[str]:
    """In one look at the database while everybody goes on: cube against rows, cube against journal."""
    from datetime import timedelta

    from motcua.journal.sight import one_sight
    from motcua.kernel import clock
    from motcua.reports.cube.checking import check
    from motcua.reports.figures import handling
    from tests.factories.plain_lives import OPENED_AT

    found = [str(one) for one in check().differences]
    first_day = clock.local_day(OPENED_AT)
    with one_sight():
        for _ in range(QUESTIONS):
            first = first_day + timedelta(days=chance.randrange(0, 200))
            last = first + timedelta(days=chance.choice([0, 6, 30, 200]))
            by = chance.choice([None, "agency", "month", "field", "channel"])
            agency = chance.choice([None, "H44", "H44.229", "H44.230"])
            as_of = clock.day_start(last) + timedelta(minutes=chance.randrange(0, 4000))
            asked: dict[str, Any] = {"as_of": as_of, "by": by}
            if handling(agency, first, last, **asked) != handling(agency, first, last, rows=True, **asked):
                found.append(f"{agency} {first} {last} {asked}")
    return found


def _acts() -> int:
    from motcua.journal.models import Event

    return Event.objects.filter(type__startswith="dossier.").count()


if __name__ == "__main__":
    sys.exit(main())
