"""The machine and the steps of a process."""

import pytest

from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow
from motcua.workflow.rules import Machine, Move, following, is_one_step, read_steps

MACHINE = Machine(
    (
        Move("submitted", "receive", "received", frozenset({"officer"})),
        Move("processing", "approve", "finished", frozenset({"leader"})),
    )
)


def step(key, act, **more):
    return {"key": key, "act": act, "post": "counter", "role": "single_window_officer", "name_vi": key, **more}


SIMPLE = [
    step("receive", "receive"),
    step("p", "propose", hours=4),
    step("a", "approve", hours=2),
    step("d", "deliver"),
]


def test_a_role_that_never_may_is_not_allowed_even_in_the_right_state():
    with pytest.raises(NotAllowed):
        MACHINE.find("submitted", "receive", "leader")


def test_an_act_from_another_state_is_not_lawful_now():
    with pytest.raises(NotLawfulNow) as refused:
        MACHINE.find("finished", "receive", "officer")
    assert refused.value.facts == {"act": "receive", "state": "finished"}


def test_acts_are_those_of_state_and_role():
    assert MACHINE.acts("submitted", "officer") == ["receive"]
    assert MACHINE.acts("submitted", "leader") == []


def test_steps_follow_one_another():
    steps = read_steps(SIMPLE)
    assert following(steps, "receive") == steps[1]
    assert following(steps, "d") is None
    assert not is_one_step(steps)
    assert is_one_step(read_steps([SIMPLE[0], SIMPLE[3]]))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "process.must_begin_with_receive"),
        (SIMPLE[1:], "process.must_begin_with_receive"),
        (SIMPLE[:3], "process.must_end_with_deliver"),
        ([SIMPLE[0], SIMPLE[1], SIMPLE[3]], "process.propose_needs_approve"),
        ([SIMPLE[0], SIMPLE[2], SIMPLE[1], SIMPLE[3]], "process.approve_before_propose"),
        ([SIMPLE[0], SIMPLE[0], SIMPLE[3]], "process.duplicate_key"),
        ([step("receive", "receive", hours=-1), SIMPLE[3]], "process.hours_wrong"),
        ([step("receive", "dance"), SIMPLE[3]], "process.unknown_act"),
        ([step("receive", "receive", colour="red"), SIMPLE[3]], "process.unknown_field"),
    ],
)
def test_a_wrong_process_is_refused_by_name(rows, code):
    with pytest.raises(Invalid) as refused:
        read_steps(rows)
    assert code in [one.code for one in refused.value.errors]
