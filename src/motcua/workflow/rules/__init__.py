"""The machine of lawful moves, and internal processes: steps, what waits for what, hours against the law; pure."""

from motcua.workflow.rules.fit import Limit, check, lacking_posts, misfits
from motcua.workflow.rules.line import before, following, main_line, may_follow, parts_opened_by, waits_for
from motcua.workflow.rules.machine import Machine, Move
from motcua.workflow.rules.order import order_errors, read_steps
from motcua.workflow.rules.spread import Path, longest, spread
from motcua.workflow.rules.steps import (
    ACTS,
    ALSO,
    BESIDE,
    KEY,
    MOST_HOURS,
    MOST_STEPS,
    REST,
    Step,
    given_steps,
    is_one_step,
    step_from,
    step_of,
)
from motcua.workflow.rules.trial import Laid, Stretch, laid, working_line

__all__ = [
    "ACTS",
    "ALSO",
    "BESIDE",
    "KEY",
    "MOST_HOURS",
    "MOST_STEPS",
    "REST",
    "Laid",
    "Limit",
    "Machine",
    "Move",
    "Path",
    "Step",
    "Stretch",
    "before",
    "check",
    "following",
    "given_steps",
    "is_one_step",
    "lacking_posts",
    "laid",
    "longest",
    "main_line",
    "may_follow",
    "misfits",
    "order_errors",
    "parts_opened_by",
    "read_steps",
    "spread",
    "step_from",
    "step_of",
    "waits_for",
    "working_line",
]
