"""The time that dossiers really took, laid over the steps of another process; pure.

A dossier tells stretches: so many working minutes at one step, or at several steps together where nobody wrote down
when it went from one to the next. The stretches are laid over a process by the keys of its steps (a step that was
renamed is found by its act): a step that is new there belongs to the stretch that comes after it, a step that is gone
gives its time to the next one. So no minute is lost, and none is counted twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.workflow.rules.line import main_line
from motcua.workflow.rules.steps import Step


@dataclass(frozen=True, slots=True)
class Stretch:
    """Working minutes without pauses at steps that follow one another on the main line."""

    keys: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A stretch on the steps of another process: the hours that these give it together, None where none is counted."""

    keys: tuple[str, ...]
    minutes: int
    hours: int | None

    @property
    def is_behind(self) -> bool:
        return self.hours is not None and self.minutes > self.hours * 60


def working_line(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps between reception and the result: where nobody decides, delivery is the work itself."""
    line = main_line(steps)
    decides = [at for at, step in enumerate(line) if step.act == "approve"]
    return line[1 : decides[-1] + 1] if decides else line[1:]


def laid(
    stretches: Sequence[Stretch], ran: Sequence[Step], steps: Sequence[Step], hours: Mapping[str, int | None]
) -> tuple[Laid, ...]:
    """The stretches of a dossier that ran under one process, on the steps of another with these hours (`spread`)."""
    target = working_line(steps)
    places = _places(working_line(ran), target)
    visited = {key for stretch in stretches for key in stretch.keys}
    found: list[Laid] = []
    begin, waiting = 0, 0
    for index, stretch in enumerate(stretches):
        known = [places[key] for key in stretch.keys if key in places]
        end = len(target) if index == len(stretches) - 1 else max(known, default=begin - 1) + 1
        waiting += stretch.minutes
        if end <= begin:
            if found:  # sent back: the work was done again at the same steps
                found[-1] = Laid(found[-1].keys, found[-1].minutes + waiting, found[-1].hours)
                waiting = 0
            continue
        cover = [step for step in target[begin:end] if not step.optional or step.key in visited] or target[begin:end]
        counted = [hours[step.key] for step in cover if hours.get(step.key) is not None]
        given = sum(number or 0 for number in counted) if counted else None
        found.append(Laid(tuple(step.key for step in cover), waiting, given))
        begin, waiting = end, 0
    return tuple(found)


def _places(ran: Sequence[Step], target: Sequence[Step]) -> dict[str, int]:
    """By the key of a step that was run: its place on the other line. The same key, else the same act in the same
    turn; never backwards."""
    keys = {step.key: at for at, step in enumerate(target)}
    found: dict[str, int] = {}
    least = 0
    for step in ran:
        place = keys.get(step.key)
        if place is None:
            free = [at for at in range(least, len(target)) if target[at].act == step.act]
            place = next((at for at in free if target[at].key not in {one.key for one in ran}), None)
        if place is not None and place >= least:
            found[step.key] = place
            least = place + 1
    return found
