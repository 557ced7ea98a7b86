"""Does the database fit this code: what is not applied yet, and what a newer version applied."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.kernel.errors import NotLawfulNow


def pending() -> int:
    """How many migrations of this version the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def from_newer() -> list[str]:
    """Migrations that the database has and this code does not know: `room.name`, sorted."""
    loader = MigrationExecutor(connection).loader
    ours = {app for app, _ in loader.disk_migrations}
    known = set(loader.disk_migrations) | set(loader.graph.nodes)
    return sorted(
        f"{app}.{name}" for app, name in loader.applied_migrations if app in ours and (app, name) not in known
    )


def refuse_newer() -> None:
    """Raises NotLawfulNow("schema.newer") for a database that a newer version has changed."""
    if unknown := from_newer():
        raise NotLawfulNow("schema.newer", migrations=", ".join(unknown[:3]), number=len(unknown))
