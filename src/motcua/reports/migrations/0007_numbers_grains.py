"""Sums of what counts on another day than its base by coarser grains, so that a year is read from as few of them on a
large installation as on a small one. The cube of an installation from before the cube is laid here, too."""

from django.db import connection, migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def lay(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from motcua.reports.cube.rules import DAY, MONTH
    from motcua.reports.cube.statements import CELL, DELTA, SHIFT, SHIFT_FIGURES, SHIFT_KEY, coarser
    from motcua.reports.cube.writing import lay_all

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {CELL}) OR EXISTS (SELECT 1 FROM {DELTA})")
        if not cursor.fetchone()[0]:
            lay_all()
            return
        listed = ", ".join((*SHIFT_KEY, *SHIFT_FIGURES))
        cursor.execute(
            f"INSERT INTO {SHIFT} ({listed}) SELECT {listed} FROM ({coarser(f'{SHIFT} WHERE grain = {DAY}')}) AS found "
            f"WHERE grain NOT IN ({DAY}, {MONTH})"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_numbers_seals"),
        ("dossiers", "0011_numbers_instants"),
        ("voice", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="cubeshift", name="cube_shift_grain_known"),
        migrations.AlterField(
            model_name="cubeshift",
            name="grain",
            field=models.PositiveSmallIntegerField(
                help_text="0 day, 1 month, 3 ten days, 4 day of months, 5 month of days"
            ),
        ),
        migrations.AddConstraint(
            model_name="cubeshift",
            constraint=models.CheckConstraint(
                condition=models.Q(("grain__in", [0, 1, 3, 4, 5])), name="cube_shift_grain_known"
            ),
        ),
        migrations.RunPython(lay, migrations.RunPython.noop),
    ]
