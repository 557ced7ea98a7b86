"""Whose a step is, and who may pass a dossier on from it; pure."""

from collections.abc import Sequence

from motcua.people import access
from motcua.workflow.rules import ALSO, Step, following


def passes_on(step: Step) -> bool:
    """True where a dossier leaves the step by being passed on: its own work is that, or the step may be skipped."""
    return step.act == "forward" or step.optional


def is_passed_on_by(step: Step, role: str) -> bool:
    """True for the role that the step is of. What waits at the counter to be passed on, a specialist may fetch."""
    fetched = step.role == access.SINGLE_WINDOW_OFFICER and role == access.SPECIALIST_OFFICER
    return role in (step.role, access.SYSTEM) or fetched


def is_post_of(step: Step, position: str) -> bool:
    """True where the holder of this post does the step in her own name: `specialist` is met by `specialist_justice`."""
    return position == step.post or (position.startswith(f"{step.post}_") and step.post == "specialist")


def is_last_approval(steps: Sequence[Step], key: str) -> bool:
    """True where no approval follows on the main line: this one decides, an earlier one endorses."""
    step = following(steps, key)
    while step is not None:
        if step.act == "approve":
            return False
        step = following(steps, step.key)
    return True


def fits_step(step: Step | None, act: str, role: str) -> bool:
    """True where the present step lets a role do this act; states and rights are judged elsewhere."""
    if act == "forward":
        return step is not None and passes_on(step) and is_passed_on_by(step, role)
    if act in ("propose", "approve"):
        return step is not None and step.act == act
    return not (act in ALSO and step is not None and step.also and act not in step.also)
