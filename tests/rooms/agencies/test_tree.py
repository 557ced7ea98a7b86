"""The tree as it was on a day, and finding in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.agencies import actions, queries
from motcua.agencies.models import AgencyIdentifier
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import NotVisible
from tests.factories.organisation import AT, LONG_AGO, REFORM, TODAY, a_commune, a_period, an_agency

pytestmark = pytest.mark.django_db


def test_the_tree_is_that_of_the_day() -> None:
    old, new = an_agency("T01", "Tỉnh Cũ"), an_agency("T02", "Tỉnh Mới")
    district = an_agency("T01.1", "Huyện Thử", kind="district", parent="T01")
    commune = a_commune("T01.1.1", parent="T01.1")
    actions.alter_agency(commune, period=a_period(since=REFORM, parent="T02"), by=SYSTEM, at=AT)
    assert queries.under("T01", LONG_AGO) == {old.pk, district.pk, commune.pk}
    assert queries.under("T01", REFORM) == {old.pk, district.pk}
    assert queries.under("T02", LONG_AGO) == {new.pk}
    assert queries.under("T02", REFORM) == {new.pk, commune.pk}
    assert queries.under("T01.1.1", TODAY) == {commune.pk}
    assert [row.code for row in queries.children(new, TODAY)] == ["T01.1.1"]
    assert queries.children(new, TODAY, kind="district") == []
    assert queries.parent_on(commune, LONG_AGO) == district


def test_what_is_below_is_asked_in_one_statement() -> None:
    an_agency()
    for number in range(5):
        a_commune(f"T01.{number}")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(queries.under("T01", TODAY)) == 6
    assert len(asked) == 1


def test_agencies_of_a_kind_are_listed_by_name() -> None:
    an_agency()
    for code, name in (("T01.3", "Xã Đà Bắc"), ("T01.1", "Xã An Bình"), ("T01.2", "Xã Ân Nghĩa")):
        a_commune(code, name)
    assert [row.short_name_vi for row in queries.agencies_at(TODAY, "commune")] == [
        "Xã An Bình",
        "Xã Ân Nghĩa",
        "Xã Đà Bắc",
    ]


def test_many_names_come_in_one_statement() -> None:
    an_agency()
    communes = [a_commune(f"T01.{number}", f"Xã {number}") for number in range(3)]
    with CaptureQueriesContext(connection) as asked:
        names = queries.names_of([one.pk for one in communes], TODAY, "en", short=True)
    assert (len(asked), sorted(names.values())) == (1, ["Xã 0", "Xã 1", "Xã 2"])


@pytest.mark.parametrize("query", ["lac thuy", "Lạc Thuỷ", "lac th", "LẠC", "xa lac thuy", "t01.229", "t01 229"])
def test_an_agency_is_found_as_people_type(query: str) -> None:
    an_agency()
    a_commune("T01.229", "Xã Lạc Thủy")
    a_commune("T01.230", "Xã An Bình")
    assert [found.agency.code for found in queries.search_agencies(query, TODAY, "commune")] == ["T01.229"]


def test_own_names_come_before_older_ones() -> None:
    an_agency()
    a_commune("T01.1", "Xã Khoan Dụ")
    old = a_commune("T01.2", "Xã Lạc Thủy")
    new = a_commune("T01.3", "Xã An Bình", since=REFORM)
    a_commune("T01.4", "Xã Yên Lạc Thủy")
    actions.close_agency(old, on=REFORM, by=SYSTEM, at=AT)
    actions.record_succession(old, new, way="merged_into", on=REFORM, by=SYSTEM, at=AT)
    found = queries.search_agencies("lac thuy", TODAY)
    assert [(one.agency.code, one.former_vi) for one in found] == [("T01.4", ""), ("T01.3", "Xã Lạc Thủy")]
    assert [one.agency.code for one in queries.search_agencies("lac thuy", LONG_AGO)] == ["T01.2", "T01.4"]
    assert queries.search_agencies("   ", TODAY) == []
    assert queries.search_agencies("%", TODAY) == []
    assert len(queries.search_agencies("xa", TODAY, limit=2)) == 2


def test_an_identifier_of_the_older_style_is_taken() -> None:
    agency = an_agency("H44")
    department = an_agency("H44.45", "Sở Thử", kind="department", parent="H44")
    assert queries.find_agency("000.00.45.H44") == department
    assert queries.find_agency("000.00.00.H44") == agency
    AgencyIdentifier.objects.create(agency=department, style="old_style", value="000.00.99.H44", valid_from=LONG_AGO)
    assert queries.find_agency("000.00.99.H44") == department
    assert queries.find_agency("000.00.98.H44") is None


@pytest.mark.parametrize("odd", ["\0", "T01\0", "T" * 500, "", "t01", "T01 "])
def test_what_cannot_be_a_code_is_nobodys(odd: str) -> None:
    an_agency()
    assert queries.find_agency(odd) is None
    assert queries.reach(odd, below=True, on=TODAY) == frozenset()
    assert queries.search_agencies("\0", TODAY) == []
    with pytest.raises(NotVisible):
        queries.under(odd, TODAY)
