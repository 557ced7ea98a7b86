"""Steps with hours: their clock, several approvals, steps that may be skipped, who signed in whose place, the stays."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, Proposal
from motcua.dossiers.queries.stays import stays
from motcua.dossiers.states import State
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.people import absences
from motcua.people.queries import get_account
from motcua.workflow.actions import publish_process
from tests.factories.plain_lives import BEGAN, OPENED_AT, STEPS, WORKING_DAYS, staff
from tests.rooms.dossiers.points import COUNTER, LEADER, SPECIALIST, actor, asked, minutes, submitted

pytestmark = pytest.mark.django_db
ASSIGN: dict[str, Any] = {
    "key": "assign", "act": "forward", "post": "leader", "role": LEADER, "name_vi": "Phân công", "hours": 1,
}  # fmt: skip
CHECK: dict[str, Any] = {
    "key": "check",
    "act": "forward",
    "post": "justice",
    "role": SPECIALIST,
    "name_vi": "Kiểm tra",
    "hours": 2,
}
ENDORSE: dict[str, Any] = {
    "key": "endorse",
    "act": "approve",
    "post": "deputy",
    "role": LEADER,
    "name_vi": "Xem xét",
    "hours": 3,
}
LONG = [
    STEPS[0],
    ASSIGN,
    {**CHECK, "optional": True},
    {**STEPS[1], "hours": "rest"},
    {**ENDORSE, "optional": True},
    {**STEPS[2], "hours": 4},
    STEPS[3],
]


def at_step(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=clock.LOCAL)


def a_long_one(steps: list[dict[str, Any]] | None = None) -> Dossier:
    dossier = submitted()
    dossier.process = publish_process(
        "long", name_vi="Dài", name_en="", steps=steps or LONG, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT
    )
    dossier.save(update_fields=["process"])
    return actions.receive(dossier.code, allowance=WORKING_DAYS, by=actor(COUNTER), at=minutes(0))


def told(code: str) -> list[tuple[str, dict[str, Any]]]:
    return [(event.type.removeprefix("dossier."), journal.facts(event)) for event in journal.events(code)]


def test_each_step_has_its_hours_from_when_the_dossier_came() -> None:
    dossier = a_long_one()
    assert (dossier.step, dossier.step_due_at) == ("assign", at_step("2026-01-05T09:00"))
    assert dossier.due_at == at_step("2026-01-08T08:00")
    dossier = actions.forward(dossier.code, by=actor(LEADER), at=minutes(30))
    assert (dossier.step, dossier.step_due_at) == ("check", at_step("2026-01-05T10:30"))
    dossier = actions.forward(dossier.code, by=actor(SPECIALIST), at=minutes(60))
    assert dossier.step_due_at == at_step("2026-01-06T17:00")  # 24 less 1, 2, 3 and 4: fourteen working hours
    assert told(dossier.code)[-1][1]["step_due_at"] == clock.stamp(dossier.step_due_at)


def test_only_who_the_step_is_of_passes_it_on() -> None:
    code = a_long_one().code
    with pytest.raises(NotLawfulNow) as refused:
        actions.forward(code, by=actor(COUNTER), at=minutes(5))
    assert refused.value.code == "step.other_role"
    seen = queries.get_visible(code, viewer=actor(LEADER), at=minutes(5))
    assert "forward" in queries.lawful_acts(seen, actor(LEADER), minutes(5))
    assert "forward" not in queries.lawful_acts(seen, actor(COUNTER), minutes(5))


def test_optional_steps_are_skipped_by_naming_what_comes_after() -> None:
    code = a_long_one().code
    with pytest.raises(Invalid):
        actions.forward(code, to="approve", by=actor(LEADER), at=minutes(5))  # the proposal cannot be skipped
    dossier = actions.forward(code, to="propose", by=actor(LEADER), at=minutes(5))
    assert dossier.step == "propose"
    dossier = actions.propose(code, result="approve", to="approve", by=actor(SPECIALIST), at=minutes(10))
    assert dossier.step == "approve"
    assert actions.approve(code, by=actor(LEADER), at=minutes(15)).state == State.FINISHED


def test_an_optional_step_is_skipped_from_within() -> None:
    code = a_long_one().code
    actions.forward(code, to="propose", by=actor(LEADER), at=minutes(5))
    actions.propose(code, result="approve", by=actor(SPECIALIST), at=minutes(10))
    dossier = actions.forward(code, by=actor(LEADER), at=minutes(15))
    assert dossier.step == "approve"
    assert Proposal.objects.get(dossier=dossier).outcome == ""


def test_an_earlier_approval_endorses_and_the_last_one_decides() -> None:
    code = a_long_one([STEPS[0], STEPS[1], ENDORSE, STEPS[2], STEPS[3]]).code
    actions.propose(code, result="approve", by=actor(SPECIALIST), at=minutes(5))
    deputy = staff(LEADER, username="deputy")
    dossier = actions.approve(code, note="Đồng ý", by=deputy, at=minutes(10))
    assert (dossier.state, dossier.step) == (State.PROCESSING, "approve")
    assert told(code)[-1][0] == "endorsed"
    back = actions.undo(code, by=deputy, at=minutes(11))
    assert (back.step, back.step_due_at) == ("endorse", minutes(5) + timedelta(hours=3))
    actions.approve(code, by=deputy, at=minutes(12))
    assert actions.approve(code, by=actor(LEADER), at=minutes(20)).state == State.FINISHED
    assert told(code)[-1][0] == "finished"


def test_rework_goes_back_from_any_approval_with_a_new_clock() -> None:
    code = a_long_one([STEPS[0], {**STEPS[1], "hours": 8}, ENDORSE, STEPS[2], STEPS[3]]).code
    actions.propose(code, result="approve", by=actor(SPECIALIST), at=minutes(5))
    dossier = actions.return_for_rework(code, reason="Sai tên", by=actor(LEADER), at=minutes(60))
    assert (dossier.step, dossier.step_due_at) == ("propose", at_step("2026-01-06T09:00"))


def test_a_pause_moves_the_step_with_the_promise_and_undo_puts_it_back() -> None:
    code = a_long_one([STEPS[0], {**STEPS[1], "hours": 8}, STEPS[2], STEPS[3]]).code
    before = Dossier.objects.get(code=code).step_due_at
    asked(code, at=minutes(60))
    assert Dossier.objects.get(code=code).step_due_at == before
    undone = actions.undo(code, by=actor(SPECIALIST), at=minutes(61))
    assert undone.step_due_at == before
    asked(code, at=minutes(120))
    dossier = actions.supplement(code, answers={}, papers=[], by=actor("citizen"), at=minutes(24 * 60))
    assert dossier.step_due_at == at_step("2026-01-06T14:00") + timedelta(hours=2)
    assert told(code)[-1][1]["step_due_at"] == clock.stamp(dossier.step_due_at)


def test_acts_beside_a_step_are_those_that_it_names() -> None:
    steps: list[dict[str, Any]] = [STEPS[0], {**STEPS[1], "also": ["request_payment"]}, STEPS[2], STEPS[3]]
    code = a_long_one(steps).code
    with pytest.raises(NotLawfulNow) as refused:
        asked(code)
    assert refused.value.code == "step.not_beside"
    seen = queries.get_visible(code, viewer=actor(SPECIALIST), at=minutes(5))
    assert "request_supplement" not in queries.lawful_acts(seen, actor(SPECIALIST), minutes(5))


def _leave(absent: Actor, substitute: Actor) -> int:
    account = get_account(absent.account_id or 0)
    day = date(2026, 1, 5)
    absences.set_absence(
        account,
        first_day=day,
        last_day=day,
        substitute=get_account(substitute.account_id or 0),
        by=absent,
        at=minutes(0),
    )
    return account.pk


def test_a_substitute_signs_for_the_absent_leader() -> None:
    deputy = staff(LEADER, username="deputy")
    absent = _leave(actor(LEADER), deputy)
    code = a_long_one(STEPS).code
    actions.propose(code, result="approve", by=actor(SPECIALIST), at=minutes(5))
    actions.approve(code, by=deputy, at=minutes(10))
    assert told(code)[-1][1]["in_place_of"] == absent
    last = stays(Dossier.objects.select_related("process").get(code=code), minutes(20))[-2]
    assert (last.step, last.by, last.in_place_of) == ("approve", deputy.account_id, absent)


def test_a_substitute_does_the_task_of_an_absent_colleague() -> None:
    colleague = staff(SPECIALIST, username="colleague")
    code = a_long_one(STEPS).code
    actions.assign(code, to=get_account(actor(SPECIALIST).account_id or 0), by=actor(LEADER), at=minutes(1))
    absent = _leave(actor(SPECIALIST), colleague)
    actions.propose(code, result="approve", by=colleague, at=minutes(5))
    assert told(code)[-1][1]["in_place_of"] == absent


def test_one_who_is_there_signs_in_her_own_name() -> None:
    code = a_long_one(STEPS).code
    actions.propose(code, result="approve", by=actor(SPECIALIST), at=minutes(5))
    actions.approve(code, by=actor(LEADER), at=minutes(10))
    assert "in_place_of" not in told(code)[-1][1]


def test_the_stays_are_what_the_journal_tells() -> None:
    code = a_long_one([STEPS[0], ASSIGN, {**STEPS[1], "hours": 2}, {**STEPS[2], "hours": 4}, STEPS[3]]).code
    actions.forward(code, by=actor(LEADER), at=minutes(90))
    me = get_account(actor(SPECIALIST).account_id or 0)
    actions.assign(code, to=me, by=actor(LEADER), at=minutes(95))
    asked(code, at=minutes(100))
    actions.supplement(code, answers={}, papers=[], by=actor("citizen"), at=minutes(160))
    actions.propose(code, result="approve", by=actor(SPECIALIST), at=minutes(170))
    actions.undo(code, by=actor(SPECIALIST), at=minutes(171))
    actions.propose(code, result="approve", by=actor(SPECIALIST), at=minutes(180))
    dossier = Dossier.objects.select_related("process", "procedure_version").get(code=code)
    found = stays(dossier, minutes(200))
    assert [(one.step, one.ended, one.planned) for one in found] == [
        ("receive", "received", None),
        ("assign", "forwarded", 1),
        ("propose", "proposed", 2),
        ("approve", "", 4),
    ]
    assigned, examined, open_one = found[1:]
    assert (assigned.used, assigned.behind) == (90, 30)
    assert (examined.used, examined.paused, examined.behind, examined.holder) == (30, 60, 0, me.pk)
    assert open_one.is_open
    assert open_one.used == 20
    assert open_one.due_at == dossier.step_due_at
