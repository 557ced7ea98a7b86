"""`journal verify`: recompute every hash; exit 1 and name the first broken event."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.journal import actions, queries
from motcua.kernel import clock


class Command(BaseCommand):
    help = "Verify or seal the journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        verify = acts.add_parser("verify", help="recompute every hash")
        verify.add_argument("--subject", default="", help="one chain only, for instance a dossier's code")
        acts.add_parser("seal", help="sign all chain heads now")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "seal":
            seal = actions.seal(key=settings.PIN_KEY, at=clock.now())
            self.stdout.write(f"sealed {seal.heads} chains: {seal.digest}")
            return
        read, fault = queries.verify(settings.PIN_KEY, options["subject"])
        if fault is not None:
            raise CommandError(f"the journal is broken at {fault.event}: {fault.reason}")
        self.stdout.write(f"the journal holds: {read} events verified")
