"""Where a dossier has been: its stays at the steps of its process, as the journal tells them. There is no second table,
so the control slip (form 06), the dossier's page and the figures of steps cannot disagree with the history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import WorkingCalendar, working_minutes
from motcua.dossiers import step_clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.tracking import paused_spans
from motcua.dossiers.queries.undoing import lived
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay at a step. `agency` is the code of whose step it was; `holder` the account that had the dossier last,
    None for a post; `ended` the event's type without its family, "" while it lasts, `by` the account that ended it and
    `in_place_of` whose place that was in. `planned` are hours (None: not counted); `used`, `paused` and `behind`
    working minutes, without the time that the clock stood still."""

    step: str
    name_vi: str
    name_en: str
    post: str
    agency: str
    from_at: datetime
    until_at: datetime | None = None
    due_at: datetime | None = None
    holder: int | None = None
    ended: str = ""
    by: int | None = None
    in_place_of: int | None = None
    planned: int | None = None
    used: int = 0
    paused: int = 0
    behind: int = 0

    @property
    def is_open(self) -> bool:
        """True for the step at which the dossier waits now."""
        return self.until_at is None


_ENDS = frozenset({"delivered", "withdrawn", "stopped", "refused"})
_HOLDS = frozenset({"assigned", "handed_over", "forwarded"})
_BESIDE = frozenset({"processing", "warned", "behind", "escalated"})
"""Events that name a step or an agency and move the dossier to none; nor does what happens to its parts."""


def stays(dossier: Dossier, at: datetime, *, events: Sequence[Event] | None = None) -> list[Stay]:
    """The stays of a dossier, oldest first: reception, then every step it came to, also again after rework. What was
    undone is left out. `events`: those of its chain where they were read already."""
    every = journal.events(dossier.code) if events is None else list(events)
    steps = {step.key: step for step in steps_of(dossier.process)}
    found = _told(lived(every), steps)
    spans = [(since, until or at) for since, until in paused_spans(dossier)]
    calendar, limit = calendar_of(dossier.agency_id), limit_of(dossier)
    planned = {key: step_clock.hours_of(tuple(steps.values()), key, limit) for key in steps}
    return [_measured(stay, planned.get(stay.step), spans, at, calendar) for stay in found]


def limit_of(dossier: Dossier) -> int | None:
    """The limit of a dossier in working hours of its agency; None without one."""
    calendar = calendar_of(dossier.agency_id)
    return step_clock.limit_hours(dossier.allowance, dossier.received_at, dossier.original_due_at, calendar)


def _told(events: Iterable[Event], steps: Mapping[str, Step]) -> list[Stay]:
    found: list[Stay] = []
    agency = ""
    for event in events:
        type, facts = event.type.removeprefix("dossier."), journal.facts(event)
        if type.startswith("part_") or type in _BESIDE:
            continue
        if type == "submitted":
            first = next(iter(steps.values()), None)
            agency = str(facts.get("agency") or "")
            found = [_begun(first, first.key, facts.get("reception_agency") or agency, event.at, None)] if first else []
            continue
        if type in ("received", "transferred"):
            agency = str(facts.get("to" if type == "transferred" else "agency") or agency)
        last = found[-1] if found and found[-1].is_open else None
        moves = _moves(type, facts, found)
        if last is not None:
            found[-1] = _ended(last, event, type, facts) if moves or type in _ENDS else _changed(last, facts)
        if moves and facts["step"]:
            found.append(_begun(steps.get(facts["step"]), facts["step"], agency, event.at, _time(facts, "step_due_at")))
        if found and found[-1].is_open and type in _HOLDS and "to" in facts:
            found[-1] = replace(found[-1], holder=facts["to"])
    return found


def _moves(type: str, facts: Mapping[str, Any], found: Sequence[Stay]) -> bool:
    """True where the dossier left its step for another, or came to its first after reception."""
    if facts.get("step") is None or type in _ENDS or (type == "corrected" and not facts["step"]):
        return False
    return not found or type == "received" or facts["step"] != found[-1].step


def _changed(stay: Stay, facts: Mapping[str, Any]) -> Stay:
    """The same stay with another end, where the event says one."""
    return replace(stay, due_at=_time(facts, "step_due_at")) if "step_due_at" in facts else stay


def _begun(step: Step | None, key: str, agency: object, at: datetime, due: datetime | None) -> Stay:
    return Stay(
        key,
        step.name_vi if step else key,
        (step.name_en or step.name_vi) if step else key,
        step.post if step else "",
        str(agency or ""),
        clock.local(at),
        due_at=due,
    )


def _ended(stay: Stay, event: Event, type: str, facts: Mapping[str, Any]) -> Stay:
    by = int(event.by_id) if event.by_kind in ("account", "client") and event.by_id else None
    holder = stay.holder if stay.holder is not None else by
    absent = facts.get("in_place_of")
    return replace(stay, until_at=clock.local(event.at), ended=type, by=by, holder=holder, in_place_of=absent)


def _time(facts: Mapping[str, Any], name: str) -> datetime | None:
    return clock.parse(facts[name]) if facts.get(name) else None


def _measured(
    stay: Stay,
    planned: int | None,
    spans: Iterable[tuple[datetime, datetime]],
    at: datetime,
    calendar: WorkingCalendar,
) -> Stay:
    until = stay.until_at or max(at, stay.from_at)
    inside = [(max(since, stay.from_at), min(to, until)) for since, to in spans]
    paused = sum(working_minutes(since, to, calendar) for since, to in inside if to > since)
    whole = working_minutes(stay.from_at, until, calendar) if until > stay.from_at else 0
    stood = next((since for since, to in inside if to >= until and to > since), until)  # it stands still at the end
    behind = working_minutes(stay.due_at, stood, calendar) if stay.due_at and stood > stay.due_at else 0
    return replace(stay, planned=planned, used=max(whole - paused, 0), paused=paused, behind=behind)
