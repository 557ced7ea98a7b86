"""Every hand-over of a dossier, read from its journal: who gave, who took, when, and whether the giver was in time.

What was undone is not there; what was corrected is as it was corrected. The slip (form 06) prints these lines and
nothing else, so that it cannot disagree with the history.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers import queries
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock

MOVES = frozenset(
    f"dossier.{one}"
    for one in ("received", "forwarded", "proposed", "endorsed", "finished", "returned_for_rework", "delivered")
)
"""Events by which a dossier goes from one step to the next."""

PEOPLE = frozenset({"dossier.assigned", "dossier.handed_over"})
"""Events by which a colleague gets it at the same step."""

OUT = frozenset({"dossier.part_opened", "dossier.part_asked", "dossier.transfer_sent", "dossier.transferred"})
"""Events by which another agency gets it, or a part of it."""

BACK = frozenset(
    f"dossier.{one}"
    for one in (
        *("part_accepted", "part_answered", "part_returned", "transfer_accepted", "transfer_returned"),
        *("hand_over_accepted", "hand_over_returned"),
    )
)
"""Events by which another agency or unit takes or gives back what was sent."""

EARLY, ON_TIME, LATE, NOT_COUNTED = "early", "on_time", "late", ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One hand-over. Givers and takers are posts at agencies, `to` an account's number where one was named; `of` the
    agency that sent a transfer, or that does a part."""

    at: datetime
    type: str
    by: str
    by_agency: str
    by_position: str
    from_step: str
    to_step: str
    to_agency: str
    to_post: str
    to: str
    of: str
    due_at: datetime | None
    outcome: str
    number: int


def turns(code: str) -> list[Turn]:
    """The hand-overs of a dossier, oldest first."""
    return read(queries.lived(journal.events(code)))


def read(events: Iterable[Event]) -> list[Turn]:
    """The same from events that stand."""
    found: list[Turn] = []
    step, due = "", None
    ends: dict[tuple[str, str], datetime | None] = {}
    for event in events:
        told = journal.facts(event)
        is_own = not event.type.startswith("dossier.part_")  # there `step` is the part's
        after = str(told["step"] or "") if "step" in told and is_own else step
        if event.type == "dossier.delivered":
            after = ""
        if event.type in MOVES | PEOPLE | OUT | BACK:
            limit = _limit(event, told, due, ends)
            found.append(_turn(event, told, step, after, limit))
        step = after
        if "step_due_at" in told:
            due = _at(told["step_due_at"])
        elif event.type in ("dossier.delivered", "dossier.withdrawn", "dossier.stopped"):
            due = None
    return found


def _limit(
    event: Event, told: dict[str, Any], due: datetime | None, ends: dict[tuple[str, str], datetime | None]
) -> datetime | None:
    """Until when the giver had: the step's own limit, a part's, a transfer's; none for what starts a clock."""
    kind = "part" if "part" in event.type else "transfer"
    key = (kind, str(told.get("number", "")))
    if event.type in OUT:
        ends[key] = _at(told.get("until") or told.get("due_at") or told.get("answer_until"))
        return None
    if event.type in BACK:
        return ends.get(key)
    return None if event.type == "dossier.received" else due


def _turn(event: Event, told: dict[str, Any], step: str, after: str, due: datetime | None) -> Turn:
    to = str(told.get("to") or "")
    is_account = to.isdigit()
    agency = str(told.get("to_agency") or (told.get("agency") if event.type in OUT else "") or "")
    return Turn(
        at=event.at,
        type=event.type.removeprefix("dossier."),
        by=event.by_id if event.by_kind == "account" else "",
        by_agency=event.by_agency,
        by_position=event.by_position,
        from_step=step,
        to_step=after,
        to_agency=agency or ("" if is_account or event.type not in OUT else to),
        to_post=str(told.get("post") or ""),
        to=to if is_account else "",
        of=str(told.get("of") or "") if "transfer" in event.type else str(told.get("agency") or ""),
        due_at=due,
        outcome=outcome(event.at, due),
        number=event.number,
    )


def outcome(at: datetime, due: datetime | None) -> str:
    """Early: on an earlier local day than the due day; late: after the due time."""
    if due is None:
        return NOT_COUNTED
    if at > due:
        return LATE
    return EARLY if clock.local_day(at) < clock.local_day(due) else ON_TIME


def _at(said: object) -> datetime | None:
    return clock.parse(said) if isinstance(said, str) and said else None
