"""Acts across agencies through the one entry of all acts: what a page or program sends is judged."""

from datetime import timedelta

import pytest

from motcua.dossiers.models import Dossier, Part
from motcua.flows import act as acts
from motcua.kernel.errors import Invalid, NotAllowed
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, an_account, citizen, staff
from tests.factories.several_agencies import a_department, a_dossier_for_another, a_dossier_with_parts, a_part_step

pytestmark = pytest.mark.django_db(transaction=True)
LATER = OPENED_AT + timedelta(hours=2)


def do(code: str, act: str, by=None, **body) -> Dossier:
    return acts.perform(code, act, body, by=by or staff("specialist_officer"), at=LATER)


def wrong(code: str, act: str, by=None, **body) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        do(code, act, by, **body)
    return [(one.path, one.code) for one in refused.value.errors]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"agency": "H99", "question": "?"}, ("agency", "agency.unknown")),
        ({"question": "?"}, ("agency", "agency.unknown")),
        ({"agency": "H44.44", "question": " "}, ("question", "question.required")),
        ({"agency": "H44.44", "question": "?", "hours": 9000}, ("hours", "consultation.hours_wrong")),
        ({"agency": "H44.44", "question": "?", "kind": "x"}, ("kind", "part.kind_unknown")),
        ({"agency": "H44.229", "question": "?"}, ("agency", "part.own_agency")),
        ({"step": "x", "agency": "H44.44"}, ("step", "part.step_unknown")),
        ({"agency": "H44.44", "question": "?", "colour": "red"}, ("colour", "body.unknown")),
    ],
)
def test_what_cannot_be_asked_is_said_and_leaves_nothing(body, expected):
    a_department()
    code = a_received_dossier().code
    assert wrong(code, "open_part", **body) == [expected]
    assert not Part.objects.exists()


def test_what_cannot_be_answered_is_said():
    code = a_dossier_with_parts(a_part_step("look", "H44.44")).code
    builder = staff("specialist_officer", agency=a_department())
    assert wrong(code, "answer_part", builder, number=9, answer="x") == [("number", "part.unknown")]
    assert wrong(code, "answer_part", builder, number="1", answer="x") == [("number", "body.number_wrong")]
    assert wrong(code, "answer_part", builder, number=1, papers=[{"file_id": "x"}]) == [
        ("papers.0.file_id", "paper.file_unknown")
    ]
    assert wrong(code, "assign_part", builder, number=1, to="nobody") == [("to", "colleague.unknown")]
    assert wrong(code, "return_part", builder, number=1, reason="") == [("reason", "reason.required")]
    assert do(code, "answer_part", builder, number=1, answer="Đúng").code == code


def test_a_hand_over_goes_to_a_competent_agency_and_a_result_to_the_province():
    a_department()
    code = a_dossier_for_another().code
    here = staff("single_window_officer")
    there = staff("single_window_officer", agency=Dossier.objects.get(code=code).agency)
    do(code, "return_transfer", there, reason="Không thuộc địa bàn")
    assert wrong(code, "transfer", here, to="H44.44") == [("to", "agency.not_competent")]
    assert wrong(code, "transfer", here, to="H99") == [("to", "agency.unknown")]
    assert wrong(code, "change_return", here, way="counter", counter="H99", reason="x") == [
        ("counter", "agency.unknown")
    ]


def test_whose_role_never_may_is_told_so():
    account = an_account("chu")
    code = a_received_dossier(account=account).code
    with pytest.raises(NotAllowed):
        do(code, "open_part", citizen(account), agency="H44.44", question="?")
