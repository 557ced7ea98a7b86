"""What waits for what in a process: the main line, parts beside it, loops, what is never reached."""

import pytest

from motcua.kernel.errors import Invalid
from motcua.workflow.rules import (
    before,
    following,
    main_line,
    may_follow,
    order_errors,
    parts_opened_by,
    read_steps,
    step_from,
    waits_for,
)


def step(key, act="forward", **more):
    row = {"key": key, "act": act, "post": "specialist", "role": "specialist_officer", "name_vi": key.title()}
    return {**row, **more}


def part(key, after=(), **more):
    return step(key, "part", **{"agency": "field", "after": list(after), **more})


def steps(*between):
    """A lawful process with these steps after reception; the proposal waits for every part."""
    parts = [row["key"] for row in between if row["act"] == "part"]
    return [
        step("receive", "receive"),
        *between,
        step("propose", "propose", after=parts),
        step("approve", "approve"),
        step("deliver", "deliver"),
    ]


def codes(rows):
    with pytest.raises(Invalid) as refused:
        read_steps(rows)
    return {(error.path, error.code) for error in refused.value.errors}


def test_a_step_that_was_stored_before_the_new_members_reads_as_before():
    old = {"key": "a", "act": "forward", "post": "p", "role": "r", "name_vi": "A", "name_en": "", "hours": None}
    assert step_from(old).as_data() == old
    new = step_from({**old, "after": ["b"], "optional": True, "warn": 4})
    assert new.as_data() == {**old, "after": ["b"], "optional": True, "warn": 4}


def test_the_main_line_leaves_the_parts_out_and_goes_past_them():
    found = read_steps(steps(step("assign"), part("opinion", ["assign"])))
    assert [one.key for one in main_line(found)] == ["receive", "assign", "propose", "approve", "deliver"]
    assert following(found, "assign").key == "propose"
    assert following(found, "deliver") is None


def test_a_part_opens_when_what_it_waits_for_is_done_and_the_step_that_names_it_waits():
    found = read_steps(steps(step("assign"), part("first", ["assign"]), part("second", ["first"])))
    assert [one.key for one in parts_opened_by(found, "assign")] == ["first"]
    assert [one.key for one in parts_opened_by(found, "first", ["receive", "assign"])] == ["second"]
    assert [one.key for one in waits_for(found, "propose")] == ["first", "second"]
    assert waits_for(found, "approve") == ()


def test_a_part_without_a_word_waits_for_the_step_before_it_in_the_list():
    found = read_steps(steps(step("assign"), part("opinion")))
    assert before(found)["opinion"] == ("assign",)


def test_a_part_that_waits_for_two_opens_with_the_second():
    found = read_steps(steps(part("a", ["receive"]), part("b", ["receive"]), part("both", ["a", "b"])))
    assert parts_opened_by(found, "a", ["receive"]) == ()
    assert [one.key for one in parts_opened_by(found, "b", ["receive", "a"])] == ["both"]


def test_optional_steps_may_be_skipped():
    found = read_steps(steps(step("site", optional=True), step("lab", optional=True)))
    assert [one.key for one in may_follow(found, "receive")] == ["site", "lab", "propose"]
    assert [one.key for one in may_follow(found, "lab")] == ["propose"]


@pytest.mark.parametrize(
    ("rows", "path", "code"),
    [
        # what waits for what
        (steps(part("a", ["b"]), part("b", ["a"])), "steps.1.after", "process.loop"),
        (steps(part("a", ["approve"])), "steps.1.after", "process.loop"),
        (steps(part("a", ["b"]), part("b", ["a"]), part("c", ["b"])), "steps.3.after", "process.unreachable"),
        (steps(part("a", ["nowhere"])), "steps.1.after", "process.after_unknown"),
        ([*steps(part("a"))[:2], *steps()[1:]], "steps.1.key", "process.part_unused"),
        (steps(step("assign", after=["approve"])), "steps.1.after", "process.loop"),
        # the order of acts
        ([step("receive", "receive"), *steps()], "steps.1.act", "process.act_once"),
        (steps(step("again", "propose")), "steps.2.act", "process.act_once"),
        ([*steps()[:3], step("number"), steps()[3]], "steps.3.act", "process.forward_after_decision"),
        ([step("receive", "receive"), step("work"), step("deliver", "deliver")], "steps", "process.nobody_decides"),
        # members
        (
            [*steps()[:2], step("approve", "approve", optional=True), steps()[3]],
            "steps.2.optional",
            "process.cannot_skip",
        ),
        (steps(step("assign", agency="field")), "steps.1.agency", "process.agency_only_parts"),
        (steps(step("opinion", "part"), step("w", after=["opinion"])), "steps.1.agency", "process.part_needs_agency"),
        (steps(step("a", hours="rest"), step("b", hours="rest")), "steps.2.hours", "process.second_rest"),
        ([*steps()[:3], step("deliver", "deliver", hours=2)], "steps.3.hours", "process.deliver_not_counted"),
        # one row by itself
        (steps(step("Bước 2")), "steps.1.key", "process.key_wrong"),
        (steps(step("a", hours=1.5)), "steps.1.hours", "process.hours_wrong"),
        (steps(step("a", hours=True)), "steps.1.hours", "process.hours_wrong"),
        (steps(step("a", warn=0)), "steps.1.warn", "process.warn_wrong"),
        (steps(step("a", also=["dance"])), "steps.1.also", "process.unknown_also"),
        (steps(step("a", makes=["x", "x"])), "steps.1.makes", "process.named_twice"),
        (steps(step("a", makes="x")), "steps.1.makes", "process.not_a_list"),
        (steps(step("a", optional="yes")), "steps.1.optional", "process.not_yes_or_no"),
        (steps(step("a", name_vi=7)), "steps.1.name_vi", "process.not_text"),
        (steps(part("a", agency="the office")), "steps.1.agency", "process.agency_wrong"),
        ([step(f"s{number}") for number in range(61)], "steps", "process.too_many_steps"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(rows, path, code):
    assert (path, code) in codes(rows)


def test_a_loop_names_both_of_its_steps():
    found = order_errors(
        tuple(map(step_from, (dict(row, name_en="") for row in steps(part("a", ["b"]), part("b", ["a"])))))
    )
    loops = {(one.facts["key"], one.facts["after"]) for one in found if one.code == "process.loop"}
    assert loops == {("a", "b"), ("b", "a")}
