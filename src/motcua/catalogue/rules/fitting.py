"""Limits of a procedure as the working hours that an internal process may spend; pure."""

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from motcua.catalogue.rules.spec import Limit
from motcua.deadlines.rules import Allowance, Unit, Window
from motcua.kernel.errors import FieldError
from motcua.workflow import rules as workflow


def allowance_from(limit: Limit) -> Allowance | None:
    """A limit as the arithmetic takes it, without what moves only its beginning; None for a unit that is not known."""
    if limit.unit not in get_args(Unit) or limit.value < 0:
        return None
    return Allowance(limit.value, limit.unit, roll=limit.roll)  # type: ignore[arg-type]  # asked just above


def limits_in_hours(
    code: str, limits: Iterable[Limit], window: Callable[[Allowance], Window | None]
) -> tuple[workflow.Limit, ...]:
    """Every limit of a procedure (all channels and cases) in working hours. `window` gives the fewest hours that an
    allowance leaves."""
    found = []
    for limit in limits:
        allowance = allowance_from(limit)
        if allowance is None:
            continue
        tight = window(allowance)
        found.append(
            workflow.Limit(
                hours=tight.hours if tight else None,
                exact=tight.exact if tight else True,
                procedure=code,
                channel=limit.channel,
                case=limit.case,
                value=limit.value,
                unit=limit.unit,
                window=tight.day.isoformat() if tight and tight.day else "",
            )
        )
    return tuple(found)


def misfits(steps: Sequence[workflow.Step], limits: Sequence[workflow.Limit]) -> list[FieldError]:
    """How a published process misses a procedure's limits. One that states no hours at all is older than the rule that
    they must add up, and is left as it is until somebody gives it a new version."""
    if all(step.hours is None for step in steps):
        return []
    return list(workflow.misfits(steps, limits))
