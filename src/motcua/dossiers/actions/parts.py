"""Parts of a dossier at other agencies: opened by its process or by hand, taken back, ended with the dossier."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue.queries.field_department import department_of
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import add_working_minutes
from motcua.dossiers import part_rules, step_clock
from motcua.dossiers.actions.consulting import require_in_hand
from motcua.dossiers.actions.moving import lock, need_text
from motcua.dossiers.actions.taking_back import left, was
from motcua.dossiers.models import Dossier, Part
from motcua.dossiers.part_rules import OPEN
from motcua.dossiers.queries import parts as queries
from motcua.journal.actions import record
from motcua.journal.models import Event
from motcua.journal.queries import facts as facts_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step

WITHOUT = "dossier.ended"
"""The reason that is kept for a part whose dossier ended before it did."""


def require_none_waits(dossier: Dossier, act: str) -> None:
    """The present step waits for no part any more. Raises NotLawfulNow `part.waits`, which names the agency."""
    for keeper in queries.keepers(dossier):
        day = clock.local_day(keeper.part.opened_at)
        code = "part.waits_again" if keeper.part.state == Part.State.RETURNED else "part.waits"
        raise NotLawfulNow(
            code,
            act=act,
            agency=agencies.name_of(keeper.part.agency, day, short=True),
            agency_en=agencies.name_of(keeper.part.agency, day, "en", short=True),
            name=keeper.step.name_vi,
            number=keeper.part.number,
        )


def require_none_open(dossier: Dossier, act: str) -> None:
    """No part is open, by the process or by hand: what is decided rests on all that was asked. Raises NotLawfulNow."""
    row = (
        Part.objects.filter(dossier=dossier, state__in=sorted(OPEN)).select_related("agency").order_by("number").first()
    )
    if row is not None:
        day = clock.local_day(row.opened_at)
        raise NotLawfulNow(
            "part.open",
            act=act,
            agency=agencies.name_of(row.agency, day, short=True),
            agency_en=agencies.name_of(row.agency, day, "en", short=True),
            number=row.number,
        )


def open_with(dossier: Dossier, done: str, event: Event | None, *, by: Actor, at: datetime) -> list[Part]:
    """Open the parts that the step or part of key `done` lets begin, with the act that `event` tells of; the dossier
    has moved on already. A part that would fall to the competent agency itself is its own work and is not opened.

    The other agency sees it at once, though the act may still be undone: its clock runs from now, and to hide it would
    take that time from it. It is written to only when the act stands (`queries.held_until`); once it has accepted, the
    act can no longer be undone."""
    steps = steps_of(dossier.process)
    if not any(step.is_part for step in steps) or dossier.resolved_at is not None:
        return []
    states = {step: queries.stands(part) for step, part in queries.states_by_step(dossier).items()}
    opened = []
    for step in part_rules.to_open(steps, done, dossier.step, states):
        agency = agency_of(step, dossier, clock.local_day(at))
        if agency is None or agency.pk == dossier.agency_id:
            continue
        hours = _hours(step, dossier)
        part = _write(dossier, Part.Kind.WORK, agency, hours, step=step.key, post=step.post, by=by, at=at)
        _told(part, "dossier.part_opened", by=by, at=at, step=step.key, of=event.number if event else None)
        opened.append(part)
    return opened


@transaction.atomic
def open_part(
    code: str,
    *,
    agency: Agency,
    question: str = "",
    hours: int,
    kind: str = Part.Kind.OPINION,
    post: str = "",
    step: str = "",
    by: Actor,
    at: datetime,
) -> Part:
    """Ask another agency, by hand: for an opinion, for a piece of work, or once more for the part of a process (`step`)
    that it sent back. The clock of the dossier goes on; the part gets its own, by that agency's calendar."""
    dossier = lock(code, "open_part", by=by, at=at)
    check_time(dossier, at)
    require_in_hand(dossier, "open_part")
    if step:
        found = _openable(dossier, step)
        kind, post = Part.Kind.WORK, post or found.post
        _settle_return(dossier, at, step=step)
    else:
        need_text(question=question)
    if agency.pk == dossier.agency_id:
        raise Invalid("act.invalid", [FieldError("agency", "part.own_agency")])
    if not step and Part.objects.filter(dossier=dossier, agency=agency, step="", state__in=sorted(OPEN)).exists():
        raise NotLawfulNow("part.asked_already", code=code)
    if not step:
        _settle_return(dossier, at, step="", agency=agency)
    part = _write(dossier, kind, agency, hours, step=step, post=post, question=question, by=by, at=at)
    _told(part, "dossier.part_asked", by=by, at=at, step=step)
    return part


@transaction.atomic
def cancel_part(code: str, *, number: int, reason: str, by: Actor, at: datetime) -> Part:
    """It is not needed any more, or, sent back, done without. What the process asks for is given up by a leader."""
    dossier = lock(code, "cancel_part", by=by, at=at)
    need_text(reason=reason)
    part = find(dossier, number)
    returned = part.state == Part.State.RETURNED and part.settled_at is None
    if not (part.is_open or returned):
        raise NotLawfulNow("part.ended_already", number=number, on=part.ended_at)
    check_time(dossier, at)
    step = next((one for one in steps_of(dossier.process) if one.key == part.step), None)
    if step is not None and not step.optional and by.role != "commune_leader":
        raise NotLawfulNow("part.leader_gives_up", number=number)
    if returned:
        part.settled_at = at
        part.reason = f"{part.reason}\n{reason}"
        part.save(update_fields=["settled_at", "reason"])
    else:
        _end(part, Part.State.CANCELLED, reason, by=by, at=at)
    event = _told(part, "dossier.part_cancelled", by=by, at=at, step=part.step, returned=returned)
    if part.step:
        open_with(dossier, part.step, event, by=by, at=at)
    return part


def end_all(dossier: Dossier, *, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """The dossier is stopped or withdrawn: its open parts end with it. Returned as `taking_back.left`."""
    ended = []
    for part in Part.objects.select_for_update().filter(dossier=dossier, state__in=sorted(OPEN)).order_by("number"):
        before = was(part, "state", "ended_at", "ended_by_id", "reason")
        _end(part, Part.State.CANCELLED, WITHOUT, by=by, at=at)
        _told(part, "dossier.part_cancelled", by=by, at=at, step=part.step, with_dossier=True)
        ended.append(left(part, before))
    return ended


def undo_opened(dossier: Dossier, event: Event) -> dict[str, Any]:
    """Take away the parts that were opened with an act, and say what they were. Nobody has accepted them, or the act
    could not be undone."""
    told = [facts for _number, facts in _opened_with(event)]
    Part.objects.filter(dossier=dossier, number__in=[one["number"] for one in told], state=Part.State.HANDED).delete()
    return {"parts": told} if told else {}


def told_with(event: Event) -> list[int]:
    """The numbers of the events that go with an act's own: parts that it opened, parts and transfers that ended with
    the dossier."""
    ended = Event.objects.filter(
        chain=event.chain,
        number__lt=event.number,
        at=event.at,
        type__in=["dossier.part_cancelled", "dossier.transfer_cancelled"],
    )
    with_it = [row.number for row in ended.order_by("number") if facts_of(row).get("with_dossier")]
    return with_it + [number for number, _facts in _opened_with(event)]


def _opened_with(event: Event) -> list[tuple[int, dict[str, Any]]]:
    later = Event.objects.filter(chain=event.chain, number__gt=event.number, at=event.at, type="dossier.part_opened")
    told = [(row.number, facts_of(row)) for row in later.order_by("number")]
    return [(number, facts) for number, facts in told if facts.get("of") == event.number]


def find(dossier: Dossier, number: int) -> Part:
    """The part of that number, locked. Raises Invalid."""
    row = Part.objects.select_for_update().filter(dossier=dossier, number=number).first()
    if row is None:
        raise Invalid("act.invalid", [FieldError("number", "part.unknown", number=number)])
    return row


def agency_of(step: Step, dossier: Dossier, on: date) -> Agency | None:
    """Who does a part: the agency above the competent one, the department of the procedure's field, or the one that the
    step names. Where no department is known, the agency above; None where there is none either."""
    code = step.agency
    if code == "field":
        code = department_of(dossier.procedure_version, on)
    elif code == "parent":
        code = ""
    found = agencies.find_agency(code) if code else agencies.parent_on(dossier.agency, on)
    if found is None or agencies.period_on(found, on) is None:
        return None
    return found


def check_time(dossier: Dossier, at: datetime) -> None:
    """Acts on parts and transfers stand in the order of the dossier's chain. Raises NotLawfulNow."""
    last = Event.objects.filter(chain=dossier.code).order_by("-number").values_list("at", flat=True).first()
    if last is not None and at < last:
        raise NotLawfulNow("act.before_last", last=last, at=at)


def _hours(step: Step, dossier: Dossier) -> int | None:
    if dossier.received_at is None:
        return None
    calendar = calendar_of(dossier.agency_id)
    limit = step_clock.limit_hours(dossier.allowance, dossier.received_at, dossier.original_due_at, calendar)
    return step_clock.hours_of(steps_of(dossier.process), step.key, limit)


def _openable(dossier: Dossier, key: str) -> Step:
    """The part of the process that may be opened by hand: sent back, or optional and not open. Raises Invalid."""
    step = next((one for one in steps_of(dossier.process) if one.key == key and one.is_part), None)
    last = queries.states_by_step(dossier).get(key)
    if step is None:
        raise Invalid("act.invalid", [FieldError("step", "part.step_unknown", step=key)])
    if last is not None and last.is_open:
        raise NotLawfulNow("part.asked_already", code=dossier.code)
    if not (step.optional or (last is not None and last.state in (Part.State.RETURNED, Part.State.CANCELLED))):
        raise NotLawfulNow("part.opens_itself", step=key)
    return step


def _settle_return(dossier: Dossier, at: datetime, **of: Any) -> None:
    """What was sent back is dealt with: it was asked once more."""
    rows = Part.objects.filter(dossier=dossier, state=Part.State.RETURNED, settled_at=None, **of)
    rows.update(settled_at=at)


def _write(
    dossier: Dossier,
    kind: str,
    agency: Agency,
    hours: int | None,
    *,
    step: str = "",
    post: str = "",
    question: str = "",
    by: Actor,
    at: datetime,
) -> Part:
    number = (Part.objects.filter(dossier=dossier).aggregate(last=Max("number"))["last"] or 0) + 1
    return Part.objects.create(
        dossier=dossier,
        number=number,
        kind=kind,
        step=step,
        agency=agency,
        from_agency_id=dossier.agency_id,
        post=post,
        question=question,
        opened_at=at,
        opened_by_id=by.account_id,
        hours=hours,
        due_at=add_working_minutes(at, hours * 60, calendar_of(agency.pk)) if hours else None,
    )


def _end(part: Part, state: str, reason: str, *, by: Actor, at: datetime) -> None:
    part.state, part.reason, part.ended_at, part.ended_by_id = state, reason, at, by.account_id
    part.save(update_fields=["state", "reason", "ended_at", "ended_by"])


def _told(part: Part, type: str, *, by: Actor, at: datetime, **facts: Any) -> Event:
    return record(
        type,
        subject=part.dossier.code,
        by=by,
        at=at,
        number=part.number,
        agency=part.agency.code,
        kind=str(part.kind),
        post=part.post,
        hours=part.hours,
        until=part.due_at,
        **facts,
    )
