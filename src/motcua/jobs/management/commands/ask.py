"""`ask "SELECT …"`: a free question on the night's copy, with the limits of the page; the answer as CSV."""

import csv
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.reports.open import questions
from motcua.reports.words import WORDS


class Command(BaseCommand):
    """Asks and prints."""

    help = "A free question in SQL on the copy of the night; tables: dossiers, months, agencies, procedures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sql", help="one SELECT statement")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = questions.ask(options["sql"], by=SYSTEM)
        except Invalid as refused:
            (error,) = refused.errors
            raise CommandError(WORDS[error.code][1].format(**error.facts)) from None
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows(found.rows)
        if found.more:
            self.stderr.write(f"only the first {questions.ROWS} rows")
