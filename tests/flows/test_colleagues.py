"""Acts between colleagues through the one entry of all acts: who is meant, what is refused; trials leave nothing."""

from datetime import timedelta

import pytest

from motcua.agencies.models import Position
from motcua.dossiers.models import Consultation, Dossier
from motcua.flows import act as acts
from motcua.journal.models import Event
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow, NotVisible
from motcua.people.models import Account
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, an_account, citizen, staff
from tests.factories.proposals import a_proposed_dossier

pytestmark = pytest.mark.django_db(transaction=True)
LATER = OPENED_AT + timedelta(hours=2)


def do(code: str, act: str, by=None, **body) -> Dossier:
    return acts.perform(code, act, body, by=by or staff("specialist_officer"), at=LATER)


def wrong(code: str, act: str, by=None, **body) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        do(code, act, by, **body)
    return [(one.path, one.code) for one in refused.value.errors]


def test_a_question_goes_to_a_person_a_post_and_a_unit():
    code, hoa = a_received_dossier().code, staff("specialist_officer", username="hoa")
    Position.objects.filter(slug=hoa.position).update(unit_vi="Phòng Kinh tế")
    for to in ("hoa", f"post:{hoa.position}", "unit:Phòng Kinh tế"):
        do(code, "consult", to=to, question="Có quy hoạch không?")
    rows = Consultation.objects.order_by("number")
    assert [(bool(row.to_account), bool(row.to_post), bool(row.to_unit)) for row in rows] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    # eight working hours after 10:00 on a Monday are 10:00 on Tuesday
    assert {row.answer_until for row in rows} == {LATER + timedelta(days=1)}
    do(code, "answer_consultation", hoa, number=2, opinion="agree")
    do(code, "cancel_consultation", number=3)
    with pytest.raises(NotLawfulNow):
        do(code, "answer_consultation", hoa, number=3, opinion="agree")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"to": "nobody", "question": "?"}, ("to", "colleague.unknown")),
        ({"to": "post:nobody", "question": "?"}, ("to", "colleague.post_empty")),
        ({"to": "unit:Phòng Không có", "question": "?"}, ("to", "colleague.unit_empty")),
        ({"to": "specialist_officer.h44.229", "question": "?"}, ("to", "consultation.to_self")),
        ({"to": "hoa", "question": "?", "hours": 900}, ("hours", "consultation.hours_wrong")),
        ({"to": "hoa", "question": "?", "hours": "x"}, ("hours", "consultation.hours_wrong")),
        ({"to": "hoa", "question": ""}, ("question", "question.required")),
        ({"question": "?"}, ("to", "to.required")),
    ],
)
def test_a_question_to_nobody_is_refused_at_its_field(body, expected):
    staff("specialist_officer", username="hoa")
    assert wrong(a_received_dossier().code, "consult", **body) == [expected]


def test_who_has_left_the_post_is_not_asked():
    hoa = staff("specialist_officer", username="hoa")
    Account.objects.get(pk=hoa.account_id).appointments.update(valid_to=OPENED_AT.date())
    assert wrong(a_received_dossier().code, "consult", to="hoa", question="?") == [("to", "colleague.unknown")]


def test_a_task_goes_only_to_somebody_who_may_do_its_step():
    code = a_received_dossier().code
    staff("single_window_officer", username="quay")
    assert wrong(code, "hand_over", to="quay", reason="Nghỉ") == [("to", "hand_over.to_unfit")]
    assert wrong(code, "hand_over", to="nobody", reason="Nghỉ") == [("to", "hand_over.to_unknown")]
    staff("specialist_officer", username="hoa")
    assert wrong(code, "hand_over", to="hoa", reason="Nghỉ", until="mai") == [("until", "body.day_wrong")]
    assert wrong(code, "hand_over", to="hoa", reason="Nghỉ", until="2020-01-01") == [("until", "hand_over.until_past")]
    assert do(code, "hand_over", to="hoa", reason="Nghỉ", until="2026-01-09").assigned_to.username == "hoa"


def test_forwarding_from_the_specialists_step_names_whom():
    code = a_received_dossier().code
    hoa = staff("specialist_officer", username="hoa")
    assert do(code, "forward", to=f"post:{hoa.position}").post == hoa.position
    assert do(code, "forward", to="hoa", note="Nhờ xem").assigned_to_id == hoa.account_id
    with pytest.raises(NotLawfulNow):
        do(a_proposed_dossier().code, "forward", to="hoa")
    with pytest.raises(NotLawfulNow):
        do(code, "forward")


def test_a_citizen_does_none_of_it():
    account = an_account("mai")
    code = a_received_dossier(account=account).code
    for act in ("consult", "answer_consultation", "cancel_consultation", "hand_over"):
        with pytest.raises(NotAllowed):
            do(code, act, citizen(account))


def test_a_trial_says_what_the_act_would_say_and_leaves_nothing():
    code, officer, leader = a_received_dossier().code, staff("specialist_officer"), staff("commune_leader")
    before = (Event.objects.count(), Dossier.objects.values().get(code=code))
    assert acts.foresee(code, "propose", {"result": "approve"}, by=officer, at=LATER) is None
    refused = acts.foresee(code, "propose", {"result": "maybe"}, by=officer, at=LATER)
    assert isinstance(refused, Invalid)
    refused = acts.foresee(code, "approve", {}, by=leader, at=LATER)
    assert isinstance(refused, NotLawfulNow)
    assert isinstance(acts.foresee("X-1", "propose", {}, by=officer, at=LATER), NotVisible)
    assert before == (Event.objects.count(), Dossier.objects.values().get(code=code))
    with pytest.raises(LookupError):
        acts.foresee(code, "receive", {}, by=officer, at=LATER)
