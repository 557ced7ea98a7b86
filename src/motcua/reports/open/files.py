"""The files of open data: written each night beside one another, and made at once where the night has not been.

A file of a period that is over is written anew in the nights of `AGAIN` months after it (what is entered late belongs
to it, contract section 5) and left alone then.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Min

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import definitions, export
from motcua.reports.export.table import Column, Table
from motcua.reports.open.datasets import ALWAYS, Dataset
from motcua.reports.open.parquet import as_parquet
from motcua.reports.scorecard import grain as grains
from motcua.reports.scorecard.grain import Grain, holding
from motcua.reports.times import Times, measure

FORMATS = ("csv", "json", "parquet")
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
VERSION = "1"
"""Of the tables' columns and meanings; another meaning is another version (contract, first paragraph)."""
AGAIN = 3


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the night's copy."""

    path: Path
    size: int
    sha256: str


def folder() -> Path:
    """Where the copy lies."""
    return Path(settings.HOME) / "open-data"


def since() -> Grain:
    """The month of the first dossier; the current one where there is none."""
    first = Dossier.objects.aggregate(first=Min("received_at"))["first"]
    return holding(clock.local_day(first or clock.now()), "month")


def grain_of(dataset: Dataset, key: str, now: datetime) -> Grain:
    """The period of a key. Raises NotVisible for one of which this dataset has no file, or that is not over."""
    found = grains.read(key)
    if not dataset.kinds:
        if key != ALWAYS:
            raise NotVisible("page.unknown")
        return holding(clock.local_day(now), "month")
    if found is None or found.key != key or found.kind not in dataset.kinds or found.last >= clock.local_day(now):
        raise NotVisible("page.unknown")
    return found


def table_of(dataset: Dataset, key: str, now: datetime) -> Table:
    """The rows of a file, in Vietnamese as they are stored. Raises NotVisible."""
    grain = grain_of(dataset, key, now)
    items = tuple(dataset.rows(grain, now))
    keys = [name for name, _ in dataset.columns]
    notes = [f"{one.name('vi')}: {one.words('vi')}" for one in definitions.definitions(dataset.defined)]
    also: dict[str, Any] = {
        "dataset": dataset.slug,
        "period": key,
        "version": VERSION,
        "licence": LICENCE_URL,
        "definitions": {
            one.key: {"vi": one.words("vi"), "en": one.words("en")} for one in definitions.definitions(dataset.defined)
        },
        "rules": {"vi": definitions.rules("vi"), "en": definitions.rules("en")},
    }
    return Table(
        name=f"{dataset.slug}-{key}",
        lang="vi",
        title=dataset.name[0],
        subtitle=key,
        columns=tuple(Column(name, name, kind) for name, kind in dataset.columns),
        rows=tuple(tuple(item[name] for name in keys) for item in items),
        notes=tuple(notes),
        items=items,
        also=also,
    )


def file_of(dataset: Dataset, key: str, format: str, now: datetime) -> bytes:
    """The bytes of a file, of the night's copy where it is there. Raises NotVisible, LookupError for a format."""
    if format not in FORMATS:
        raise LookupError(format)
    grain_of(dataset, key, now)
    path = folder() / dataset.slug / f"{key}.{format}"
    if dataset.kinds and path.is_file():
        return path.read_bytes()
    return written(table_of(dataset, key, now), format)


def times_over(grain: Grain) -> list[Times]:
    """How long every procedure took in a whole period that is over: from the night's copy, else measured now."""
    path = folder() / "thoi-gian" / f"{grain.key}.json"
    if not path.is_file():
        return measure(grain.first, grain.last)
    return [
        Times(one["procedure"], one["sample"], one["half_minutes"], one["nine_of_ten_minutes"])
        for one in json.loads(path.read_bytes())["items"]
    ]


def written(table: Table, format: str) -> bytes:
    """A table in one of FORMATS."""
    return as_parquet(table) if format == "parquet" else export.write(table, format)


def stored(dataset: Dataset, key: str, format: str) -> Stored | None:
    """What the night's copy holds; None where it has no such file."""
    path = folder() / dataset.slug / f"{key}.{format}"
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return Stored(path, state.st_size, _digest(path, state.st_mtime_ns))


@cache
def _digest(path: Path, changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def written_at() -> datetime | None:
    """When the copy was last whole."""
    try:
        return clock.local(clock.parse((folder() / "written").read_text().strip()))
    except (FileNotFoundError, ValueError):
        return None


def publish(datasets: Sequence[Dataset], now: datetime, *, everything: bool = False, most: int | None = None) -> int:
    """Write the files that are not there yet (`most` of their tables, the newest first), and those of the last months
    anew. Gives how many files; each is whole or as it was before."""
    count, begin, old = 0, since(), 0
    fresh = clock.local_day(now) - timedelta(days=31 * AGAIN)
    wanted = [(grain_of(one, key, now), one, key) for one in datasets for key in one.keys(begin, now)]
    for grain, dataset, key in sorted(wanted, key=lambda one: one[0].last, reverse=True):
        paths = {format: folder() / dataset.slug / f"{key}.{format}" for format in FORMATS}
        if grain.last < fresh and not everything:
            if all(path.is_file() for path in paths.values()) or (most is not None and old >= most):
                continue
            old += 1
        table = table_of(dataset, key, now)
        for format, path in paths.items():
            put(path, written(table, format))
            count += 1
    put(folder() / "written", clock.stamp(now).encode())
    return count


def put(path: Path, content: bytes) -> None:
    """Write a file so that it is whole or as it was before, also when the power goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == content:
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
