"""`backup FILE`: the whole installation in one file, while it is being served."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from motcua.flows import backup
from motcua.kernel import clock


class Command(BaseCommand):
    help = "Write database, files and keys into one file; it holds personal data and secrets."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="where to; must not exist")

    def handle(self, *args: Any, **options: Any) -> None:
        made = backup.back_up(Path(options["file"]).absolute(), at=clock.now())
        self.stdout.write(f"wrote {options['file']}: {made.size} bytes, {made.files} files of dossiers")
        self.stderr.write("it holds personal data and the keys: keep it where only administrators come.")
