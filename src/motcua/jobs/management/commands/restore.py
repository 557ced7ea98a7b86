"""`restore FILE [--force]`: an installation brought back from a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.flows import backup


class Command(BaseCommand):
    help = "Judge a backup, put it in place, bring it up to this version and verify its journal."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--force", action="store_true", help="replace an installation that is not empty")

    def handle(self, *args: Any, **options: Any) -> None:
        done = backup.restore(Path(options["file"]).absolute(), force=options["force"])
        if done.fault is not None:
            raise CommandError(
                f"restored, but the journal in the backup is broken at {done.fault.event}: {done.fault.reason}"
            )
        self.stdout.write(
            f"restored the installation of {done.made_at}: {done.files} files of dossiers; "
            f"the journal holds: {done.events} events verified"
        )
