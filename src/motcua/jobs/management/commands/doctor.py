"""`doctor [--json]`: what is installed, reachable and safe. One line a check; exit 1 when something needed is not."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua import __version__
from motcua.jobs.examining import examine


class Command(BaseCommand):
    """Says what is right, what is not, and what to do."""

    help = "What is installed, reachable and safe."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs: state and words of every check")

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        for what, finding in examine():
            found.append((what, finding))
            if not options["json"]:
                self.stdout.write(f"{finding.state:<6}{what:<12}{finding.words}")
                self.stdout.flush()
        wrong = sum(finding.state == "wrong" for _, finding in found)
        if options["json"]:
            checks = {what: {"state": finding.state, "words": finding.words} for what, finding in found}
            said = {"version": __version__, "ok": not wrong, "checks": checks}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
        if wrong:
            raise CommandError(f"{wrong} thing(s) to put right, marked wrong above.")
