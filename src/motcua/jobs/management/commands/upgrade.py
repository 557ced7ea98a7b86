"""`upgrade [--into DIR]`: this version's schema and country pack, after a backup, when nothing forbids it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua import __version__
from motcua.flows.running import upgrade
from motcua.kernel import clock
from motcua.kernel.errors import Cannot


class Command(BaseCommand):
    """Refuses while anything runs, when a newer version was here, when the disk is short; says how to go back."""

    help = "Back up, then bring the database up to this version."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", metavar="DIR", help="folder of the backup (backups/ in the installation)")
        parser.add_argument("--without-backup", action="store_true", help="there is one already, made by other means")
        parser.add_argument("--check", action="store_true", help="only say what would stand against it")

    def handle(self, *args: Any, **options: Any) -> None:
        into = None
        if not options["without_backup"]:
            into = Path(options["into"] or Path(settings.HOME) / "backups").absolute()
        if options["check"]:
            waiting = upgrade.refuse(into)
            self.stdout.write(f"nothing stands against it: {waiting} migration(s) wait for version {__version__}")
            return
        kept: list[str] = []

        def tell(line: str) -> None:
            if line.startswith("backup: "):
                kept.append(line.removeprefix("backup: "))
            self.stderr.write(line)
            self.stderr.flush()

        try:
            done = upgrade.upgrade(into=into, at=clock.now(), tell=tell)
        except Cannot:
            raise
        except Exception as error:
            first = str(error).strip().split("\n", 1)[0]
            back = f" Go back: install the version of before and run motcua restore {kept[0]} --force." if kept else ""
            raise CommandError(f"the upgrade broke off: {type(error).__name__}: {first}.{back}") from error
        self.stdout.write(f"version {__version__}: {done.applied} migration(s) applied, guards in place")
        if done.kept is not None:
            self.stderr.write(
                f"to go back: install the version of before, then motcua restore {done.kept} --force "
                "(what was done since the upgrade is lost)"
            )
        self.stderr.write("next: start the services, motcua doctor, motcua journal verify")
