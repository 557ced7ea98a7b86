"""What waits for a leader: one by one, the clean ones together, or back to who proposed."""

import pytest
from django.urls import reverse

from motcua.dossiers.models import Dossier, Proposal
from tests.factories.plain_lives import a_province, a_received_dossier, an_agency, staff
from tests.factories.proposals import a_proposed_dossier, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return browser_of(staff("commune_leader"))


def test_the_list_is_what_waits_and_the_tab_counts_it(leader):
    codes = [a_proposed_dossier().code for _ in range(2)]
    a_received_dossier()
    page = leader.get(reverse("leader:waiting"))
    assert [one.row.code for one in page.context["rows"]] == codes
    tab = next(one for one in page.context["page"].tabs if one.key == "signing")
    assert tab.count == page.context["total"] == 2


def test_refusals_and_noted_ones_stand_apart(leader):
    clean = a_proposed_dossier().code
    refusal = a_proposed_dossier(result="reject").code
    noted = a_proposed_dossier(noted=True).code
    rows = {one.row.code: one for one in leader.get(reverse("leader:waiting")).context["rows"]}
    assert [rows[code].clean for code in (clean, refusal, noted)] == [True, False, False]


def test_an_empty_list_says_so(leader):
    staff("commune_leader")
    assert "Không có hồ sơ nào chờ ký." in leader.get(reverse("leader:waiting")).content.decode()


def test_the_confirm_page_changes_nothing(leader):
    code = a_proposed_dossier().code
    page = leader.get(reverse("leader:approve"), {"ma": code})
    assert page.status_code == 200
    assert Dossier.objects.get(code=code).state == "processing"


def test_clean_ones_are_approved_together_and_the_refused_one_is_named(leader):
    clean = [a_proposed_dossier().code for _ in range(2)]
    refusal = a_proposed_dossier(result="reject").code
    gone = a_proposed_dossier().code
    browser_of(staff("commune_leader", username="deputy")).post(reverse("leader:approve"), {"ma": gone})
    answer = leader.post(reverse("leader:approve"), {"ma": [*clean, refusal, gone]})
    assert answer.status_code == 303
    outcome = leader.get(answer["Location"])
    assert outcome.context["done"] == clean
    refused = dict(outcome.context["refused"])
    assert set(refused) == {refusal, gone}
    assert "duyệt riêng" in refused[refusal]
    assert "người khác vừa xử lý" in refused[gone]
    states = dict(Dossier.objects.values_list("code", "state"))
    assert [states[code] for code in (*clean, refusal, gone)] == ["finished", "finished", "processing", "finished"]


def test_a_refusal_is_approved_by_itself(leader):
    code = a_proposed_dossier(result="reject").code
    assert leader.post(reverse("leader:approve"), {"ma": code, "note": "Đồng ý"}).status_code == 303
    assert Dossier.objects.get(code=code).result == "rejected"
    assert Proposal.objects.get(dossier__code=code).decision_note == "Đồng ý"


def test_nothing_chosen_goes_back_and_says_so(leader):
    a_proposed_dossier()
    page = leader.get(reverse("leader:approve"), follow=True)
    assert "Chọn ít nhất một hồ sơ." in page.content.decode()


def test_sending_back_needs_a_reason(leader):
    code = a_proposed_dossier().code
    url = reverse("leader:send_back", args=[code])
    assert leader.get(url).status_code == 200
    assert leader.post(url, {"reason": ""}).status_code == 422
    assert leader.post(url, {"reason": "Thiếu chữ ký của người cha"}).status_code == 303
    proposal = Proposal.objects.get(dossier__code=code)
    assert (proposal.outcome, proposal.decision_note) == ("returned", "Thiếu chữ ký của người cha")
    assert leader.get(url).status_code == 409


def test_the_leader_of_another_commune_sees_and_signs_nothing():
    code = a_proposed_dossier().code
    a_province()
    other = browser_of(staff("commune_leader", agency=an_agency("H44.230", parent="H44", short="Xã An Bình")))
    assert other.get(reverse("leader:waiting")).context["total"] == 0
    assert other.get(reverse("leader:approve"), {"ma": code}).status_code == 404
    other.post(reverse("leader:approve"), {"ma": code})
    assert Dossier.objects.get(code=code).state == "processing"


def test_pages_speak_english(leader):
    code = a_proposed_dossier().code
    leader.cookies["language"] = "en"
    page = leader.get(reverse("leader:approve"), {"ma": code}).content.decode()
    assert f"Approve dossier {code}?" in page
