"""`migrate`: Django's, and afterwards the guards are put back (SQLite drops triggers with every rebuilt table)."""

from typing import Any

from django.core.management.commands import migrate

from motcua.journal import guards


class Command(migrate.Command):
    """Brings the database up to this version."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Guards come off for the rebuilds and go back on whatever happens in between."""
        changes = not (options["plan"] or options["check_unapplied"])
        if changes:
            guards.lift()
        try:
            super().handle(*args, **options)
        finally:
            if changes:
                guards.install()
