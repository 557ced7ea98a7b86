"""Asking for a payment and confirming it: the dossier's state and its money change together (decree 118/2025/NĐ-CP)."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions.moving import lock
from motcua.dossiers.models import Dossier
from motcua.flows.submit import Render
from motcua.journal.requests import RequestKey, remember
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow
from motcua.payments import actions as payments
from motcua.payments.queries import owed
from motcua.payments.rules import AT_COUNTER, Line, Tariff, default_lines


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
        lines, unknown = ([], False) if money.lines else _default(dossier)
        amount = money.outstanding + sum(line.amount for line in lines)
        # First, so that role and state are judged before money: a refusal below takes it back.
        asked = dossiers.request_payment(code, amount=amount, note=note, by=by, at=at)
        if unknown:
            raise NotLawfulNow("payment.fee_unknown", code=code)
        if not amount:
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
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """The money is there, in cash or by transfer: handling goes on.

    Raises NotVisible, NotAllowed, NotLawfulNow, Repeated, Invalid for another amount than is owed.
    """
    with transaction.atomic(durable=True):
        dossier = dossiers.confirm_payment(code, amount=amount, way=way, by=by, at=at)
        payments.confirm(dossier, amount=amount, way=way, by=by, at=at, ways=AT_COUNTER)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def _default(dossier: Dossier) -> tuple[list[Line], bool]:
    tariffs = [
        Tariff(
            kind=fee.kind,
            amount=fee.amount,
            channel=fee.channel,
            is_default=fee.is_default,
            condition_vi=fee.condition_vi,
            condition_en=fee.condition_en,
        )
        for fee in dossier.procedure_version.fees.all()
    ]
    return default_lines(tariffs, dossier.channel)
