"""The figures of contract section 5 by plain code over import lines, one dossier at a time.

Shares nothing with the product: no queries, no rules, no time zone of its (local times are read as they are written).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

Parents = dict[str, list[tuple[date, date | None, str]]]
"""Agency → [(from, before, the agency above it)]."""


@dataclass
class Seen:
    """A dossier as far as events before some moment tell."""

    received: datetime | None = None
    resolved: datetime | None = None
    due: datetime | None = None
    original: datetime | None = None
    paused: datetime | None = None
    agency: str = ""
    resolved_by: str = ""


def look(line: dict[str, Any], judged: datetime, inclusive: bool) -> Seen:
    """The events that are seen: before the end of the period, or up to and with `as_of`."""
    seen = Seen(agency=line["agency"])
    for event in line["events"]:
        at = datetime.fromisoformat(event["at"])
        if at > judged or (at == judged and not inclusive):
            break
        due = datetime.fromisoformat(event["due_at"]) if event.get("due_at") else None
        match event["type"]:
            case "received":
                seen.received, seen.due, seen.original = at, due, due
            case "supplement_requested" if seen.received:
                seen.paused = at
            case "supplemented" if seen.received:
                seen.paused, seen.due = None, due
            case "extended":
                seen.due = due
            case "transferred":
                seen.agency = event["to"]
            case "finished" | "stopped" | "withdrawn" if seen.received:
                seen.resolved, seen.resolved_by = at, seen.agency
    return seen


def is_under(agency: str, top: str, on: date, parents: Parents) -> bool:
    while agency != top:
        above = [up for begins, ends, up in parents.get(agency, []) if begins <= on and (ends is None or on < ends)]
        if not above or not above[0]:
            return False
        agency = above[0]
    return True


def figures(
    lines: list[dict[str, Any]],
    top: str | None,
    first: date,
    last: date,
    as_of: datetime,
    parents: Parents,
    own: bool = False,
) -> dict[str, Any]:
    start = datetime.combine(first, time.min)
    end = datetime.combine(last, time.min) + timedelta(days=1)
    over = end <= as_of
    judged = end if over else as_of
    judged_on = last if over else as_of.date()
    count = dict.fromkeys(
        (
            "received_online",
            "received_direct",
            "received_post",
            "carried_over",
            "resolved_early",
            "resolved_on_time",
            "resolved_late",
            "late_against_original",
            "pending_within",
            "pending_late",
        ),
        0,
    )
    answers = satisfied = 0
    for line in lines:
        seen = look(line, judged, inclusive=not over)
        if seen.received is None or (seen.resolved is not None and seen.resolved < start):
            continue
        agency = seen.resolved_by if seen.resolved else seen.agency
        on = seen.resolved.date() if seen.resolved else judged_on
        if top is not None and not (agency == top if own else is_under(agency, top, on, parents)):
            continue
        count[f"received_{line['channel']}" if seen.received >= start else "carried_over"] += 1
        if seen.resolved is None:
            moment = seen.paused or judged
            count["pending_late" if seen.due and seen.due < moment else "pending_within"] += 1
            continue
        # what was stopped or withdrawn while the clock stood still is judged where it stopped
        moment = seen.paused or seen.resolved
        if seen.due and moment > seen.due:
            count["resolved_late"] += 1
        elif seen.due and moment.date() < seen.due.date():
            count["resolved_early"] += 1
        else:
            count["resolved_on_time"] += 1
        count["late_against_original"] += bool(seen.original and seen.resolved > seen.original)
        # the line says neither when nor whether it was asked: an answer counts with the result
        if line["satisfaction"] and any(event["type"] == "finished" for event in line["events"]):
            answers += 1
            satisfied += line["satisfaction"] != "dissatisfied"
    received = count["received_online"] + count["received_direct"] + count["received_post"]
    resolved = count["resolved_early"] + count["resolved_on_time"] + count["resolved_late"]
    return {
        **count,
        "received_total": received + count["carried_over"],
        "resolved_total": resolved,
        "pending_total": count["pending_within"] + count["pending_late"],
        "online_percent": share(count["received_online"], received),
        "satisfied_percent": share(satisfied, answers),
        "response_percent": share(answers, resolved),
    }


def share(part: int, whole: int) -> float | None:
    """Half up, two decimals, by counting hundredths."""
    if not whole:
        return None
    hundredths, rest = divmod(part * 10_000, whole)
    return (hundredths + (2 * rest >= whole)) / 100
