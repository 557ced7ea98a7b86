"""Opening, changing, closing and succeeding agencies."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.agencies import actions, queries
from motcua.agencies.models import AgencyPeriod, AgencySuccession
from motcua.journal import queries as journal
from motcua.journal.guards import missing
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot, NotLawfulNow, NotVisible
from tests.factories.organisation import AT, LONG_AGO, REFORM, TODAY, a_commune, a_period, an_agency

pytestmark = pytest.mark.django_db


def told(subject: str) -> list[str]:
    return [event.type for event in journal.events(subject)]


def test_an_agency_is_opened_with_name_and_parent() -> None:
    province, commune = an_agency(), a_commune()
    row = queries.row_on(commune, TODAY)
    assert row is not None
    assert (row.name("vi"), row.parent_code) == ("Ủy ban nhân dân Xã Thử", "T01")
    assert queries.parent_on(commune, TODAY) == province
    assert told("agency:T01.229") == ["agency.created"]


@pytest.mark.parametrize("code", ["t01", "T01/2", "T01.", "T" * 36, ""])
def test_a_code_must_be_an_identifier_of_the_decision(code: str) -> None:
    with pytest.raises(Cannot, match=r"agency\.code_wrong"):
        an_agency(code)


def test_a_code_is_given_once() -> None:
    an_agency()
    with pytest.raises(Cannot, match=r"agency\.code_taken"):
        an_agency()


def test_a_parent_must_exist_on_the_first_day() -> None:
    an_agency("T02", until=REFORM)
    with pytest.raises(Cannot, match=r"agency\.not_existing"):
        a_commune(parent="T02", since=REFORM)
    with pytest.raises(Cannot, match=r"agency\.not_existing"):
        a_commune(parent="T09")


def test_a_renamed_agency_keeps_its_old_name_for_the_old_days() -> None:
    an_agency()
    commune = a_commune()
    actions.alter_agency(commune, period=a_period("Phường Thử", since=REFORM, parent="T01"), by=SYSTEM, at=AT)
    assert queries.name_of(commune, date(2025, 6, 30), short=True) == "Xã Thử"
    assert queries.name_of(commune, REFORM, short=True) == "Phường Thử"
    assert told("agency:T01.229") == ["agency.created", "agency.altered"]
    facts = journal.facts(journal.events("agency:T01.229")[-1])
    assert (facts["name_changed"], facts["parent_changed"]) == (True, False)


def test_a_change_comes_after_the_present_period_began() -> None:
    commune = an_agency(since=REFORM)
    with pytest.raises(Cannot, match=r"agency\.change_too_early"):
        actions.alter_agency(commune, period=a_period(since=REFORM), by=SYSTEM, at=AT)


def test_nothing_belongs_to_what_stands_below_it() -> None:
    province = an_agency()
    a_commune()
    with pytest.raises(Cannot, match=r"agency\.under_itself"):
        actions.alter_agency(province, period=a_period(since=REFORM, parent="T01.229"), by=SYSTEM, at=AT)


def test_a_closed_agency_exists_no_more_and_cannot_be_changed() -> None:
    agency = an_agency()
    actions.close_agency(agency, on=REFORM, by=SYSTEM, at=AT)
    assert queries.existed(agency, date(2025, 6, 30))
    assert not queries.existed(agency, REFORM)
    assert queries.name_of(agency, TODAY, short=True) == "Tỉnh Thử", "its last name is still printed"
    with pytest.raises(NotLawfulNow, match=r"agency\.not_existing"):
        actions.close_agency(agency, on=TODAY, by=SYSTEM, at=AT)
    with pytest.raises(NotLawfulNow, match=r"agency\.not_existing"):
        actions.alter_agency(agency, period=a_period(since=TODAY), by=SYSTEM, at=AT)


def test_units_below_go_before_what_they_stand_under() -> None:
    province, commune = an_agency(), a_commune()
    with pytest.raises(Cannot, match=r"agency\.has_children") as refused:
        actions.close_agency(province, on=REFORM, by=SYSTEM, at=AT)
    assert refused.value.facts["children"] == 1
    actions.close_agency(commune, on=REFORM, by=SYSTEM, at=AT)
    actions.close_agency(province, on=REFORM, by=SYSTEM, at=AT)
    assert queries.agencies_at(REFORM) == []


def test_succession_is_written_once() -> None:
    old, new = an_agency("T01"), an_agency("T02")
    actions.record_succession(old, new, way="merged_into", on=REFORM, legal_ground="202/2025/QH15", by=SYSTEM, at=AT)
    assert [heir.agency for heir in queries.successors(old)] == [new]
    with pytest.raises(Cannot, match=r"agency\.succession_known"):
        actions.record_succession(old, new, way="renamed", on=REFORM, by=SYSTEM, at=AT)
    with pytest.raises(Cannot, match=r"agency\.succeeds_itself"):
        actions.record_succession(old, old, way="renamed", on=REFORM, by=SYSTEM, at=AT)
    assert told("agency:T01") == ["agency.created", "agency.succeeded"]


def test_heirs_are_followed_through_several_reforms() -> None:
    first, second, third = an_agency("T01"), an_agency("T02", since=REFORM), an_agency("T03", since=TODAY)
    actions.close_agency(first, on=REFORM, by=SYSTEM, at=AT)
    actions.close_agency(second, on=TODAY, by=SYSTEM, at=AT)
    actions.record_succession(first, second, way="merged_into", on=REFORM, by=SYSTEM, at=AT)
    actions.record_succession(second, third, way="renamed", on=TODAY, by=SYSTEM, at=AT)
    assert [(heir.agency.code, heir.step) for heir in queries.successors(first)] == [("T02", 1), ("T03", 2)]
    assert [(heir.agency.code, heir.step) for heir in queries.predecessors(third)] == [("T02", 1), ("T01", 2)]
    assert queries.heirs_on(first, LONG_AGO) == [first]
    assert queries.heirs_on(first, REFORM) == [second]
    assert queries.heirs_on(first, TODAY) == [third]
    assert queries.reach("T03", below=False, on=TODAY) == {first.pk, second.pk, third.pk}
    assert queries.reach("T02", below=False, on=REFORM) == {first.pk, second.pk}


def test_a_part_is_no_ground_to_read_the_whole() -> None:
    old, new = an_agency("T01"), an_agency("T02")
    commune = a_commune("T02.1", parent="T02")
    actions.record_succession(old, commune, way="split_from", on=REFORM, by=SYSTEM, at=AT)
    assert queries.reach("T02.1", below=False, on=TODAY) == {commune.pk}
    assert queries.reach("T02", below=True, on=TODAY) == {new.pk, commune.pk, old.pk}
    assert queries.reach("T09", below=True, on=TODAY) == frozenset()


def test_the_database_refuses_two_periods_at_once() -> None:
    assert missing() == []
    agency = an_agency()
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyPeriod.objects.create(
            agency=agency, name_vi="x", short_name_vi="x", valid_from=TODAY, valid_to=None, search=""
        )


def test_the_database_refuses_a_period_that_ends_before_it_begins() -> None:
    agency = an_agency(until=REFORM)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyPeriod.objects.create(
            agency=agency, name_vi="x", short_name_vi="x", valid_from=TODAY, valid_to=TODAY, search=""
        )


def test_the_database_refuses_an_agency_that_succeeds_itself() -> None:
    agency = an_agency()
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencySuccession.objects.create(predecessor=agency, successor=agency, way="renamed", on=TODAY)


def test_nobodys_code_is_not_found() -> None:
    assert queries.find_agency("T01") is None
    for ask in (lambda: queries.get_agency("T01"), lambda: queries.under("T01", TODAY)):
        with pytest.raises(NotVisible, match=r"agency\.unknown"):
            ask()
