"""Silence: a reminder, a proposal to stop when the limit of an answer has passed, and what a leader decides (decree
118/2025/NĐ-CP, articles 17 and 21; form 05 of circular 03/2025/TT-VPCP)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.dossiers.actions.moving import check, lock, need_text
from motcua.dossiers.actions.taking_back import left as row_left
from motcua.dossiers.actions.taking_back import was
from motcua.dossiers.models import Dossier, Remark, StopProposal, Supplement
from motcua.dossiers.states import State
from motcua.journal.actions import Told, record, record_all
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

Proposed = StopProposal.State


@transaction.atomic
def remind_of_supplements(ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    """Remind those who were asked by these requests and have not answered: once for each limit."""
    rows = list(_awaited(ids).filter(reminded_at=None))
    Supplement.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    record_all(
        [
            Told(
                "dossier.supplement_reminded",
                row.dossier.code,
                {"number": row.number, "answer_until": clock.stamp(row.answer_until), "items": len(row.items)},
            )
            for row in rows
            if row.answer_until is not None
        ],
        by=by,
        at=at,
    )
    return len(rows)


def _awaited(ids: Sequence[int]) -> Any:
    """Open requests whose dossier waits for its answer, held."""
    return (
        Supplement.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(pk__in=ids, answered_at=None, answer_until__isnull=False, dossier__state=State.SUPPLEMENT_REQUESTED)
        .order_by("pk")
    )


@transaction.atomic
def propose_stops(ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    """Propose to stop where these requests were met with silence beyond their limit; one open proposal a dossier."""
    rows = list(_awaited(ids).filter(answer_until__lt=at).exclude(dossier__stop_proposals__state=Proposed.WAITING))
    known = StopProposal.objects.filter(dossier__in=[row.dossier_id for row in rows])
    numbers = dict(known.values("dossier_id").annotate(last=Max("number")).values_list("dossier_id", "last"))
    made = StopProposal.objects.bulk_create(
        StopProposal(
            dossier_id=row.dossier_id,
            supplement=row,
            number=numbers.get(row.dossier_id, 0) + 1,
            answer_until=row.answer_until,
            proposed_at=at,
        )
        for row in rows
    )
    record_all(
        [
            Told(
                "dossier.stop_proposed",
                row.dossier.code,
                {"number": one.number, "supplement": row.number, "answer_until": clock.stamp(one.answer_until)},
            )
            for row, one in zip(rows, made, strict=True)
        ],
        by=by,
        at=at,
    )
    return len(made)


def find_proposed(dossier: Dossier) -> StopProposal | None:
    """The proposal to stop that waits, held."""
    return StopProposal.objects.select_for_update().filter(dossier=dossier, state=Proposed.WAITING).first()


def confirmed_with(dossier: Dossier, reason: str, *, by: Actor, at: datetime) -> list[Mapping[str, Any]]:
    """Whoever stops the dossier confirms the proposal that waits; as `settle` keeps it."""
    row = find_proposed(dossier)
    if row is None:
        return []
    before = was(row, "state", "decided_at", "decided_by_id", "reason")
    row.state, row.decided_at, row.decided_by_id, row.reason = Proposed.CONFIRMED, at, by.account_id, reason
    row.save()
    return [row_left(row, before)]


def answered_meanwhile(dossier: Dossier, *, at: datetime) -> None:
    """Something came: stopping is no longer proposed."""
    dossier.stop_proposals.filter(state=Proposed.WAITING).update(state=Proposed.ANSWERED, decided_at=at)


@transaction.atomic
def keep_waiting(code: str, *, reason: str, until: datetime, by: Actor, at: datetime) -> Dossier:
    """Do not stop: the answer is awaited `until` a later time. The reason stays inside, the time is told."""
    dossier = lock(code, "keep_waiting", by=by, at=at)
    check(dossier, "keep_waiting", by=by, at=at)
    need_text(reason=reason)
    row = find_proposed(dossier)
    if row is None:
        raise NotLawfulNow("stop.none_proposed", code=code)
    if until <= at:
        raise Invalid("act.invalid", [FieldError("until", "stop.until_past")])
    row.state, row.decided_at, row.decided_by_id = Proposed.KEPT, at, by.account_id
    row.reason, row.wait_until = reason, until
    row.save()
    Supplement.objects.filter(pk=row.supplement_id).update(answer_until=until, reminded_at=None)
    event = record(
        "dossier.waiting_kept",
        subject=dossier.code,
        by=by,
        at=at,
        number=row.supplement.number,
        answer_until=clock.stamp(until),
        items=len(row.supplement.items),
    )
    Remark.objects.create(dossier=dossier, event=event, text=reason, internal=True)
    return dossier
