"""Asking colleagues: who may answer, once, in time; and tasks that go from hand to hand."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.agencies.models import Position
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Consultation, Dossier, HandOver
from motcua.journal import queries as journal
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow, NotVisible
from motcua.people.models import Account
from tests.factories.plain_lives import OPENED_AT, a_dossier, a_province, a_received_dossier, an_agency, staff

pytestmark = pytest.mark.django_db
LATER = OPENED_AT + timedelta(hours=2)
UNTIL = OPENED_AT + timedelta(days=1)


def account(actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def ask(code: str, **to):
    officer = staff("specialist_officer")
    given = to or {"to_account": account(staff("specialist_officer", username="hoa"))}
    return actions.consult(code, question="Đất có tranh chấp không?", until=UNTIL, by=officer, at=LATER, **given)


def test_a_question_leaves_the_clock_running_and_no_words_in_the_journal():
    dossier = a_received_dossier()
    asked = ask(dossier.code)
    assert (asked.state, asked.due_at, asked.paused_since) == (dossier.state, dossier.due_at, None)
    event = journal.events(dossier.code)[-1]
    assert event.type == "dossier.consulted"
    assert "tranh" not in event.facts
    assert queries.story(asked, inside=False)[-1].type != "consulted"


def test_who_was_asked_answers_once():
    code, hoa = a_received_dossier().code, staff("specialist_officer", username="hoa")
    ask(code)
    assert list(queries.asked_of(hoa, LATER)) == list(Consultation.objects.all())
    row = actions.answer_consultation(code, number=1, opinion="agree", by=hoa, at=LATER + timedelta(hours=1))
    assert (row.opinion, row.answered_by_id) == ("agree", hoa.account_id)
    assert list(queries.asked_of(hoa, LATER)) == []
    with pytest.raises(NotLawfulNow, match=r"consultation\.answered"):
        actions.answer_consultation(code, number=1, opinion="agree", by=hoa, at=LATER + timedelta(hours=2))


def test_a_late_answer_says_so():
    code, hoa = a_received_dossier().code, staff("specialist_officer", username="hoa")
    ask(code)
    actions.answer_consultation(code, number=1, opinion="agree", by=hoa, at=UNTIL + timedelta(hours=1))
    assert journal.facts(journal.events(code)[-1])["late"] is True


def test_nobody_else_answers():
    code = a_received_dossier().code
    ask(code)
    with pytest.raises(NotLawfulNow, match=r"consultation\.not_yours"):
        actions.answer_consultation(code, number=1, opinion="agree", by=staff("commune_leader"), at=LATER)


def test_a_post_and_a_unit_are_asked_too():
    code = a_received_dossier().code
    binh = staff("specialist_officer", username="binh")
    Position.objects.filter(slug=binh.position).update(unit_vi="Phòng Kinh tế")
    ask(code, to_post=binh.position)
    ask(code, to_unit="Phòng Kinh tế")
    assert [row.number for row in queries.asked_of(binh, LATER)] == [1, 2]
    assert list(queries.asked_of(staff("commune_leader"), LATER)) == []
    for number in (1, 2):
        actions.answer_consultation(code, number=number, opinion="other", answer="Xem lại", by=binh, at=LATER)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"opinion": "maybe"}, "opinion"),
        ({"opinion": "disagree"}, "answer"),
        ({"number": 7, "opinion": "agree"}, "number"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field(given, path):
    code, hoa = a_received_dossier().code, staff("specialist_officer", username="hoa")
    ask(code)
    with pytest.raises(Invalid) as refused:
        actions.answer_consultation(code, **{"number": 1, **given}, by=hoa, at=LATER)
    assert refused.value.errors[0].path == path


def test_the_same_is_not_asked_twice_until_the_question_is_cancelled():
    code, officer = a_received_dossier().code, staff("specialist_officer")
    ask(code)
    with pytest.raises(NotLawfulNow, match=r"consultation\.asked_already"):
        ask(code)
    hoa = staff("specialist_officer", username="hoa")
    with pytest.raises(NotLawfulNow, match=r"consultation\.asked_by_other"):
        actions.cancel_consultation(code, number=1, by=hoa, at=LATER)
    actions.cancel_consultation(code, number=1, by=officer, at=LATER)
    with pytest.raises(NotLawfulNow, match=r"consultation\.cancelled"):
        actions.cancel_consultation(code, number=1, by=officer, at=LATER)
    ask(code)
    assert Consultation.objects.count() == 2


def test_what_is_not_in_hand_is_not_asked_about():
    with pytest.raises(NotLawfulNow):
        ask(a_dossier().code)


def test_another_agency_sees_no_question():
    code = a_received_dossier().code
    ask(code)
    a_province()
    other = staff("specialist_officer", agency=an_agency("H44.230", parent="H44", short="Xã An Bình"))
    with pytest.raises(NotVisible):
        actions.answer_consultation(code, number=1, opinion="agree", by=other, at=LATER)


def test_the_database_wants_one_addressee():
    dossier = a_received_dossier()
    officer = staff("specialist_officer")
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.create(
            dossier=dossier,
            number=1,
            asked_at=LATER,
            asked_by_id=officer.account_id,
            agency=dossier.agency,
            to_post="x",
            to_unit="y",
            question="?",
            answer_until=UNTIL,
        )


def hand_over(code: str, by, to: str = "hoa", **values):
    given = {"reason": "Nghỉ phép", **values}
    return actions.hand_over(code, to=account(staff("specialist_officer", username=to)), by=by, at=LATER, **given)


def test_a_task_goes_to_a_colleague_with_its_reason():
    dossier, officer = a_received_dossier(), staff("specialist_officer")
    actions.assign(dossier.code, to=account(officer), by=officer, at=LATER)
    moved = hand_over(dossier.code, officer, until=LATER.date() + timedelta(days=5))
    hoa = staff("specialist_officer", username="hoa")
    assert (moved.assigned_to_id, moved.due_at) == (hoa.account_id, dossier.due_at)
    row = HandOver.objects.get()
    assert (row.from_account_id, row.to_account_id, row.reason) == (officer.account_id, hoa.account_id, "Nghỉ phép")
    assert queries.last_hand_over(moved) == row
    assert "Nghỉ" not in journal.events(dossier.code)[-1].facts


def test_only_the_holder_or_a_leader_hands_over():
    dossier, officer = a_received_dossier(), staff("specialist_officer")
    actions.assign(dossier.code, to=account(officer), by=officer, at=LATER)
    hoa = staff("specialist_officer", username="hoa")
    with pytest.raises(NotLawfulNow, match=r"hand_over\.not_yours"):
        hand_over(dossier.code, hoa)
    hand_over(dossier.code, staff("commune_leader"))
    with pytest.raises(NotLawfulNow, match=r"hand_over\.has_it_already"):
        hand_over(dossier.code, staff("commune_leader"))
    with pytest.raises(NotAllowed):
        hand_over(dossier.code, staff("single_window_officer"))


def test_passing_on_keeps_the_step_and_waits_for_the_post():
    dossier, officer = a_received_dossier(), staff("specialist_officer")
    moved = actions.pass_on(dossier.code, post="specialist_land", note="Đất trồng lúa", by=officer, at=LATER)
    assert (moved.step, moved.post, moved.assigned_to_id) == (dossier.step, "specialist_land", None)
    taken = actions.assign(dossier.code, to=account(officer), by=officer, at=LATER + timedelta(minutes=1))
    assert (taken.post, taken.assigned_to_id) == ("", officer.account_id)


def test_passing_on_can_be_undone():
    dossier, officer = a_received_dossier(), staff("specialist_officer")
    actions.pass_on(dossier.code, post="specialist_land", by=officer, at=LATER)
    actions.undo(dossier.code, by=officer, at=LATER + timedelta(minutes=1))
    assert Dossier.objects.get(pk=dossier.pk).post == ""
