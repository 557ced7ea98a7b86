"""Parts of a dossier at other agencies: they open, keep steps waiting, are answered, sent back, given up and undone."""

from datetime import timedelta

import pytest

from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Part
from motcua.journal.queries import events, facts
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow, NotVisible
from motcua.people.models import Account
from tests.factories.plain_lives import OPENED_AT, a_received_dossier, staff
from tests.factories.several_agencies import RECEIVED_AT, a_department, a_dossier_with_parts, a_part_step

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = OPENED_AT + HOUR


def officer():
    return staff("specialist_officer")


def leader():
    return staff("commune_leader")


def builder(role: str = "specialist_officer"):
    return staff(role, agency=a_department())


def justice():
    return staff("specialist_officer", agency=a_department("H44.19", "Sở Tư pháp"))


def propose(dossier: Dossier, at=LATER) -> Dossier:
    return dossiers.propose(dossier.code, result="approve", by=officer(), at=at)


def states(dossier: Dossier) -> dict[str, str]:
    return {part.step: part.state for part in queries.parts_of(dossier)}


def test_parallel_parts_open_with_reception_each_with_its_own_clock():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44", hours=8), a_part_step("law", "field", hours=16))
    look, law = queries.parts_of(dossier)
    assert (look.agency.code, look.from_agency.code, look.kind) == ("H44.44", "H44.229", "work")
    assert law.agency.code == "H44.19"  # the department that answers for the field
    assert look.due_at == RECEIVED_AT + timedelta(days=1)  # eight working hours of a Monday
    assert law.due_at == RECEIVED_AT + timedelta(days=2)
    types = [event.type for event in events(dossier.code)]
    assert types[-3:] == ["dossier.received", "dossier.part_opened", "dossier.part_opened"]


def test_the_step_waits_and_says_for_whom():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"))
    propose(dossier)
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.approve(dossier.code, by=leader(), at=LATER + HOUR)
    assert refused.value.code == "part.waits"
    assert refused.value.facts["agency"] == "Sở Xây dựng"
    dossiers.answer_part(dossier.code, number=1, answer="Đúng quy hoạch", by=builder(), at=LATER + HOUR)
    assert dossiers.approve(dossier.code, by=leader(), at=LATER + 2 * HOUR).state == "finished"


def test_sequential_parts_open_one_after_the_other():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"), a_part_step("law", "H44.19", after=["look"]))
    assert states(dossier) == {"look": "handed"}
    dossiers.answer_part(dossier.code, number=1, answer="Đã xem", by=builder(), at=LATER)
    assert states(dossier) == {"look": "done", "law": "handed"}
    law = queries.parts_of(dossier)[1]
    assert (law.opened_at, law.from_agency.code) == (LATER, "H44.229")
    propose(dossier, LATER + HOUR)
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.approve(dossier.code, by=leader(), at=LATER + HOUR)
    assert refused.value.facts["agency"] == "Sở Tư pháp"


def test_a_part_that_falls_to_the_competent_agency_is_its_own_work():
    dossier = a_dossier_with_parts(a_part_step("own", "H44.229"), a_part_step("look", "H44.44"))
    assert states(dossier) == {"look": "handed"}


def test_an_optional_part_is_opened_by_hand():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44", optional=True))
    assert states(dossier) == {}
    dossiers.open_part(dossier.code, agency=a_department(), hours=4, step="look", by=officer(), at=LATER)
    assert states(dossier) == {"look": "handed"}
    propose(dossier, LATER + HOUR)
    with pytest.raises(NotLawfulNow):
        dossiers.approve(dossier.code, by=leader(), at=LATER + HOUR)


def test_accepted_assigned_answered_with_who_and_when():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"))
    dossiers.accept_part(dossier.code, number=1, by=builder("single_window_officer"), at=LATER)
    hoa = staff("specialist_officer", agency=a_department(), username="hoa")
    account = staff_account(hoa)
    dossiers.assign_part(dossier.code, number=1, to=account, by=builder("commune_leader"), at=LATER)
    part = dossiers.answer_part(dossier.code, number=1, answer="Đúng", by=hoa, at=LATER + timedelta(days=3))
    assert (part.state, part.assigned_to_id, part.ended_by_id) == ("done", account.pk, account.pk)
    answered = events(dossier.code)[-1]
    assert answered.type == "dossier.part_answered"
    assert facts(answered)["late"] is True


def staff_account(actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def test_what_is_accepted_once_is_not_accepted_twice():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"))
    dossiers.accept_part(dossier.code, number=1, by=builder(), at=LATER)
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.accept_part(dossier.code, number=1, by=builder(), at=LATER)
    assert refused.value.code == "part.accepted_already"
    dossiers.return_part(dossier.code, number=1, reason="Không thuộc thẩm quyền", by=builder(), at=LATER)
    for act in ("accept_part", "return_part", "answer_part"):
        with pytest.raises(NotLawfulNow) as refused:
            getattr(dossiers, act)(
                dossier.code,
                number=1,
                by=builder(),
                at=LATER,
                **{"return_part": {"reason": "x"}, "answer_part": {"answer": "x"}}.get(act, {}),
            )
        assert refused.value.code == "part.ended_already"


def test_a_returned_part_comes_back_is_sent_again_or_given_up_by_the_leader():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"))
    dossiers.return_part(dossier.code, number=1, reason="Thiếu bản vẽ", by=builder(), at=LATER)
    assert [row.number for row in queries.awaited_by(officer(), LATER)] == [1]
    propose(dossier, LATER)
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.approve(dossier.code, by=leader(), at=LATER)
    assert refused.value.code == "part.waits_again"
    dossiers.open_part(
        dossier.code, agency=a_department(), hours=8, step="look", question="Đã thêm bản vẽ", by=officer(), at=LATER
    )
    assert [row.number for row in queries.awaited_by(officer(), LATER)] == [2]
    dossiers.return_part(dossier.code, number=2, reason="Vẫn thiếu", by=builder(), at=LATER + HOUR)
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.cancel_part(dossier.code, number=2, reason="Không cần", by=officer(), at=LATER + HOUR)
    assert refused.value.code == "part.leader_gives_up"
    dossiers.cancel_part(dossier.code, number=2, reason="Không cần", by=leader(), at=LATER + HOUR)
    assert not queries.awaited_by(officer(), LATER + HOUR).exists()
    assert dossiers.approve(dossier.code, by=leader(), at=LATER + HOUR).state == "finished"


def test_an_opinion_by_hand_keeps_the_decision_until_it_is_given_or_cancelled():
    dossier = a_received_dossier()
    part = dossiers.open_part(
        dossier.code, agency=a_department(), question="Có quy hoạch không?", hours=16, by=officer(), at=LATER
    )
    assert (part.kind, part.step, part.due_at) == ("opinion", "", LATER + timedelta(days=2))
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.open_part(dossier.code, agency=a_department(), question="Nữa?", hours=8, by=officer(), at=LATER)
    assert refused.value.code == "part.asked_already"
    propose(dossier, LATER)
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.approve(dossier.code, by=leader(), at=LATER)
    assert refused.value.code == "part.open"
    with pytest.raises(Invalid):
        dossiers.answer_part(dossier.code, number=1, answer="", opinion="disagree", by=builder(), at=LATER)
    dossiers.answer_part(dossier.code, number=1, answer="", opinion="agree", by=builder(), at=LATER)
    assert dossiers.approve(dossier.code, by=leader(), at=LATER).state == "finished"


def test_the_other_agency_sees_the_dossier_and_acts_on_its_part_alone():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"))
    outsider = justice()
    assert queries.get_visible(dossier.code, viewer=builder(), at=LATER).pk == dossier.pk
    with pytest.raises(NotVisible):
        queries.get_visible(dossier.code, viewer=outsider, at=LATER)
    with pytest.raises(NotVisible):
        dossiers.accept_part(dossier.code, number=1, by=outsider, at=LATER)
    with pytest.raises(NotAllowed):
        dossiers.propose(dossier.code, result="approve", by=builder(), at=LATER)
    with pytest.raises(NotAllowed):
        dossiers.accept_part(dossier.code, number=1, by=officer(), at=LATER)
    assert queries.lawful_acts(dossier, builder(), LATER) == []
    assert not queries.in_scope(builder(), LATER).exists()


def test_undoing_the_act_takes_the_parts_that_it_opened_away():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44", after=["propose"]))
    assert states(dossier) == {}
    propose(dossier)
    assert states(dossier) == {"look": "handed"}
    dossiers.undo(dossier.code, by=officer(), at=LATER + timedelta(minutes=1))
    assert states(dossier) == {}
    undone = events(dossier.code)[-1]
    assert facts(undone)["also"][-1] == undone.number - 1
    assert [event.type for event in queries.lived(events(dossier.code))] == ["dossier.submitted", "dossier.received"]
    propose(dossier, LATER + timedelta(minutes=2))
    dossiers.accept_part(dossier.code, number=1, by=builder(), at=LATER + timedelta(minutes=3))
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.undo(dossier.code, by=officer(), at=LATER + timedelta(minutes=3))
    assert refused.value.code == "undo.followed"


def test_a_stop_ends_the_parts_and_its_undoing_opens_them_again():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"), a_part_step("law", "H44.19"))
    dossiers.accept_part(dossier.code, number=1, by=builder(), at=LATER)
    dossiers.stop(dossier.code, reason="Người nộp xin dừng", by=leader(), at=LATER)
    assert states(dossier) == {"look": "cancelled", "law": "cancelled"}
    dossiers.undo(dossier.code, by=leader(), at=LATER + timedelta(minutes=1))
    assert states(dossier) == {"look": "accepted", "law": "handed"}
    assert not Part.objects.exclude(ended_at=None).exists()
    told = [event.type for event in queries.lived(events(dossier.code))]
    assert "dossier.part_cancelled" not in told


def test_acts_before_the_last_one_are_refused():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"))
    with pytest.raises(NotLawfulNow) as refused:
        dossiers.accept_part(dossier.code, number=1, by=builder(), at=OPENED_AT)
    assert refused.value.code == "act.before_last"


def test_the_inbox_counts_what_it_lists():
    dossier = a_dossier_with_parts(a_part_step("look", "H44.44"), a_part_step("law", "H44.19"))
    late = RECEIVED_AT + timedelta(days=4)
    counts = {tab: queries.inbox(builder(), late, tab).count() for tab in ("handed", "accepted", "late", "answered")}
    assert counts == {"handed": 1, "accepted": 0, "late": 1, "answered": 0}
    assert [row.agency.code for row in queries.parts_late(late)] == ["H44.44", "H44.19"]
    assert {row.agency.code for row in queries.awaited_by(officer(), late, late=True)} == {"H44.44", "H44.19"}
    assert [row.number for row in queries.needing_attention([dossier.code], late)[dossier.code]] == [1, 2]
