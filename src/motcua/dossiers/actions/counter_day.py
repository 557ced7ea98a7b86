"""At the end of a counter's day: papers go to units with a list (form 06), and the day is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from motcua.agencies.models import Agency
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import hand_over_by
from motcua.dossiers.actions.handling import forward
from motcua.dossiers.actions.moving import step_now
from motcua.dossiers.models import DayClosing, HandOverLine, HandOverList
from motcua.dossiers.queries import counter_day
from motcua.dossiers.queries.counter_day import Unit
from motcua.journal.actions import record
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people import access
from motcua.workflow.watch_versions import watch_on


def subject_of(agency: Agency) -> str:
    """The journal chain of a counter's days."""
    return f"counter:{agency.code}"


@transaction.atomic
def hand_over_papers(
    agency: Agency, unit: str, codes: Sequence[str], *, receiver: str = "", by: Actor, at: datetime
) -> HandOverList:
    """Hand the chosen dossiers that still wait for this unit to it, on one numbered list.

    Those whose process has the step move on with it. `unit` is the key of `queries.counter_day.to_hand_over`. Raises
    NotAllowed, Invalid (`hand_over.nothing_chosen`), NotLawfulNow (`hand_over.none_left`).
    """
    access.require("counter.day", by)
    if not codes:
        raise Invalid("act.invalid", [FieldError("code", "hand_over.nothing_chosen")])
    day = clock.local_day(at)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two officers number their lists one after the other
    waiting = next((one for one in counter_day.to_hand_over(agency, day) if one.unit.key == unit), None)
    chosen = [row for row in waiting.dossiers if row.code in set(codes)] if waiting else []
    if waiting is None or not chosen:
        raise NotLawfulNow("hand_over.none_left")
    made = _list(agency, waiting.unit, day, receiver, by=by, at=at)
    for number, dossier in enumerate(chosen, 1):
        step = step_now(dossier)
        moves = step is not None and step.act == "forward" and step.role == access.SINGLE_WINDOW_OFFICER
        if moves:
            forward(dossier.code, by=by, at=at)
        HandOverLine.objects.create(hand_over=made, number=number, dossier=dossier, forwarded=moves)
    record(
        "counter.handed_over",
        subject=subject_of(agency),
        by=by,
        at=at,
        day=day.isoformat(),
        number=made.number,
        to_agency=made.to_agency_id,
        to_post=made.to_post,
        dossiers=[row.code for row in chosen],
    )
    return made


def _list(agency: Agency, unit: Unit, day: date, receiver: str, *, by: Actor, at: datetime) -> HandOverList:
    last = HandOverList.objects.filter(agency=agency, day=day).aggregate(last=Max("number"))["last"] or 0
    return HandOverList.objects.create(
        agency=agency,
        to_agency_id=unit.agency_id,
        to_post=unit.post,
        to_name=unit.name,
        day=day,
        number=last + 1,
        at=at,
        by_id=by.account_id,
        receiver=text.normal(receiver)[:200],
        answer_until=hand_over_by(at, calendar_of(unit.agency_id), watch_on(day).hand_over_cutoff),
    )


@transaction.atomic
def close_day(
    agency: Agency, day: date, *, left: Mapping[str, int], note: str = "", by: Actor, at: datetime
) -> DayClosing:
    """Close a day with its figures as they stand; `left` counts what is not done (a name each), which needs a note.

    A day that went on is closed again, under the next number. Raises NotAllowed, Invalid (`day.open_items`),
    NotLawfulNow (`day.not_today`).
    """
    access.require("counter.day", by)
    if day > clock.local_day(at):
        raise NotLawfulNow("day.not_today")
    note = text.normal_lines(note)
    undone = sum(left.values())
    if undone and not note:
        raise Invalid("act.invalid", [FieldError("note", "day.open_items", count=undone)])
    Agency.objects.select_for_update().get(pk=agency.pk)
    last = DayClosing.objects.filter(agency=agency, day=day).aggregate(last=Max("number"))["last"] or 0
    figures = asdict(counter_day.figures_of(agency, day, at)) | {"left": dict(left)}
    closing = DayClosing.objects.create(
        agency=agency, day=day, number=last + 1, at=at, by_id=by.account_id, figures=figures, note=note
    )
    record(
        "counter.closed",
        subject=subject_of(agency),
        by=by,
        at=at,
        day=day.isoformat(),
        number=closing.number,
        figures=figures,
    )
    return closing
