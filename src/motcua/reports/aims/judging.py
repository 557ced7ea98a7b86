"""The judgement on the closing day: what was reached when the period had ended, kept as it was then."""

import hashlib
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.agencies.models import Agency
from motcua.journal.actions import record
from motcua.journal.rules import canonical
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.reports import definitions
from motcua.reports.figures import Aim, aims_of
from motcua.reports.models import Judgement
from motcua.steering import queries as steering
from motcua.steering.models import Target

ONE_DAY = timedelta(days=1)


def judge_closed(at: datetime, *, by: Actor = SYSTEM) -> list[Judgement]:
    """Judge every target in force whose period has ended and that was not judged yet, each in its own transaction; what
    was judged stays. A target that was set after its period is judged on the next run, and its judgement says when."""
    waiting = steering.closed_by(clock.local_day(at)).filter(judgement=None)
    return [made for target in waiting if (made := judge(target, by=by, at=at)) is not None]


@transaction.atomic
def judge(target: Target, *, by: Actor, at: datetime) -> Judgement | None:
    """None where another run was faster, or where the target was replaced meanwhile."""
    Agency.objects.select_for_update().get(pk=target.agency_id)
    if Judgement.objects.filter(target=target).exists():
        return None
    if Target.objects.values_list("replaced_at", flat=True).get(pk=target.pk) is not None:
        return None
    (aim,), _ = aims_of([target], target.agency, target.period_to, as_of=at, monthly=False, paced=False)
    row = aim.target
    until = clock.day_start(target.period_to + ONE_DAY)
    text = canonical(figures_of(target, aim, until))
    made = Judgement.objects.create(
        target=target,
        closed_on=target.period_to,
        judged_until=until,
        judged_at=at,
        value=target.value,
        actual=None if row.actual is None else Decimal(str(row.actual)),
        part=row.part,
        whole=None if row.is_count else row.whole,
        is_met=row.is_met,
        version=definitions.VERSION,
        figures=text,
        hash=digest(text),
    )
    record(
        "target.judged",
        subject=f"targets:{target.agency.code}",
        by=by,
        at=at,
        target=target.pk,
        indicator=target.indicator,
        value=str(target.value),
        actual=None if made.actual is None else str(made.actual),
        part=made.part,
        whole=made.whole,
        met=made.is_met,
        version=made.version,
        hash=made.hash,
    )
    return made


def figures_of(target: Target, aim: Aim, until: datetime) -> dict[str, Any]:
    """Everything that a judgement rests on: what was asked, and the counts of the period (none for procedures)."""
    row, counts = aim.target, aim.so_far.counts
    confidential = ("answered", "satisfied") if target.indicator != "satisfied_percent" else ()
    is_flow = target.indicator != "procedures_digitalised"
    return {
        "indicator": target.indicator,
        "agency": target.agency.code,
        "post": target.post,
        "field": row.field,
        "from": target.period_from,
        "to": target.period_to,
        "until": until,
        "decision": target.decision_no,
        "issuer": target.issuer.code,
        "target": str(target.value),
        "measure": target.measure,
        "part": row.part,
        "whole": row.whole,
        "actual": None if row.actual is None else str(Decimal(str(row.actual))),
        "definitions": definitions.VERSION,
        "counts": {name: getattr(counts, name) for name in counts.__slots__ if is_flow and name not in confidential},
    }


def digest(text: str) -> str:
    """SHA-256 of the canonical JSON in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(judgement: Judgement) -> bool:
    """True while the hash is that of the figures."""
    return digest(judgement.figures) == judgement.hash
