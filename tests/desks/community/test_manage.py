"""A group is kept in order by those who may; what the public sees is only what was published."""

from datetime import date

import pytest
from django.urls import reverse

from motcua.agencies.actions import create_agency
from motcua.agencies.rules import PeriodSpec
from motcua.community import queries
from motcua.community.actions import add_member, change_member, create_group
from motcua.community.models import Group, Member
from motcua.community.rules import Person
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.factories.plain_lives import BEGAN, OPENED_AT, a_commune, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
SINCE = date(2025, 7, 1)


@pytest.fixture
def leader():
    return staff("community_leader")


@pytest.fixture
def group(leader) -> Group:
    made = create_group(
        "to_doi",
        name_vi="Tổ công nghệ số thôn Đồi",
        agency=a_commune(),
        level="village",
        village="Thôn Đồi",
        coordinator=Person("Quách Văn Nhợn", "0912000345", leader.account_id),
        valid_from=SINCE,
        by=SYSTEM,
        at=OPENED_AT,
    )
    add_member(made, Person("Bùi Thị Ín", "0912000346"), valid_from=SINCE, by=SYSTEM, at=OPENED_AT)
    return made


def edit(group: Group) -> str:
    return reverse("community:edit", args=[group.code])


def page_of(group: Group, member: Member) -> str:
    return reverse("community:member", args=[group.code, member.pk])


def a_member(group: Group, name: str = "Bùi Thị Ín") -> Member:
    return Member.objects.get(group=group, full_name=name)


def found(client, q: str) -> str:
    return client.get(reverse("public:community"), {"q": q}).content.decode()


def test_the_coordinator_sets_the_number_and_the_public_sees_it(leader, group, client):
    browser = browser_of(leader)
    assert edit(group) in browser.get(reverse("community:group")).content.decode()
    assert "tel:0912000345" not in found(client, "thôn Đồi")  # a member's own number was never published
    given = {"act": "contact", "phone": "0912 000 999", "notes": "Họp tối thứ Năm"}
    assert browser.post(edit(group), given).status_code == 303
    public = found(client, "thon doi")
    assert "tel:0912000999" in public
    assert "thứ Năm" not in public
    assert "Họp tối thứ Năm" in browser.get(reverse("community:group")).content.decode()
    event = Event.objects.get(type="group.contact_set")
    assert (event.by_id, "0912000999" in event.facts) == (leader.id, False)


def test_a_members_own_number_is_shown_only_since_he_agreed(leader, group, client):
    lead = queries.coordinator(group, clock.local_day(clock.now()))
    browser = browser_of(leader)
    saved = {"act": "save", "member_full_name": lead.full_name, "member_phone": lead.phone}
    assert browser.post(page_of(group, lead), {**saved, "published": "1"}).status_code == 303
    lead.refresh_from_db()
    assert lead.published_from == clock.local_day(clock.now())
    assert "tel:0912000345" in found(client, "Đồi")
    browser.post(page_of(group, lead), {**saved, "member_phone": "0912000777"})  # takes it back, with a new number
    assert "0912000777" not in found(client, "Đồi")


def test_a_changed_number_must_be_agreed_to_again(group):
    today = clock.local_day(clock.now())
    member = a_member(group)
    first = change_member(
        member, Person(member.full_name, "0912000346"), published=True, on=SINCE, by=SYSTEM, at=OPENED_AT
    )
    assert first.published_from == SINCE
    again = change_member(
        member, Person(member.full_name, "0912000111"), published=True, on=today, by=SYSTEM, at=clock.now()
    )
    assert again.published_from == today


def test_members_come_lead_and_leave_each_with_a_day(leader, group):
    browser = browser_of(leader)
    added = {"act": "add", "member_full_name": "Đinh Công Niệm", "member_phone": "0912000222"}
    assert browser.post(edit(group), added).status_code == 303
    new = a_member(group, "Đinh Công Niệm")
    assert browser.post(page_of(group, new), {"act": "lead"}).status_code == 303
    today = clock.local_day(clock.now())
    assert queries.coordinator(group, today).pk == new.pk
    # the new coordinator has no account here: the old one may change nothing more
    assert browser.get(edit(group)).status_code == 404


def test_somebody_leaves_and_the_coordinator_hands_over_first(leader, group):
    browser = browser_of(leader)
    member = a_member(group)
    lead = a_member(group, "Quách Văn Nhợn")
    assert browser.post(page_of(group, lead), {"act": "leave"}).status_code == 409
    assert browser.post(page_of(group, member), {"act": "leave"}).status_code == 303
    member.refresh_from_db()
    assert member.valid_to is not None


def test_areas_are_added_found_and_ended(leader, group, client):
    browser = browser_of(leader)
    assert browser.post(edit(group), {"act": "area", "village": "Xóm Suối Tép"}).status_code == 303
    assert "Tổ công nghệ số thôn Đồi" in found(client, "suoi tep")
    area = group.territories.get()
    assert browser.post(edit(group), {"act": "end_area", "area": area.pk}).status_code == 303
    assert "Tổ công nghệ số thôn Đồi" not in found(client, "suoi tep")


@pytest.mark.parametrize(
    ("given", "control"),
    [
        ({"act": "contact", "phone": "12345", "notes": ""}, "id_phone"),
        ({"act": "contact", "phone": "", "notes": "x" * 2001}, "id_notes"),
        ({"act": "add", "member_full_name": "", "member_phone": ""}, "id_member_full_name"),
        ({"act": "add", "member_full_name": "A B", "member_phone": "99"}, "id_member_phone"),
        ({"act": "area", "village": " "}, "id_village"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(leader, group, given, control):
    answer = browser_of(leader).post(edit(group), given)
    assert answer.status_code == 422
    assert [line.field for line in answer.context["problems"]] == [control]


def test_publishing_without_a_number_and_an_impossible_day(leader, group):
    browser, member = browser_of(leader), a_member(group)
    nothing = {"act": "save", "member_full_name": "Bùi Thị Ín", "member_phone": "", "published": "1"}
    assert browser.post(page_of(group, member), nothing).context["problems"][0].field == "id_member_phone"
    wrong = {"act": "leave", "valid_to-day": "31", "valid_to-month": "2", "valid_to-year": "2027"}
    assert browser.post(page_of(group, member), wrong).context["problems"][0].field == "id_valid_to"


def test_the_leader_of_the_commune_lists_creates_and_changes(group):
    chief = browser_of(staff("commune_leader"))
    listed = chief.get(reverse("community:groups"))
    assert "Tổ công nghệ số thôn Đồi" in listed.content.decode()
    wrong = chief.post(reverse("community:groups"), {"name_vi": "", "coordinator_full_name": ""})
    assert [line.field for line in wrong.context["problems"]] == ["id_name_vi", "id_coordinator_full_name"]
    made = chief.post(
        reverse("community:groups"),
        {"name_vi": "Tổ công nghệ số thôn Vai", "village": "Thôn Vai", "coordinator_full_name": "Hà Văn Toàn"},
    )
    assert made.status_code == 303
    assert chief.get(made["Location"]).status_code == 200
    assert Group.objects.get(village="Thôn Vai").level == "village"


def test_a_member_and_another_commune_change_nothing(group):
    assert browser_of(staff("community_member")).get(edit(group)).status_code == 403
    spec = PeriodSpec(
        name_vi="Ủy ban nhân dân xã An Bình", name_en="An Binh", short_name_vi="Xã An Bình",
        short_name_en="An Binh commune", valid_from=BEGAN, parent="H44",
    )  # fmt: skip
    other = create_agency("H44.230", kind="commune", period=spec, by=SYSTEM, at=OPENED_AT)
    stranger = browser_of(staff("commune_leader", agency=other, username="khac"))
    assert stranger.get(edit(group)).status_code == 404
    assert stranger.post(edit(group), {"act": "contact", "phone": "", "notes": ""}).status_code == 404


def test_the_public_finds_a_village_by_its_commune_and_never_a_members_number(group, client):
    assert "Tổ công nghệ số thôn Đồi" in found(client, "xa lac thuy")
    body = found(client, "thôn đồi, xã Lạc Thủy")
    assert "Tổ công nghệ số thôn Đồi" in body
    for number in ("0912000345", "0912000346"):
        assert number not in body
    assert "Không thấy tổ nào" in found(client, "khong co noi nay")
