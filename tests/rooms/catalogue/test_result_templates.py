"""Templates of results: dated versions, whose they are, what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.catalogue import actions, queries
from motcua.catalogue.models import ResultTemplate
from motcua.journal import queries as journal
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from tests.factories.organisation import AT, REFORM, TODAY, a_commune, an_agency
from tests.factories.procedures import a_procedure

pytestmark = pytest.mark.django_db


def a_template(key: str = "", **values: Any) -> ResultTemplate:
    given = {"kind": "approve", "name_vi": "Giấy xác nhận", "title": "GIẤY XÁC NHẬN", "body": "Cấp cho {applicant}."}
    return actions.set_result_template(key, **(given | {"valid_from": REFORM} | values), by=SYSTEM, at=AT)


def test_a_changed_text_is_a_new_version_and_the_old_one_stays() -> None:
    first = a_template()
    assert (first.key, first.number) == ("giay-xac-nhan-1", 1)
    second = a_template(first.key, body="Xác nhận {applicant}.", valid_from=REFORM + timedelta(days=30))
    assert second.number == 2
    first.refresh_from_db()
    assert (first.body, first.valid_to) == ("Cấp cho {applicant}.", second.valid_from)
    assert queries.get_template(first.key).number == 2
    assert queries.get_template(first.key, 1).body == first.body
    events = journal.events(f"result_template:{first.key}")
    assert [event.type for event in events] == ["result_template.set"] * 2
    assert "applicant" not in events[0].facts


def test_the_same_content_changes_nothing() -> None:
    first = a_template()
    assert a_template(first.key, valid_from=TODAY).pk == first.pk
    assert ResultTemplate.objects.count() == 1


def test_two_with_the_same_name_have_keys_of_their_own() -> None:
    assert [a_template().key, a_template().key] == ["giay-xac-nhan-1", "giay-xac-nhan-2"]


def test_an_unknown_placeholder_is_refused_by_name() -> None:
    with pytest.raises(Invalid) as refused:
        a_template(body="Cấp cho {toi}")
    assert [(one.path, one.facts) for one in refused.value.errors] == [("body", {"name": "toi"})]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("body", " ", "result_template.missing_value"),
        ("title", "x" * 301, "result_template.too_long"),
        ("kind", "maybe", "result_template.kind_unknown"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field: str, value: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        a_template(**{field: value})
    assert [(one.path, one.code) for one in refused.value.errors] == [(field, code)]


def test_a_version_is_not_set_back_in_time_and_keeps_its_owner() -> None:
    first = a_template()
    with pytest.raises(NotLawfulNow, match=r"result_template\.too_early"):
        a_template(first.key, body="Khác")
    with pytest.raises(NotLawfulNow, match=r"result_template\.other_owner"):
        a_template(first.key, kind="reject", valid_from=TODAY)


def test_the_nearest_come_first_and_others_agencies_texts_are_not_offered() -> None:
    an_agency()
    mine, other = a_commune(), a_commune("T01.230", "Xã Khác")
    procedure = a_procedure()
    general = a_template(name_vi="Chung")
    of_agency = a_template(name_vi="Của xã", agency=mine)
    of_procedure = a_template(name_vi="Của thủ tục", procedure=procedure)
    a_template(name_vi="Của xã khác", agency=other)
    found = queries.templates_for(procedure, {mine.pk}, TODAY)
    assert found == [of_procedure, of_agency, general]
    assert queries.templates_for(procedure, {mine.pk}, TODAY, "reject") == []
    assert list(queries.templates_of(mine, own=True)) == [of_agency]


def test_an_ended_template_is_offered_no_more() -> None:
    procedure, row = a_procedure(), a_template()
    actions.end_result_template(row.key, on=TODAY, by=SYSTEM, at=AT)
    assert queries.templates_for(procedure, (), TODAY) == []
    assert queries.templates_for(procedure, (), TODAY - timedelta(days=1)) == [row]
    with pytest.raises(NotLawfulNow, match=r"result_template\.ended"):
        actions.end_result_template(row.key, on=TODAY, by=SYSTEM, at=AT)
    with pytest.raises(NotVisible):
        queries.get_template("nobody")


def test_periods_of_one_template_do_not_overlap() -> None:
    row = a_template()
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultTemplate.objects.create(
            key=row.key, number=9, kind="approve", name_vi="x", title="x", body="x", valid_from=date(2026, 1, 1)
        )
