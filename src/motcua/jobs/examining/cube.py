"""The cube of figures: its tail is folded, and the journal says the same."""

from motcua.jobs.examining.finding import Finding, needed
from motcua.kernel import clock
from motcua.reports.cube.state import tail
from motcua.reports.models import CubeState

LONG = 500_000
"""So many rows of the tail make pages slow; figures stay exact."""


def cube() -> Finding:
    """How long the tail is, and what the last check against the journal found."""
    waiting, state = tail(), CubeState.objects.first() or CubeState()
    if state.differences:
        return needed(f"{state.differences} figures differed from the journal: motcua cube rebuild")
    if waiting > LONG:
        return needed(f"{waiting} rows of the tail wait to be folded: does the worker run? (motcua cube fold)")
    folded = f"folded {clock.local(state.folded_at):%Y-%m-%d %H:%M}" if state.folded_at else "never folded yet"
    checked = f"checked {clock.local(state.checked_at):%Y-%m-%d %H:%M}" if state.checked_at else "never checked"
    return Finding("ok", f"{waiting} rows in the tail, {folded}, {checked}")
