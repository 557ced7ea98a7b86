"""`init --agency CODE --admin NAME [--username U]`: an installation of one's own, from nothing to a first sign-in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.urls import reverse

from motcua.flows import install, install_link
from motcua.kernel import clock


class Command(BaseCommand):
    help = "Schema, country pack, posts of the agency, and a first administrator who sets the password by a link."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="CODE", help="whose installation this is, H44.229")
        parser.add_argument("--admin", required=True, metavar="NAME", help="full name of the first administrator")
        parser.add_argument("--username", default="quantri", metavar="U", help="user name of that account (quantri)")

    def handle(self, *args: Any, **options: Any) -> None:
        install.refuse_second()
        self.stderr.write("database and country pack …")
        call_command("migrate", verbosity=0)
        now = clock.now()
        account = install.install(options["agency"], full_name=options["admin"], username=options["username"], at=now)
        token = install_link.make_token(account, at=now)
        end = clock.local(now + install_link.HOLDS)
        self.stderr.write(f"installed; user name of the administrator: {account.username}")
        self.stderr.write(f"link to set the password, once, until {end:%Y-%m-%d %H:%M}; hand it to nobody else:")
        self.stderr.flush()
        self.stdout.write(f"{settings.BASE_URL}{reverse('citizen:one_time', args=[token])}")
