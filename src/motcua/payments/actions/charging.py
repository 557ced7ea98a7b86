"""What a dossier owes: lines added, and lines taken back with a reason."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.payments import rules
from motcua.payments.models import Charge, ChargeTakenBack
from motcua.payments.rules import Line


def subject_of(dossier: Dossier) -> str:
    """The journal chain of a dossier's money."""
    return f"payments:{dossier.code}"


@transaction.atomic
def owe(dossier: Dossier, lines: Sequence[Line], *, by: Actor, at: datetime, first: bool = False) -> list[Charge]:
    """Charge the dossier with these lines; `first`: it was made in this transaction and nothing is charged yet. Raises
    Invalid."""
    if errors := rules.judge_lines(lines):
        raise Invalid("charge.invalid", errors)
    number = 0
    if not first:
        lock(dossier)
        number = Charge.objects.filter(dossier=dossier).count()
    charges = Charge.objects.bulk_create(
        Charge(
            dossier=dossier,
            number=number + index,
            kind=line.kind,
            name_vi=line.name_vi.strip(),
            name_en=line.name_en.strip(),
            amount=line.amount,
            quantity=line.quantity,
            unit_vi=line.unit_vi,
            unit_en=line.unit_en,
            position=line.position,
            decision_no=line.decision_no,
            exemption=line.exemption,
            exemption_vi=line.exemption_vi,
            waived=line.waived,
            created_at=at,
            created_by_id=by.account_id,
        )
        for index, line in enumerate(lines, start=1)
    )
    grounds = sorted({line.exemption for line in lines if line.exemption})
    record(
        "charge.owed",
        subject=subject_of(dossier),
        by=by,
        at=at,
        first=first,
        dossier=dossier.code,
        numbers=[charge.number for charge in charges],
        amount=sum(charge.amount for charge in charges),
        amounts=[charge.amount for charge in charges],
        **({"exempt": grounds, "waived": sum(line.waived for line in lines)} if grounds else {}),
    )
    return charges


@transaction.atomic
def take_back(dossier: Dossier, *, reason: str, by: Actor, at: datetime) -> list[Charge]:
    """Nothing charged so far counts any longer; what was paid stays paid and may be given back. Where nothing was
    charged nothing changes. Raises Invalid without a reason."""
    if errors := rules.judge_reason(reason):
        raise Invalid("charge.invalid", errors)
    lock(dossier)
    charges = list(Charge.objects.filter(dossier=dossier, taken_back=None).order_by("number"))
    ChargeTakenBack.objects.bulk_create(
        ChargeTakenBack(charge=charge, reason=reason, at=at, by_id=by.account_id) for charge in charges
    )
    if charges:
        record(
            "charge.taken_back",
            subject=subject_of(dossier),
            by=by,
            at=at,
            dossier=dossier.code,
            numbers=[charge.number for charge in charges],
            amount=sum(charge.amount for charge in charges),
        )
    return charges


def lock(dossier: Dossier) -> None:
    """Two who charge or pay the same dossier take turns on its row."""
    Dossier.objects.select_for_update(of=("self",)).only("pk").get(pk=dossier.pk)
