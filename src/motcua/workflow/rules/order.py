"""Whether the steps of a process stand in a good order; pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.kernel.errors import FieldError, Invalid
from motcua.workflow.rules.line import waiting_errors
from motcua.workflow.rules.steps import REST, Step, given_steps

SKIPPABLE = ("forward", "approve", "part")
"""Acts whose step may be optional: an endorsement may be skipped, the decision never."""


def read_steps(rows: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Steps from data, in good order. Raises Invalid with the path of whatever is wrong."""
    steps, errors = given_steps(rows)
    if not errors:
        errors += order_errors(steps)
    if errors:
        raise Invalid("process.invalid", errors)
    return steps


def order_errors(steps: Sequence[Step]) -> list[FieldError]:
    """What is wrong with the order: keys, beginning and end, proposal and decision, what may be skipped, agencies, the
    rest, and what waits for what."""
    return [*_keys(steps), *_acts(steps), *_members(steps), *waiting_errors(steps)]


def _keys(steps: Sequence[Step]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for index, step in enumerate(steps):
        if step.key in seen:
            yield FieldError(f"steps.{index}.key", "process.duplicate_key", key=step.key)
        seen.add(step.key)


def _acts(steps: Sequence[Step]) -> Iterator[FieldError]:
    line = [(index, step.act) for index, step in enumerate(steps) if not step.is_part]
    acts = [act for _index, act in line]
    if not acts or steps[0].act != "receive":
        yield FieldError("steps", "process.must_begin_with_receive")
    if not acts or steps[-1].act != "deliver":
        yield FieldError("steps", "process.must_end_with_deliver")
    for once in ("receive", "propose", "deliver"):
        for index, _act in [one for one in line if one[1] == once][1:]:
            yield FieldError(f"steps.{index}.act", "process.act_once")
    proposes, approves = "propose" in acts, "approve" in acts
    if proposes != approves:
        yield FieldError("steps", "process.propose_needs_approve")
    elif not proposes and ("forward" in acts or len(acts) < len(steps)):
        yield FieldError("steps", "process.nobody_decides")
    elif proposes:
        first, last = acts.index("approve"), len(acts) - 1 - acts[::-1].index("approve")
        if first < acts.index("propose"):
            yield FieldError(f"steps.{line[first][0]}.act", "process.approve_before_propose")
        for index, act in line[last:]:
            if act == "forward":
                yield FieldError(f"steps.{index}.act", "process.forward_after_decision")


def _members(steps: Sequence[Step]) -> Iterator[FieldError]:
    decides = next((step.key for step in reversed(steps) if step.act == "approve"), "")
    resting = [index for index, step in enumerate(steps) if step.hours == REST]
    for index in resting[1:]:
        yield FieldError(f"steps.{index}.hours", "process.second_rest", first=steps[resting[0]].key)
    for index, step in enumerate(steps):
        if step.optional and (step.act not in SKIPPABLE or step.key == decides):
            yield FieldError(f"steps.{index}.optional", "process.cannot_skip")
        if step.agency and not step.is_part:
            yield FieldError(f"steps.{index}.agency", "process.agency_only_parts")
        if step.is_part and not step.agency:
            yield FieldError(f"steps.{index}.agency", "process.part_needs_agency")
        if step.act == "deliver" and step.hours is not None and len(steps) > 2:
            yield FieldError(f"steps.{index}.hours", "process.deliver_not_counted")
