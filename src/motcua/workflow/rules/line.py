"""What comes after what: the main line, the parts beside it, and what waits for what; pure."""

from collections.abc import Iterable, Mapping, Sequence

from motcua.kernel.errors import FieldError
from motcua.workflow.rules.steps import Step


def main_line(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps of the competent agency, in order: the list without the parts."""
    return tuple(step for step in steps if not step.is_part)


def following(steps: Sequence[Step], key: str) -> Step | None:
    """The step after the one of that key on the main line; None after the last."""
    line = main_line(steps)
    index = [step.key for step in line].index(key) + 1
    return line[index] if index < len(line) else None


def may_follow(steps: Sequence[Step], key: str) -> tuple[Step, ...]:
    """The steps that may come next on the main line: the one after, and behind it what is reached by skipping
    optional ones."""
    line = main_line(steps)
    found: list[Step] = []
    for step in line[[step.key for step in line].index(key) + 1 :]:
        found.append(step)
        if not step.optional:
            break
    return tuple(found)


def before(steps: Sequence[Step]) -> dict[str, tuple[str, ...]]:
    """By key: the keys of the steps that must be done (or skipped) before it begins."""
    found: dict[str, tuple[str, ...]] = {}
    last = listed = ""
    for step in steps:
        if step.is_part:
            found[step.key] = step.after or ((listed,) if listed else ())
        else:
            found[step.key] = tuple(dict.fromkeys([*([last] if last else []), *step.after]))
            last = step.key
        listed = step.key
    return found


def waits_for(steps: Sequence[Step], key: str) -> tuple[Step, ...]:
    """The parts that a step waits for, those behind them included: it may begin, but its act is not done before they
    are."""
    needed = before(steps)
    parts = {step.key: step for step in steps if step.is_part}
    found: set[str] = set()
    todo = [one for one in needed.get(key, ()) if one in parts]
    while todo:
        part = todo.pop()
        if part not in found:
            found.add(part)
            todo += [one for one in needed[part] if one in parts]
    return tuple(step for step in steps if step.key in found)


def parts_opened_by(steps: Sequence[Step], key: str, done: Iterable[str] | None = None) -> tuple[Step, ...]:
    """The parts that open when the step of that key is done. `done`: keys of the other steps and parts that are done;
    without it, every step of the main line up to `key` and no part."""
    line = [step.key for step in main_line(steps)]
    if done is None:
        done = line[: line.index(key)] if key in line else line
    ready = {*done, key}
    needed = before(steps)
    return tuple(step for step in steps if step.is_part and key in needed[step.key] and set(needed[step.key]) <= ready)


def in_order(steps: Sequence[Step], needed: Mapping[str, Sequence[str]]) -> tuple[list[Step], list[Step]]:
    """The steps so that each comes after what it waits for, and those that can never begin."""
    left, placed, ordered = list(steps), set[str](), list[Step]()
    while ready := [step for step in left if set(needed[step.key]) <= placed]:
        ordered += ready
        placed |= {step.key for step in ready}
        left = [step for step in left if step.key not in placed]
    return ordered, left


def waiting_errors(steps: Sequence[Step]) -> Iterable[FieldError]:
    """Keys that nobody bears, loops, steps that are never reached, parts whose answer nobody waits for."""
    known = {step.key: step for step in steps}
    if len(known) < len(steps):
        return
    line = [step.key for step in main_line(steps)]
    needed = before(steps)
    wrong = False
    for index, step in enumerate(steps):
        for key in step.after:
            if key not in known:
                yield FieldError(f"steps.{index}.after", "process.after_unknown", key=key)
                wrong = True
            elif not step.is_part and not known[key].is_part and key not in line[: line.index(step.key)]:
                yield FieldError(f"steps.{index}.after", "process.loop", key=step.key, after=key)
                wrong = True
    if wrong:
        return
    _ordered, never = in_order(steps, needed)
    rings = _rings(never, needed)
    for index, step in enumerate(steps):
        if step in rings:
            after = next(key for key in needed[step.key] if key in {one.key for one in rings})
            yield FieldError(f"steps.{index}.after", "process.loop", key=step.key, after=after)
        elif step in never:
            yield FieldError(f"steps.{index}.after", "process.unreachable", key=step.key)
    awaited = {key for step in steps for key in needed[step.key]}
    for index, step in enumerate(steps):
        if step.is_part and step.key not in awaited:
            yield FieldError(f"steps.{index}.key", "process.part_unused", key=step.key)


def _rings(never: Sequence[Step], needed: Mapping[str, Sequence[str]]) -> list[Step]:
    """Of the steps that never begin, those that wait for themselves; the others only come behind such a ring."""
    keys = {step.key for step in never}

    def reaches_itself(start: str) -> bool:
        seen: set[str] = set()
        todo = [key for key in needed[start] if key in keys]
        while todo:
            key = todo.pop()
            if key == start:
                return True
            if key not in seen:
                seen.add(key)
                todo += [one for one in needed[key] if one in keys]
        return False

    return [step for step in never if reaches_itself(step.key)]
