"""What waits for a leader: one by one, the clean ones together, or back to who proposed."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.documents.actions import store_upload
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier, Proposal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people.models import Absence, Appointment
from motcua.workflow.actions import publish_process
from tests.asked import asked_of
from tests.factories.files import a_pdf
from tests.factories.plain_lives import (
    BEGAN,
    OPENED_AT,
    STEPS,
    a_province,
    a_received_dossier,
    a_version,
    an_agency,
    staff,
)
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


def test_it_says_since_when_it_waits_and_until_when_to_sign(leader):
    dossier = a_proposed_dossier()
    one = leader.get(reverse("leader:waiting")).context["rows"][0]
    assert one.proposed_at == dossier.proposals.get().proposed_at
    assert one.waited > 0
    assert one.sign_by is not None
    assert one.sign_by <= dossier.due_at
    assert one.hurry


def test_one_procedure_is_chosen_with_all_its_clean_ones(leader):
    births = [a_proposed_dossier().code for _ in range(2)]
    other = a_proposed_dossier(version=a_version(slug="marriage")).code
    page = leader.get(reverse("leader:waiting"))
    assert [tab.count for tab in page.context["tabs"]] == [3, 2, 1]
    chosen = leader.get(page.context["tabs"][2].url)
    assert [one.row.code for one in chosen.context["rows"]] == [other]
    assert chosen.content.decode().count("checked") == 1
    none = leader.get(reverse("leader:waiting"), {"bo-chon": "1"}).content.decode()
    assert "checked" not in none
    assert set(births) < {one.row.code for one in page.context["rows"]}


def test_what_would_be_left_alone_is_said_before(leader):
    clean, refusal = a_proposed_dossier().code, a_proposed_dossier(result="reject").code
    page = leader.get(reverse("leader:approve"), {"ma": [clean, refusal, "H44.229-260105-9999"]})
    assert [one.row.code for one in page.context["ready"]] == [clean]
    assert [(one.row.code, one.apart) for one in page.context["apart"]] == [(refusal, "Từ chối: xem riêng")]
    assert page.context["gone"] == ["H44.229-260105-9999"]
    assert "Trong 10 phút còn hoàn tác được" in page.content.decode()


def test_a_sent_back_proposal_and_another_opinion_stand_apart(leader):
    code = a_proposed_dossier().code
    leader.post(reverse("leader:send_back", args=[code]), {"reason": "Sai tên"})
    dossiers.propose(code, result="approve", by=staff("specialist_officer"), at=clock.now())
    [one] = leader.get(reverse("leader:waiting")).context["rows"]
    assert (one.clean, one.apart) == (False, "Trình lại: xem riêng")


def test_one_after_the_other_ends_at_the_list(leader):
    first, second = (a_proposed_dossier().code for _ in range(2))
    page = leader.get(reverse("leader:one"))
    assert (page.context["chosen"], page.context["after"], page.context["count"]) == (first, second, 2)
    answer = leader.post(reverse("leader:approve"), {"ma": first, "tiep": second, "note": "Đồng ý"})
    assert answer["Location"] == f"{reverse('leader:one')}?ho-so={second}"
    assert leader.get(answer["Location"]).context["chosen"] == second
    last = leader.post(reverse("leader:approve"), {"ma": second, "tiep": ""}, follow=True)
    assert last.redirect_chain[-1][0] == reverse("leader:waiting")


def test_an_approval_is_undone_inside_the_window_and_not_after(leader):
    codes = [a_proposed_dossier().code for _ in range(2)]
    answer = leader.post(reverse("leader:approve"), {"ma": codes}, follow=True)
    said = answer.content.decode()
    assert "Đã duyệt 2 hồ sơ." in said
    marks = [part.split('"')[0] for part in said.split('name="viec" value="')[1:]]
    leader.post("/hoan-tac/", {"viec": marks})
    assert set(Dossier.objects.values_list("state", flat=True)) == {"processing"}
    old = a_proposed_dossier().code
    dossiers.approve(old, by=staff("commune_leader"), at=clock.now() - timedelta(minutes=11))
    page = leader.post("/hoan-tac/", {"viec": f"{old}~6"}, follow=True).content.decode()
    assert "Đã quá giờ hoàn tác" in page or "Không còn việc nào của hồ sơ này" in page
    assert Dossier.objects.get(code=old).state == "finished"


def test_who_signs_in_whose_place_is_said(leader):
    a_proposed_dossier()
    chair = staff("commune_leader", username="chair")
    me = Appointment.objects.get(account_id=staff("commune_leader").account_id)
    Appointment.objects.filter(pk=me.pk).update(
        acting_for=chair.account_id, valid_to=clock.local_day(clock.now()) + timedelta(days=3)
    )
    today = clock.local_day(clock.now())
    Absence.objects.create(
        account_id=chair.account_id,
        substitute_id=me.account_id,
        first_day=today,
        last_day=today,
        set_at=clock.now(),
    )
    said = leader.get(reverse("leader:waiting")).content.decode()
    assert "thay mặt Bùi Thị Mai" in said
    assert "nhờ ông/bà ký thay" in said


def test_the_drafted_result_is_shown_as_pages(leader):
    code = a_proposed_dossier().code
    officer = staff("specialist_officer")
    upload = store_upload(BytesIO(a_pdf()), "ket-qua.pdf", by=officer, at=clock.now())
    row = dossiers.attach_result(code, upload=upload, name_vi="Giấy khai sinh", by=officer, at=clock.now())
    document = leader.get(reverse("leader:waiting")).context["document"]
    assert (document.name, document.is_result) == ("Giấy khai sinh", True)
    assert document.pictures == (reverse("leader:result_page", args=[code, row.pk, 1]),)
    picture = leader.get(document.pictures[0])
    assert picture["Content-Type"].startswith("image/")
    a_province()
    other = browser_of(staff("commune_leader", agency=an_agency("H44.230", parent="H44", short="Xã An Bình")))
    assert other.get(document.pictures[0]).status_code == 404


def test_waiting_asks_the_database_at_most_fifteen_times(leader):
    for _ in range(3):
        a_proposed_dossier()
    for name in ("leader:waiting", "leader:one"):
        leader.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            leader.get(reverse(name))
        assert len(asked := asked_of(captured)) <= 15, asked


def test_an_approval_that_is_not_the_last_says_that_it_was_passed_on(leader):
    first = {"key": "endorse", "act": "approve", "post": "deputy", "role": "commune_leader", "name_vi": "Xem"}
    steps = [step for one in STEPS for step in ([first, one] if one["act"] == "approve" else [one])]
    process = publish_process(
        "two", name_vi="Hai lần ký", name_en="Two", steps=steps, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT
    )
    one, *more = codes = [a_proposed_dossier(process=process).code for _ in range(3)]
    page = leader.post(reverse("leader:approve"), {"ma": one}, follow=True).content.decode()
    assert f"Đã đồng ý, chuyển tiếp hồ sơ {one}." in page  # and may be undone
    assert "Đã duyệt" not in page
    last = a_proposed_dossier().code
    outcome = leader.post(reverse("leader:approve"), {"ma": [*more, last]}, follow=True)
    assert (outcome.context["passed"], outcome.context["done"]) == (more, [last])
    assert "2 hồ sơ đã đồng ý, chuyển người ký tiếp theo" in outcome.content.decode()
    assert {row.state for row in Dossier.objects.filter(code__in=codes)} == {"processing"}
