"""Bringing an installation up to this version: guarded, and with the way back made first."""

import contextlib
import fcntl
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from motcua import __version__
from motcua.flows import backup
from motcua.flows.backup import database
from motcua.flows.running import processes, schema
from motcua.journal import guards
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, NotLawfulNow

SPARE_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did: how many migrations, and the backup made before (None when none was wanted)."""

    applied: int
    kept: Path | None


def refuse(into: Path | None) -> int:
    """Everything that forbids an upgrade now; returns how many migrations wait. Nothing is changed.

    Raises NotLawfulNow("upgrade.nothing", "schema.newer", "upgrade.running", "backup.in_use"),
    Cannot("upgrade.disk_short").
    """
    if database.is_empty():
        raise NotLawfulNow("upgrade.nothing")
    schema.refuse_newer()
    waiting = schema.pending()
    if alive := processes.running():
        raise NotLawfulNow("upgrade.running", processes=", ".join(map(str, alive)))
    database.refuse_in_use()
    if into is not None:
        _refuse_short(into)
    return waiting


def upgrade(*, into: Path | None, at: datetime, tell: Callable[[str], None]) -> Upgraded:
    """Back up into the folder `into` (None: no backup), migrate, put the guards back, load this version's country pack.

    Raises as `refuse`; nothing has changed then.
    """
    with _alone():
        waiting = refuse(into)
        kept = None
        if into is not None:
            kept = into / f"before-{__version__}-{clock.local(at):%Y%m%d-%H%M%S}.backup"
            tell(f"backup: {kept}")
            backup.back_up(kept, at=at)
        tell(f"migrations: {waiting}")
        call_command("migrate", verbosity=0)
        if gone := guards.missing():  # pragma: no cover — migrate puts them back
            raise Cannot("database.unguarded", guards=", ".join(gone))
    return Upgraded(waiting, kept)


def _refuse_short(into: Path) -> None:
    """The backup holds the database and every file; SQLite and PostgreSQL write what they rebuild once more."""
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    held = database.size()
    needed = 2 * held + _files_bytes(backup.refuse_other_stores()) + SPARE_BYTES
    for folder in {into, Path(settings.HOME)}:
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise Cannot("upgrade.disk_short", folder=str(folder), free_mb=free >> 20, needed_mb=needed >> 20)


def _files_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("[0-9a-f][0-9a-f]/*"))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One upgrade at a time on this machine."""
    processes.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (processes.folder() / "upgrade.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotLawfulNow("upgrade.another") from None
        yield
