"""Leaves: set, shown, taken back; who may."""

from datetime import date, timedelta

import pytest

from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow
from motcua.people import absences
from motcua.people.models import Account
from tests.factories.plain_lives import OPENED_AT, a_province, an_agency, citizen, staff

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 12)


def account(actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def away(actor, by=None, **values):
    given = {"first_day": FIRST, "last_day": FIRST + timedelta(days=4)} | values
    return absences.set_absence(account(actor), by=by or actor, at=OPENED_AT, **given)


def test_who_is_away_is_known_on_those_days_only():
    officer, hoa = staff("specialist_officer"), staff("specialist_officer", username="hoa")
    row = away(officer, substitute=account(hoa))
    ids = [officer.account_id, hoa.account_id]
    assert absences.away(ids, FIRST) == {officer.account_id: row}
    assert absences.away(ids, FIRST - timedelta(days=1)) == {}
    assert absences.away(ids, row.last_day + timedelta(days=1)) == {}


def test_two_leaves_do_not_overlap_and_one_is_taken_back():
    officer = staff("specialist_officer")
    row = away(officer)
    with pytest.raises(NotLawfulNow, match=r"absence\.overlaps"):
        away(officer, first_day=row.last_day, last_day=row.last_day + timedelta(days=3))
    absences.withdraw_absence(row.pk, by=officer, at=OPENED_AT)
    assert absences.absences_of(officer.account_id, FIRST) == []
    away(officer)
    with pytest.raises(NotLawfulNow, match=r"absence\.unknown"):
        absences.withdraw_absence(row.pk, by=officer, at=OPENED_AT)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"last_day": FIRST - timedelta(days=1)}, "last_day"),
        ({"first_day": date(2025, 1, 1), "last_day": date(2025, 1, 2)}, "last_day"),
    ],
)
def test_wrong_days_are_said_at_their_field(values, path):
    with pytest.raises(Invalid) as refused:
        away(staff("specialist_officer"), **values)
    assert refused.value.errors[0].path == path


def test_nobody_stands_in_for_herself():
    officer = staff("specialist_officer")
    with pytest.raises(Invalid):
        away(officer, substitute=account(officer))


def test_a_leader_sets_the_leave_of_the_own_agency_alone():
    officer = staff("specialist_officer")
    away(officer, by=staff("commune_leader"))
    a_province()
    other = staff("commune_leader", agency=an_agency("H44.230", parent="H44", short="Xã An Bình"))
    for by in (other, staff("single_window_officer"), citizen(account(officer))):
        with pytest.raises(NotAllowed):
            away(officer, by=by, first_day=FIRST + timedelta(days=30), last_day=FIRST + timedelta(days=31))
