"""What cannot be accepted is recorded all the same, and the person leaves with form 02 or form 03."""

import pytest

from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.states import State
from motcua.flows import act
from motcua.journal.models import Event
from motcua.kernel import clock
from tests.desks.counter.people_at_it import BIRTH, COPIES, begun, page, url

GIVEN = {"reason": "Còn thiếu giấy", "ground": "118/2025/NĐ-CP, Điều 17"}


@pytest.fixture
def without_papers(counter):
    """A birth whose notice is not on the table."""
    draft = begun(counter, BIRTH)
    fields = {name: value for name, value in page(draft).items() if not name.startswith("originals-")}
    counter.post(url(draft), fields)
    return draft


def test_the_slip_offers_form_02_with_what_is_lacking_ticked(counter, without_papers):
    shown = counter.get(url(without_papers))
    assert shown.context["slip"].may_ask
    assert counter.post(url(without_papers), page(without_papers, act="ask"))["Location"].endswith("/thieu/")


def test_an_incomplete_walk_in_is_recorded_and_form_02_printed(counter, without_papers):
    address = f"{url(without_papers)}thieu/"
    asked = counter.get(address)
    ticked = [one["value"] for one in asked.context["choices"] if one["ticked"]]
    assert ticked == ["paper:birth_notice"]
    assert counter.post(address, {**GIVEN, "item": []}).status_code == 422
    done = counter.post(address, {**GIVEN, "item": ticked})
    assert done.status_code == 303
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.received_at, dossier.channel) == (State.SUPPLEMENT_REQUESTED, None, "direct")
    types = list(Event.objects.filter(chain=dossier.code).order_by("number").values_list("type", flat=True))
    assert types == ["dossier.submitted", "dossier.supplement_requested"]
    assert counter.get(f"/quay/ho-so/{dossier.code}/bo-sung-1.pdf")["Content-Type"] == "application/pdf"
    again = counter.post(address, {**GIVEN, "item": ticked})  # pressed twice
    assert again["Location"] == done["Location"]
    assert Dossier.objects.count() == 1


def test_the_missing_paper_is_brought_and_it_is_accepted(counter, lan, without_papers):
    counter.post(f"{url(without_papers)}thieu/", {**GIVEN, "item": ["paper:birth_notice"]})
    code = Dossier.objects.get().code
    page_ = counter.get(f"/quay/ho-so/{code}/bo-sung/nhan/")
    assert [one["key"] for one in page_.context["papers"]] == ["birth_notice"]
    nothing = counter.post(f"/quay/ho-so/{code}/bo-sung/nhan/", {"row-birth_notice": "1"})
    assert nothing.status_code == 422
    done = counter.post(
        f"/quay/ho-so/{code}/bo-sung/nhan/", {"row-birth_notice": "1", "originals-birth_notice": "1", "then": "receive"}
    )
    assert done.status_code == 303
    dossier = Dossier.objects.get()
    assert dossier.state == State.RECEIVED
    assert dossier.papers.get(key="birth_notice").originals == 1


def test_a_declaration_that_is_not_complete_is_asked_for_once(counter):
    draft = begun(counter, BIRTH)
    counter.post(url(draft), {"act": "all_papers", "applicant-full_name": "Đinh Thị Mai"})
    asked = counter.get(f"{url(draft)}thieu/")
    ticked = [one["value"] for one in asked.context["choices"] if one["ticked"]]
    assert ticked == ["other:declaration"]
    assert counter.post(f"{url(draft)}thieu/", {**GIVEN, "item": ticked}).status_code == 303
    dossier = Dossier.objects.get()
    brought = counter.get(f"/quay/ho-so/{dossier.code}/bo-sung/nhan/")
    assert brought.context["pages"]
    fields = {name: value for name, value in page(draft).items() if "-" not in name}
    done = counter.post(f"/quay/ho-so/{dossier.code}/bo-sung/nhan/", {**fields, "then": "receive"})
    assert done.status_code == 303, done.context["problems"]
    dossier.refresh_from_db()
    assert (dossier.state, bool(dossier.answers)) == (State.RECEIVED, True)


def test_turned_away_with_reason_and_ground_and_form_03(counter):
    draft = begun(counter, COPIES)
    counter.post(url(draft), page(draft))
    address = f"{url(draft)}tu-choi/"
    assert counter.get(address).status_code == 200
    assert counter.post(address, {"reason": "", "ground": ""}).status_code == 422
    assert Draft.objects.get().dossier is None
    assert (
        counter.post(address, {"reason": "Bản chính bị tẩy xóa", "ground": "23/2015/NĐ-CP, Điều 22"}).status_code == 303
    )
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.resolved_at) == (State.REFUSED, None)
    assert counter.get(f"/quay/ho-so/{dossier.code}/tu-choi.pdf")["Content-Type"] == "application/pdf"


def test_a_person_without_a_name_cannot_be_recorded(counter):
    draft = begun(counter, COPIES)
    counter.post(url(draft), page(draft, **{"applicant-full_name": ""}))
    reply = counter.post(f"{url(draft)}thieu/", {**GIVEN, "item": ["other:declaration"]})
    assert reply.status_code == 422
    assert any(one.field == "id_applicant-full_name" for one in reply.context["problems"])
    assert Dossier.objects.count() == 0


def test_only_the_two_outcomes_take_a_dossier_that_lacks_something(counter, lan, without_papers):
    reply = counter.post(url(without_papers), {**page(without_papers, act="accept"), "originals-birth_notice": ""})
    assert reply.status_code == 422
    counter.post(f"{url(without_papers)}thieu/", {**GIVEN, "item": ["paper:birth_notice"]})
    code = Dossier.objects.get().code
    with pytest.raises(Exception, match="not_lawful_now"):
        act.perform(code, "receive", {}, by=lan, at=clock.now())
