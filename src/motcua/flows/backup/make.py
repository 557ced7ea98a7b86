"""Writing a whole installation into one file."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from motcua import __version__
from motcua.documents.store import storage
from motcua.flows.backup import archive, database
from motcua.flows.backup.archive import Source
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, NotLawfulNow

_STORED = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: bytes of the backup, how many files of dossiers it holds."""

    size: int
    files: int


def refuse_other_stores() -> Path:
    """The folder of the files. Raises Cannot("backup.store_elsewhere") where they are in an S3-compatible store."""
    held = storage()
    if not isinstance(held, FileSystemStorage):
        raise Cannot("backup.store_elsewhere")
    return Path(held.location)


def back_up(target: Path, *, at: datetime) -> Made:
    """Write a backup of this installation; pages and worker may go on.

    The database is copied first: every file that it names was whole before it was named. Raises Cannot.
    """
    files = refuse_other_stores()
    if target.exists():
        raise Cannot("backup.file_exists", file=str(target))
    if database.is_empty():
        raise NotLawfulNow("backup.nothing")
    applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    about = {
        "made_at": clock.stamp(at),
        "version": __version__,
        "engine": connection.vendor,
        "migrations": applied,
    }
    connection.close()
    home = Path(settings.HOME)
    draft = Path(tempfile.mkdtemp(dir=home, prefix="backing-up-"))
    try:
        database.copy(draft / "copy")
        name = database.NAMES[connection.vendor]
        sources = [Source(name, draft / "copy"), *_keys(), *_stored(files), *_loose(home)]
        size = archive.write(target, sources, about=about, made_at=int(at.timestamp()))
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Made(size, sum(source.name.startswith("files/") for source in sources))


def _keys() -> Iterator[Source]:
    """The keys that hold, wherever they are kept: without them no PIN and no seal would hold."""
    yield Source("keys/secret", settings.SECRET_KEY.encode())
    yield Source("keys/pin", bytes(settings.PIN_KEY))


def _stored(files: Path) -> Iterator[Source]:
    """Files of dossiers; previews can be made again, and what is on its way in belongs to nobody yet."""
    for path in sorted(files.glob("[0-9a-f][0-9a-f]/*")):
        if _STORED.fullmatch(path.name):
            yield Source(f"files/{path.parent.name}/{path.name}", path)


def _loose(home: Path) -> Iterator[Source]:
    for path in (home / "accounts.json", *sorted((home / "mail").glob("*"))):
        name = path.relative_to(home).as_posix()
        if path.is_file() and archive.NAMES.fullmatch(name):
            yield Source(name, path)
