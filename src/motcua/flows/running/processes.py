"""Which processes of this installation run on this machine: each leaves a mark in `run/` while it lives.

A file and not a row: the mark must be readable while the database is being upgraded, and go with the machine.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua import __version__
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Process:
    """A living process: `kind` serve or worker, its number, the version of its code, since when it runs."""

    kind: str
    pid: int
    version: str
    since: datetime

    def __str__(self) -> str:
        return f"{self.kind} {self.pid} ({self.version})"


def folder() -> Path:
    """Where the marks lie."""
    return Path(settings.HOME) / "run"


@contextlib.contextmanager
def mark(kind: str) -> Iterator[None]:
    """Leave this process's mark while the block runs."""
    path = folder() / f"{kind}-{os.getpid()}.json"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    said = {"kind": kind, "version": __version__, "born": _born(os.getpid()), "since": clock.stamp(clock.now())}
    path.write_text(json.dumps(said))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def running() -> list[Process]:
    """The processes that left a mark and live; marks of dead ones are swept."""
    alive = []
    for path in sorted(folder().glob("*-*.json")):
        try:
            said = json.loads(path.read_text())
            pid = int(path.stem.rpartition("-")[2])
            since = clock.parse(said["since"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if _born(pid) != said.get("born") or not _lives(pid):
            path.unlink(missing_ok=True)
            continue
        alive.append(Process(str(said.get("kind")), pid, str(said.get("version")), since))
    return alive


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, but alive
        return True
    return True


def _born(pid: int) -> str:
    """When a process began, in ticks since the machine started: a number that was given again is another process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
