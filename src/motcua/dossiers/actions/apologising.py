"""Form 04, before and after a promise is missed: drafted, completed, signed or refused (decree 61/2018/NĐ-CP, article
19, kept by 118/2025/NĐ-CP: sorry in writing, a reason, one new date and no second one)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.dossiers import manners
from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions.moving import check, lock, need_text, settle
from motcua.dossiers.actions.taking_back import left as row_left
from motcua.dossiers.actions.taking_back import was
from motcua.dossiers.models import Apology, Dossier, LedgerEntry, Remark
from motcua.dossiers.models.dossier import GOING
from motcua.journal.actions import Told, record, record_all
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

State = Apology.State
OPEN = (State.DRAFTED, State.WAITING)
_DECIDED = ("state", "decided_at", "decided_by_id", "decision_reason")


@transaction.atomic
def draft_apologies(ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    """Draft an apology for each of these dossiers whose clock runs and whose promise has none yet; a few statements
    whatever their number. Returns how many were drafted."""
    rows = list(
        Dossier.objects.select_for_update(of=("self",))
        .filter(GOING, pk__in=ids, due_at__isnull=False)
        .exclude(apologies__state__in=OPEN)
        .order_by("pk")
    )
    known = Apology.objects.filter(dossier__in=rows)
    settled = set(
        known.filter(state__in=[State.SIGNED, State.REFUSED]).values_list("dossier_id", "due_before", "state")
    )
    numbers = dict(known.values("dossier_id").annotate(last=Max("number")).values_list("dossier_id", "last"))
    wanted = [
        row
        for row in rows
        if (row.pk, row.due_at, State.SIGNED.value) not in settled
        and not ((row.pk, row.due_at, State.REFUSED.value) in settled and row.due_at and at < row.due_at)
    ]
    made = Apology.objects.bulk_create(
        Apology(
            dossier=row,
            number=numbers.get(row.pk, 0) + 1,
            state=State.DRAFTED,
            due_before=row.due_at,
            drafted_at=at,
        )
        for row in wanted
    )
    record_all(
        [
            Told("dossier.apology_drafted", row.code, {"number": one.number, "promised": clock.stamp(row.due_at)})
            for row, one in zip(wanted, made, strict=True)
            if row.due_at is not None
        ],
        by=by,
        at=at,
    )
    return len(made)


@transaction.atomic
def drop_apologies(ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    """Drop open ones that are no longer needed: the dossier is resolved, stands still, or its promise has moved."""
    rows = list(
        Apology.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(pk__in=ids, state__in=OPEN)
        .order_by("pk")
    )
    Apology.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.DROPPED, decided_at=at)
    told = [Told("dossier.apology_dropped", row.dossier.code, {"number": row.number}) for row in rows]
    record_all(told, by=by, at=at)
    return len(rows)


def may_date(dossier: Dossier) -> bool:
    """True while the promise may still be set anew: it may be once."""
    rows = LedgerEntry.objects.in_force().filter(dossier=dossier, rule="extension")
    return dossier.due_at is not None and not rows.exists()


@transaction.atomic
def propose_apology(
    code: str, *, reason_code: str, reason: str, due_at: datetime | None, by: Actor, at: datetime
) -> Dossier:
    """Complete the draft, or write one, and send it to the leader; one that waits already is replaced.

    `due_at`: the new promise; None only where the one new date was given before. Raises NotLawfulNow, Invalid.
    """
    dossier = lock(code, "propose_apology", by=by, at=at)
    check(dossier, "propose_apology", by=by, at=at)
    if dossier.due_at is None:
        raise NotLawfulNow("extend.no_promise", code=code)
    if dossier.paused_since is not None:
        raise NotLawfulNow("apology.paused", code=code)
    need_text(reason=reason)
    if reason_code not in {one.code for one in manners.reasons_on(clock.local_day(at))}:
        raise Invalid("act.invalid", [FieldError("reason_code", "apology.reason_unknown", given=reason_code)])
    dated = may_date(dossier)
    if due_at is None and dated:
        raise Invalid("act.invalid", [FieldError("due_at", "apology.date_needed")])
    if due_at is not None and not dated:
        raise NotLawfulNow("extend.once_only", code=code)
    if due_at is not None and (due_at <= dossier.due_at or due_at <= at):
        raise Invalid("act.invalid", [FieldError("due_at", "extend.not_later")])
    if dossier.apologies.filter(state=State.SIGNED, due_before=dossier.due_at).exists():
        raise NotLawfulNow("apology.said_already", code=code)
    row = open_apology(dossier) or Apology(dossier=dossier, number=next_number(dossier), drafted_at=at)
    row.state, row.due_before, row.due_after = State.WAITING, dossier.due_at, due_at
    row.reason_code, row.reason = reason_code, reason
    row.proposed_at, row.proposed_by_id = at, by.account_id
    row.save()
    record(
        "dossier.apology_proposed",
        subject=dossier.code,
        by=by,
        at=at,
        number=row.number,
        reason=reason_code,
        promised=clock.stamp(dossier.due_at),
        wanted=clock.stamp(due_at) if due_at else None,
    )
    return dossier


def open_apology(dossier: Dossier) -> Apology | None:
    """The one that is drafted or waits, held."""
    return Apology.objects.select_for_update().filter(dossier=dossier, state__in=OPEN).first()


def next_number(dossier: Dossier) -> int:
    return int((dossier.apologies.aggregate(last=Max("number"))["last"] or 0) + 1)


@transaction.atomic
def sign_apology(code: str, *, by: Actor, at: datetime) -> Dossier:
    """Sign what waits: the new date is the one extension, with the apology as its evidence."""
    dossier = lock(code, "sign_apology", by=by, at=at)
    check(dossier, "sign_apology", by=by, at=at)
    row = open_apology(dossier)
    if row is None or row.state != State.WAITING:
        raise NotLawfulNow("apology.none_waits", code=code)
    if dossier.paused_since is not None:
        raise NotLawfulNow("apology.paused", code=code)
    if row.due_before != dossier.due_at:
        raise NotLawfulNow("apology.promise_moved", code=code)
    if row.due_after is not None and row.due_after <= at:
        raise NotLawfulNow("apology.date_passed", due_at=row.due_after)
    before = was(row, *_DECIDED)
    _sign(dossier, row, before, by=by, at=at)
    return dossier


def sign_at_once(dossier: Dossier, due_at: datetime, reason: str, *, by: Actor, at: datetime) -> None:
    """A leader extends in one act: the apology is written and signed with it. One that waits becomes it."""
    row = open_apology(dossier)
    before = was(row, *_DECIDED, "due_after", "reason", "reason_code") if row else None
    row = row or Apology(dossier=dossier, number=next_number(dossier), drafted_at=at)
    row.due_before, row.due_after = dossier.due_at, due_at
    row.reason, row.reason_code = reason, row.reason_code or "other"
    _sign(dossier, row, before, by=by, at=at)


def _sign(dossier: Dossier, row: Apology, before: dict[str, object] | None, *, by: Actor, at: datetime) -> None:
    facts: dict[str, Any] = {
        "apology": row.number,
        "reason": row.reason_code,
        "in_time": bool(row.due_before and at < row.due_before),
    }
    line = None
    if row.due_after is not None:
        evidence = {"paper": "04", "apology": row.number, "reason": row.reason_code}
        line = promises.extend(dossier, row.due_after, by=by, at=at, evidence=evidence)
    row.state, row.decided_at, row.decided_by_id = State.SIGNED, at, by.account_id
    row.save()
    left = {"rows": [row_left(row, before)], **({"ledger": line.pk} if line else {})}
    type = "dossier.extended" if line else "dossier.apologised"
    if line is not None:
        facts["due_at"] = dossier.due_at
    settle(dossier, type, by=by, at=at, text=row.reason, left=left, **facts)


@transaction.atomic
def refuse_apology(code: str, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """The promise must be kept; the reason stays inside."""
    dossier = lock(code, "refuse_apology", by=by, at=at)
    check(dossier, "refuse_apology", by=by, at=at)
    need_text(reason=reason)
    row = open_apology(dossier)
    if row is None or row.state != State.WAITING:
        raise NotLawfulNow("apology.none_waits", code=code)
    row.state, row.decided_at, row.decided_by_id, row.decision_reason = State.REFUSED, at, by.account_id, reason
    row.save()
    event = record("dossier.apology_refused", subject=dossier.code, by=by, at=at, number=row.number)
    Remark.objects.create(dossier=dossier, event=event, text=reason, internal=True)
    return dossier
