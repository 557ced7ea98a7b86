"""Groups with members, territory and one coordinator on every day."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from motcua.agencies.models import Place
from motcua.community import actions, queries
from motcua.community.models import Coordination, Group, Member, Territory
from motcua.community.rules import Person
from motcua.journal import queries as journal
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from tests.factories.plain_lives import OPENED_AT, a_commune, a_province, an_account, an_agency

pytestmark = pytest.mark.django_db
SINCE, LATER, TODAY = date(2023, 1, 1), date(2023, 6, 1), date(2023, 8, 25)
HOA = Person("Bùi Văn Hòa", "0912000345")
MAI = Person("Quách Thị Mai")
WHO = {"by": SYSTEM, "at": OPENED_AT}


def a_group(code="khoan_du_xom_1", agency=None, **values):
    given = {
        "name_vi": "Tổ công nghệ số xóm Liên Hồng",
        "agency": agency or a_commune(),
        "level": "village",
        "village": "Xóm Liên Hồng",
        "coordinator": HOA,
        "valid_from": SINCE,
        **values,
    }
    return actions.create_group(code, **given, **WHO)


def test_a_group_begins_with_its_coordinator():
    group = a_group(established_on=SINCE, decision_no="12/QĐ-UBND")
    leader = queries.coordinator(group, SINCE)
    assert leader is not None
    assert (leader.full_name, leader.phone) == ("Bùi Văn Hòa", "0912000345")
    assert queries.coordinator(group, date(2022, 12, 31)) is None
    assert queries.find_group(group.code) == group
    assert queries.find_group("nobody") is None


def test_the_events_of_a_group_carry_no_names():
    group = a_group()
    actions.add_member(group, MAI, valid_from=LATER, **WHO)
    events = journal.events(actions.subject_of(group))
    assert [event.type for event in events] == ["group.created", "group.joined"]
    assert not any("Hòa" in event.facts or "Mai" in event.facts or "0912" in event.facts for event in events)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"name_vi": " "}, "name_vi"),
        ({"level": "hamlet"}, "level"),
        ({"village": ""}, "village"),
        ({"coordinator": Person("")}, "coordinator.full_name"),
        ({"coordinator": Person("Bùi Văn Hòa", "12")}, "coordinator.phone"),
    ],
)
def test_a_wrong_group_is_refused_with_the_place_of_the_fault(values, path):
    with pytest.raises(Invalid) as refusal:
        a_group(**values)
    assert [error.path for error in refusal.value.errors] == [path]
    assert not Group.objects.exists()


def test_a_code_is_given_once():
    a_group()
    with pytest.raises(Invalid) as refusal:
        a_group()
    assert [error.code for error in refusal.value.errors] == ["group.code_taken"]


def test_handing_over_keeps_who_coordinated_when():
    group = a_group()
    mai = actions.add_member(group, MAI, valid_from=SINCE, **WHO)
    actions.set_coordinator(group, mai, valid_from=LATER, **WHO)
    assert queries.coordinator(group, date(2023, 5, 31)).full_name == HOA.full_name
    assert queries.coordinator(group, LATER) == mai


def test_only_a_member_of_the_group_coordinates_it():
    group, other = a_group(), a_group("khoan_du_xom_2")
    stranger = actions.add_member(other, MAI, valid_from=SINCE, **WHO)
    late = actions.add_member(group, Person("Đinh Văn Ba"), valid_from=TODAY, **WHO)
    for member in (stranger, late):
        with pytest.raises(NotLawfulNow, match=r"group\.not_a_member"):
            actions.set_coordinator(group, member, valid_from=LATER, **WHO)


def test_a_coordinator_is_not_set_twice_nor_backwards():
    group = a_group()
    mai = actions.add_member(group, MAI, valid_from=SINCE, **WHO)
    actions.set_coordinator(group, mai, valid_from=LATER, **WHO)
    with pytest.raises(NotLawfulNow, match=r"group\.coordinator_already"):
        actions.set_coordinator(group, mai, valid_from=TODAY, **WHO)
    hoa = Member.objects.get(full_name=HOA.full_name)
    with pytest.raises(NotLawfulNow, match=r"group\.coordinator_later"):
        actions.set_coordinator(group, hoa, valid_from=LATER, **WHO)


def test_the_database_refuses_a_second_coordinator_on_a_day():
    group = a_group()
    mai = actions.add_member(group, MAI, valid_from=SINCE, **WHO)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Coordination.objects.create(group=group, member=mai, valid_from=LATER, valid_to=TODAY)


def test_the_coordinator_hands_over_before_leaving():
    group = a_group()
    hoa = Member.objects.get()
    with pytest.raises(NotLawfulNow, match=r"group\.hand_over_first"):
        actions.end_member(hoa, valid_to=TODAY, **WHO)
    mai = actions.add_member(group, MAI, valid_from=SINCE, **WHO)
    actions.set_coordinator(group, mai, valid_from=LATER, **WHO)
    with pytest.raises(NotLawfulNow, match=r"group\.hand_over_first"):
        actions.end_member(hoa, valid_to=date(2023, 5, 1), **WHO)
    actions.end_member(hoa, valid_to=TODAY, **WHO)
    assert [one.full_name for one in queries.members(group, TODAY)] == [MAI.full_name]
    with pytest.raises(NotLawfulNow, match=r"group\.left_already"):
        actions.end_member(hoa, valid_to=TODAY, **WHO)


def test_nobody_leaves_before_joining_or_joins_before_the_group():
    group = a_group()
    mai = actions.add_member(group, MAI, valid_from=LATER, **WHO)
    with pytest.raises(Invalid) as refusal:
        actions.end_member(mai, valid_to=LATER, **WHO)
    assert refusal.value.errors[0].code == "group.before_joining"
    with pytest.raises(Invalid) as refusal:
        actions.add_member(group, MAI, valid_from=date(2022, 1, 1), **WHO)
    assert refusal.value.errors[0].code == "group.before_group"


def test_an_account_joins_once():
    group, account = a_group(), an_account()
    person = Person("Bùi Thị Mai", account_id=account.pk)
    member = actions.add_member(group, person, valid_from=SINCE, **WHO)
    with pytest.raises(NotLawfulNow, match=r"group\.member_already"):
        actions.add_member(group, person, valid_from=LATER, **WHO)
    assert [row.code for row in queries.groups_of_account(account.pk, TODAY)] == [group.code]
    actions.end_member(member, valid_to=LATER, **WHO)
    assert queries.groups_of_account(account.pk, TODAY) == []
    assert actions.add_member(group, person, valid_from=TODAY, **WHO).pk != member.pk


def test_groups_of_a_district_are_its_own_and_those_of_the_units_under_it():
    district = an_agency("H28.159", short="Huyện Lạc Thủy", kind="district")
    commune = an_agency("H28.159.05413", short="Xã Khoan Dụ", parent="H28.159")
    elsewhere = an_agency("H28.157", short="Huyện Lạc Sơn", kind="district")
    a_group("lac_thuy", district, name_vi="Tổ huyện", level="district", village="")
    a_group("khoan_du", commune, name_vi="Tổ xã Khoan Dụ", level="commune", village="")
    a_group("xom_2", commune, name_vi="Tổ xóm 2")
    a_group("xom_1", commune, name_vi="Tổ xóm 1", valid_from=TODAY)
    a_group("lac_son", elsewhere, level="district", village="")
    rows = queries.groups_of("H28.159", TODAY)
    assert [row.code for row in rows] == ["lac_thuy", "khoan_du", "xom_1", "xom_2"]
    assert (rows[1].coordinator, rows[1].phone, rows[1].members) == ("Bùi Văn Hòa", "0912000345", 1)
    assert queries.count_groups("H28.159", TODAY) == 4
    assert queries.count_groups("H28.159", LATER) == 3
    assert queries.count_groups("H28.159.05413", LATER) == 2
    with pytest.raises(NotVisible):
        queries.count_groups("H99", TODAY)


def test_a_list_of_groups_costs_the_same_however_long(django_assert_max_num_queries):
    commune = a_commune()
    for number in range(5):
        a_group(f"xom_{number}", commune)
    with django_assert_max_num_queries(4):
        assert len(queries.groups_of(commune.code, TODAY)) == 5


def test_the_public_finds_the_group_of_a_village_with_and_without_marks():
    a_province()
    group = a_group()
    place = Place.objects.create(
        code="05413", kind="commune", name_vi="Xã Khoan Dụ", valid_from=SINCE, search="xa khoan du"
    )
    actions.add_territory(group, place=place, valid_from=SINCE, **WHO)
    actions.add_territory(group, village="Xóm Thung Trâm", valid_from=SINCE, **WHO)
    for q in ("Liên Hồng", "lien hong", "khoan du", "thung tr", "lạc thủy liên"):
        assert [row.code for row in queries.groups_matching(q, TODAY)] == [group.code], q
    for q in ("", "  ", "hong kong", "hồng thung xa 9"):
        assert queries.groups_matching(q, TODAY) == [], q
    assert [one.village or one.place.name_vi for one in queries.territory(group, TODAY)] == [
        "Xã Khoan Dụ",
        "Xóm Thung Trâm",
    ]


def test_a_territory_is_somewhere():
    group = a_group()
    with pytest.raises(Invalid):
        actions.add_territory(group, valid_from=SINCE, **WHO)
    with pytest.raises(IntegrityError), transaction.atomic():
        Territory.objects.create(group=group, valid_from=SINCE)


def test_a_closed_group_is_gone_from_that_day_on_and_takes_nobody():
    group = a_group()
    with pytest.raises(Invalid):
        actions.close_group(group, valid_to=SINCE, **WHO)
    actions.close_group(group, valid_to=LATER, **WHO)
    assert queries.count_groups(group.agency.code, date(2023, 5, 31)) == 1
    assert queries.count_groups(group.agency.code, LATER) == 0
    assert queries.coordinator(group, LATER) is None
    with pytest.raises(NotLawfulNow, match=r"group\.closed_already"):
        actions.add_member(group, MAI, valid_from=TODAY, **WHO)


def test_the_database_wants_periods_forward_and_villages_named():
    commune = a_commune()
    base = {"code": "x", "name_vi": "Tổ", "agency": commune, "level": "commune", "valid_from": LATER}
    for wrong in ({"valid_to": SINCE}, {"level": "hamlet"}, {"level": "village"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Group.objects.create(**{**base, **wrong})
