"""What is owed, whether a payment settles it, what may go back, what must lie in a till; pure."""

from motcua.payments.rules.charging import (
    KIND_NAMES,
    MOST_QUANTITY,
    Choice,
    Ground,
    Line,
    charged,
    chosen_lines,
    default_lines,
    grounds,
    judge_lines,
    names,
    settled_by,
)
from motcua.payments.rules.money import AT_COUNTER, Way, judge_payment, judge_reason, judge_refund
from motcua.payments.rules.till import Flow, expected, judge_count

__all__ = [
    "AT_COUNTER",
    "KIND_NAMES",
    "MOST_QUANTITY",
    "Choice",
    "Flow",
    "Ground",
    "Line",
    "Way",
    "charged",
    "chosen_lines",
    "default_lines",
    "expected",
    "grounds",
    "judge_count",
    "judge_lines",
    "judge_payment",
    "judge_reason",
    "judge_refund",
    "names",
    "settled_by",
]
