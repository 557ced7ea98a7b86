"""Values entered by hand: reading the one that holds, and entering one."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from motcua.agencies.models import Agency
from motcua.journal.actions import record
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports.models import OutsideValue
from motcua.reports.scorecard.formulas import Line, Version
from motcua.reports.scorecard.points import HUNDRED, half_up

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
MOST_SOURCE = 300


def in_force(agency_ids: Iterable[int], first: date, last: date) -> dict[tuple[int, str], OutsideValue]:
    """(agency, fact) → the value for exactly this period, else for the shortest entered period that holds all of it."""
    rows = OutsideValue.objects.filter(
        agency_id__in=list(agency_ids), replaced_at=None, period_from__lte=first, period_to__gte=last
    )
    found: dict[tuple[int, str], OutsideValue] = {}
    for row in rows:
        key = (row.agency_id, row.fact)
        held = found.get(key)
        if held is None or row.period_to - row.period_from < held.period_to - held.period_from:
            found[key] = row
    return found


def history(agency: Agency, *, limit: int = 100) -> list[OutsideValue]:
    """Everything that was entered for an agency, also what was replaced, the newest first."""
    rows = OutsideValue.objects.filter(agency=agency).select_related("entered_by")
    return list(rows.order_by("-entered_at", "-id")[:limit])


def most_of(line: Line) -> Decimal:
    """The highest value of a line: points of an indicator, else percent."""
    return Decimal(2) if line.unit == "points" else HUNDRED


@transaction.atomic
def enter(
    version: Version,
    fact: str,
    *,
    agency: Agency,
    period_from: date,
    period_to: date,
    value: str = "",
    part: str = "",
    whole: str = "",
    source: str,
    by: Actor,
    at: datetime,
) -> OutsideValue:
    """Enter a value (percent, "92,5" or "92.5"), or the two counts that give it; the one for the same period is
    replaced and stays readable. The same again changes nothing. Who may is the caller's to ask. Raises Invalid."""
    source = " ".join(text.normal_lines(source).split())
    line = version.outsides().get(fact)
    number, counts, errors = _judged(line, value, part, whole)
    if line is None:
        errors.append(FieldError("fact", "outside.fact_unknown", allowed=", ".join(sorted(version.outsides()))))
    if not FIRST_DAY <= period_from <= period_to <= LAST_DAY:
        errors.append(FieldError("period_to", "outside.period_wrong"))
    if not source or len(source) > MOST_SOURCE:
        errors.append(FieldError("source", "outside.source_missing", most=MOST_SOURCE))
    if errors or number is None:
        raise Invalid("outside.invalid", errors)
    Agency.objects.select_for_update().get(pk=agency.pk)  # one who enters values of an agency at a time
    same = {"fact": fact, "agency": agency, "period_from": period_from, "period_to": period_to}
    old = OutsideValue.objects.filter(**same, replaced_at=None).first()
    if old is not None and (old.value, old.part, old.whole, old.source) == (number, *counts, source):
        return old
    if old is not None:
        old.replaced_at = at
        old.save(update_fields=["replaced_at"])
    row = OutsideValue.objects.create(
        **same,
        value=number,
        part=counts[0],
        whole=counts[1],
        source=source,
        entered_at=at,
        entered_by_id=by.account_id,
    )
    if old is not None:
        old.replaced_by = row
        old.save(update_fields=["replaced_by"])
    record(
        "scorecard.value_entered",
        subject=f"scorecard:{agency.code}",
        by=by,
        at=at,
        row=row.pk,
        replaces=old.pk if old else None,
        fact=fact,
        period_from=period_from,
        period_to=period_to,
        value=str(number),
        part=counts[0],
        whole=counts[1],
    )
    return row


Counts = tuple[int | None, int | None]


def _judged(line: Line | None, value: str, part: str, whole: str) -> tuple[Decimal | None, Counts, list[FieldError]]:
    """The value with its counts, or what is wrong."""
    most = most_of(line) if line else HUNDRED
    if part.strip() or whole.strip():
        try:
            counted, all_ = int(part.replace(".", "")), int(whole.replace(".", ""))
        except ValueError:
            return None, (None, None), [FieldError("part", "outside.counts_wrong")]
        if not 0 <= counted <= all_ or not all_ or all_ > 2_000_000_000:
            return None, (None, None), [FieldError("part", "outside.counts_wrong")]
        return half_up(HUNDRED * counted / all_), (counted, all_), []
    try:
        number = Decimal(value.strip().rstrip("%").strip().replace(",", "."))
    except InvalidOperation:
        return None, (None, None), [FieldError("value", "outside.value_wrong", most=most)]
    if not number.is_finite() or not 0 <= number <= most or number != half_up(number):
        return None, (None, None), [FieldError("value", "outside.value_wrong", most=most)]
    return half_up(number), (None, None), []
