"""`init --agency CODE --admin NAME [--username U]`: an installation of one's own, from nothing to a first sign-in."""

import os
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from motcua.flows import install, install_link
from motcua.jobs.examining import safety
from motcua.jobs.examining.finding import in_production
from motcua.kernel import clock
from motcua.people.models import Account

NEXT = """next:
  1  open the link and set a password; the first page shows what the unit still lacks
  2  start the services: systemctl enable --now motcua-web motcua-worker motcua-backup.timer
     (or, to try: motcua serve --with-worker)
  3  motcua doctor                       what is missing or unsafe
  4  motcua backup --into /var/backups/motcua --keep 30"""


class Command(BaseCommand):
    """Asks nothing; refuses what is unsafe before it makes anything; run again before the first sign-in, a new link."""

    help = "Schema, country pack, posts of the agency, and a first administrator who sets the password by a link."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="CODE", help="whose installation this is, H44.229")
        parser.add_argument("--admin", required=True, metavar="NAME", help="full name of the first administrator")
        parser.add_argument("--username", default="quantri", metavar="U", help="user name of that account (quantri)")

    def handle(self, *args: Any, **options: Any) -> None:
        self._refuse_unsafe()
        reverse("citizen:one_time", args=["x"])  # a fault in the pages stops here, not after the account was opened
        now = clock.now()
        account = install.unused(options["agency"], username=options["username"])
        if account is None:
            install.refuse_second()
            Path(settings.HOME).chmod(0o700)
            self.stderr.write("database and country pack …")
            call_command("migrate", verbosity=0)
            account = install.install(
                options["agency"], full_name=options["admin"], username=options["username"], at=now
            )
            self.stderr.write(f"installed; user name of the administrator: {account.username}")
        else:
            self.stderr.write(f"installed before, nobody has signed in yet; user name: {account.username}")
        self._print_link(account, now)

    def _print_link(self, account: Account, now: datetime) -> None:
        token = install_link.make_token(account, at=now)
        end = clock.local(now + install_link.HOLDS)
        self.stderr.write(f"link to set the password, once, until {end:%Y-%m-%d %H:%M}; hand it to nobody else:")
        self.stderr.flush()
        self.stdout.write(f"{settings.BASE_URL}{reverse('citizen:one_time', args=[token])}")
        self.stdout.flush()
        self.stderr.write(NEXT)

    def _refuse_unsafe(self) -> None:
        """Raises CommandError for what would be unsafe from the first day on; nothing was made yet."""
        owner = Path(settings.HOME).stat().st_uid
        if owner != os.geteuid():
            raise CommandError(
                f"{settings.HOME} belongs to another user (number {owner}): run this as that user (sudo -u …), "
                "so that keys and database are the services' own."
            )
        if not in_production():
            return
        for check in (safety.keys, safety.https):
            if (found := check()).state == "wrong":
                raise CommandError(found.words)
