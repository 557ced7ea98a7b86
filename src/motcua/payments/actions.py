"""Charging a dossier and confirming that it was paid."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.payments import queries, rules
from motcua.payments.models import Charge, Payment
from motcua.payments.rules import Line, Way


def subject_of(dossier: Dossier) -> str:
    """The journal chain of a dossier's money."""
    return f"payments:{dossier.code}"


@transaction.atomic
def owe(dossier: Dossier, lines: Sequence[Line], *, by: Actor, at: datetime) -> list[Charge]:
    """Charge the dossier with these lines. Raises Invalid."""
    if errors := rules.judge_lines(lines):
        raise Invalid("charge.invalid", errors)
    _lock(dossier)
    number = Charge.objects.filter(dossier=dossier).count()
    charges = [
        Charge.objects.create(
            dossier=dossier,
            number=number + index,
            kind=line.kind,
            name_vi=line.name_vi.strip(),
            name_en=line.name_en.strip(),
            amount=line.amount,
            created_at=at,
            created_by_id=by.account_id,
        )
        for index, line in enumerate(lines, start=1)
    ]
    record(
        "charge.owed",
        subject=subject_of(dossier),
        by=by,
        at=at,
        dossier=dossier.code,
        numbers=[charge.number for charge in charges],
        amount=sum(charge.amount for charge in charges),
    )
    return charges


@transaction.atomic
def confirm(
    dossier: Dossier, *, amount: int, way: str, by: Actor, at: datetime, ways: Iterable[str] = tuple(Way)
) -> Payment:
    """Confirm that the whole of what is owed is there; `ways` narrows what this confirmer may say.

    Raises NotLawfulNow `payment.nothing_owed`, Invalid for too little, too much or an unknown way.
    """
    _lock(dossier)
    owed = queries.owed(dossier)
    if owed.outstanding <= 0:
        raise NotLawfulNow("payment.nothing_owed", code=dossier.code)
    if errors := rules.judge_payment(owed.outstanding, amount, way, ways):
        raise Invalid("payment.invalid", errors)
    payment = Payment.objects.create(
        dossier=dossier,
        number=Payment.objects.filter(dossier=dossier).count() + 1,
        amount=amount,
        way=way,
        confirmed_at=at,
        confirmed_by_id=by.account_id,
    )
    record(
        "payment.confirmed",
        subject=subject_of(dossier),
        by=by,
        at=at,
        dossier=dossier.code,
        number=payment.number,
        amount=amount,
        way=way,
    )
    return payment


def _lock(dossier: Dossier) -> None:
    """Two who charge or pay the same dossier take turns on its row."""
    Dossier.objects.select_for_update(of=("self",)).only("pk").get(pk=dossier.pk)
