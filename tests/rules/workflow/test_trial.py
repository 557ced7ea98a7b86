"""Time that dossiers really took, laid over another process: no minute is lost, none counted twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.workflow.rules import Stretch, laid, read_steps, spread, working_line


def step(key, act="forward", **more):
    row = {"key": key, "act": act, "post": "specialist", "role": "specialist_officer", "name_vi": key.title()}
    return {**row, **more}


def process(*middle, approve=6):
    rows = [step("receive", "receive"), *middle, step("approve", "approve", hours=approve), step("deliver", "deliver")]
    return read_steps(rows)


RAN = process(step("forward", hours=2), step("propose", "propose", hours=16))


def over(steps, *stretches):
    found = laid([Stretch(tuple(keys), minutes) for keys, minutes in stretches], RAN, steps, spread(steps, 24))
    return [(one.keys, one.minutes, one.hours, one.is_behind) for one in found]


ALONE = ((["forward"], 60), (["propose"], 900), (["approve"], 500))


def test_the_same_process_gives_every_step_its_own():
    assert over(RAN, *ALONE) == [
        (("forward",), 60, 2, False),
        (("propose",), 900, 16, False),
        (("approve",), 500, 6, True),
    ]


def test_a_new_step_shares_the_time_of_the_one_after_it():
    split = process(step("forward", hours=2), step("check", hours=8), step("propose", "propose", hours=8))
    assert over(split, *ALONE)[1] == (("check", "propose"), 900, 16, False)


def test_a_step_that_is_gone_gives_its_time_to_the_next():
    short = process(step("propose", "propose", hours=18))
    assert over(short, *ALONE) == [(("propose",), 960, 18, False), (("approve",), 500, 6, True)]


def test_a_renamed_step_is_found_by_its_act():
    renamed = process(step("forward", hours=2), step("appraise", "propose", hours=14), approve=8)
    assert over(renamed, *ALONE)[1:] == [(("appraise",), 900, 14, True), (("approve",), 500, 8, True)]


def test_what_is_told_together_is_judged_together():
    assert over(RAN, (["forward"], 30), (["propose", "approve"], 1500)) == [
        (("forward",), 30, 2, False),
        (("propose", "approve"), 1500, 22, True),
    ]


def test_work_that_was_sent_back_is_added_to_where_it_was_done():
    again = [(["forward"], 60), (["propose"], 600), (["approve"], 60), (["propose"], 300), (["approve"], 60)]
    found = over(RAN, *again)
    assert sum(minutes for _keys, minutes, _hours, _late in found) == 1080
    assert found[-1][0] == ("approve",)


def test_a_step_that_may_be_skipped_gives_no_hours_where_nobody_was():
    visit = process(step("forward", hours=2), step("site", hours=8, optional=True), step("propose", "propose", hours=8))
    assert over(visit, *ALONE)[1] == (("propose",), 900, 8, True)


def test_where_nobody_decides_delivery_is_the_work():
    one = read_steps([step("receive", "receive"), step("deliver", "deliver", hours="rest")])
    assert [found.key for found in working_line(one)] == ["deliver"]


@pytest.mark.parametrize("hours", [None, "rest"])
def test_without_hours_nobody_is_behind(hours):
    steps = process(step("propose", "propose", hours=hours), approve=None)
    found = laid([Stretch(("propose",), 9000)], steps, steps, spread(steps, None))
    assert [one.is_behind for one in found] == [False]


LINE = ["forward", "propose", "approve"]


@given(st.lists(st.tuples(st.sampled_from(LINE), st.integers(0, 5000)), min_size=1, max_size=8))
def test_no_minute_is_lost(stays):
    stretches = [Stretch((key,), minutes) for key, minutes in stays]
    for steps in (RAN, process(step("propose", "propose", hours=18)), process(step("x"), step("y", "propose"))):
        found = laid(stretches, RAN, steps, spread(steps, 24))
        assert sum(one.minutes for one in found) == sum(minutes for _key, minutes in stays)
