"""The database under the tests is the one that the product promises."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from motcua.journal import guards
from motcua.journal.models import Seal
from motcua.kernel import clock


def a_seal() -> Seal:
    """A row of an append-only table."""
    return Seal.objects.create(
        sealed_at=clock.parse("2026-11-22T00:00"), last_event_id=1, heads=1, digest="0" * 64, signature="0" * 64
    )


@pytest.mark.django_db
def test_the_engine_is_new_enough():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            assert tuple(map(int, cursor.fetchone()[0].split("."))) >= (3, 51, 3)
        else:
            cursor.execute("SHOW server_version_num")
            assert int(cursor.fetchone()[0]) >= 150000


@pytest.mark.django_db
def test_guards_are_in_place():
    assert guards.missing() == []


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["delete", "update"])
def test_an_append_only_table_refuses(act):
    seal = a_seal()
    rows = Seal.objects.filter(pk=seal.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.delete() if act == "delete" else rows.update(heads=2)
    assert Seal.objects.get().heads == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [1, 2])
def test_the_runner_empties_append_only_tables_between_tests(again):
    assert Seal.objects.count() == 0
    assert guards.missing() == []
    a_seal()


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_the_guards_back():
    guards.lift()
    assert guards.missing() != []
    call_command("migrate", verbosity=0)
    assert guards.missing() == []
