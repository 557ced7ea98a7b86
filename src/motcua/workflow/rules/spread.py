"""The hours of the steps laid over a limit; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.workflow.rules.line import before, in_order
from motcua.workflow.rules.steps import REST, Step


@dataclass(frozen=True, slots=True)
class Path:
    """One way through a process: the keys of its steps in order, and the hours they take together."""

    keys: tuple[str, ...]
    hours: int


def longest(steps: Sequence[Step], hours: Mapping[str, int | None]) -> Path:
    """The way from the first step to the last that takes longest. Steps whose beginning is not possible are left out.
    Steps that are not counted (None) take no time."""
    needed = before(steps)
    ordered, _never = in_order(steps, needed)
    reached: dict[str, Path] = {}
    for step in ordered:
        until = max((reached[one] for one in needed[step.key] if one in reached), key=_hours, default=Path((), 0))
        reached[step.key] = Path((*until.keys, step.key), until.hours + (hours.get(step.key) or 0))
    return max(reached.values(), key=lambda path: (path.hours, len(path.keys)), default=Path((), 0))


def fixed(steps: Sequence[Step]) -> dict[str, int | None]:
    """Hours by key as they are given; the step of the rest has 0."""
    return {step.key: 0 if step.hours == REST else step.counted if step.hours is not None else None for step in steps}


def spread(steps: Sequence[Step], limit_hours: int | None) -> dict[str, int | None]:
    """Hours by key under a limit of so many working hours: what is fixed, None for what is not counted, and for the
    step of the rest what the limit leaves on the longest way through it, at least 0. `limit_hours` None: the law
    states no time, the rest is not counted.

    `fit.misfits` says whether the longest path is the limit; here nothing is refused, because a running dossier keeps
    its process whatever happened to its limit.
    """
    hours = fixed(steps)
    resting = next((step.key for step in steps if step.hours == REST), "")
    if resting:
        hours[resting] = None if limit_hours is None else max(limit_hours - _through(steps, hours, resting), 0)
    return hours


def path_through(steps: Sequence[Step], hours: Mapping[str, int | None], key: str) -> Path:
    """The longest way that leads over the step of that key."""
    needed = before(steps)
    ordered, _never = in_order(steps, needed)
    reached: dict[str, Path] = {}
    over: dict[str, Path] = {}
    for step in ordered:
        own = hours.get(step.key) or 0
        until = max((reached[one] for one in needed[step.key] if one in reached), key=_hours, default=Path((), 0))
        reached[step.key] = Path((*until.keys, step.key), until.hours + own)
        if step.key == key:
            over[step.key] = reached[step.key]
        elif known := [over[one] for one in needed[step.key] if one in over]:
            most = max(known, key=_hours)
            over[step.key] = Path((*most.keys, step.key), most.hours + own)
    return max(over.values(), key=lambda path: (path.hours, len(path.keys)), default=Path((), 0))


def _through(steps: Sequence[Step], hours: Mapping[str, int | None], key: str) -> int:
    return path_through(steps, hours, key).hours


def _hours(path: Path) -> int:
    return path.hours
