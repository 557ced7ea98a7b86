"""Giving posts and ending them. What was held stays as it was: an appointment is ended, followed by another, or
withdrawn before its first day is over."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.agencies.models import Position
from motcua.journal.reasons import record_why
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people import access
from motcua.people.actions import appoint, subject_of
from motcua.people.keeping import keep_administrator
from motcua.people.models import Account, Appointment
from motcua.people.posts import roles_at

ONE_DAY = timedelta(days=1)


@transaction.atomic
def give_post(
    account: Account,
    position: Position,
    role: str,
    *,
    first_day: date,
    last_day: date | None = None,
    acting_for: Account | None = None,
    reason: str,
    decision_no: str = "",
    by: Actor,
    at: datetime,
) -> Appointment:
    """Appoint somebody from `first_day` through `last_day` (both included; None: until further notice).

    Raises Invalid at role, first_day, last_day, acting_for, account, reason; NotLawfulNow("appointment.own",
    "account.disabled_already"); Cannot("appointment.overlaps").
    """
    today = clock.local_day(at)
    errors = _period_errors(position, first_day, last_day, today)
    if role not in roles_at(position.agency.kind):
        errors.append(FieldError("role", "appointment.role_not_here", role=role))
    if acting_for is not None:
        if acting_for.pk == account.pk:
            errors.append(FieldError("acting_for", "appointment.acting_for_self"))
        if last_day is None:
            errors.append(FieldError("last_day", "appointment.acting_needs_end"))
    if errors:
        raise Invalid("appointment.invalid", errors)
    if not account.is_active:
        raise NotLawfulNow("appointment.account_disabled", username=account.username)
    if account.pk == by.account_id and _others_could(position, account, today):
        raise NotLawfulNow("appointment.own")
    return appoint(
        account,
        position,
        role,
        valid_from=first_day,
        valid_to=last_day + ONE_DAY if last_day else None,
        acting_for=acting_for,
        reason=reason,
        decision_no=decision_no,
        by=by,
        at=at,
    )


def _period_errors(position: Position, first_day: date, last_day: date | None, today: date) -> list[FieldError]:
    errors = []
    if first_day < today:
        errors.append(FieldError("first_day", "appointment.past", today=today))
    if last_day is not None and last_day < first_day:
        errors.append(FieldError("last_day", "appointment.ends_before", first_day=first_day))
    closed = position.valid_to
    if first_day < position.valid_from or (closed is not None and first_day >= closed):
        errors.append(FieldError("first_day", "appointment.post_not_there", on=first_day))
    elif closed is not None and (last_day is None or last_day >= closed):
        errors.append(FieldError("last_day", "appointment.post_ends", last_day=closed - ONE_DAY))
    return errors


def _others_could(position: Position, account: Account, on: date) -> bool:
    """True when another administrator of that unit could give the post: then nobody gives it to oneself."""
    rows = Appointment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on),
        role=access.ADMINISTRATOR,
        position__agency_id=position.agency_id,
        valid_from__lte=on,
        withdrawn_at=None,
        account__is_active=True,
    )
    return rows.exclude(account=account).exists()


def _locked(appointment: Appointment) -> Appointment:
    return (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("position__agency", "account")
        .get(pk=appointment.pk)
    )


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, last_day: date, reason: str, decision_no: str = "", by: Actor, at: datetime
) -> Appointment:
    """End an appointment after `last_day`; yesterday means at once. One that began today, or has not begun, is
    withdrawn when its last day would be before its first.

    Raises NotLawfulNow("appointment.ended_already", "appointment.last_administrator"), Invalid at last_day, reason.
    """
    row = _locked(appointment)
    today = clock.local_day(at)
    if row.withdrawn_at is not None or (row.valid_to is not None and row.valid_to <= today):
        raise NotLawfulNow("appointment.ended_already")
    end = last_day + ONE_DAY
    if end < today:
        raise Invalid("appointment.invalid", [FieldError("last_day", "appointment.end_past", today=today)])
    if row.valid_to is not None and end > row.valid_to:
        last = row.valid_to - ONE_DAY
        raise Invalid("appointment.invalid", [FieldError("last_day", "appointment.end_later", last_day=last)])
    keep_administrator(row, max(end, today))
    if end <= row.valid_from:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        kind = "account.appointment_withdrawn"
    else:
        row.valid_to = end
        row.save(update_fields=["valid_to"])
        kind = "account.appointment_ended"
    record_why(
        kind,
        subject=subject_of(row.account),
        by=by,
        at=at,
        reason=reason,
        ground=decision_no,
        needed=True,
        appointment=row.pk,
        role=row.role,
        position=row.position.slug,
        position_id=row.position_id,
        valid_from=row.valid_from,
        valid_to=end,
    )
    return row


@transaction.atomic
def prolong_appointment(
    appointment: Appointment, *, last_day: date | None, reason: str, decision_no: str = "", by: Actor, at: datetime
) -> Appointment:
    """Go on with an appointment that has an end: a new row follows it the next day.

    Raises NotLawfulNow("appointment.no_end", "appointment.ended_already"), Invalid at last_day, reason;
    Cannot("appointment.overlaps").
    """
    row = _locked(appointment)
    today = clock.local_day(at)
    if row.valid_to is None:
        raise NotLawfulNow("appointment.no_end")
    if row.withdrawn_at is not None or row.valid_to < today:
        raise NotLawfulNow("appointment.ended_already")
    return give_post(
        row.account,
        row.position,
        row.role,
        first_day=row.valid_to,
        last_day=last_day,
        acting_for=row.acting_for,
        reason=reason,
        decision_no=decision_no,
        by=by,
        at=at,
    )


@transaction.atomic
def move_appointments(old: Position, new: Position, *, on: date, by: Actor, at: datetime) -> int:
    """Everybody who holds a post on or after a day holds the post that takes its place from then on, in the same role
    and for the same time. Returns how many appointments went over. The reason stands with the post's own event."""
    rows = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("account", "acting_for")
        .filter(Q(valid_to=None) | Q(valid_to__gt=on), position=old, withdrawn_at=None)
        .order_by("pk")
    )
    moved = list(rows)
    for row in moved:
        end = row.valid_to
        if row.valid_from >= on:
            row.withdrawn_at = at
            row.save(update_fields=["withdrawn_at"])
        else:
            row.valid_to = on
            row.save(update_fields=["valid_to"])
        appoint(
            row.account,
            new,
            row.role,
            valid_from=max(row.valid_from, on),
            valid_to=end,
            acting_for=row.acting_for,
            decision_no=row.decision_no,
            by=by,
            at=at,
        )
    return len(moved)
