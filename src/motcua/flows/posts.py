"""Posts and those who hold them, changed together."""

from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.agencies import actions as agencies
from motcua.agencies.models import Position
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people import appointing, staffing


def rename_post(
    position: Position,
    *,
    title_vi: str,
    title_en: str = "",
    unit_vi: str = "",
    unit_en: str = "",
    on: date,
    reason: str,
    decision_no: str = "",
    by: Actor,
    at: datetime,
) -> Position:
    """Another name for a post from a day on; its holders go over. Raises as the actions do, and Invalid at `on` for
    a day that is past."""
    _not_past(on, at)
    with transaction.atomic(durable=True):
        new = agencies.rename_position(
            position,
            title_vi=title_vi,
            title_en=title_en,
            unit_vi=unit_vi,
            unit_en=unit_en,
            on=on,
            reason=reason,
            decision_no=decision_no,
            by=by,
            at=at,
        )
        appointing.move_appointments(position, new, on=on, by=by, at=at)
    return new


def end_post(
    position: Position, *, on: date, end_held: bool, reason: str, decision_no: str = "", by: Actor, at: datetime
) -> Position:
    """End a post on a day, with the appointments that go on after it when `end_held`.

    Raises NotLawfulNow("position.held", "position.closed_already", "appointment.last_administrator"), Invalid at on.
    """
    _not_past(on, at)
    with transaction.atomic(durable=True):
        held = [
            one
            for one in staffing.holders_of([position.pk], clock.local_day(at)).get(position.pk, [])
            if one.valid_to is None or one.valid_to > on
        ]
        if held and not end_held:
            raise NotLawfulNow("position.held", count=len(held))
        for one in held:
            appointing.end_appointment(
                one, last_day=on - timedelta(days=1), reason=reason, decision_no=decision_no, by=by, at=at
            )
        return agencies.close_position(position, on=on, reason=reason, decision_no=decision_no, by=by, at=at)


def _not_past(on: date, at: datetime) -> None:
    today = clock.local_day(at)
    if on < today:
        raise Invalid("position.invalid", [FieldError("on", "appointment.past", today=today)])
