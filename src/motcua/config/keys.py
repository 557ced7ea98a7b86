"""The two secrets of an installation as files of its own, made once and never shown."""

import os
import secrets
import tempfile
from pathlib import Path

NAMES = {"secret": "MOTCUA_SECRET_KEY", "pin": "MOTCUA_PIN_KEY"}
"""File name in `keys/` and the setting that takes its place."""


def path_of(home: Path, name: str) -> Path:
    """Where a secret of the installation is kept."""
    return home / "keys" / name


def make(home: Path, name: str) -> str:
    """The secret in its file (mode 0600), made when there is none."""
    path = path_of(home, name)
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
    with os.fdopen(number, "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        path.hardlink_to(draft)
    except FileExistsError:  # another process of the same start made it first, whole
        pass
    finally:
        Path(draft).unlink()
    return path.read_text().strip()
