"""Bringing an installation back from a backup."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from motcua.flows.backup import archive, database
from motcua.flows.backup.make import refuse_other_stores
from motcua.journal import guards
from motcua.journal import queries as journal
from motcua.journal.queries import Fault
from motcua.kernel.errors import Cannot, NotLawfulNow

_SETTINGS = {"secret": "MOTCUA_SECRET_KEY", "pin": "MOTCUA_PIN_KEY"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: when the backup was made, events verified, the first that does not hold."""

    made_at: str
    files: int
    events: int
    fault: Fault | None


def restore(backup: Path, *, force: bool = False) -> Restored:
    """Unpack beside the installation, judge everything, and only then put it in place.

    `force` replaces an installation that is not empty. Raises Cannot, NotLawfulNow; nothing has changed then.
    """
    files = refuse_other_stores()
    if not backup.is_file():
        raise Cannot("backup.not_a_backup", file=str(backup), why="?")
    if not force and not (database.is_empty() and not _has_files(files)):
        raise NotLawfulNow("backup.not_empty", home=str(settings.HOME))
    database.refuse_in_use()
    home = Path(settings.HOME)
    draft = Path(tempfile.mkdtemp(dir=home, prefix="restoring-"))
    try:
        manifest = archive.unpack(backup, draft / "new")
        _judge(manifest, draft / "new")
        keys = {name: (draft / "new" / "keys" / name).read_text() for name in _SETTINGS}
        _refuse_other_keys(home, keys)
        _put_in_place(draft, home, files)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    try:
        call_command("migrate", verbosity=0)  # brings an older copy up to this version and puts the guards in place
    finally:
        guards.install()
    read, fault = journal.verify(keys["pin"].encode())
    held = sum(name.startswith("files/") for name in manifest["members"])
    return Restored(str(manifest.get("made_at", "")), held, read, fault)


def _has_files(files: Path) -> bool:
    return any(files.glob("[0-9a-f][0-9a-f]/*"))


def _judge(manifest: dict[str, Any], folder: Path) -> None:
    """The backup fits this program, this engine, and its database is whole."""
    engine = str(manifest.get("engine"))
    if engine != connection.vendor:
        raise Cannot("backup.engine_other", engine=engine[:20], here=connection.vendor)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(manifest.get("migrations", ())) - known:
        raise Cannot("backup.newer", version=str(manifest.get("version"))[:20])
    for name in (database.NAMES[engine], "keys/secret", "keys/pin"):
        if name not in manifest["members"]:
            raise Cannot("backup.member_wrong", member=name)
    database.judge(folder / database.NAMES[engine])


def _refuse_other_keys(home: Path, keys: dict[str, str]) -> None:
    """A key that the environment sets stands above the file: then it must be the key of the backup."""
    standing = {"secret": settings.SECRET_KEY, "pin": bytes(settings.PIN_KEY).decode()}
    for name, variable in _SETTINGS.items():
        file = home / "keys" / name
        from_file = file.exists() and file.read_text().strip() == standing[name]
        if not from_file and standing[name] != keys[name]:
            raise Cannot("backup.key_other", setting=variable)


def _put_in_place(draft: Path, home: Path, files: Path) -> None:
    """The database last: until then the old one stands with everything that it names."""
    new, old = draft / "new", draft / "old"
    old.mkdir()
    engine = connection.vendor
    if engine == "sqlite":
        _swap(new, old, home, files)
        database.put_back(new / database.NAMES[engine])
    else:
        database.put_back(new / database.NAMES[engine])
        _swap(new, old, home, files)
    archive.make_durable(home)


def _swap(new: Path, old: Path, home: Path, files: Path) -> None:
    files.parent.mkdir(parents=True, exist_ok=True)
    pairs = {"files": files, "keys": home / "keys", "mail": home / "mail", "accounts.json": home / "accounts.json"}
    for name, place in pairs.items():
        if place.exists():
            shutil.move(place, old / name)
        if (new / name).exists():
            shutil.move(new / name, place)
