"""The one file of a backup: a compressed tar whose last member, the manifest, names every other with its SHA-256.

Pure files: nothing here knows the database. What is read comes from outside and is trusted in nothing.
"""

import gzip
import hashlib
import json
import os
import re
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final, cast

from motcua.kernel.errors import Cannot

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
CHUNK: Final = 1 << 20
MOST_MANIFEST: Final = 1 << 30
NAMES: Final = re.compile(
    r"database/motcua\.(?:sqlite3|sql)|keys/(?:secret|pin)|accounts\.json"
    r"|files/[0-9a-f]{2}/[0-9a-f]{64}|mail/[0-9A-Za-z][0-9A-Za-z._-]{0,200}"
)


@dataclass(frozen=True, slots=True)
class Source:
    """One member: its name in the archive and where its bytes are now."""

    name: str
    held: Path | bytes


class _Measured:
    """A file that is read once, with its hash and length."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """Bytes as they pass."""
        chunk = self.file.read(size)
        self.digest.update(chunk)
        self.size += len(chunk)
        return chunk

    def as_data(self) -> dict[str, Any]:
        """As the manifest holds it."""
        return {"sha256": self.digest.hexdigest(), "size": self.size}


def write(target: Path, sources: Iterable[Source], *, about: dict[str, Any], made_at: int) -> int:
    """Write the backup whole or not at all, readable by its owner alone; returns its size in bytes.

    `made_at` in seconds since 1970. Raises Cannot("backup.file_exists").
    """
    if target.exists():
        raise Cannot("backup.file_exists", file=str(target))
    number, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")  # mode 0600
    try:
        with os.fdopen(number, "wb") as file:
            with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=made_at) as packed:
                _write(cast(IO[bytes], packed), sources, about, made_at)
            file.flush()
            os.fsync(file.fileno())
        try:
            target.hardlink_to(draft)  # unlike a rename this never replaces a file
        except FileExistsError:
            raise Cannot("backup.file_exists", file=str(target)) from None
        make_durable(target.parent)
        return target.stat().st_size
    finally:
        Path(draft).unlink(missing_ok=True)


def make_durable(folder: Path) -> None:
    """Names in a folder outlive a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _write(packed: IO[bytes], sources: Iterable[Source], about: dict[str, Any], made_at: int) -> None:
    members: dict[str, Any] = {}
    with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for source in sources:
            with _opened(source) as (file, size):
                measured = _Measured(file)
                tar.addfile(_entry(source.name, size, made_at), cast(IO[bytes], measured))
            members[source.name] = measured.as_data()
        manifest = {"format": FORMAT, **about, "members": members}
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        tar.addfile(_entry(MANIFEST, len(text), made_at), BytesIO(text))


def _entry(name: str, size: int, made_at: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, made_at
    return entry


@contextmanager
def _opened(source: Source) -> Iterator[tuple[IO[bytes], int]]:
    if isinstance(source.held, bytes):
        yield BytesIO(source.held), len(source.held)
        return
    with source.held.open("rb") as file:
        yield file, os.fstat(file.fileno()).st_size


def unpack(archive: Path, folder: Path) -> dict[str, Any]:
    """Unpack into an empty folder and judge every member by the manifest, which is returned.

    Raises Cannot: backup.not_a_backup, backup.format_unknown, backup.member_strange, backup.member_wrong.
    """
    found: dict[str, Any] = {}
    manifest: bytes | None = None
    try:
        with tarfile.open(archive, mode="r|gz") as tar:
            for entry in tar:
                if manifest is not None or not entry.isreg() or entry.name in found:
                    raise Cannot("backup.member_strange", member=entry.name[:200])
                file = tar.extractfile(entry)
                if file is None:
                    raise Cannot("backup.member_strange", member=entry.name[:200])
                if entry.name == MANIFEST:
                    manifest = file.read(MOST_MANIFEST)
                    continue
                if not NAMES.fullmatch(entry.name):
                    raise Cannot("backup.member_strange", member=entry.name[:200])
                found[entry.name] = _unpack(file, folder / entry.name)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
        raise Cannot("backup.not_a_backup", file=str(archive), why=str(error)[:200]) from None
    return _judged(archive, manifest, found)


def _unpack(file: IO[bytes], path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    measured = _Measured(file)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while chunk := measured.read(CHUNK):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return measured.as_data()


def _judged(archive: Path, text: bytes | None, found: dict[str, Any]) -> dict[str, Any]:
    try:
        manifest = json.loads(text or b"")
        members, form = manifest["members"], manifest["format"]
    except (ValueError, KeyError, TypeError):
        raise Cannot("backup.not_a_backup", file=str(archive), why=MANIFEST) from None
    if form != FORMAT:
        raise Cannot("backup.format_unknown", format=str(form)[:20])
    for name in sorted({*members, *found}):
        if members.get(name) != found.get(name):
            raise Cannot("backup.member_wrong", member=name[:200])
    return dict(manifest)
