"""A consistent copy of the database, and putting one in its place; by vendor."""

import os
import shutil
import sqlite3  # the settings put the newer one in its place
import subprocess
from pathlib import Path
from typing import Final

from django.db import connection

from motcua.kernel.errors import Cannot, NotLawfulNow

NAMES: Final = {"sqlite": "database/motcua.sqlite3", "postgresql": "database/motcua.sql"}


def path() -> Path:
    """The file of the embedded database."""
    return Path(str(connection.settings_dict["NAME"]))


def copy(target: Path) -> None:
    """Copy what is committed now; writers go on meanwhile. Raises Cannot: backup.tool_missing, tool_failed."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if connection.vendor == "sqlite":
        own = sqlite3.connect(path(), timeout=60, isolation_level=None)
        try:
            own.execute("VACUUM INTO ?", (str(target),))
        finally:
            own.close()
        target.chmod(0o600)
        return
    _run("pg_dump", "--format=plain", "--no-owner", "--no-privileges", "--file", str(target))


def is_empty() -> bool:
    """True when the database has no table."""
    return not connection.introspection.table_names()


def size() -> int:
    """Bytes of the database, indexes and log included."""
    if connection.vendor == "sqlite":
        here = path()
        files = (here, here.with_name(here.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def refuse_in_use() -> None:
    """Raises NotLawfulNow("backup.in_use") while another process of the product has the database open."""
    if connection.vendor == "sqlite":
        connection.close()
        if not path().exists():
            return
        own = sqlite3.connect(path(), timeout=1, isolation_level=None)
        try:
            own.execute("PRAGMA journal_mode=DELETE")  # is refused while anybody else has the file open
        except sqlite3.OperationalError:
            raise NotLawfulNow("backup.in_use") from None
        except sqlite3.DatabaseError:  # broken: the reason for restoring
            pass
        finally:
            own.close()
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND application_name = 'motcua' AND pid <> pg_backend_pid()"
        )
        if cursor.fetchone()[0]:
            raise NotLawfulNow("backup.in_use")


def judge(copy: Path) -> None:
    """Raises Cannot("backup.database_broken") for an embedded database that is not whole."""
    if connection.vendor != "sqlite":
        return
    own = sqlite3.connect(copy)
    try:
        whole = own.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        whole = False
    finally:
        own.close()
    if not whole:
        raise Cannot("backup.database_broken")


def put_back(copy: Path) -> None:
    """Put a copy in the place of what stands, in one step. Raises Cannot as `copy`."""
    connection.close()
    if connection.vendor == "sqlite":
        here = path()
        for suffix in ("-wal", "-shm"):  # they belong to the old file
            here.with_name(here.name + suffix).unlink(missing_ok=True)
        copy.replace(here)
        return
    first = copy.with_name("drop.sql")
    first.write_text(_DROP, encoding="utf-8")
    _run("psql", "--no-psqlrc", "--quiet", "--output", os.devnull, "--single-transaction", "--set", "ON_ERROR_STOP=1",
         "--file", str(first), "--file", str(copy))  # fmt: skip


_DROP: Final = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', one.tablename);
  END LOOP;
  FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'public' AND p.prorettype = 'trigger'::regtype LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', one.name);
  END LOOP;
END $$;
"""


def _run(tool: str, *arguments: str) -> None:
    """Run a PostgreSQL program on this database; the password goes through its environment, never its arguments."""
    found = shutil.which(tool)
    if found is None:
        raise Cannot("backup.tool_missing", tool=tool)
    settings = connection.settings_dict
    pairs = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {name: str(settings[key]) for name, key in pairs.items() if settings.get(key)}
    if mode := settings.get("OPTIONS", {}).get("sslmode"):
        given["PGSSLMODE"] = str(mode)
    surroundings = {"PATH": os.defpath, "PGCLIENTENCODING": "UTF8", "PGAPPNAME": "motcua-backup", **given}
    done = subprocess.run([found, *arguments], env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [str(done.returncode)]
        why = next((line for line in said if "ERROR" in line or "error:" in line), said[0])
        raise Cannot("backup.tool_failed", tool=tool, why=why[:300])
