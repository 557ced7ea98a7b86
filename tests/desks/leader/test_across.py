"""The tables across agencies on the leader's pages: numbers open their lists, and a file says the same."""

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.dossiers import actions as dossiers
from motcua.kernel import clock
from tests.factories.plain_lives import staff
from tests.factories.proposals import browser_of
from tests.factories.several_agencies import a_department, a_dossier_for_another, a_dossier_with_parts, a_part_step

pytestmark = pytest.mark.django_db


def test_each_number_opens_its_dossiers_and_the_file_says_the_same():
    at = clock.now() - timedelta(hours=3)
    dossier = a_dossier_for_another(at=at)
    leader = browser_of(staff("commune_leader"))
    page = leader.get(reverse("leader:across")).content.decode()
    assert "Nhận hộ nơi khác" in page
    assert "so=received_for_others" in page
    listed = leader.get(reverse("leader:across_rows"), {"bang": "tiep-nhan", "so": "received_for_others"})
    assert dossier.code in listed.content.decode()
    file = leader.get(reverse("leader:across"), {"tai": "1"}).content.decode("utf-8-sig").splitlines()
    assert file[0].startswith("agency,name,received_online")
    assert file[1].startswith("H44.229,")
    assert leader.get(reverse("leader:across_rows"), {"bang": "x", "so": "y"}).status_code == 404


def test_a_departments_leader_sees_the_parts_of_her_agency():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"), at=clock.now() - timedelta(hours=3))
    leader = browser_of(staff("commune_leader", agency=a_department()))
    page = leader.get(reverse("leader:across"), {"bang": "phan-viec"}).content.decode()
    assert "Sở Xây dựng" in page
    assert "so=pending" in page
    dossiers.answer_part(
        dossier.code, number=1, answer="Xong", by=staff("specialist_officer", agency=a_department()), at=clock.now()
    )
    listed = leader.get(reverse("leader:across_rows"), {"bang": "phan-viec", "so": "answered_total"})
    assert dossier.code in listed.content.decode()
