"""`user create|disable|reset`."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.agencies import queries as agencies
from motcua.agencies.models import Position
from motcua.desks.shell.words import field_sentence
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.people import access, accounts, actions, queries
from motcua.people.models import Account


class Command(BaseCommand):
    help = "Open, disable and reset accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        create = acts.add_parser("create", help="open an account; the password is read from standard input")
        create.add_argument("username")
        create.add_argument("--name", required=True, help="full name")
        create.add_argument("--kind", choices=[kind.value for kind in Account.Kind], default="staff")
        create.add_argument("--agency", default="", help="agency code of the appointment")
        create.add_argument("--position", default="", help="slug of the post")
        create.add_argument("--role", default="", choices=["", *access.ROLES])
        create.add_argument("--email", default="")
        create.add_argument("--system", action="store_true", help="it opens the technical pages (MOTCUA_ADMIN_PATH)")
        system = acts.add_parser("system", help="give an account the technical pages, or take them away")
        system.add_argument("username")
        system.add_argument("--off", action="store_true", help="take them away")
        for name, words in (("disable", "close it to signing in"), ("reset", "set a new password")):
            acts.add_parser(name, help=words).add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['act']}")(options)
        except Invalid as invalid:
            raise CommandError("; ".join(f"{one.path}: {field_sentence(one)}" for one in invalid.errors)) from None

    def _create(self, options: dict[str, Any]) -> None:
        now = clock.now()
        position = None
        if options["role"]:
            agency = agencies.get_agency(options["agency"])
            position = (
                Position.objects.filter(agency=agency, slug=options["position"], valid_to=None)
                .order_by("-valid_from")
                .first()
            )
            if position is None:
                known = Position.objects.filter(agency=agency, valid_to=None).values_list("slug", flat=True)
                raise CommandError(
                    f"{agency.code} has no post {options['position']!r}; "
                    f"it has: {', '.join(sorted(set(known))) or 'none'}"
                )
        account = actions.open_account(
            options["username"],
            kind=options["kind"],
            full_name=options["name"],
            password=self._password(),
            email=options["email"],
            is_system=options["system"],
            by=SYSTEM,
            at=now,
        )
        if position is not None:
            actions.appoint(account, position, options["role"], valid_from=clock.local_day(now), by=SYSTEM, at=now)
        self.stdout.write(f"opened {account.username}")

    def _disable(self, options: dict[str, Any]) -> None:
        actions.disable_account(self._account(options["username"]), by=SYSTEM, at=clock.now())
        self.stdout.write("disabled")

    def _reset(self, options: dict[str, Any]) -> None:
        actions.set_password(self._account(options["username"]), self._password(), by=SYSTEM, at=clock.now())
        self.stdout.write("the new password holds")

    def _system(self, options: dict[str, Any]) -> None:
        account = self._account(options["username"])
        accounts.set_system(account, not options["off"], by=SYSTEM, at=clock.now())
        self.stdout.write("opens no technical pages any more" if options["off"] else "opens the technical pages")

    def _account(self, username: str) -> Account:
        account = queries.find_account(username)
        if account is None:
            raise CommandError(f"there is no account {username!r}")
        return account

    def _password(self) -> str:
        if sys.stdin.isatty():
            return getpass.getpass("password: ")
        return sys.stdin.readline().rstrip("\n")
