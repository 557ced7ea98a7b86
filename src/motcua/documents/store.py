"""Bytes under their SHA-256 on whatever storage the installation has: a folder or an S3-compatible store.

In a folder a file is written under another name, made durable, then renamed: it is there whole or not at all.
Nothing here asks who may see what; only this room's actions and queries use it.
"""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from motcua.kernel.errors import Cannot

_INCOMING: Final = "incoming"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def storage() -> Storage:
    """The storage of this installation (`MOTCUA_FILE_STORE`)."""
    return storages["default"]


def place(sha256: str) -> str:
    """Where a file's bytes are: the first two digits spread them over 256 folders."""
    return f"{sha256[:2]}/{sha256}"


def preview_place(sha256: str, width: int) -> str:
    """Where the picture of a file at one width is kept; it can always be made again."""
    return f"previews/{sha256[:2]}/{sha256}-{width}.jpg"


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Turn a storage that fails into a refusal: `storage.full` or `storage.unavailable`.

    Every vendor's client fails in its own ways, so whatever goes wrong here means that the bytes are not kept.
    """
    try:
        yield
    except Cannot:
        raise
    except Exception as error:
        full = isinstance(error, OSError) and error.errno in _FULL
        raise Cannot("storage.full" if full else "storage.unavailable") from error


class Incoming:
    """A file on its way in: nobody sees it until it is kept, and nothing of it stays when it is not."""

    def __init__(self, file: IO[bytes], path: Path | None) -> None:
        self._file = file
        self._path = path

    @property
    def file(self) -> BinaryIO:
        """For reading back; seek first."""
        return cast(BinaryIO, self._file)

    def write(self, chunk: bytes) -> None:
        """Append. Raises Cannot: storage.full, storage.unavailable."""
        with _said():
            self._file.write(chunk)

    def settle(self) -> None:
        """Make what was written readable by others and durable. Raises Cannot: storage.full, storage.unavailable."""
        with _said():
            self._file.flush()
            if self._path is not None:
                os.fsync(self._file.fileno())

    def keep(self, name: str) -> None:
        """Put the bytes in their place, again if something is there: a copy fits itself, and what was lost is whole.

        Raises Cannot: storage.full, storage.unavailable.
        """
        with _said():
            if self._path is None:
                self._file.seek(0)
                storage().save(name, File(self._file))
            elif self._path.exists():
                target = Path(storage().path(name))
                target.parent.mkdir(parents=True, exist_ok=True)
                self._path.replace(target)
                _make_durable(target.parent)
                _make_durable(target.parent.parent)
            else:  # kept once already, and taken away since: the open file still has every byte
                self._file.seek(0)
                with incoming() as again:
                    shutil.copyfileobj(self._file, again.file)
                    again.settle()
                    again.keep(name)


def _make_durable(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _folder() -> Path | None:
    """The storage's own folder, or None when it has none."""
    held = storage()
    return Path(held.location) if isinstance(held, FileSystemStorage) else None


@contextlib.contextmanager
def incoming() -> Iterator[Incoming]:
    """Room for a file on its way in, beside the store where that is a folder. Raises Cannot as `Incoming.write`."""
    folder = _folder()
    if folder is None:
        with _said():
            file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 — closed below
        path = None
    else:
        with _said():
            (folder / _INCOMING).mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=folder / _INCOMING)
            file = os.fdopen(number, "w+b")
        path = Path(name)
    try:
        yield Incoming(file, path)
    finally:
        # A full disk makes closing fail as well: what is in the buffer has nowhere to go, nor shall it.
        with contextlib.suppress(OSError):
            file.close()
        if path is not None:
            path.unlink(missing_ok=True)


def exists(sha256: str) -> bool:
    """True when the bytes are there. Raises Cannot `storage.unavailable`."""
    with _said():
        return storage().exists(place(sha256))


def opened(sha256: str) -> "File[Any]":
    """The bytes, to be read from the beginning and closed. Raises FileNotFoundError, Cannot `storage.unavailable`."""
    try:
        return storage().open(place(sha256), "rb")
    except FileNotFoundError:
        raise
    except Exception as error:
        raise Cannot("storage.unavailable") from error


def discard(sha256: str, widths: tuple[int, ...]) -> None:
    """Take away the bytes and their previews; what is not there is no fault. Raises Cannot `storage.unavailable`."""
    with _said():
        storage().delete(place(sha256))
        for width in widths:
            storage().delete(preview_place(sha256, width))


def find_preview(sha256: str, width: int) -> bytes | None:
    """The kept preview, or None. Raises Cannot `storage.unavailable`."""
    try:
        with storage().open(preview_place(sha256, width), "rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None
    except Exception as error:
        raise Cannot("storage.unavailable") from error


def keep_preview(sha256: str, width: int, jpeg: bytes) -> None:
    """Keep a preview. Raises Cannot: storage.full, storage.unavailable."""
    with incoming() as part:
        part.write(jpeg)
        part.settle()
        part.keep(preview_place(sha256, width))


def sweep_incoming(before: datetime) -> int:
    """Take away what a killed process left on its way in before an instant; how many files that were."""
    folder = _folder()
    if folder is None or not (folder / _INCOMING).is_dir():
        return 0
    swept = 0
    for path in (folder / _INCOMING).iterdir():
        with contextlib.suppress(FileNotFoundError):  # finished meanwhile
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                swept += 1
    return swept
