"""The cube of an installation from before it, from how its dossiers stood."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def lay(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from motcua.reports.cube.writing import lay_all

    lay_all()


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_numbers_cube"),
        ("dossiers", "0011_numbers_instants"),
        ("voice", "0001_initial"),
    ]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
