"""Setting what a provincial council decided: the fee of a procedure at an agency and all below it, from a day on.

Who may (`fee.set`, for which agencies) is judged here, for a fee is money that people pay.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import rules
from motcua.catalogue.actions.procedure import subject_of
from motcua.catalogue.models import LocalFee, Procedure
from motcua.catalogue.queries import find_version, versions
from motcua.catalogue.rules.spec import FEE_KINDS
from motcua.journal.reasons import record_why
from motcua.kernel import clock, money, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotAllowed, NotLawfulNow
from motcua.people import access


@transaction.atomic
def set_local_fee(
    agency: Agency,
    procedure: Procedure,
    *,
    kind: str,
    amount: int,
    valid_from: date,
    decision_no: str,
    channel: str = "",
    reason: str = "",
    by: Actor,
    at: datetime,
) -> LocalFee:
    """Set the amount (đồng, 0: nothing) that stands in for the procedure's lines of `kind` without an amount, from a
    day on; the amount before is closed on that day and stays readable. The same again changes nothing.

    Raises NotAllowed for an agency that is not the actor's or below it; Invalid (paths amount, decision_no, kind,
    channel); NotLawfulNow when a later amount stands already.
    """
    _require(agency, by, at)
    decision = text.normal(decision_no)
    if errors := _wrong(procedure, kind, amount, decision, channel, valid_from):
        raise Invalid("local_fee.invalid", errors)
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    last = _line(agency, procedure, kind, channel).order_by("-valid_from").first()
    if last is not None:
        same = (last.amount, last.decision_no) == (amount, decision)
        if same and last.valid_to is None and last.valid_from <= valid_from:
            return last
        if valid_from <= last.valid_from:
            raise NotLawfulNow("local_fee.too_early", valid_from=last.valid_from)
        if last.valid_to is None or last.valid_to > valid_from:
            LocalFee.objects.filter(pk=last.pk).update(valid_to=valid_from)
    row = LocalFee.objects.create(
        agency=agency,
        procedure=procedure,
        kind=kind,
        channel=channel,
        amount=amount,
        valid_from=valid_from,
        decision_no=decision,
    )
    record_why(
        "local_fee.set",
        subject=subject_of(procedure),
        by=by,
        at=at,
        reason=reason,
        ground=decision,
        agency=agency.code,
        kind=kind,
        channel=channel,
        amount=amount,
        valid_from=valid_from,
        decision=decision,
        before=last.amount if last else None,
    )
    return row


@transaction.atomic
def end_local_fee(fee: LocalFee, *, on: date, decision_no: str, reason: str = "", by: Actor, at: datetime) -> LocalFee:
    """The amount no longer holds from a day on; without another the procedure can then not be opened at the agency.

    Raises NotAllowed, Invalid without a decision, NotLawfulNow for a fee that ended or did not begin by then.
    """
    _require(fee.agency, by, at)
    decision = text.normal(decision_no)
    if not decision:
        raise Invalid("local_fee.invalid", [FieldError("decision_no", "local_fee.decision_missing")])
    Procedure.objects.select_for_update().get(pk=fee.procedure_id)
    row = LocalFee.objects.select_related("agency", "procedure").get(pk=fee.pk)
    if row.valid_to is not None and row.valid_to <= on:
        raise NotLawfulNow("local_fee.ended", valid_to=row.valid_to)
    if on <= row.valid_from:
        raise NotLawfulNow("local_fee.too_early", valid_from=row.valid_from)
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    record_why(
        "local_fee.ended",
        subject=subject_of(row.procedure),
        by=by,
        at=at,
        reason=reason,
        ground=decision,
        agency=row.agency.code,
        kind=row.kind,
        channel=row.channel,
        amount=row.amount,
        valid_to=on,
        decision=decision,
    )
    return row


def _require(agency: Agency, by: Actor, at: datetime) -> None:
    scope = access.require("fee.set", by)
    if scope.kind == "below" and agency.pk not in agencies.under(scope.agency, clock.local_day(at)):
        raise NotAllowed("act.not_allowed", act="fee.set", role=by.role)


def _line(agency: Agency, procedure: Procedure, kind: str, channel: str) -> QuerySet[LocalFee]:
    return LocalFee.objects.filter(agency=agency, procedure=procedure, kind=kind, channel=channel)


def _wrong(
    procedure: Procedure, kind: str, amount: object, decision: str, channel: str, valid_from: date
) -> list[FieldError]:
    errors = []
    if not money.is_amount(amount) or amount > money.MOST:  # type: ignore[operator]  # is_amount: an int
        errors.append(FieldError("amount", "local_fee.amount_wrong"))
    if not decision:
        errors.append(FieldError("decision_no", "local_fee.decision_missing"))
    if len(decision) > 80:
        errors.append(FieldError("decision_no", "local_fee.decision_too_long"))
    if channel not in ("", *rules.CHANNELS):
        errors.append(FieldError("channel", "local_fee.channel_unknown", allowed=", ".join(rules.CHANNELS)))
    if kind not in FEE_KINDS:
        errors.append(FieldError("kind", "local_fee.kind_unknown", allowed=", ".join(FEE_KINDS)))
    else:
        version = find_version(procedure.code, valid_from) or next(reversed(versions(procedure.code)), None)
        if version is None or not rules.local_lines(version.fees.all(), kind):
            errors.append(FieldError("kind", "local_fee.no_line", procedure=procedure.code))
    return errors
