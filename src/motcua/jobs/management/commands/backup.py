"""`backup FILE` or `backup --into DIR --keep N`: the whole installation in one file, while it is being served."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.flows import backup
from motcua.kernel import clock


class Command(BaseCommand):
    help = "Write database, files and keys into one file; it holds personal data and secrets."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", nargs="?", help="where to; must not exist")
        parser.add_argument("--into", metavar="DIR", help="a folder of backups, each named by its moment")
        parser.add_argument("--keep", metavar="N", type=int, default=0, help="with --into: how many stay (all)")

    def handle(self, *args: Any, **options: Any) -> None:
        file, into, keep = options["file"], options["into"], options["keep"]
        if bool(file) == bool(into):
            raise CommandError("say where to: either FILE or --into DIR.", returncode=2)
        if keep < 0 or (keep and not into):
            raise CommandError("--keep takes a number from 1 on, and goes with --into.", returncode=2)
        at = clock.now()
        if into:
            kept = backup.back_up_into(Path(into).absolute(), keep=keep, at=at)
            path, made = kept.path, kept.made
            if kept.let_go:
                self.stderr.write(f"{kept.let_go} older backup(s) let go, {keep} kept")
        else:
            path = Path(file).absolute()
            made = backup.back_up(path, at=at)
            backup.note_last(path, made, at=at)
        self.stdout.write(f"wrote {path if into else file}: {made.size} bytes, {made.files} files of dossiers")
        self.stderr.write("it holds personal data and the keys: keep it where only administrators come.")
