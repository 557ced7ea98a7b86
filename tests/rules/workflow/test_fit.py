"""The hours of a process against the limits of the law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.workflow.rules import Limit, check, longest, misfits, read_steps, spread


def step(key, act="forward", **more):
    row = {"key": key, "act": act, "post": "specialist", "role": "specialist_officer", "name_vi": key.title()}
    return {**row, **more}


def process(*, forward=2, propose=16, approve=6, opinion=None, **more):
    """Receive, forward, propose, approve, deliver, with these hours; `opinion`: those of a part beside the forwarding."""
    parts = [] if opinion is None else [step("opinion", "part", agency="field", after=["receive"], hours=opinion)]
    rows = [
        step("receive", "receive"),
        step("forward", hours=forward, **more),
        *parts,
        step("propose", "propose", hours=propose, after=["opinion"] if parts else []),
        step("approve", "approve", hours=approve),
        step("deliver", "deliver"),
    ]
    return read_steps(rows)


def exact(hours, **more):
    return Limit(hours, True, "1.001612", value=hours // 8, unit="working_days", **more)


def window(hours):
    return Limit(hours, False, "1.010736", value=15, unit="calendar_days", window="2020-01-15")


def said(steps, *limits):
    return [(one.code, one.facts["sum"], one.facts["by"]) for one in misfits(steps, limits)]


def test_hours_that_are_the_limit_fit():
    assert said(process(), exact(24)) == []


@pytest.mark.parametrize(
    ("hours", "limit", "expected"),
    [
        ({"approve": 8}, 24, [("process.over_limit", 26, 2)]),
        ({"approve": 1}, 24, [("process.under_limit", 19, 5)]),
        ({"approve": None}, 24, [("process.under_limit", 18, 6)]),
        ({"propose": "rest"}, 24, []),
        ({"propose": "rest"}, 400, []),
        ({"propose": "rest", "approve": 30}, 24, [("process.over_limit", 32, 8)]),
        ({"propose": "rest", "approve": 22}, 24, [("process.nothing_left", 24, 0)]),
    ],
)
def test_what_misses_a_limit_says_by_how_much(hours, limit, expected):
    assert said(process(**hours), exact(limit)) == expected


def test_a_limit_in_other_days_is_only_not_to_be_exceeded():
    assert said(process(), window(24)) == []
    assert said(process(), window(48)) == []
    assert said(process(), window(20)) == [("process.over_window", 24, 4)]


def test_a_limit_that_the_law_does_not_state_binds_nobody():
    assert said(process(), Limit(None, True)) == []


def test_every_limit_counts_and_each_one_that_is_missed_is_named():
    limits = [exact(24, channel="online"), exact(40, channel="direct"), exact(16, case="urgent")]
    found = list(misfits(process(), limits))
    assert [(one.facts["channel"], one.facts["case"], one.facts["by"]) for one in found] == [
        ("direct", "", 16),
        ("", "urgent", 8),
    ]
    assert said(process(propose="rest"), *limits) == []


def test_the_longest_way_counts_not_the_sum_of_what_is_done_at_once():
    beside = process(forward=2, opinion=16, propose=4, approve=4)
    assert longest(beside, {one.key: one.counted for one in beside}).hours == 24
    assert said(beside, exact(24)) == []
    way = next(iter(misfits(beside, [exact(16)]))).facts["path"]
    assert way == "receive, opinion, propose, approve, deliver"


def test_the_rest_is_what_the_limit_leaves_on_the_way_through_it():
    hours = spread(process(propose="rest", opinion=16), 80)
    assert hours == {"receive": None, "forward": 2, "opinion": 16, "propose": 58, "approve": 6, "deliver": None}
    assert spread(process(propose="rest"), None)["propose"] is None
    assert spread(process(propose="rest", approve=90), 80)["propose"] == 0, "a running dossier keeps its process"


def test_optional_steps_count_as_if_they_were_done():
    assert said(process(optional=True), exact(24)) == []


def test_a_post_that_nobody_holds_is_named_and_a_kind_is_met_by_its_posts():
    steps = process()
    assert check(steps, [exact(24)], {"specialist_economy"}) == []
    assert {one.code for one in check(steps, [exact(24)], {"leader"})} == {"process.post_not_held"}
    assert check(steps, [exact(24)]) == []


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(1, 400))
def test_with_a_rest_the_longest_way_is_the_limit_or_the_refusal_says_why(forward, opinion, approve, limit):
    steps = process(forward=forward, opinion=opinion, propose="rest", approve=approve)
    hours = longest(steps, spread(steps, limit)).hours
    refused = said(steps, exact(limit))
    assert (hours == limit) or refused
    assert hours >= limit
