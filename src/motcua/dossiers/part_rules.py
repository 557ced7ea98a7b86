"""Which parts of a process open now, and which of them a step of the main line waits for; pure."""

from collections.abc import Mapping, Sequence

from motcua.workflow.rules import Step, main_line, parts_opened_by, waits_for
from motcua.workflow.rules import before as needs

OPEN = frozenset({"handed", "accepted"})
SETTLED = frozenset({"done", "cancelled"})
"""States of a part after which nobody waits for it: answered, or not needed."""


def to_open(steps: Sequence[Step], done: str, now: str, states: Mapping[str, str]) -> tuple[Step, ...]:
    """The parts that open when the step or part of key `done` is done (with the optional steps that were skipped after
    it) while the main line stands at `now` ("" after its last step). `states`: how each part that was ever opened
    stands, by its step. A part that was opened before is not opened twice, and an optional one only by hand."""
    keys = [step.key for step in main_line(steps)]
    behind = keys[: keys.index(now)] if now in keys else keys
    over = {*behind, *(key for key, state in states.items() if state in SETTLED)}
    passed = behind[behind.index(done) :] if done in behind else [done]
    ready = {step.key for key in passed for step in parts_opened_by(steps, key, over)}
    return tuple(step for step in steps if step.key in ready and step.key not in states and not step.optional)


def awaited(steps: Sequence[Step], key: str, states: Mapping[str, str]) -> tuple[Step, ...]:
    """The parts that keep the step of that key from being done: not answered, or returned and not dealt with; through
    the parts that those wait for. A part that was never opened keeps nobody."""
    by_key = {step.key: step for step in steps}
    needed = needs(steps)
    todo = [step.key for step in waits_for(steps, key)]
    found: dict[str, Step] = {}
    seen: set[str] = set()
    while todo:
        one = todo.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in states and states[one] not in SETTLED:
            found[one] = by_key[one]
        todo += [other for other in needed[one] if other in by_key and by_key[other].is_part]
    return tuple(step for step in steps if step.key in found)
