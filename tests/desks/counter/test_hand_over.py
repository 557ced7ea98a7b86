"""Results go out: who takes them, what is owed, how it was signed for, and a question nobody here sees the answer of."""

import pytest

from motcua.dossiers.models import Collection, Dossier
from motcua.dossiers.states import State
from motcua.flows import act
from motcua.kernel import clock
from motcua.voice.models import Rating
from tests.desks.counter.people_at_it import CARD, online
from tests.factories import plain_lives

MAI = "017199003125"


@pytest.fixture
def finished(lan):
    dossier = online(plain_lives.citizen(plain_lives.an_account("0912000345")))
    steps = [("receive", {}, lan)]
    steps += [("propose", {"result": "approve"}, plain_lives.staff("specialist_officer"))]
    steps += [("approve", {}, plain_lives.staff("commune_leader"))]
    for name, body, by in steps:
        act.perform(dossier.code, name, body, by=by, at=clock.now())
    return dossier


def address(dossier):
    return f"/quay/tra-ket-qua/{dossier.code}/"


def test_the_number_of_the_card_is_compared(counter, finished):
    wrong = counter.post(address(finished), {"number": CARD, "identity": "number", "name": "Ai đó"})
    assert wrong.status_code == 422
    assert "không phải của chủ hồ sơ" in wrong.content.decode()
    right = counter.post(address(finished), {"number": MAI, "identity": "number"})
    assert (right.status_code, right.context["matches"]) == (200, True)
    assert Collection.objects.count() == 0  # looking is not handing over


def test_handed_to_the_applicant_and_signed_on_paper(counter, finished):
    given = {"act": "deliver", "number": MAI, "identity": "number", "name": "Bùi Thị Yến"}
    assert "signed" in counter.post(address(finished), given).context["said"]
    assert counter.post(address(finished), given | {"signed": "paper"}).status_code == 303
    row = Collection.objects.get()
    assert (row.identity, row.signed, row.way, row.slip_lost) == ("number", "paper", "counter", False)
    finished.refresh_from_db()
    assert finished.state == State.DELIVERED
    assert "Bùi Thị Yến" in counter.get(f"/quay/ho-so/{finished.code}/").content.decode()


def test_somebody_else_collects_with_a_mandate_and_a_lost_slip_is_noted(counter, finished):
    given = {"act": "deliver", "number": CARD, "identity": "mandate", "signed": "name", "slip_lost": "on"}
    assert "mandate" in counter.post(address(finished), given).context["said"]
    assert counter.post(address(finished), given | {"mandate": "12, 01/11/2026"}).status_code == 303
    row = Collection.objects.get()
    assert (row.name, row.mandate, row.slip_lost) == ("Đinh Thị Mai", "12, 01/11/2026", True)


def test_posted_results_name_the_parcel(counter, finished):
    assert counter.post(address(finished), {"act": "deliver", "by": "post", "note": "VNP 123"}).status_code == 303
    row = Collection.objects.get()
    assert (row.way, row.identity, row.signed, row.note) == ("post", "none", "none", "VNP 123")


def test_two_officers_at_once_the_second_is_told_when_it_was_handed_over(counter, finished, browser_of):
    hoa = browser_of(plain_lives.staff("single_window_officer", username="hoa"))
    given = {"act": "deliver", "number": MAI, "identity": "number", "name": "Bùi Thị Yến", "signed": "paper"}
    assert counter.post(address(finished), given).status_code == 303
    late = hoa.post(address(finished), given, follow=True)
    assert "Không trả lần nữa" in late.content.decode()
    assert Collection.objects.count() == 1


def test_the_rating_is_given_unseen(counter, finished):
    counter.post(address(finished), {"act": "deliver", "by": "electronic"})
    rate = f"/quay/ho-so/{finished.code}/y-kien/"
    asked = counter.get(rate)
    assert "Bấm một lần" in asked.content.decode()
    assert 'class="desk"' not in asked.content.decode()  # the whole screen, nothing of the desk
    thanked = counter.post(rate, {"answer": "dissatisfied"}, follow=True)
    assert "Cảm ơn" in thanked.content.decode()
    assert Rating.objects.get().answer == "dissatisfied"
    again = counter.post(rate, {"answer": "very_satisfied"}, follow=True)
    assert "Cảm ơn" in again.content.decode()
    assert Rating.objects.get().answer == "dissatisfied"
    for page in (
        f"/quay/ho-so/{finished.code}/",
        f"/viec/ho-so/{finished.code}/",
        f"/viec/ho-so/{finished.code}/nhat-ky/",
    ):
        assert "Không hài lòng" not in counter.get(page, follow=True).content.decode()


def test_the_question_does_not_open_before_the_result(counter, pack):
    dossier = online(plain_lives.citizen(plain_lives.an_account("0912000345")))
    assert "Chưa có kết quả" in counter.get(f"/quay/ho-so/{dossier.code}/y-kien/").content.decode()
    assert counter.post(f"/quay/ho-so/{dossier.code}/y-kien/", {"answer": "satisfied"}).status_code == 409
    assert Dossier.objects.get().state == State.SUBMITTED


def test_the_contract_of_the_api_is_unchanged(lan, finished):
    act.perform(finished.code, "deliver", {"by": "counter"}, by=lan, at=clock.now())
    assert Collection.objects.count() == 0
