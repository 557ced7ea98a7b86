"""Lines 5.2 to 5.4 of the index: feedback answered in time, satisfaction with it; pure.

The formula of 5.2 and a reference in 5.3 are broken in the portal's notes: the lines stay marked as doubtful.
"""

from collections.abc import Collection, Mapping

LIMITS: Mapping[str, int] = {"refuse": 2, "ask_more": 5, "answer": 15, "publish": 2}
"""Working days within which each step of a feedback is due (5.2)."""


def is_in_time(days: Mapping[str, int]) -> bool:
    """True when every step of one feedback that was taken kept its working days. Raises KeyError for another step."""
    return all(used <= LIMITS[step] for step, used in days.items())


def content(
    received: Collection[str], *, disliked: Collection[str], complained_again: Collection[str], late: Collection[str]
) -> int:
    """How many of the feedbacks first received in the period were handled to satisfaction: without those more disliked
    than liked, complained of again or answered late, each left out once (5.3)."""
    return len(set(received) - set(disliked) - set(complained_again) - set(late))
