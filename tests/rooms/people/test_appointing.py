"""Posts are given, ended, prolonged; what was held stays as it was, and no unit loses its last administrator."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.agencies.models import Position
from motcua.journal import queries as journal
from motcua.journal.models import Event, Reason
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow
from motcua.people import actions, queries, staffing
from motcua.people.accounts import begin_anew, change_contact, enable_account
from motcua.people.appointing import end_appointment, give_post, move_appointments, prolong_appointment
from motcua.people.models import Appointment, FormerContact
from motcua.people.posts import likely_role, roles_at
from tests.factories.plain_lives import BEGAN, OPENED_AT, a_commune, an_account, staff

pytestmark = pytest.mark.django_db
DAY = clock.local_day(OPENED_AT)
LATER = DAY + timedelta(days=30)


def a_post(slug="specialist_justice", **values):
    return Position.objects.create(agency=a_commune(), slug=slug, title_vi="Công chức", valid_from=BEGAN, **values)


def give(account, post, role="specialist_officer", first=DAY, last=None, by=SYSTEM, **values):
    return give_post(account, post, role, first_day=first, last_day=last, reason="theo phân công", by=by, at=OPENED_AT,
                     **values)  # fmt: skip


def end(appointment, last, at=OPENED_AT, reason="chuyển công tác"):
    return end_appointment(appointment, last_day=last, reason=reason, by=SYSTEM, at=at)


def test_a_post_is_given_with_its_reason_beside_the_journal():
    account = an_account("lan", "staff")
    held = give(account, a_post(), last=LATER, decision_no="12/QĐ-UBND")
    assert (held.valid_from, held.valid_to, held.decision_no) == (DAY, LATER + timedelta(days=1), "12/QĐ-UBND")
    event = journal.events(actions.subject_of(account))[-1]
    assert event.type == "account.appointed"
    assert (event.why.text, event.why.ground) == ("theo phân công", "12/QĐ-UBND")
    assert "phân công" not in event.facts
    assert len(journal.facts(event)["reason"]) == 64


@pytest.mark.parametrize(
    ("values", "path", "code"),
    [
        ({"first": DAY - timedelta(days=1)}, "first_day", "appointment.past"),
        ({"first": LATER, "last": DAY}, "last_day", "appointment.ends_before"),
        ({"role": "province_leader"}, "role", "appointment.role_not_here"),
        ({"role": "procedure_control_officer"}, "role", "appointment.role_not_here"),
    ],
)
def test_what_is_wrong_with_an_appointment_is_said(values, path, code):
    with pytest.raises(Invalid) as refused:
        give(an_account("lan", "staff"), a_post(), **values)
    assert [(one.path, one.code) for one in refused.value.errors] == [(path, code)]


def test_a_post_that_ends_is_not_held_longer():
    post = a_post(valid_to=LATER)
    with pytest.raises(Invalid) as refused:
        give(an_account("lan", "staff"), post)
    assert refused.value.errors[0].code == "appointment.post_ends"
    give(an_account("nam", "staff"), post, last=LATER - timedelta(days=1))


def test_acting_for_somebody_ends_on_a_day():
    chair, deputy, post = an_account("chu", "staff"), an_account("pho", "staff"), a_post("leader")
    with pytest.raises(Invalid) as refused:
        give(deputy, post, "commune_leader", acting_for=chair)
    assert refused.value.errors[0].code == "appointment.acting_needs_end"
    held = give(deputy, post, "commune_leader", acting_for=chair, last=LATER)
    assert held.acting_for == chair
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=held.pk).update(valid_to=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=held.pk).update(acting_for=deputy)


def test_an_appointment_overlaps_no_other_and_a_withdrawn_one_is_in_nobodys_way():
    account, post = an_account("lan", "staff"), a_post()
    first = give(account, post, first=LATER)
    with pytest.raises(Cannot) as refused:
        give(account, post)
    assert refused.value.code == "appointment.overlaps"
    withdrawn = end(first, DAY)
    assert withdrawn.withdrawn_at is not None
    assert withdrawn.valid_to is None
    give(account, post)
    assert queries.actor_for(account, DAY).role == "specialist_officer"


def test_the_end_takes_the_right_away_at_once_and_keeps_the_row():
    account = an_account("lan", "staff")
    actions.appoint(account, a_post(), "specialist_officer", valid_from=BEGAN, by=SYSTEM, at=OPENED_AT)
    held = account.appointments.get()
    end(held, DAY - timedelta(days=1))
    assert queries.actor_for(account, DAY).role == "anonymous"
    assert queries.actor_for(account, DAY - timedelta(days=1)).role == "specialist_officer"
    with pytest.raises(NotLawfulNow) as refused:
        end(held, DAY)
    assert refused.value.code == "appointment.ended_already"


@pytest.mark.parametrize(
    ("last", "code"), [(DAY - timedelta(days=5), "appointment.end_past"), (LATER, "appointment.end_later")]
)
def test_an_end_is_neither_in_the_past_nor_a_prolonging(last, code):
    account = an_account("lan", "staff")
    actions.appoint(account, a_post(), "specialist_officer", valid_from=BEGAN, valid_to=LATER, by=SYSTEM, at=OPENED_AT)
    with pytest.raises(Invalid) as refused:
        end(account.appointments.get(), last)
    assert refused.value.errors[0].code == code


def test_a_reason_is_needed_and_nothing_changes_without_it():
    account = an_account("lan", "staff")
    held = give(account, a_post())
    with pytest.raises(Invalid) as refused:
        end(held, DAY, reason="  ")
    assert refused.value.errors[0].code == "reason.missing"
    assert Appointment.objects.get(pk=held.pk).valid_to is None


def test_prolonging_appends_a_row():
    account = an_account("lan", "staff")
    held = give(account, a_post(), last=LATER)
    longer = prolong_appointment(held, last_day=None, reason="làm tiếp", by=SYSTEM, at=OPENED_AT)
    assert (held.valid_to, longer.valid_from, longer.valid_to) == (longer.valid_from, LATER + timedelta(days=1), None)
    assert account.appointments.count() == 2
    with pytest.raises(NotLawfulNow) as refused:
        prolong_appointment(longer, last_day=None, reason="nữa", by=SYSTEM, at=OPENED_AT)
    assert refused.value.code == "appointment.no_end"


def test_nobody_gives_a_post_to_oneself_where_another_could():
    me = staff("administrator")
    account = queries.get_account(int(me.id))
    give(account, a_post("leader"), "commune_leader", by=me)  # the only one there is
    staff("administrator", username="second")
    with pytest.raises(NotLawfulNow) as refused:
        give(account, a_post(), by=me)
    assert refused.value.code == "appointment.own"


class TestTheLastAdministrator:
    @pytest.fixture
    def last(self):
        return Appointment.objects.get(account_id=staff("administrator").account_id)

    def test_is_neither_ended_nor_disabled(self, last):
        for act in (
            lambda: end(last, DAY),
            lambda: actions.disable_account(last.account, by=SYSTEM, at=OPENED_AT),
        ):
            with pytest.raises(NotLawfulNow) as refused:
                act()
            assert refused.value.code == "appointment.last_administrator"
        assert last.account.is_active

    def test_goes_when_another_is_there_that_can_sign_in(self, last):
        other = queries.get_account(int(staff("administrator", username="second").id))
        actions.disable_account(other, by=SYSTEM, at=OPENED_AT)
        with pytest.raises(NotLawfulNow):
            end(last, DAY)
        enable_account(other, reason="trở lại", by=SYSTEM, at=OPENED_AT)
        end(last, DAY)

    def test_another_appointment_of_the_same_account_stays(self, last):
        extra = give(last.account, a_post("leader"), "commune_leader")
        end(extra, DAY)

    def test_a_day_after_the_others_end_is_judged_as_that_day(self, last):
        other = an_account("tam", "staff")
        give(other, a_post("administrator_2"), "administrator", last=DAY + timedelta(days=3))
        with pytest.raises(NotLawfulNow):
            end(last, DAY + timedelta(days=10))
        end(last, DAY)


class TestAccounts:
    def test_contact_data_change_and_the_old_value_is_kept(self):
        account = an_account("lan", "staff", email="cu@xa.vn")
        change_contact(account, full_name="Bùi Thị Mai", email="moi@xa.vn", phone="0912 000 345", reason="đổi thư",
                       by=SYSTEM, at=OPENED_AT)  # fmt: skip
        account.refresh_from_db()
        assert (account.email, account.phone) == ("moi@xa.vn", "0912000345")
        assert {(one.member, one.value) for one in FormerContact.objects.all()} == {
            ("email", "cu@xa.vn"),
            ("phone", ""),
        }
        event = Event.objects.get(type="account.contact_changed")
        assert journal.facts(event)["members"] == ["email", "phone"]
        assert Reason.objects.get(event=event).text == "đổi thư"

    def test_wrong_contact_data_are_refused_at_their_fields(self):
        account = an_account("lan", "staff")
        with pytest.raises(Invalid) as refused:
            change_contact(account, full_name="", email="xyz", phone="12", reason="x", by=SYSTEM, at=OPENED_AT)
        assert {one.path for one in refused.value.errors} == {"full_name", "email", "phone"}

    def test_a_new_start_makes_the_password_worthless(self):
        account = an_account("lan", "staff")
        actions.set_password(account, "con chim non tren canh", by=SYSTEM, at=OPENED_AT)
        begin_anew(account, by=SYSTEM, at=OPENED_AT)
        account.refresh_from_db()
        assert not account.has_usable_password()
        actions.disable_account(account, reason="nghỉ việc", by=SYSTEM, at=OPENED_AT)
        with pytest.raises(NotLawfulNow):
            begin_anew(account, by=SYSTEM, at=OPENED_AT)

    def test_enabling_needs_a_closed_account(self):
        with pytest.raises(NotLawfulNow) as refused:
            enable_account(an_account("lan", "staff"), reason="x", by=SYSTEM, at=OPENED_AT)
        assert refused.value.code == "account.active_already"


def test_a_renamed_post_takes_its_people_along():
    old, account, coming = a_post(), an_account("lan", "staff"), an_account("nam", "staff")
    give(account, old, last=LATER)
    give(coming, old, first=LATER)
    day = DAY + timedelta(days=10)
    Position.objects.filter(pk=old.pk).update(valid_to=day)
    new = Position.objects.create(agency=old.agency, slug=old.slug, title_vi="Chuyên viên", valid_from=day)
    with transaction.atomic():
        assert move_appointments(old, new, on=day, by=SYSTEM, at=OPENED_AT) == 2
    rows = list(account.appointments.order_by("valid_from").values_list("position_id", "valid_from", "valid_to"))
    assert rows == [(old.pk, DAY, day), (new.pk, day, LATER + timedelta(days=1))]
    assert coming.appointments.get(withdrawn_at=None).position == new


class TestReading:
    def test_colleagues_are_those_opened_here_and_those_who_hold_a_post_here(self):
        commune = a_commune()
        own = actions.open_account("lan", kind="staff", full_name="Lê Lan", password=None, agency=commune, by=SYSTEM,
                                   at=OPENED_AT)  # fmt: skip
        holder = queries.get_account(int(staff("specialist_officer").id))
        an_account("elsewhere", "staff")
        an_account("citizen")
        found = staffing.colleagues({commune.pk}, DAY)
        assert [one.account for one in found] == [own, holder]
        assert [len(one.held) for one in found] == [0, 1]

    def test_an_account_is_kept_by_those_who_reach_all_its_posts(self):
        commune, account = a_commune(), an_account("lan", "staff")
        give(account, a_post())
        assert staffing.is_kept_by(account, {commune.pk}, DAY)
        assert not staffing.is_kept_by(account, {commune.pk + 1}, DAY)
        account.is_system = True
        assert not staffing.is_kept_by(account, {commune.pk}, DAY)

    def test_administrators_and_roles_of_today(self):
        staff("administrator")
        commune = a_commune()
        assert len(staffing.administrators(commune.pk, DAY)) == 1
        assert ("administrator", "post_administrator_") in staffing.active_roles(commune.pk, DAY)
        assert staffing.administrators(commune.pk, date(2019, 1, 1)) == []


@pytest.mark.parametrize(
    ("slug", "kind", "role"),
    [
        ("leader", "commune", "commune_leader"),
        ("leader_deputy", "province", "province_leader"),
        ("single_window_head", "commune", "single_window_officer"),
        ("specialist_land", "department", "specialist_officer"),
        ("procedure_control", "commune", ""),
        ("procedure_control", "province", "procedure_control_officer"),
        ("administrator", "commune", "administrator"),
        ("driver", "commune", ""),
    ],
)
def test_the_role_that_goes_with_a_post(slug, kind, role):
    assert likely_role(slug, kind) == role
    assert role == "" or role in roles_at(kind)


def test_an_actor_of_the_unit_is_named_in_the_event():
    me = staff("administrator")
    held = give(an_account("lan", "staff"), a_post(), by=me)
    event = journal.events(actions.subject_of(held.account))[-1]
    assert (event.by_id, event.by_agency) == (me.id, "H44.229")
    assert isinstance(me, Actor)
