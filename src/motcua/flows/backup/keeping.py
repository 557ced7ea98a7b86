"""A folder of backups: each with its moment in its name, the newest kept, and a note of the last one for `doctor`."""

import json
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.flows.backup.make import Made, back_up
from motcua.kernel import clock

NAMED = re.compile(r"motcua-\d{8}-\d{6}\.backup")


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in its folder, and how many older ones were let go."""

    path: Path
    made: Made
    let_go: int


def note_last(path: Path, made: Made, *, at: datetime) -> None:
    """Remember when a backup was last written and where; whole or not at all."""
    with tempfile.NamedTemporaryFile("w", dir=settings.HOME, prefix=".last-backup.", delete=False) as draft:
        json.dump({"at": clock.stamp(at), "file": str(path), "size": made.size}, draft)
    Path(draft.name).replace(_note())


def last() -> tuple[datetime, str] | None:
    """When a backup of this installation was last written, and its file; None when never."""
    try:
        said = json.loads(_note().read_text())
        return clock.parse(said["at"]), str(said["file"])
    except (OSError, ValueError, KeyError):
        return None


def back_up_into(folder: Path, *, keep: int, at: datetime) -> Kept:
    """Write a backup named by its moment, then let the oldest of this folder's own go, so that `keep` stay.

    Older ones go only after the new one is whole; other files in the folder are left alone. Raises Cannot.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"motcua-{clock.local(at):%Y%m%d-%H%M%S}.backup"
    made = back_up(path, at=at)
    note_last(path, made, at=at)
    ours = sorted(one for one in folder.iterdir() if NAMED.fullmatch(one.name))
    old = ours[:-keep] if keep else []
    for one in old:
        one.unlink()
    return Kept(path, made, len(old))


def _note() -> Path:
    return Path(settings.HOME) / "last-backup.json"
