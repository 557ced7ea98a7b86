"""A unit's own hours and days: set by its decision, from a day on, never backwards.

Promises already made are kept; what is received or resumed later is reckoned by what holds then.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.agencies.models import Agency
from motcua.deadlines.models import LocalDay, LocalSpan, LocalWeek
from motcua.deadlines.rules import Spans
from motcua.journal.reasons import record_why
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow


def subject_of(agency: Agency) -> str:
    """The journal chain of an agency."""
    return f"agency:{agency.code}"


def _check(first: date, today: date, decision_no: str, path: str) -> list[FieldError]:
    errors = []
    if first < today:
        errors.append(FieldError(path, "hours.past", today=today))
    if not text.normal(decision_no):
        errors.append(FieldError("decision_no", "hours.decision_missing"))
    return errors


@transaction.atomic
def set_week(
    agency: Agency,
    week: Mapping[int, Spans],
    *,
    valid_from: date,
    decision_no: str,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> LocalWeek:
    """Set the unit's hours by weekday (0 = Monday; a missing day is closed) from a day on; the week before ends.

    Raises Invalid at valid_from, decision_no, week; NotLawfulNow("hours.later_week") when one that begins later stands.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    errors = _check(valid_from, clock.local_day(at), decision_no, "valid_from")
    if not any(week.values()):
        errors.append(FieldError("week", "hours.none"))
    if errors:
        raise Invalid("hours.invalid", errors)
    last = LocalWeek.objects.filter(agency=agency).order_by("-valid_from").first()
    if last is not None:
        if last.valid_from >= valid_from:
            raise NotLawfulNow("hours.later_week", valid_from=last.valid_from)
        if last.valid_to is None or last.valid_to > valid_from:
            LocalWeek.objects.filter(pk=last.pk).update(valid_to=valid_from)
    row = LocalWeek.objects.create(
        agency=agency, valid_from=valid_from, decision_no=text.normal(decision_no)[:120], set_at=at
    )
    LocalSpan.objects.bulk_create(
        LocalSpan(week=row, weekday=weekday, opens=opens, closes=closes)
        for weekday, spans in week.items()
        for opens, closes in spans
    )
    record_why(
        "hours.week_set",
        subject=subject_of(agency),
        by=by,
        at=at,
        reason=reason,
        ground=decision_no,
        week=row.pk,
        valid_from=valid_from,
    )
    return row


@transaction.atomic
def end_week(agency: Agency, *, on: date, decision_no: str, reason: str = "", by: Actor, at: datetime) -> LocalWeek:
    """Go back to the country's hours from a day on. Raises Invalid at on, decision_no; NotLawfulNow("hours.no_week",
    "hours.later_week")."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    if errors := _check(on, clock.local_day(at), decision_no, "valid_from"):
        raise Invalid("hours.invalid", errors)
    last = LocalWeek.objects.filter(agency=agency).order_by("-valid_from").first()
    if last is None or (last.valid_to is not None and last.valid_to <= on):
        raise NotLawfulNow("hours.no_week")
    if last.valid_from >= on:
        raise NotLawfulNow("hours.later_week", valid_from=last.valid_from)
    last.valid_to = on
    last.save(update_fields=["valid_to"])
    record_why(
        "hours.week_ended",
        subject=subject_of(agency),
        by=by,
        at=at,
        reason=reason,
        ground=decision_no,
        week=last.pk,
        valid_to=on,
    )
    return last


@transaction.atomic
def set_day(
    agency: Agency,
    day: date,
    *,
    spans: Spans,
    counts: bool,
    name_vi: str,
    name_en: str = "",
    decision_no: str,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> LocalDay:
    """Close a unit on one day (no spans) or open it at hours of its own. Raises Invalid at day, name_vi, decision_no;
    NotLawfulNow("hours.day_taken")."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    errors = _check(day, clock.local_day(at), decision_no, "day")
    if not text.normal(name_vi):
        errors.append(FieldError("name_vi", "hours.name_missing"))
    if errors:
        raise Invalid("hours.invalid", errors)
    try:
        with transaction.atomic():
            row = LocalDay.objects.create(
                agency=agency,
                date=day,
                kind=LocalDay.Kind.OPENING if spans else LocalDay.Kind.DAY_OFF,
                counts=counts,
                name_vi=text.normal(name_vi)[:200],
                name_en=text.normal(name_en)[:200],
                decision_no=text.normal(decision_no)[:120],
                set_at=at,
            )
    except IntegrityError:
        raise NotLawfulNow("hours.day_taken", day=day) from None
    LocalSpan.objects.bulk_create(LocalSpan(day=row, opens=opens, closes=closes) for opens, closes in spans)
    record_why(
        "hours.day_set",
        subject=subject_of(agency),
        by=by,
        at=at,
        reason=reason,
        ground=decision_no,
        day=day,
        kind=row.kind,
        counts=counts,
    )
    return row


@transaction.atomic
def withdraw_day(agency: Agency, day: date, *, decision_no: str = "", reason: str, by: Actor, at: datetime) -> LocalDay:
    """Take a day back before it comes. Raises NotLawfulNow (hours.day_unknown, .day_past), Invalid at reason."""
    row = LocalDay.objects.select_for_update().filter(agency=agency, date=day, withdrawn_at=None).first()
    if row is None:
        raise NotLawfulNow("hours.day_unknown", day=day)
    if row.date <= clock.local_day(at):
        raise NotLawfulNow("hours.day_past", day=day)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    record_why(
        "hours.day_withdrawn",
        subject=subject_of(agency),
        by=by,
        at=at,
        reason=reason,
        ground=decision_no,
        needed=True,
        day=day,
    )
    return row
