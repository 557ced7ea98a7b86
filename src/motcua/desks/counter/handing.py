"""What became of the lists that a counter handed over, and what units sent back, for the page of its day."""

from collections.abc import Sequence
from datetime import datetime

from motcua.dossiers.models import Dossier, HandOverList
from motcua.dossiers.queries import handing


def mark(lists: Sequence[HandOverList], dossiers: Sequence[Dossier], now: datetime) -> None:
    """Give each list its `progress` and whether its answer is `late`, and each dossier that was sent back the reason
    (`sent_back`). At most two queries."""
    progress = handing.progress_of(lists) if lists else {}
    for one in lists:
        found = progress[one.pk]
        one.progress = found  # type: ignore[attr-defined]  # for the template
        one.late = bool(found.waits and one.answer_until and one.answer_until < now)  # type: ignore[attr-defined]
    back = [row for row in dossiers if getattr(row, "accepted", None) is False]
    reasons = handing.reasons_of(back) if back else {}
    for row in back:
        row.sent_back = reasons.get(row.pk, "–")  # type: ignore[attr-defined]  # for the template
