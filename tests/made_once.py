"""What one process of a test run makes and the others copy: empty tables, and an installation with its country pack.

Either takes longer than most tests: every migration is run, every procedure of the pack read. Each is made once in a
run by the product's own `migrate` and copied: the file of the embedded database, a template of PostgreSQL.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from django.test.utils import setup_databases

from motcua.journal import guards

ROOT = Path(__file__).resolve().parents[1]


class MadeOnce:
    """The folder that all processes of a run share; what stands in it is whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def _alone(self, what: str) -> Iterator[None]:
        """One process at a time; the others wait."""
        with (self.folder / f"{what}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    # --- the tables that tests write into ----------------------------------------------------------------------------

    def tables(self, verbosity: int, *, migrated: bool) -> Any:
        """The test database of this process, with guards; what `teardown_databases` asks for."""
        with self._alone("tables"):
            kept = self.folder / ("tables" if migrated else "tables-of-models")
            copied = kept.exists()
            if copied:
                _copy_tables(kept)
            made = setup_databases(
                verbosity=verbosity, interactive=False, aliases=["default"], serialized_aliases=[], keepdb=copied
            )
            if not copied:
                self._keep_tables(kept)
        assert guards.missing() == []
        return made

    def _keep_tables(self, kept: Path) -> None:
        name = str(connection.settings_dict["NAME"])
        connection.close()
        whole = kept.with_suffix(".new")
        if connection.vendor == "sqlite":
            shutil.copyfile(name, whole)
        else:
            whole.write_text(self.template(name))
        whole.rename(kept)

    # --- an installation ---------------------------------------------------------------------------------------------

    def installation(self, home: Path, database_url: str = "") -> None:
        """A migrated installation with its country pack in the folder `home`, which is new or empty, and in the database
        of that URL, which is not there yet; without one on the embedded database.

        For tests of something else than `migrate` and `init`: it begins with the tables where the run has made them.
        """
        kind = "postgresql" if database_url else "sqlite"
        kept = self.folder / f"installation-{kind}"
        with self._alone(kept.name):
            if not kept.exists():
                self._make_installation(kept, database_url)
        shutil.copytree(kept / "home", home, dirs_exist_ok=True)
        if database_url:
            create_database(name_of(database_url), (kept / "template").read_text())

    def _make_installation(self, kept: Path, database_url: str) -> None:
        whole = kept.with_suffix(".new")
        (whole / "home").mkdir(parents=True)
        own = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_URL"))}
        own |= {"PYTHONPATH": str(ROOT / "src"), "MOTCUA_HOME": str(whole / "home")}
        tables = self.folder / "tables"
        if database_url:
            template = self.template(tables.read_text() if tables.exists() else "")
            (whole / "template").write_text(template)
            own["DATABASE_URL"] = urlsplit(database_url)._replace(path=f"/{template}").geturl()
        elif tables.exists() and connection.vendor == "sqlite":
            shutil.copyfile(tables, whole / "home" / "motcua.sqlite3")
        migrate = [sys.executable, "-m", "motcua.config.command", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=own, check=True)
        whole.rename(kept)

    # --- databases of a server ---------------------------------------------------------------------------------------

    def template(self, origin: str = "") -> str:
        """A new database, a copy of `origin` or empty; it is dropped at the end of the run. Returns its name."""
        name = f"made_{uuid.uuid4().hex[:12]}"
        with (self.folder / "databases").open("a") as names:
            names.write(f"{name}\n")
        create_database(name, origin)
        return name

    def forget(self) -> None:
        """Drop the templates; the folder goes with its owner."""
        names = self.folder / "databases"
        if names.exists():
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
                for name in names.read_text().split():
                    server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
            names.unlink()


def _copy_tables(kept: Path) -> None:
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        shutil.copyfile(kept, test["NAME"])
    else:
        test["TEMPLATE"] = kept.read_text()


def name_of(database_url: str) -> str:
    return urlsplit(database_url).path.strip("/")


def create_database(name: str, template: str = "") -> None:
    """A database beside the one that DATABASE_URL names."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        origin = f' TEMPLATE "{template}"' if template else ""
        server.execute(f'CREATE DATABASE "{name}"{origin}'.encode())
