"""The cube of an installation from before it is laid by 0007, when all its grains have a place."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_numbers_cube"),
        ("dossiers", "0011_numbers_instants"),
        ("voice", "0001_initial"),
    ]

    operations: list[migrations.RunPython] = []
