"""`token create --user U [--days N]`, `token revoke TOKEN`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import actions, queries


class Command(BaseCommand):
    help = "Make and end API tokens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        create = acts.add_parser("create", help="make a token; it is shown once")
        create.add_argument("--user", required=True)
        create.add_argument("--days", type=int, default=None, help="how long it holds; without: until revoked")
        revoke = acts.add_parser("revoke", help="end a token at once")
        revoke.add_argument("token")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        if options["act"] == "revoke":
            actions.revoke_token(options["token"], by=SYSTEM, at=now)
            self.stdout.write("revoked")
            return
        if options["days"] is not None and options["days"] < 1:
            raise CommandError("--days: at least 1")
        account = queries.find_account(options["user"])
        if account is None:
            raise CommandError(f"there is no account {options['user']!r}")
        self.stdout.write(actions.issue_token(account, days=options["days"], by=SYSTEM, at=now))
