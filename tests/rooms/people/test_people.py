"""Accounts, who holds which post when, tokens, and as what somebody acts."""

from datetime import date, timedelta

import pytest

from motcua.agencies.models import Position
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot, Invalid
from motcua.people import actions, queries
from motcua.people.models import Token
from motcua.people.rules import Declared
from tests.factories.plain_lives import BEGAN, OPENED_AT, a_commune, an_account

pytestmark = pytest.mark.django_db
DAY = clock.local_day(OPENED_AT)


def a_post(slug="leader", **values):
    return Position.objects.create(agency=a_commune(), slug=slug, title_vi="Chủ tịch", valid_from=BEGAN, **values)


def appoint(account, post, role="commune_leader", since=BEGAN, until=None):
    return actions.appoint(account, post, role, valid_from=since, valid_to=until, by=SYSTEM, at=OPENED_AT)


def test_an_account_is_opened_and_told_of_without_a_name():
    account = an_account("Mai.Bui", phone="0912000345")
    assert (account.username, account.has_usable_password()) == ("mai.bui", False)
    (event,) = journal.events(actions.subject_of(account))
    assert (event.type, journal.facts(event)) == ("account.opened", {"kind": "citizen"})


@pytest.mark.parametrize(
    ("username", "name", "password", "code"),
    [
        ("", "Bùi Thị Mai", None, "account.username_wrong"),
        ("hai tu", "Bùi Thị Mai", None, "account.username_wrong"),
        ("MAI", "Bùi Thị Mai", None, "account.username_taken"),
        ("moi", " ", None, "party.name_required"),
        ("moi", "Bùi Thị Mai", "ngan", "account.password_too_short"),
        ("moi", "Bùi Thị Mai", "password123", "account.password_too_common"),
        ("buithimai2026", "Bùi Thị Mai", "buithimai2026", "account.password_too_similar"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_said(username, name, password, code):
    an_account("mai")
    with pytest.raises(Invalid) as refused:
        actions.open_account(username, kind="citizen", full_name=name, password=password, by=SYSTEM, at=OPENED_AT)
    assert code in [one.code for one in refused.value.errors]


def test_a_password_is_set_and_must_be_good():
    account = an_account()
    with pytest.raises(Invalid):
        actions.set_password(account, "123", by=SYSTEM, at=OPENED_AT)
    actions.set_password(account, "con chim non tren canh", by=SYSTEM, at=OPENED_AT)
    account.refresh_from_db()
    assert account.check_password("con chim non tren canh")


def test_nobody_holds_one_post_twice_at_a_time():
    account, post = an_account("lan", "staff"), a_post()
    appoint(account, post, since=date(2024, 1, 1), until=date(2025, 1, 1))
    for since, until in ((date(2024, 6, 1), date(2024, 7, 1)), (date(2023, 1, 1), None), (date(2024, 12, 31), None)):
        with pytest.raises(Cannot) as refused:
            appoint(account, post, since=since, until=until)
        assert refused.value.code == "appointment.overlaps"
    appoint(account, post, since=date(2025, 1, 1))  # half-open: the day after the end is free
    appoint(account, a_post("deputy"), since=date(2024, 6, 1))  # another post may be held beside it
    assert len(queries.appointments(account, DAY)) == 2


@pytest.mark.parametrize("role", ["anonymous", "system", "king"])
def test_only_roles_of_the_table_are_given(role):
    with pytest.raises(Cannot) as refused:
        appoint(an_account("lan", "staff"), a_post(), role)
    assert refused.value.code == "appointment.role_unknown"


def test_somebody_acts_under_an_appointment_that_holds_today():
    account, post = an_account("lan", "staff"), a_post()
    assert queries.actor_for(account, DAY).role == "anonymous"  # staff without a post may do nothing
    appoint(account, post, since=date(2024, 1, 1), until=DAY)
    assert queries.actor_for(account, DAY).role == "anonymous"
    first = appoint(account, post, since=DAY)
    second = appoint(account, a_post("counter"), "single_window_officer", since=DAY)
    found = queries.actor_for(account, DAY)
    assert (found.role, found.agency, found.position, found.account_id) == (
        "commune_leader",
        "H44.229",
        "leader",
        account.pk,
    )
    assert queries.actor_for(account, DAY, second.pk).role == "single_window_officer"
    other = appoint(an_account("khac", "staff"), a_post("third"), "specialist_officer")
    assert queries.actor_for(account, DAY, other.pk).role == "commune_leader"  # another's is not one's own
    assert queries.actor_for(account, DAY, first.pk).position == "leader"


def test_a_citizen_and_a_program_act_as_what_they_are():
    assert queries.actor_for(an_account("a"), DAY).role == "citizen"
    client = queries.actor_for(an_account("b", "client"), DAY)
    assert (client.kind, client.role) == ("client", "api_client")


def test_who_holds_a_role_on_a_day():
    account, gone = an_account("lan", "staff"), an_account("nam", "staff")
    appoint(account, a_post())
    appoint(gone, a_post("deputy"))
    actions.disable_account(gone, by=SYSTEM, at=OPENED_AT)
    assert list(queries.holders(a_commune().pk, "commune_leader", DAY)) == [account]
    assert not queries.holders(a_commune().pk, "commune_leader", date(2019, 1, 1)).exists()


class TestTokens:
    def test_a_token_is_its_accounts_and_only_its_hash_is_kept(self):
        account = an_account()
        token = actions.issue_token(account, days=None, by=SYSTEM, at=OPENED_AT)
        assert queries.account_of_token(token, OPENED_AT) == account
        assert not Token.objects.filter(hash=token).exists()
        assert Token.objects.get().last_used_on == OPENED_AT.date()
        assert queries.account_of_token("mc_nonsense", OPENED_AT) is None

    def test_it_ends_with_its_days(self):
        token = actions.issue_token(an_account(), days=2, by=SYSTEM, at=OPENED_AT)
        end = OPENED_AT + timedelta(days=2)
        assert queries.account_of_token(token, end - timedelta(seconds=1)) is not None
        assert queries.account_of_token(token, end) is None

    def test_revoked_it_ends_at_once_and_once(self):
        token = actions.issue_token(an_account(), days=None, by=SYSTEM, at=OPENED_AT)
        actions.revoke_token(token, by=SYSTEM, at=OPENED_AT)
        assert queries.account_of_token(token, OPENED_AT) is None
        with pytest.raises(Cannot) as refused:
            actions.revoke_token(token, by=SYSTEM, at=OPENED_AT)
        assert refused.value.code == "token.unknown"

    def test_a_disabled_account_has_none_and_gets_none(self):
        account = an_account()
        token = actions.issue_token(account, days=None, by=SYSTEM, at=OPENED_AT)
        actions.disable_account(account, by=SYSTEM, at=OPENED_AT)
        assert queries.account_of_token(token, OPENED_AT) is None
        for act in (lambda: actions.issue_token(account, days=1, by=SYSTEM, at=OPENED_AT),
                    lambda: actions.disable_account(account, by=SYSTEM, at=OPENED_AT)):  # fmt: skip
            with pytest.raises(Cannot) as refused:
                act()
            assert refused.value.code == "account.disabled_already"


def test_a_person_is_found_by_number_as_last_declared():
    actions.declare_party(Declared("person", "Bùi Thị Lành", personal_id="017184003125", phone="0912000345"))
    last = actions.declare_party(Declared("person", "Bùi Thị Lành", personal_id="017184003125", phone="0912000346"))
    assert queries.find_person("017184003125") == last
    assert queries.find_person("") is None
