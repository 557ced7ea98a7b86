"""The dossier's page: opinions, drafts of the result, old beside new, barred acts, passing on."""

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.catalogue import actions as catalogue
from motcua.dossiers import actions
from motcua.dossiers.models import Consultation, Dossier, DossierPaper, ResultDraft, ResultFile
from motcua.dossiers.rules import GivenPaper
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.factories.plain_lives import BEGAN, OPENED_AT, a_dossier, a_received_dossier, staff
from tests.factories.proposals import a_proposed_dossier, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return browser_of(staff("specialist_officer"))


def url(name: str, *args) -> str:
    return reverse(f"officer:{name}", args=args)


def test_an_opinion_from_question_to_answer(officer):
    hoa = browser_of(staff("specialist_officer", username="hoa"))
    code = a_received_dossier().code
    bad = officer.post(url("ask_colleague", code), {"to": "nobody", "question": "Có tranh chấp?", "hours": "8"})
    assert bad.status_code == 422
    assert "Có tranh chấp?" in bad.content.decode()
    asked = officer.post(url("ask_colleague", code), {"to": "hoa", "question": "Có tranh chấp?", "hours": "8"})
    assert asked.status_code == 303
    page = hoa.get("/viec/y-kien/")
    assert [tab.count for tab in page.context["tabs"]] == [1, 0]
    assert "Có tranh chấp?" in page.content.decode()
    assert [tab.count for tab in officer.get("/viec/y-kien/").context["tabs"]] == [0, 1]
    answer = url("answer", code, 1)
    assert hoa.post(answer, {"opinion": "disagree", "answer": ""}).status_code == 422
    assert hoa.post(answer, {"opinion": "disagree", "answer": "Đang tranh chấp"}).status_code == 303
    seen = officer.get(url("dossier", code)).content.decode()
    assert "Đang tranh chấp" in seen
    again = hoa.post(answer, {"opinion": "agree"})
    assert again.status_code == 409
    assert "đã được trả lời" in again.content.decode()


def test_a_late_opinion_is_named(officer):
    hoa = staff("specialist_officer", username="hoa")
    code = a_received_dossier().code
    officer.post(url("ask_colleague", code), {"to": "hoa", "question": "Sao?", "hours": "1"})
    past = clock.now() - timedelta(days=30)
    Consultation.objects.update(asked_at=past, answer_until=past + timedelta(days=1))
    assert "Quá hạn trả lời" in officer.get(url("dossier", code)).content.decode()
    assert "Quá hạn trả lời" in browser_of(hoa).get("/viec/y-kien/").content.decode()


def test_somebody_else_cannot_answer(officer):
    staff("specialist_officer", username="hoa")
    code = a_received_dossier().code
    officer.post(url("ask_colleague", code), {"to": "hoa", "question": "Sao?", "hours": "8"})
    leader = browser_of(staff("commune_leader"))
    assert "Chỉ người được hỏi" in leader.get(url("answer", code, 1)).content.decode()
    assert leader.post(url("answer", code, 1), {"opinion": "agree"}).status_code == 409
    assert leader.get(url("answer", code, 9)).status_code == 404


def a_template(**values) -> str:
    given = {"kind": "approve", "name_vi": "Giấy xác nhận", "title": "GIẤY XÁC NHẬN", "body": "Cấp cho {applicant}."}
    row = catalogue.set_result_template("", **(given | values), valid_from=BEGAN, by=SYSTEM, at=OPENED_AT)
    return f"{row.key}:{row.number}"


def test_a_result_is_drafted_from_a_template_and_drafted_again(officer):
    code, mark = a_received_dossier().code, a_template()
    page = officer.get(url("draft", code), {"mau": mark})
    assert page.context["given"]["body"] == "Cấp cho Bùi Thị Lành."
    words = {"title": "GIẤY XÁC NHẬN", "body": "Cấp cho Bùi Thị Lành.", "kind": "approve", "mau": mark}
    preview = officer.post(url("draft", code), {**words, "viec": "xem"})
    assert preview["Content-Type"] == "application/pdf"
    assert preview.content.startswith(b"%PDF")
    assert ResultDraft.objects.count() == 0
    assert officer.post(url("draft", code), {**words, "viec": "luu"}).status_code == 303
    assert officer.get(url("draft", code)).context["given"]["body"] == words["body"]
    officer.post(url("draft", code), {**words, "body": "Cấp lại.", "viec": "luu"})
    first, second = ResultDraft.objects.order_by("number")
    assert first.file.replaced_at is not None
    assert (second.file.replaced_at, second.file.draft) == (None, True)
    assert [one.pk for one in officer.get(url("dossier", code)).context["results"]] == [second.file_id]
    assert officer.get(url("result", code, first.file_id)).status_code == 200, "the old one is kept"
    officer.post(url("act", code, "propose"), {"result": "approve"})
    assert officer.post(url("draft", code), {**words, "viec": "luu"}).status_code == 409
    browser_of(staff("commune_leader")).post(url("act", code, "approve"), {})
    assert ResultFile.objects.get(replaced_at=None).draft is False


def test_an_open_placeholder_is_named_before_saving(officer):
    code, mark = a_received_dossier().code, a_template(body="Ở {applicant_address}, vì {reason}.")
    page = officer.get(url("draft", code), {"mau": mark})
    assert any("Nơi ở của chủ hồ sơ" in words for words in page.context["missing"])
    words = {"title": "X", "body": page.context["given"]["body"], "kind": "approve", "mau": mark, "viec": "luu"}
    refused = officer.post(url("draft", code), words)
    assert refused.status_code == 422
    assert "{applicant_address}" in refused.context["errors"]["body"]
    assert ResultDraft.objects.count() == 0


def test_old_and_new_stand_side_by_side(officer):
    code = a_received_dossier().code
    empty = officer.get(url("compare", code)).content.decode()
    assert "chưa có lần bổ sung" in empty
    officer.post(
        url("ask_supplement", code),
        {"other": "Bản sao", "why-other": "Thiếu", "reason": "Thiếu giấy", "ground": "Điều 16"},
    )
    papers = [(GivenPaper("photo"), None), (GivenPaper("copy", declared=True), None)]
    DossierPaper.objects.create(dossier=Dossier.objects.get(code=code), key="photo", added_at=OPENED_AT)
    actions.supplement(code, answers={}, papers=papers, by=staff("single_window_officer"), at=clock.now())
    page = officer.get(url("compare", code))
    assert [key for key, _name in page.context["several"]] == ["photo", "copy"]
    assert [one.number for one in page.context["pair"]] == [1, 2]
    added = officer.get(url("compare", code), {"giay": "copy"})
    assert [one.number for one in added.context["pair"]] == [0, 1]
    assert "chưa có giấy này" in added.content.decode()
    assert url("compare", code) in officer.get(url("dossier", code)).content.decode()


def test_a_barred_act_says_why(officer):
    code = a_received_dossier().code
    officer.post(
        url("ask_supplement", code),
        {"other": "Bản sao", "why-other": "Thiếu", "reason": "Thiếu giấy", "ground": "Điều 16"},
    )
    assert "Đang chờ người nộp bổ sung" in officer.get(url("dossier", code)).content.decode()
    waiting = a_proposed_dossier().code
    assert "Đang chờ lãnh đạo quyết định" in officer.get(url("dossier", waiting)).content.decode()
    assert "chưa tiếp nhận" in officer.get(url("dossier", a_dossier().code)).content.decode()


def test_forwarding_to_a_person_with_a_note(officer):
    hoa = staff("specialist_officer", username="hoa")
    code = a_received_dossier().code
    assert officer.get(url("act", code, "forward")).status_code == 200
    assert officer.post(url("act", code, "forward"), {"to": "nobody", "note": "x"}).status_code == 422
    assert officer.post(url("act", code, "forward"), {"to": "hoa", "note": "Nhờ xem"}).status_code == 303
    dossier = Dossier.objects.get(code=code)
    assert (dossier.assigned_to_id, dossier.step) == (hoa.account_id, "propose")
    assert "Nhờ xem" in browser_of(hoa).get(url("dossier", code)).content.decode()


def test_forwarding_to_a_post_puts_it_into_that_queue(officer):
    hoa = staff("specialist_officer", username="hoa")
    code = a_received_dossier().code
    officer.post(url("act", code, "forward"), {"to": f"post:{hoa.position}"})
    assert [row.code for row in browser_of(hoa).get("/viec/").context["rows"]] == [code]
    assert officer.get("/viec/").context["rows"] == []


def test_taking_and_handing_over_one(officer):
    staff("specialist_officer", username="hoa")
    code = a_received_dossier().code
    assert officer.post(url("take", code)).status_code == 303
    assert officer.post(url("act", code, "hand_over"), {"to": "hoa", "reason": ""}).status_code == 422
    assert officer.post(url("act", code, "hand_over"), {"to": "hoa", "reason": "Nghỉ"}).status_code == 303
    stale = officer.post(url("act", code, "hand_over"), {"to": "hoa", "reason": "Nghỉ"})
    assert stale.status_code == 409
    assert "do người khác giữ" in stale.content.decode()


def test_an_act_after_somebody_elses_is_a_clear_sentence(officer):
    code = a_received_dossier().code
    actions.propose(code, result="approve", by=staff("specialist_officer", username="hoa"), at=clock.now())
    stale = officer.post(url("act", code, "propose"), {"result": "approve"})
    assert stale.status_code == 409
    assert "bước khác" in stale.content.decode()
