"""The nine indicators on their pages: an officer sees her own score, the leader those of the unit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.kernel import clock
from motcua.people import access
from motcua.people.models import Account
from tests.asked import asked_of
from tests.factories.plain_lives import a_finished_dossier, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
KY = f"{clock.now():%Y}"


def test_the_leader_sees_all_officers_and_each_number_opens():
    dossier = a_finished_dossier(at=clock.now() - timedelta(hours=20))
    officer = Account.objects.get(username="specialist_officer.h44.229")
    Account.objects.filter(pk=officer.pk).update(full_name="Quách Thị Hồng")
    leader = browser_of(staff(access.COMMUNE_LEADER))
    leader.get(reverse("numbers:nine"), {"ky": KY})
    with CaptureQueriesContext(connection) as captured:
        answer = leader.get(reverse("numbers:nine"), {"ky": KY})
    assert len(asked_of(captured)) <= 15
    assert "Quách Thị Hồng" in answer.content.decode()
    assert "ít hồ sơ" in answer.content.decode()
    (row,) = answer.context["officers"]
    assert row[1].cases == 1
    assert answer.context["found"].left_out == ["7", "8"]
    given = answer.context["found"].indicator("1").given
    points = 2 if given.two else 1
    listed = leader.get(reverse("numbers:nine_rows"), {"ky": KY, "dong": "1", "diem": str(points)})
    assert dossier.code in listed.content.decode()
    hers = leader.get(reverse("numbers:nine_rows"), {"ky": KY, "dong": "3", "can-bo": str(officer.pk)})
    assert dossier.code in hers.content.decode()
    nobodys = leader.get(reverse("numbers:nine_rows"), {"ky": KY, "dong": "3", "can-bo": "0"})
    assert dossier.code not in nobodys.content.decode()
    fact = leader.get(reverse("numbers:nine_rows"), {"ky": KY, "dong": "9", "so": "dossiers_online"})
    assert dossier.code in fact.content.decode()
    for wrong in ({"dong": "7"}, {"dong": "1", "diem": "3"}, {"dong": "9", "so": "procedures_online"}):
        assert leader.get(reverse("numbers:nine_rows"), wrong).status_code == 404
    unchosen = leader.get(reverse("numbers:nine_rows"))  # an address without a choice leads to the table
    assert (unchosen.status_code, unchosen.url.split("?")[0]) == (302, reverse("numbers:nine"))
    assert leader.get(reverse("numbers:nine"), {"ky": KY, "tai": "xlsx"}).content.startswith(b"PK")


def test_an_officer_sees_her_own_score_and_nobody_elses():
    a_finished_dossier(at=clock.now() - timedelta(hours=20))
    mine = Account.objects.get(username="specialist_officer.h44.229")
    colleague = staff(access.SPECIALIST_OFFICER, username="khac")
    hers = browser_of(colleague)
    answer = hers.get(reverse("numbers:nine"), {"ky": KY})
    assert [row[1].key for row in answer.context["officers"]] == [str(colleague.account_id)]
    assert answer.context["officers"][0][1].score is None
    asked = {"ky": KY, "dong": "1", "can-bo": str(mine.pk)}
    assert hers.get(reverse("numbers:nine_rows"), asked).status_code == 404
    assert hers.get(reverse("numbers:nine_rows"), {**asked, "can-bo": "0"}).status_code == 404


def test_administrators_evaluate_nobody():
    assert browser_of(staff(access.ADMINISTRATOR)).get(reverse("numbers:nine")).status_code == 403
