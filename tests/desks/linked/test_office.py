"""At the counter and in the control office."""

from datetime import timedelta

import pytest

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import LinkedService
from motcua.dossiers.models import Bundle
from motcua.eforms import queries as eforms
from motcua.flows import act
from motcua.flows.samples import example_of
from motcua.flows.submit import Submission
from motcua.flows.submit_linked import submit
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.desks.linked.conftest import browser, form_now, questions
from tests.factories import linked, plain_lives

CARD = "017184003125|113000111|Đinh Thị Mai|19051984|Nữ|Khu 13, Chi Nê, Lạc Thủy, Hòa Bình|01012021"


def a_filed_one():
    return linked.a_bundle(at=clock.now() - timedelta(hours=2))


def test_somebody_at_the_counter_files_three_things_with_one_press(counter):
    begun = counter.post("/quay/", {"card": CARD, "q": "2.000986"})
    address = begun["Location"].partition("#")[0]
    page = counter.get(address).content.decode()
    assert "Các việc làm cùng lúc" in page
    sent = {
        "applicant-kind": "person",
        "applicant-full_name": "Đinh Thị Mai",
        "applicant-number": "017184003125",
        "applicant-birth_date": "19/05/1984",
        "channel": "direct",
        "agency": linked.COMMUNE,
        "linked": "1",
        "do-hi": "no",
        "word-hi": "Đã có thẻ",
        "act": "accept",
    }
    left_out = {"hi": "Đã có thẻ"}
    for fields in questions({"full_name": "Đinh Thị Mai", "personal_id": "017184003125"}, left_out).values():
        sent |= fields
    for paper, _row in form_now(left_out).papers:
        if paper.need == "required":
            sent[f"originals-{paper.key}"] = "1"
    reply = counter.post(address, sent)
    assert reply.status_code == 303, reply.context["problems"]
    bundle = Bundle.objects.get()
    assert bundle.left_out == left_out
    assert linked.dossier(bundle, "birth").state == "received"
    slip = counter.get(f"/quay/ho-so/{bundle.lead.code}/giay-hen.pdf")
    assert slip["Content-Type"] == "application/pdf"


def test_only_what_waits_for_nothing_is_in_the_list_and_one_press_receives_it(counter):
    bundle = a_filed_one()
    listed = counter.get("/quay/cho-tiep-nhan/").content.decode()
    assert bundle.lead.code in listed
    assert linked.dossier(bundle, "residence").code not in listed
    page = counter.get(f"/quay/ho-so/{linked.dossier(bundle, 'residence').code}/").content.decode()
    assert f"/quay/ho-so/{linked.dossier(bundle, 'residence').code}/tiep-nhan/" not in page
    counter.post(f"/quay/ho-so/{bundle.lead.code}/tiep-nhan/")
    assert linked.dossier(bundle, "birth").state == "received"


def test_a_shared_answer_is_put_right_in_the_others(counter):
    bundle = a_filed_one()
    body = {"answers": {"child_name": "BÙI GIA AN"}, "reason": "Ghi sai"}
    act.perform(bundle.lead.code, "correct", body, by=plain_lives.staff("single_window_officer"), at=clock.now())
    page = counter.get(f"/quay/ho-so/{bundle.lead.code}/lien-thong/").content.decode()
    assert "BÙI GIA AN" in page
    sent = {"question": "birth.child_name", "by": bundle.lead.code}
    assert counter.post(f"/quay/ho-so/{bundle.lead.code}/lien-thong/sua/", sent).status_code == 303
    assert linked.dossier(bundle, "residence").answers["full_name"] == "BÙI GIA AN"


def test_an_ordinary_dossier_has_no_such_page(counter):
    today = clock.local_day(clock.now())
    version = catalogue.version_in_force("1.001193", today)
    made = example_of(version, eforms.get_form(version.form_key, on=today), today=today)
    ordinary = Submission(procedure="1.001193", agency=linked.COMMUNE, channel="online", **made)
    code = submit(ordinary, by=SYSTEM, at=clock.now()).code
    assert counter.get(f"/quay/ho-so/{code}/lien-thong/").status_code == 404


@pytest.fixture
def control():
    return browser(plain_lives.staff("procedure_control_officer", agency=plain_lives.a_province()))


def test_the_control_office_sees_services_and_amends_them(control):
    assert "Khai sinh → Thường trú" in control.get("/quan-tri/lien-thong/").content.decode()
    assert "birth.child_name" in control.get("/quan-tri/lien-thong/2.000986/").content.decode()
    address = "/quan-tri/lien-thong/2.000986/sua-doi/"
    text = control.get(address).context["text"]
    tomorrow = (clock.local_day(clock.now()) + timedelta(days=1)).isoformat()
    given = {"valid_from": tomorrow, "decision_no": "12/QĐ-UBND", "reason": ""}
    wrong = control.post(address, {**given, "text": text.replace("hi.child_name", "hi.nothing"), "act": "preview"})
    assert wrong.status_code == 422
    assert "hi.nothing" in wrong.content.decode()
    changed = text.replace("Thẻ bảo hiểm y tế", "Thẻ BHYT")
    shown = control.post(address, {**given, "text": changed, "act": "preview"})
    assert "Trẻ tên là gì?" in shown.content.decode()
    early = control.post(address, {**given, "valid_from": "2026-01-01", "text": changed, "act": "publish"})
    assert early.status_code == 422
    assert control.post(address, {**given, "text": changed, "act": "publish"}).status_code == 303
    assert LinkedService.objects.filter(procedure__code="2.000986").count() == 2


@pytest.mark.parametrize("text", ["members: [", "just words", "members: 3", "members:\n- key: a\n  nonsense: 1"])
def test_what_is_no_service_is_refused_with_a_sentence(control, text):
    given = {"valid_from": "2030-01-01", "decision_no": "1", "reason": "", "act": "publish", "text": text}
    reply = control.post("/quan-tri/lien-thong/2.000986/sua-doi/", given)
    assert reply.status_code == 422
    assert reply.context["problems"]
    assert LinkedService.objects.filter(procedure__code="2.000986").count() == 1
