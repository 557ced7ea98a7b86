"""Reference rows are held in the process and never outlive a change of theirs."""

import pytest
from django.db import connection, transaction

from motcua.catalogue.models import Field
from motcua.journal import reference
from motcua.journal.reference import kept

pytestmark = pytest.mark.django_db(transaction=True)
asked: list[str] = []


@kept
def field_names(slug):
    asked.append(slug)
    return list(Field.objects.filter(slug=slug))


@pytest.fixture(autouse=True)
def field():
    asked.clear()
    return Field.objects.create(slug="births", name_vi="Hộ tịch")


def test_a_second_question_asks_no_table():
    assert [row.name_vi for row in field_names("births")] == ["Hộ tịch"]
    assert [row.name_vi for row in field_names("births")] == ["Hộ tịch"]
    assert asked == ["births"]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Field.objects.filter(slug="births").update(name_vi="Khai sinh"),
        lambda: Field.objects.create(slug="deaths", name_vi="Khai tử"),
        lambda: Field.objects.filter(slug="births").delete(),
    ],
)
def test_every_change_is_seen_by_the_next_question(change):
    field_names("births")
    change()
    assert field_names("births") == list(Field.objects.filter(slug="births"))
    assert len(asked) == 2


def test_what_was_rolled_back_is_not_held():
    with transaction.atomic():
        Field.objects.update(name_vi="Nháp")
        assert [row.name_vi for row in field_names("births")] == ["Nháp"]
        transaction.set_rollback(True)
    assert [row.name_vi for row in field_names("births")] == ["Hộ tịch"]
    Field.objects.update(name_vi="Khai sinh")
    assert [row.name_vi for row in field_names("births")] == ["Khai sinh"]


def test_who_changes_a_row_changes_it_for_nobody_else():
    field_names("births")[0].name_vi = "không lưu"
    assert [row.name_vi for row in field_names("births")] == ["Hộ tịch"]


def test_within_one_look_the_mark_is_asked_for_once(django_assert_num_queries):
    field_names("births")
    with reference.one_look(), django_assert_num_queries(1):
        for _ in range(3):
            field_names("births")


def test_without_a_mark_nothing_is_held():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_revision")
    field_names("births")
    field_names("births")
    assert len(asked) == 2


def test_a_row_that_was_not_saved_is_never_taken_for_another():
    @kept
    def name_of(row):
        return row.name_vi

    assert name_of(Field(name_vi="một")) == "một"
    assert name_of(Field(name_vi="hai")) == "hai"
