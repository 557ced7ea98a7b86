"""Line 2.1 of the index: was the promise kept, as the national portal judges it; pure.

The portal's own notes on decision 766/QĐ-TTg. Times are compared as they are on the clock, not in working hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Asked:
    """A supplement that was asked after reception; `completed_at` None: no answer yet."""

    requested_at: datetime
    completed_at: datetime | None = None

    @property
    def waited(self) -> timedelta:
        """How long the applicant took; nothing while there is no answer."""
        return self.completed_at - self.requested_at if self.completed_at else timedelta()


def is_kept(
    *,
    received_at: datetime | None,
    due_at: datetime | None,
    ended_at: datetime | None,
    asked: Sequence[Asked],
    judged_at: datetime,
    limit: timedelta | None = None,
) -> bool | None:
    """True on time, False late, None: not counted (refused or withdrawn before reception).

    `ended_at`: finished, else delivered, else stopped or withdrawn. Finished after supplements: what the applicant took
    is deducted. Not finished: with one request that waits, judged when it was asked; with more than one, late; with
    none, judged at the end of the period. Without a due time the whole time, less the waiting, is compared with the
    longest limit (None: there is none, so nothing can be late).
    """
    if received_at is None:
        return None
    if ended_at is not None:
        end = ended_at - sum((one.waited for one in asked), timedelta())
    elif len(asked) > 1:
        return False
    elif asked and asked[0].completed_at is None:
        end = asked[0].requested_at
    else:
        end = judged_at
    if due_at is not None:
        return end <= due_at
    return limit is None or end - received_at <= limit
