"""`migrate`: Django's, and afterwards the guards are put back (SQLite drops triggers with every rebuilt table)."""

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate

from motcua.flows.running import schema
from motcua.journal import guards


class Command(migrate.Command):
    """Brings the database up to this version."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Guards come off for the rebuilds and go back on whatever happens in between."""
        changes = not (options["plan"] or options["check_unapplied"])
        if changes:
            schema.refuse_newer()
            guards.lift()
        try:
            super().handle(*args, **options)
        finally:
            if changes:
                guards.install()
        if changes and settings.COUNTRY_PACK and not (options["app_label"] or options["migration_name"]):
            self._load_pack(settings.COUNTRY_PACK)

    def _load_pack(self, name: str) -> None:
        """The country pack of this version; the same content again changes nothing."""
        from motcua.flows.country_pack.load import load_folder
        from motcua.flows.country_pack.reader import packaged
        from motcua.kernel import clock
        from motcua.kernel.actor import SYSTEM

        load_folder(packaged(name), by=SYSTEM, at=clock.now())
