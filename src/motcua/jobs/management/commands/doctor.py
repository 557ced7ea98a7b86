"""`doctor`: what is installed, reachable and safe. One line a check; exit 1 when something needed is not."""

import shutil
import smtplib
import sqlite3  # the settings put the newer one in its place
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.adapters.scan.clamd import ClamdScanner
from motcua.journal import guards

SQLITE_LEAST = (3, 51, 3)  # the first with the fix of the WAL-reset corruption
POSTGRESQL_LEAST = 15
FREE_LEAST = 1 << 30
WAIT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer; only "wrong" makes the exit code 1."""

    state: Literal["ok", "note", "wrong"]
    words: str


def python() -> Finding:
    """The interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("ok" if sys.version_info >= (3, 11) else "wrong", version)


def engine() -> Finding:
    """The database answers and is new enough."""
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
    return Finding("ok", text)


def migrations() -> Finding:
    """Every migration of this version is applied."""
    executor = MigrationExecutor(connection)
    outstanding = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if outstanding:
        return Finding("wrong", f"{outstanding} not applied: run motcua migrate")
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
    return Finding("ok" if whole else "wrong", f"{where} takes files")


def space() -> Finding:
    """Room on the disk of the installation."""
    free = shutil.disk_usage(settings.ENV.home).free
    words = f"{free / (1 << 30):.1f} GiB free in {settings.ENV.home}"
    return Finding("ok" if free >= FREE_LEAST else "wrong", words)


def scanner() -> Finding:
    """clamd answers PING; without one, files are marked “not scanned”."""
    address = settings.ENV.clamd_socket
    if not address:
        return Finding("note", "MOTCUA_CLAMD_SOCKET is not set: files are shown as “not scanned”")
    if not ClamdScanner(address, timeout=WAIT_SECONDS).ping():
        return Finding("wrong", f"{address} does not answer: files would be shown as “not scanned”")
    return Finding("ok", f"{address} answers")


def mail() -> Finding:
    """The SMTP server greets us, where one is set."""
    if not settings.ENV.smtp_url:
        return Finding("note", f"MOTCUA_SMTP_URL is not set: notices go to files in {settings.ENV.home / 'mail'}")
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=WAIT_SECONDS) as server:
        code, _ = server.noop()
    state: Literal["ok", "wrong"] = "ok" if code == 250 else "wrong"
    return Finding(state, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers")


def papers() -> Finding:
    """typst makes a page with the letters that poor fonts lack, from the fonts that come with the product."""
    import typst

    package = Path(__file__).resolve().parents[3]
    folders = sorted({str(font.parent) for font in package.rglob("*.[ot]tf")})
    if not folders:
        return Finding("wrong", "no fonts in the package: papers would lack letters")
    page = "#set page(width: 5cm, height: 2cm)\nỶ Ểu Ữ ặ Đỗ Hưởng".encode()
    made = typst.compile(page, font_paths=typst.Fonts(include_system_fonts=False, font_paths=folders))
    whole = made.startswith(b"%PDF")
    return Finding("ok" if whole else "wrong", f"typst makes PDF with {len(folders)} folder of own fonts")


def mode() -> Finding:
    """What kind of installation this is."""
    env = settings.ENV
    if env.mode == "production" and not env.secure_cookies:
        return Finding("wrong", "production with MOTCUA_SECURE_COOKIES=0: sign-ins could be overheard")
    if env.mode == "production" and not env.base_url.startswith("https://"):
        return Finding("wrong", f"MOTCUA_BASE_URL is {env.base_url}: links in notices must be https")
    return Finding("ok" if env.mode == "production" else "note", f"{env.mode}, {env.home}")


CHECKS: dict[str, Callable[[], Finding]] = {
    "python": python,
    "mode": mode,
    "database": engine,
    "migrations": migrations,
    "guards": guarded,
    "files": files,
    "disk": space,
    "clamd": scanner,
    "mail": mail,
    "papers": papers,
}


def examine() -> Iterator[tuple[str, Finding]]:
    """Every check in turn; one that breaks is itself a finding, and the others go on."""
    for what, check in CHECKS.items():
        try:
            yield what, check()
        except Exception as error:  # noqa: BLE001 — whatever is wrong is what was asked
            first = str(error).strip().split("\n", 1)[0]
            yield what, Finding("wrong", f"{type(error).__name__}: {first}")


class Command(BaseCommand):
    """Says what is right and what is not."""

    help = "What is installed, reachable and safe."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for what, finding in examine():
            self.stdout.write(f"{finding.state:<6}{what:<12}{finding.words}")
            wrong += finding.state == "wrong"
        if wrong:
            raise CommandError(f"{wrong} thing(s) to put right, marked wrong above.")
