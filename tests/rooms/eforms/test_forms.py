"""Publishing forms, and reading the version of a day."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from motcua.agencies.models import Place, PlaceSuccession
from motcua.eforms import queries
from motcua.eforms.actions import publish_form
from motcua.eforms.definition.shapes import digest
from motcua.eforms.models import FormDefinition
from motcua.eforms.reader import read_forms
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from tests.factories.organisation import an_agency
from tests.rules.eforms.forms import PACK, TODAY, field, source

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, 0, tzinfo=clock.LOCAL)
FIRST, SECOND = date(2020, 1, 1), date(2026, 1, 1)


def published(*fields, version=1, valid_from=FIRST, **more):
    form = source(*(fields or [field("a", required=True)]), version=version, **more)
    return publish_form(form, valid_from=valid_from, by=SYSTEM, at=AT)


def test_a_form_is_published_and_told():
    row = published()
    assert (row.key, row.version, row.status, row.valid_to) == ("small", 1, "published", None)
    (event,) = journal.events("form:small")
    assert event.type == "form.published"
    assert journal.facts(event)["sha256"] == row.sha256


def test_the_same_content_again_changes_nothing():
    assert published().pk == published().pk
    assert len(journal.events("form:small")) == 1


def test_a_new_version_ends_the_one_before():
    old, new = published(), published(field("b"), version=2, valid_from=SECOND)
    old.refresh_from_db()
    assert (old.valid_to, new.valid_to) == (SECOND, None)
    assert queries.get_form("small", on=date(2025, 12, 31)).pk == old.pk
    assert queries.get_form("small", on=SECOND).pk == new.pk
    assert queries.get_form_version(old.pk).version == 1


@pytest.mark.parametrize(
    ("fields", "version", "valid_from", "code"),
    [
        ([field("b")], 2, SECOND, "form.version_taken"),
        ([field("b")], 1, SECOND, "form.version_behind"),
        ([field("b")], 3, FIRST, "form.begins_before"),
    ],
)
def test_versions_only_go_forward(fields, version, valid_from, code):
    published(version=2)
    with pytest.raises(NotLawfulNow, match=code):
        published(*fields, version=version, valid_from=valid_from)
    assert FormDefinition.objects.count() == 1


def test_a_bad_definition_is_refused_with_its_faults():
    with pytest.raises(Invalid) as bad:
        published(field("a", "colour"))
    assert [(error.path, error.facts["problems"]) for error in bad.value.errors] == [
        ("fields.0.type", "unknown type 'colour'")
    ]
    assert not FormDefinition.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 1},
        {"version": 0},
        {"version": 2, "sha256": "same"},
        {"version": 2, "valid_from": date(2027, 1, 1), "valid_to": date(2026, 1, 1)},
        {"version": 2, "valid_from": SECOND},
        {"version": 2, "valid_from": SECOND, "valid_to": date(2027, 1, 1), "status": "lost"},
    ],
)
def test_the_database_keeps_versions_apart(changes):
    row = published()
    values = {
        "key": "small",
        "version": 2,
        "definition": {},
        "sha256": "x" * 64,
        "valid_from": SECOND,
        "published_at": AT,
        **changes,
    }
    if values["sha256"] == "same":
        values["sha256"] = row.sha256
        values["valid_to"] = date(2027, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormDefinition.objects.create(**values)


def test_nobody_sees_what_is_not_in_force():
    published(valid_from=SECOND)
    for key, on in (("small", FIRST), ("large", SECOND)):
        with pytest.raises(NotVisible, match=r"form\.unknown"):
            queries.get_form(key, on=on)
    with pytest.raises(NotVisible, match=r"form\.unknown"):
        queries.get_form_version(0)


def test_a_withdrawn_form_is_not_begun_with():
    row = published()
    FormDefinition.objects.filter(pk=row.pk).update(status="withdrawn")
    with pytest.raises(NotVisible):
        queries.get_form("small", on=TODAY)
    assert queries.get_form_version(row.pk).status == "withdrawn"


def test_a_procedure_without_a_form_gets_the_general_application():
    row = publish_form(source(field("a"), key="general"), valid_from=FIRST, by=SYSTEM, at=AT)
    assert queries.get_form("", on=TODAY).pk == row.pk


def test_forms_in_force_are_listed_by_name():
    published()
    publish_form(source(field("a"), key="other", name_vi="Đơn khác"), valid_from=SECOND, by=SYSTEM, at=AT)
    assert [row.key for row in queries.forms_in_force(FIRST)] == ["small"]
    assert {row.key for row in queries.forms_in_force(SECOND)} == {"small", "other"}


def test_the_whole_pack_is_published_as_it_was_read():
    for form in read_forms(PACK):
        publish_form(form.definition.source, valid_from=form.valid_from, valid_to=form.valid_to, by=SYSTEM, at=AT)
    rows = queries.forms_in_force(TODAY)
    assert len(rows) == 16
    for row in FormDefinition.objects.all():
        assert digest(row.definition) == row.sha256
        assert queries.json_schema(row)["$id"] == f"urn:motcua:form:{row.key}:1"


@pytest.fixture
def places():
    province = Place.objects.create(
        kind="province", code="25", name_vi="Tỉnh Phú Thọ", valid_from=FIRST, search=" phu tho"
    )
    reform = date(2025, 7, 1)
    old = Place.objects.create(
        kind="commune",
        code="05413",
        name_vi="Xã Khoan Dụ",
        parent=province,
        valid_from=FIRST,
        valid_to=reform,
        search=" khoan du",
    )
    new = Place.objects.create(
        kind="commune", code="05392", name_vi="Xã Lạc Thủy", parent=province, valid_from=reform, search=" lac thuy"
    )
    PlaceSuccession.objects.create(predecessor=old, successor=new, on=reform)
    return old, new


def test_answers_are_judged_with_the_places_and_agencies_that_are_known(places):
    an_agency("T01")
    row = published(field("home", "address"), field("to", "agency"), field("province", "unit", level="province"))
    good = {"home": {"place": "05392", "line": "Thôn Liên Sơn"}, "to": "T01", "province": "25"}
    assert queries.validate(row, good, today=TODAY).answers == good
    old = {"home": {"place": "05413", "line": "Thôn Liên Sơn"}, "to": "T02", "province": "17"}
    errors = queries.validate(row, old, today=TODAY).errors
    assert [(error.path, error.code) for error in errors] == [
        ("home.place", "place.not_then"),
        ("to", "choice.unknown"),
        ("province", "place.not_then"),
    ]
    then = {"home": {"place": "05413", "line": "Thôn Liên Sơn", "on": "2025-06-30"}}
    assert queries.validate(row, then, today=TODAY).ok


def test_example_labels_and_description_of_a_row():
    row = published(field("a", required=True), field("b", "date"))
    assert queries.field_labels(row) == {"a": ("Mục a", "Item a"), "b": ("Mục b", "Item b")}
    assert set(queries.example(row, today=TODAY)) == {"a"}
    assert queries.ui(row)["form"] == "small"
    assert queries.definition_of(row) is queries.definition_of(row)
