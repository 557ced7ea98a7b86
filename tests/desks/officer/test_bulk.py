"""Acts on several dossiers: tried first, done one by one, what was left alone is named."""

import pytest
from django.urls import reverse

from motcua.dossiers import actions
from motcua.dossiers.models import Dossier, HandOver
from motcua.journal.models import Event
from motcua.people.models import Account
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, a_version, staff
from tests.factories.proposals import a_proposed_dossier, browser_of

pytestmark = pytest.mark.django_db
BULK, DO = "/viec/nhieu/", "/viec/nhieu/lam/"


@pytest.fixture
def viewer():
    return staff("specialist_officer")


@pytest.fixture
def officer(viewer):
    return browser_of(viewer)


def test_taking_on_several(officer, viewer):
    codes = [a_received_dossier().code for _ in range(3)]
    events = Event.objects.count()
    page = officer.get(BULK, {"viec": "nhan", "hs": codes})
    assert [one.dossier.code for one in page.context["ready"]] == codes
    assert Event.objects.count() == events, "the trial leaves nothing"
    assert set(Dossier.objects.values_list("assigned_to", flat=True)) == {None}
    assert officer.post(DO, {"viec": "nhan", "hs": codes}).status_code == 303
    assert set(Dossier.objects.values_list("assigned_to", flat=True)) == {viewer.account_id}
    assert officer.get("/viec/nhieu/ket-qua/").context["done"] == codes


def test_a_proposal_together_is_for_the_clean_ones_of_one_procedure(officer, viewer):
    clean = a_received_dossier().code
    noted = a_received_dossier().code
    actions.note(noted, text="Gọi lại", by=viewer, at=OPENED_AT)
    other = a_received_dossier(version=a_version(slug="permit")).code
    waits = a_proposed_dossier().code
    chosen = {"viec": "trinh", "hs": [clean, noted, other, waits], "result": "approve", "note": "Đủ"}
    page = officer.post(BULK, chosen)
    assert [one.dossier.code for one in page.context["ready"]] == [clean]
    left = {one.dossier.code: one.why for one in page.context["left"]}
    assert "ghi chú" in left[noted]
    assert "Khác thủ tục" in left[other]
    assert left[waits]
    officer.post(DO, {**chosen, "hs": [clean]})
    assert Dossier.objects.get(code=clean).step == "approve"


def test_what_somebody_else_did_in_between_is_left_and_named(officer, viewer):
    codes = [a_received_dossier().code for _ in range(2)]
    chosen = {"viec": "trinh", "hs": codes, "result": "approve", "note": "Đủ"}
    assert len(officer.post(BULK, chosen).context["ready"]) == 2
    colleague = staff("specialist_officer", username="hoa")
    actions.propose(codes[0], result="approve", by=colleague, at=OPENED_AT.replace(hour=10))
    officer.post(DO, chosen)
    page = officer.get("/viec/nhieu/ket-qua/")
    assert page.context["done"] == [codes[1]]
    ((code, why),) = page.context["refused"]
    assert code == codes[0]
    assert "bước khác" in why


def test_nothing_chosen_says_so(officer):
    a_received_dossier()
    answer = officer.get(BULK, {"viec": "nhan"}, follow=True)
    assert "Chọn ít nhất một hồ sơ trước." in answer.content.decode()


def test_an_unknown_act_and_another_agencys_dossier_do_not_exist(officer):
    assert officer.get(BULK, {"viec": "xoa", "hs": "x"}).status_code == 404
    assert officer.get(BULK, {"viec": "nhan", "hs": "H44.230-260101-0001"}).status_code == 303


def test_missing_fields_are_said_at_their_place_and_the_choice_is_kept(officer):
    code = a_received_dossier().code
    answer = officer.post(BULK, {"viec": "ban-giao", "hs": [code], "to": "", "reason": ""})
    assert answer.status_code == 422
    assert set(answer.context["errors"]) == {"to", "reason"}
    assert code in answer.content.decode()


def test_open_tasks_are_handed_over_and_the_receiver_sees_from_whom(officer, viewer):
    codes = [a_received_dossier().code for _ in range(2)]
    me = Account.objects.get(pk=viewer.account_id)
    hoa = staff("specialist_officer", username="hoa")
    for code in codes:
        actions.assign(code, to=me, by=viewer, at=OPENED_AT.replace(hour=9))
    page = officer.get("/viec/ban-giao/")
    assert {one.code for one in page.context["chosen"]} == set(codes)
    given = {"viec": "ban-giao", "hs": codes, "to": "hoa", "reason": "Nghỉ phép", "until": "2099-12-31"}
    assert len(officer.post(BULK, given).context["ready"]) == 2
    officer.post(DO, given)
    assert HandOver.objects.filter(to_account_id=hoa.account_id, from_account=me).count() == 2
    seen = browser_of(hoa).get(reverse("officer:dossier", args=[codes[0]])).content.decode()
    assert "Nhận bàn giao từ" in seen
    assert officer.get("/viec/ban-giao/").context["chosen"] == []


def test_a_task_is_not_handed_to_somebody_without_the_post(officer, viewer):
    code = a_received_dossier().code
    staff("single_window_officer", username="quay")
    page = officer.post(BULK, {"viec": "ban-giao", "hs": [code], "to": "quay", "reason": "Nghỉ"})
    assert page.context["ready"] == []
    assert "không làm được bước hiện tại" in page.context["left"][0].why


def test_a_leave_is_shown_where_tasks_are_given(officer, viewer):
    staff("specialist_officer", username="hoa")
    hoa = browser_of(staff("specialist_officer", username="hoa"))
    bad = hoa.post("/viec/nghi/", {"first_day": "2099-01-05", "last_day": "2099-01-01"})
    assert bad.status_code == 422
    today = {"first_day": "2020-01-01", "last_day": "2099-01-10"}
    assert hoa.post("/viec/nghi/", today).status_code == 303
    code = a_received_dossier().code
    page = officer.get(reverse("officer:act", args=[code, "assign"])).content.decode()
    assert "đang nghỉ đến 10/01/2099" in page
