"""Closing a till: once, with what was counted."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.journal.actions import record
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow, NotVisible
from motcua.payments import queries, rules
from motcua.payments.models import Till, TillClosing
from motcua.people import access


@transaction.atomic
def close_till(
    till_id: int, *, counted: int, change: int = 0, reason: str = "", by: Actor, at: datetime
) -> TillClosing:
    """Close a till with the cash that was counted (`change`: small money that lay in it before the first payment). A
    difference is kept with its reason; nothing reopens the till, and what is paid later lies in the next one.

    Of two who close at once one does, the other is refused. Raises NotVisible for another agency's till, NotLawfulNow
    `till.closed_already` and `till.of_tomorrow`, Invalid (paths counted, change, reason).
    """
    if access.require("till.close", by).kind != "agency":
        raise NotAllowed("act.not_allowed", act="till.close", role=by.role)
    till = Till.objects.select_for_update().filter(pk=till_id, agency__code=by.agency).first()
    if till is None:
        raise NotVisible("till.unknown")
    closed = TillClosing.objects.filter(till=till).select_related("closed_by").first()
    if closed is not None:
        raise NotLawfulNow("till.closed_already", at=closed.closed_at)
    if till.day > clock.local_day(at):
        raise NotLawfulNow("till.of_tomorrow", day=till.day)
    flow = queries.flow_of(till)
    reason = text.normal_lines(reason)
    due = rules.expected(change, flow) if isinstance(change, int) else None
    if errors := rules.judge_count(change, counted, due, reason, other=till.cashier_id != by.account_id):
        raise Invalid("till.invalid", errors)
    assert due is not None
    try:
        with transaction.atomic():
            closing = TillClosing.objects.create(
                till=till,
                change=change,
                cash_in=flow.cash_in,
                cash_back=flow.cash_back,
                transfers_in=flow.transfers_in,
                transfers_back=flow.transfers_back,
                expected=due,
                counted=counted,
                difference=counted - due,
                reason=reason,
                receipts=flow.receipts,
                refunds=flow.refunds,
                closed_at=at,
                closed_by_id=int(by.id),
            )
    except IntegrityError:
        raise NotLawfulNow("till.closed_already", at=at) from None
    record(
        "till.closed",
        subject=f"till:{by.agency}",
        by=by,
        at=at,
        till=till.pk,
        day=till.day,
        cashier=till.cashier_id,
        expected=due,
        counted=counted,
        difference=closing.difference,
        receipts=flow.receipts,
        refunds=flow.refunds,
    )
    return closing
