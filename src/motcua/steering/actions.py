"""Setting targets. Who may (`target.set`, `target.hand_down`, for which agencies) is the caller's to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.agencies.models import Agency
from motcua.catalogue.models import Field
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.steering import cascade, rules
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
    post: str = "",
    field: Field | None = None,
    by: Actor,
    at: datetime,
) -> Target:
    """Set a target; one for the same indicator, agency (post, field) and period is replaced and stays readable.

    A period inside another's is a target of its own; one that crosses another's is refused, and the same target again
    changes nothing. Raises Invalid, NotLawfulNow `target.periods_cross`.
    """
    slug = field.slug if field else ""
    if errors := rules.judge(indicator, period_from, period_to, value, decision_no, post=post, field=slug):
        raise Invalid("target.invalid", errors)
    # One who sets targets of an agency at a time.
    Agency.objects.select_for_update().get(pk=agency.pk)
    standing = list(Target.objects.filter(indicator=indicator, agency=agency, post=post, field=field, replaced_at=None))
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
        measure=rules.INDICATORS[indicator].measure,
        agency=agency,
        post=post,
        field=field,
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
    narrower: dict[str, Any] = {name: told for name, told in (("post", post), ("field", slug)) if told}
    record(
        "target.set",
        subject=f"targets:{agency.code}",
        by=by,
        at=at,
        target=target.pk,
        replaces=old.pk if old else None,
        indicator=indicator,
        **narrower,
        period_from=period_from,
        period_to=period_to,
        value=str(value),
        issuer=issuer.code,
        decision=target.decision_no,
    )
    return target


@dataclass(frozen=True, slots=True)
class Part:
    """One line of what is handed down: to whom, how much (None: nothing now); `weight` its volume a year before."""

    key: str
    agency: Agency
    post: str
    value: Decimal | None
    weight: int


@transaction.atomic
def hand_down(
    target: Target, parts: Sequence[Part], *, issuer: Agency, decision_no: str, by: Actor, at: datetime
) -> list[Target]:
    """Hand a target down to all its parts at once: every part that has a value gets its own target for the same period,
    or none of them does.

    Raises Invalid with a member for each wrong line (`value.<key>`), and `cascade` where the parts do not carry the
    target; NotLawfulNow `target.periods_cross`, `target.replaced`.
    """
    Agency.objects.select_for_update().get(pk=target.agency_id)
    if Target.objects.values_list("replaced_at", flat=True).get(pk=target.pk) is not None:
        raise NotLawfulNow("target.replaced", decision=target.decision_no)
    if errors := judge_parts(target, parts, decision_no):
        raise Invalid("target.invalid", errors)
    return [
        set_target(
            target.indicator,
            agency=part.agency,
            period_from=target.period_from,
            period_to=target.period_to,
            value=part.value,
            issuer=issuer,
            decision_no=decision_no,
            post=part.post,
            field=target.field,
            by=by,
            at=at,
        )
        for part in parts
        if part.value is not None
    ]


def judge_parts(target: Target, parts: Sequence[Part], decision_no: str) -> list[FieldError]:
    """What is wrong with a split, line by line, then as a whole. Codes: those of `rules.judge`, target.nothing_given,
    target.sum_short, target.share_short."""
    errors: dict[str, FieldError] = {}
    for part in parts:
        if part.value is None:
            continue
        for one in rules.judge(
            target.indicator, target.period_from, target.period_to, part.value, decision_no, post=part.post
        ):
            path = f"value.{part.key}" if one.path == "value" else one.path
            errors.setdefault(path, FieldError(path, one.code, **one.facts))
    if errors:
        return list(errors.values())
    if not decision_no.strip():
        return [FieldError("decision_no", "target.decision_missing")]
    found = checked(target, parts)
    if found.verdict == "none":
        return [FieldError("cascade", "target.nothing_given")]
    if found.verdict == "short":
        code = "target.sum_short" if target.measure == "count" else "target.share_short"
        facts = {"reached": _said(found.reached), "whole": _said(found.whole), "short": _said(-found.gap)}
        return [FieldError("cascade", code, **facts)]
    return []


def checked(target: Target, parts: Sequence[Part]) -> cascade.Checked:
    """The parts against the target."""
    shares = [cascade.Share(part.key, part.value, part.weight) for part in parts]
    measure: rules.Measure = "count" if target.measure == "count" else "percent"
    return cascade.check(measure, target.value, shares)


def _said(value: Decimal) -> int | Decimal:
    """A value as a fact of a sentence: 55, 92.5."""
    return int(value) if value == value.to_integral_value() else value.normalize()
