"""Who decides a procedure, and how far it is offered online."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.agencies.models import Agency
from motcua.catalogue import actions, queries
from motcua.catalogue.models import Opening
from motcua.journal import queries as journal
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from tests.factories.organisation import AT, LONG_AGO, REFORM, TODAY, a_commune, an_agency
from tests.factories.procedures import a_procedure, a_published_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Agency:
    an_agency()
    return a_commune()


def test_the_level_of_the_agency_decides(commune: Agency) -> None:
    version = a_published_version()
    assert queries.decides(version, commune, TODAY)
    assert not queries.decides(version, an_agency("T02"), TODAY)
    assert not queries.decides(version, commune, date(2019, 1, 1)), "it did not exist then"
    assert [brief.code for brief in queries.procedures_of(commune, TODAY)] == ["1.001193"]


def test_all_that_decide_are_listed_within_a_province(commune: Agency) -> None:
    province = Agency.objects.get(code="T01")
    a_commune("T01.230", "Xã An Bình")
    an_agency("T02")
    a_commune("T02.1", "Xã Khác", parent="T02")
    version = a_published_version(levels=("commune", "province"))
    within = queries.deciding_agencies(version, TODAY, province)
    assert [row.code for row in within] == ["T01", "T01.230", "T01.229"]
    assert len(queries.deciding_agencies(version, TODAY)) == 5


def test_departments_stand_for_the_province_where_they_are_known() -> None:
    province = an_agency("T01", since=LONG_AGO)
    an_agency("T01.45", "Sở Thử", kind="department", parent="T01", since=REFORM)
    version = a_published_version(levels=("province",), departments=("T01.45",))
    assert [row.code for row in queries.deciding_agencies(version, TODAY, province)] == ["T01.45"]
    before = queries.deciding_agencies(version, date(2025, 6, 30), province)
    assert [row.code for row in before] == ["T01"], "the department was not there yet"
    assert queries.decides(version, Agency.objects.get(code="T01.45"), TODAY)


def test_without_an_opening_the_version_says_how_far(commune: Agency) -> None:
    version = a_published_version()
    assert queries.online_level(version, commune, TODAY) == "full"
    assert queries.online_level(version, None, TODAY) == "full"


def test_an_agency_opens_by_steps_and_history_stays(commune: Agency) -> None:
    version = a_published_version()
    for day, level in ((LONG_AGO, "none"), (REFORM, "partial")):
        actions.set_opening(commune, version.procedure, online=level, valid_from=day, by=SYSTEM, at=AT)
    assert queries.online_level(version, commune, date(2025, 6, 30)) == "none"
    assert queries.online_level(version, commune, REFORM) == "partial"
    assert queries.digitalisation(commune, date(2025, 6, 30)) == (0, 1)
    assert queries.digitalisation(commune, REFORM) == (1, 1)
    assert [event.type for event in journal.events("procedure:1.001193")][-2:] == ["opening.set", "opening.set"]


def test_the_level_that_stands_changes_nothing(commune: Agency) -> None:
    procedure = a_procedure()
    for _ in range(2):
        actions.set_opening(commune, procedure, online="full", valid_from=REFORM, by=SYSTEM, at=AT)
    assert Opening.objects.count() == 1
    assert len(journal.events("procedure:1.001193", ("opening.set",))) == 1


def test_an_opening_is_not_set_back_in_time(commune: Agency) -> None:
    procedure = a_procedure()
    actions.set_opening(commune, procedure, online="full", valid_from=REFORM, by=SYSTEM, at=AT)
    with pytest.raises(NotLawfulNow, match=r"opening\.too_early"):
        actions.set_opening(commune, procedure, online="none", valid_from=LONG_AGO, by=SYSTEM, at=AT)
    with pytest.raises(Invalid, match=r"opening\.level_unknown"):
        actions.set_opening(commune, procedure, online="half", valid_from=TODAY, by=SYSTEM, at=AT)


def test_many_openings_leave_one_event(commune: Agency) -> None:
    codes = [a_published_version(a_procedure(f"X.{name}")).procedure.code for name in ("a", "b", "c")]
    levels = dict.fromkeys(codes[:2], "none") | {codes[2]: "full"}
    assert actions.set_openings(commune, levels, valid_from=LONG_AGO, by=SYSTEM, at=AT) == 3
    assert actions.set_openings(commune, levels, valid_from=LONG_AGO, by=SYSTEM, at=AT) == 0
    assert queries.digitalisation(commune, TODAY) == (1, 3)
    assert len(journal.events("agency:T01.229", ("openings.set",))) == 1
    with pytest.raises(NotVisible, match=r"procedure\.unknown"):
        actions.set_openings(commune, {"9.9": "full"}, valid_from=TODAY, by=SYSTEM, at=AT)


def test_the_database_refuses_two_levels_at_once(commune: Agency) -> None:
    procedure = a_procedure()
    actions.set_opening(commune, procedure, online="full", valid_from=LONG_AGO, by=SYSTEM, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.create(agency=commune, procedure=procedure, online="none", valid_from=REFORM)


def test_search_shows_what_the_agency_offers(commune: Agency) -> None:
    version = a_published_version()
    a_published_version(a_procedure("X.elsewhere"), levels=("district",))
    actions.set_opening(commune, version.procedure, online="partial", valid_from=LONG_AGO, by=SYSTEM, at=AT)
    found = queries.search("", TODAY, agency=commune)
    assert [(brief.code, brief.online) for brief in found] == [("1.001193", "partial")]
    assert queries.search("", TODAY, agency=commune, online="full") == []
    assert len(queries.search("", TODAY)) == 2
