"""`open-data publish [--all] | status`: the files of open data, and the copy for the control office's questions."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from motcua.kernel import clock
from motcua.reports import open as open_data
from motcua.reports.open import copying


class Command(BaseCommand):
    """Writes and shows them."""

    help = "Open data and the copy for free questions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        publish = acts.add_parser("publish", help="write them now (the worker does it each night)")
        publish.add_argument("--all", action="store_true", help="also the files of long ago, anew")
        acts.add_parser("status", help="when they were written")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "publish":
            now = clock.now()
            files = open_data.publish(open_data.DATASETS, now, everything=options["all"])
            self.stdout.write(f"open data  {files} files written")
            self.stdout.write(f"questions  {copying.copy(now)} dossiers copied, nobody in them")
            return
        for name, at in (("open data", open_data.written_at()), ("questions", copying.copied_at())):
            self.stdout.write(f"{name:<11}{f'{clock.local(at):%Y-%m-%d %H:%M}' if at else 'never written'}")
