"""`demo [--port 8000] [--reset]`: load the demo once, then serve it with its worker."""

import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from motcua.flows.running import schema
from motcua.kernel.errors import Cannot


class Command(BaseCommand):
    help = "Load the demo and serve it on 127.0.0.1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="throw the demo's data away and load it anew")
        parser.add_argument("--load-only", action="store_true", help="load and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "the demo runs only in an installation of its own: MOTCUA_HOME=var/demo, MOTCUA_MODE=demo"
            )
        home = Path(settings.HOME)
        if options["reset"]:
            self._throw_away(home)
        elif (home / "accounts.json").exists() and self._is_of_another_version():
            self.stdout.write("demo: laid by another version; it is laid anew")
            self._throw_away(home)
        if not (home / "accounts.json").exists():
            self._throw_away(home)
            self._load(home)
        if not options["load_only"]:
            call_command("serve", port=options["port"], host="127.0.0.1", with_worker=True)

    def _is_of_another_version(self) -> bool:
        try:
            schema.refuse_newer()
        except (CommandError, Cannot):
            return True
        return bool(schema.pending())

    def _throw_away(self, home: Path) -> None:
        """Data and files of the demo, never its keys; a half-loaded demo is thrown away too."""
        (home / "accounts.json").unlink(missing_ok=True)
        connection.close()
        if connection.vendor == "sqlite":
            name = Path(str(connection.settings_dict["NAME"]))
            for path in (name, name.with_name(name.name + "-wal"), name.with_name(name.name + "-shm")):
                path.unlink(missing_ok=True)
        else:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute("CREATE SCHEMA public")
            connection.close()
        for folder in ("files", "mail"):
            shutil.rmtree(home / folder, ignore_errors=True)

    def _load(self, home: Path) -> None:
        from motcua.flows.demo.load import load

        began = time.monotonic()
        home.mkdir(parents=True, exist_ok=True)
        self._tell("demo: database and country pack")
        call_command("migrate", verbosity=0)
        load(home, tell=self._tell)
        self._tell(f"demo: complete after {time.monotonic() - began:.0f} s")

    def _tell(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()
