"""Setting targets. Who may (`target.set`, for which agencies) is the caller's to ask."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from motcua.agencies.models import Agency
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.steering import rules
from motcua.steering.models import Target


@transaction.atomic
def set_target(
    indicator: str,
    *,
    agency: Agency,
    period_from: date,
    period_to: date,
    value: Decimal,
    issuer: Agency,
    decision_no: str,
    by: Actor,
    at: datetime,
) -> Target:
    """Set a target; one for the same indicator, agency and period is replaced and stays readable.

    A period inside another's is a target of its own; one that crosses another's is refused, and the same target again
    changes nothing. Raises Invalid, NotLawfulNow `target.periods_cross`.
    """
    if errors := rules.judge(indicator, period_from, period_to, value, decision_no):
        raise Invalid("target.invalid", errors)
    # One who sets targets of an agency at a time.
    Agency.objects.select_for_update().get(pk=agency.pk)
    standing = list(Target.objects.filter(indicator=indicator, agency=agency, replaced_at=None))
    old = next((one for one in standing if (one.period_from, one.period_to) == (period_from, period_to)), None)
    if old is not None and (old.value, old.issuer_id, old.decision_no) == (value, issuer.pk, decision_no.strip()):
        return old
    crossed = next((one for one in standing if rules.cross(one, period_from, period_to)), None)
    if crossed is not None:
        raise NotLawfulNow(
            "target.periods_cross",
            decision=crossed.decision_no,
            begins=crossed.period_from,
            ends=crossed.period_to,
        )
    if old is not None:
        old.replaced_at = at
        old.save(update_fields=["replaced_at"])
    target = Target.objects.create(
        indicator=indicator,
        agency=agency,
        period_from=period_from,
        period_to=period_to,
        value=value,
        issuer=issuer,
        decision_no=decision_no.strip(),
        set_at=at,
        set_by_id=by.account_id,
    )
    if old is not None:
        old.replaced_by = target
        old.save(update_fields=["replaced_by"])
    record(
        "target.set",
        subject=f"targets:{agency.code}",
        by=by,
        at=at,
        target=target.pk,
        replaces=old.pk if old else None,
        indicator=indicator,
        period_from=period_from,
        period_to=period_to,
        value=str(value),
        issuer=issuer.code,
        decision=target.decision_no,
    )
    return target
