"""Money of a dossier: asked for, confirmed, taken on any desk of its way, reckoned anew, given back.

The dossier's state and its money change together (decree 118/2025/NĐ-CP; law on charges and fees 97/2015/QH13).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions.moving import lock
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.flows import charge as charging
from motcua.flows.submit import Render
from motcua.journal.requests import RequestKey, remember
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.payments import actions as payments
from motcua.payments import rules
from motcua.payments.models import Payment
from motcua.payments.queries import owed, payments_of
from motcua.payments.rules import AT_COUNTER, Choice, Line

UNPAYABLE = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED})
EARLIER_SYSTEM = ("Phí, lệ phí theo hệ thống trước", "Charged by the earlier system")


def request_payment(
    code: str,
    *,
    note: str = "",
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Ask for what is outstanding; where nothing was charged yet, for what the version charges by default.

    Raises NotVisible, NotAllowed, Repeated, NotLawfulNow: `payment.nothing_owed`, `payment.fee_unknown` where the
    amount is not in the catalogue.
    """
    with transaction.atomic(durable=True):
        dossier = lock(code, "request_payment", by=by, at=at)
        money = owed(dossier)
        lines, unknown = ([], False) if money.lines else charging.by_default(dossier, clock.local_day(at))
        amount = money.outstanding + sum(line.amount for line in lines)
        # First, so that role and state are judged before money: a refusal below takes it back.
        asked = dossiers.request_payment(code, amount=max(amount, 0), note=note, by=by, at=at)
        if unknown:
            raise NotLawfulNow("payment.fee_unknown", code=code)
        if amount <= 0:
            raise NotLawfulNow("payment.nothing_owed", code=code)
        if lines:
            payments.owe(asked, lines, by=by, at=at)
        if render is not None:
            remember(by, request, lambda: render(asked), at)
    return asked


def confirm_payment(
    code: str,
    *,
    amount: int,
    way: str,
    payer: str = "",
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """The money is there, in cash or by transfer: handling goes on.

    What another system left waiting for a payment without saying for what is charged with what was paid.
    Raises NotVisible, NotAllowed, NotLawfulNow, Repeated, Invalid for another amount than is owed.
    """
    with transaction.atomic(durable=True):
        dossier = _confirm(code, amount, way, payer, by, at)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def take_payment(
    code: str,
    *,
    amount: int,
    way: str,
    payer: str = "",
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Take the whole of what is owed at intake, while it is handled or as the result is handed over; the state stays,
    but a dossier that waits for the payment goes on.

    Raises NotVisible, NotAllowed, Repeated, NotLawfulNow (nothing owed, a dossier that ended without result), Invalid.
    """
    with transaction.atomic(durable=True):
        dossier = lock(code, "take_payment", by=by, at=at)
        if dossier.state == State.PAYMENT_DUE:
            dossier = _confirm(code, amount, way, payer, by, at)
        else:
            _require_payable(dossier)
            payments.confirm(dossier, amount=amount, way=way, by=by, at=at, ways=AT_COUNTER, payer=payer)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def charge(
    code: str,
    *,
    lines: object,
    exempt: str = "",
    reason: str = "",
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Reckon anew what a dossier owes: `lines` [{line: position of the fee line, quantity, things}], `exempt` the
    ground on which all of them cost nothing. What was charged before is taken back, with a reason; what was paid too
    much can then be given back. A dossier that waits for a payment and owes nothing now goes on.

    Raises NotVisible, NotAllowed, NotLawfulNow, Repeated, Invalid (paths lines, line-N, exempt, reason).
    """
    with transaction.atomic(durable=True):
        dossier = lock(code, "charge", by=by, at=at)
        _require_payable(dossier)
        fees = charging.fees_of(dossier, clock.local_day(at))
        ground = None
        errors: list[FieldError] = []
        if exempt:
            ground = next((one for one in charging.grounds_of(fees) if one.key == exempt), None)
            if ground is None:
                errors.append(FieldError("exempt", "charge.ground_unknown"))
        choices, wrong = _choices(lines)
        chosen, faults = rules.chosen_lines(fees, choices, ground)
        errors += wrong + faults
        before = owed(dossier).lines
        reason = text.normal_lines(reason)
        if before:
            errors += rules.judge_reason(reason)
        elif not chosen and not errors:
            errors.append(FieldError("lines", "charge.nothing"))
        if errors:
            raise Invalid("charge.invalid", errors)
        if before:
            payments.take_back(dossier, reason=reason, by=by, at=at)
        if chosen:
            payments.owe(dossier, chosen, by=by, at=at)
        if dossier.state == State.PAYMENT_DUE and owed(dossier).outstanding <= 0:
            dossier = dossiers.confirm_payment(code, amount=0, way="exempt", by=by, at=at)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def refund(
    code: str,
    *,
    amount: int,
    reason: str,
    payment: int | None = None,
    way: str = "cash",
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Give back a part or the whole of a payment (`payment` its number; else the last one that holds so much): it was
    not owed, and is owed no longer. Lawful in every state.

    Raises NotVisible, NotAllowed, NotLawfulNow, Repeated, Invalid (above what was paid, no reason).
    """
    with transaction.atomic(durable=True):
        dossier = lock(code, "refund", by=by, at=at)
        number = payment if payment is not None else _last_payment(dossier, amount)
        payments.refund(dossier, number, amount=amount, way=way, reason=reason, by=by, at=at)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def void_payment(
    code: str,
    *,
    payment: int,
    reason: str,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Void a payment and its receipt, wrong as they stand: all goes back the way it came and is owed again.

    Raises NotVisible, NotAllowed, NotLawfulNow, Repeated, Invalid.
    """
    with transaction.atomic(durable=True):
        dossier = lock(code, "void_payment", by=by, at=at)
        payments.void(dossier, payment, reason=reason, by=by, at=at)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def _confirm(code: str, amount: int, way: str, payer: str, by: Actor, at: datetime) -> Dossier:
    dossier = dossiers.confirm_payment(code, amount=amount, way=way, by=by, at=at)
    if dossier.imported and not owed(dossier).lines and not payments_of(dossier):
        payments.owe(dossier, [Line("other", amount, *EARLIER_SYSTEM)], by=by, at=at)
    payments.confirm(dossier, amount=amount, way=way, by=by, at=at, ways=AT_COUNTER, payer=payer)
    return dossier


def _require_payable(dossier: Dossier) -> None:
    if dossier.state in UNPAYABLE:
        raise NotLawfulNow("payment.ended", code=dossier.code)


def _last_payment(dossier: Dossier, amount: int) -> int:
    """The last payment that still holds so much; where none does, the last of all, which then says what is left."""
    found = list(Payment.objects.filter(dossier=dossier).prefetch_related("refunds").order_by("-number"))
    if not found:
        raise NotLawfulNow("refund.nothing_paid", code=dossier.code)
    left = ((row, row.amount - sum(one.amount for one in row.refunds.all())) for row in found)
    return next((row.number for row, rest in left if rest >= amount), found[0].number)


def _choices(given: object) -> tuple[list[Choice], list[FieldError]]:
    if not isinstance(given, list):
        return [], [FieldError("lines", "charge.not_understood")]
    choices, errors = [], []
    for index, row in enumerate(given):
        members: Mapping[str, Any] = row if isinstance(row, Mapping) else {}
        numbers = [members.get("line"), members.get("quantity", 1), members.get("things", 1)]
        if not all(isinstance(one, int) and not isinstance(one, bool) for one in numbers):
            errors.append(FieldError(f"lines.{index}", "charge.not_understood"))
        else:
            choices.append(Choice(*numbers))
    if len({one.position for one in choices}) < len(choices):
        errors.append(FieldError("lines", "charge.line_twice"))
    return choices, errors
