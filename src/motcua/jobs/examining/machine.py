"""The machine and the database: are they there, whole, new enough, of this version."""

import shutil
import sqlite3  # the settings put the newer one in its place
import sys
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from motcua.flows.running import schema
from motcua.jobs.examining.finding import Finding
from motcua.journal import guards

SQLITE_LEAST = (3, 51, 3)  # the first with the fix of the WAL-reset corruption
POSTGRESQL_LEAST = 15
FREE_LEAST = 1 << 30
FREE_SOON = 5 << 30


def python() -> Finding:
    """The interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("ok" if sys.version_info >= (3, 11) else "wrong", version)


def engine() -> Finding:
    """The database answers, is new enough, and its tools for backups are there."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        version = sqlite3.sqlite_version_info
        text = f"SQLite {sqlite3.sqlite_version}, embedded: for one office and one worker"
        if version < SQLITE_LEAST:
            return Finding("wrong", f"{text}; needs {'.'.join(map(str, SQLITE_LEAST))} or newer")
        return Finding("ok", text)
    number = int(getattr(connection, "pg_version", 0)) // 10000
    text = f"PostgreSQL {number}"
    if number < POSTGRESQL_LEAST:
        return Finding("wrong", f"{text}; needs {POSTGRESQL_LEAST} or newer")
    if gone := [tool for tool in ("pg_dump", "psql") if shutil.which(tool) is None]:
        return Finding("wrong", f"{text}, but no {' and '.join(gone)} for backups: install postgresql-client-{number}")
    return Finding("ok", text)


def migrations() -> Finding:
    """Every migration of this version is applied, and none of a newer one."""
    if unknown := schema.from_newer():
        return Finding(
            "wrong", f"upgraded by a newer version ({unknown[0]}): install that version, or restore a backup"
        )
    if outstanding := schema.pending():
        return Finding("wrong", f"{outstanding} not applied: stop the services and run motcua upgrade")
    return Finding("ok", "all applied")


def guarded() -> Finding:
    """The triggers that keep the journal append-only are in place."""
    gone = guards.missing()
    if gone:
        return Finding("wrong", f"missing: {', '.join(gone)}: run motcua migrate")
    return Finding("ok", "append-only tables refuse changes")


def files() -> Finding:
    """The file store takes a file, gives it back and lets it go."""
    name = f"doctor-{uuid.uuid4().hex}"
    kept = default_storage.save(name, ContentFile(b"doctor"))
    try:
        with default_storage.open(kept) as file:
            whole = file.read() == b"doctor"
    finally:
        default_storage.delete(kept)
    where = settings.ENV.file_store or settings.STORAGES["default"]["OPTIONS"]["location"]
    if not whole:
        return Finding("wrong", f"{where} gives back another file than it took: check the store")
    return Finding("ok", f"{where} takes files")


def space() -> Finding:
    """Room on the disk of the installation."""
    free = shutil.disk_usage(settings.ENV.home).free
    words = f"{free / (1 << 30):.1f} GiB free in {settings.ENV.home}"
    if free < FREE_LEAST:
        return Finding("wrong", f"{words}: make room now, nothing can be kept soon")
    return Finding("ok", words) if free >= FREE_SOON else Finding("note", f"{words}: make room within days")


def papers() -> Finding:
    """typst makes a page with the letters that poor fonts lack, from the fonts that come with the product."""
    import typst

    package = Path(__file__).resolve().parents[2]
    folders = sorted({str(font.parent) for font in package.rglob("*.[ot]tf")})
    if not folders:
        return Finding("wrong", "no fonts in the package: papers would lack letters; install the product again")
    page = "#set page(width: 5cm, height: 2cm)\nỶ Ểu Ữ ặ Đỗ Hưởng".encode()
    made = typst.compile(page, font_paths=typst.Fonts(include_system_fonts=False, font_paths=folders))
    whole = made.startswith(b"%PDF")
    return Finding("ok" if whole else "wrong", f"typst makes PDF with {len(folders)} folder of own fonts")
