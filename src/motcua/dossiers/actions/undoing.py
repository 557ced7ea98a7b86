"""Taking back what one has just done: no move, but the life as it would be without the act (contract section 2)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions import parts
from motcua.dossiers.actions.moving import lock
from motcua.dossiers.actions.standing import stand_as_before
from motcua.dossiers.actions.taking_back import put_back
from motcua.dossiers.models import Dossier, Proposal, ResultFile, Supplement, UndoOffer
from motcua.dossiers.queries.undoing import followed_by, newest_offer
from motcua.dossiers.states import State
from motcua.dossiers.undoable import COLUMNS, before_from
from motcua.journal.actions import record
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow


@transaction.atomic
def undo(code: str, *, event: int | None = None, by: Actor, at: datetime) -> Dossier:
    """Undo one's own last act on a dossier; `event` is the number of the event that tells of it.

    The event `undone` names what it cancels; state, clock, standings, proposal, supplement and results are what a
    replay without the act gives. Raises NotVisible, NotAllowed and NotLawfulNow: `undo.nothing`, `undo.not_yours`,
    `undo.too_late`, `undo.followed`.
    """
    dossier = lock(code, "undo", by=by, at=at)
    found = newest_offer(dossier)
    if found is None or (event is not None and found.event.number != event):
        raise NotLawfulNow("undo.nothing", code=code)
    if found.account_id != by.account_id:
        raise NotLawfulNow("undo.not_yours", code=code)
    if at >= found.until:
        raise NotLawfulNow("undo.too_late", until=found.until)
    if at < found.made_at:
        raise NotLawfulNow("act.before_last", last=found.made_at, at=at)
    if (later := followed_by(found)) is not None:
        raise NotLawfulNow("undo.followed", by=later)
    _stand_as_before(dossier, found)
    if found.left.get("ledger"):
        promises.cancel(dossier, found.left["ledger"], by=by, at=at)
    taken_back = {**put_back(found.left.get("rows", ())), **_undecide(found), **_unpropose(found), **_unask(found)}
    taken_back |= parts.undo_opened(dossier, found.event)
    ResultFile.objects.filter(pk__in=found.left.get("results", ())).update(draft=True)
    told = record(
        "dossier.undone",
        subject=dossier.code,
        by=by,
        at=at,
        event=found.event.number,
        what=found.event.type.removeprefix("dossier."),
        act=found.act,
        also=_told_with(dossier, found),
        state=dossier.state,
        due_at=dossier.due_at,
    )
    UndoOffer.objects.filter(pk=found.pk).update(undone=told, taken_back=taken_back)
    return dossier


def _stand_as_before(dossier: Dossier, found: UndoOffer) -> None:
    """The dossier's columns and its standings, as if the act had never been."""
    before = before_from(found.before)
    for name in COLUMNS:
        setattr(dossier, name, getattr(before, name))
    dossier.save(update_fields=[name.removesuffix("_id") for name in COLUMNS])
    stand_as_before(dossier, found.left.get("standing", ""), found.made_at, before)


def _undecide(found: UndoOffer) -> dict[str, Any]:
    """The proposal waits for its decision again."""
    row = Proposal.objects.filter(pk=found.left.get("decided")).first()
    if row is None:
        return {}
    said = {"proposal": row.number, "outcome": row.outcome, "decision_note": row.decision_note}
    row.outcome, row.decided_at, row.decided_by_id, row.decision_note = "", None, None, ""
    row.save(update_fields=["outcome", "decided_at", "decided_by", "decision_note"])
    return said


def _unpropose(found: UndoOffer) -> dict[str, Any]:
    """A proposal that was never made has no row; what it said is kept with the offer."""
    row = Proposal.objects.filter(pk=found.left.get("proposed")).first()
    if row is None:
        return {}
    said = {"proposal": row.number, "result": row.result, "note": row.note, "proposed_at": clock.stamp(row.proposed_at)}
    row.delete()
    return said


def _unask(found: UndoOffer) -> dict[str, Any]:
    """A supplement that was never asked has no row; what it said is kept with the offer."""
    row = Supplement.objects.filter(pk=found.left.get("asked")).first()
    if row is None:
        return {}
    said = {"supplement": row.number, "reason": row.reason, "ground": row.ground, "items": row.items}
    row.delete()
    return said


def _told_with(dossier: Dossier, found: UndoOffer) -> list[int]:
    """The numbers of the events that go with the act's own: parts and transfers that began or ended with it, and the
    one by which a received dossier was taken in hand for it."""
    others = parts.told_with(found.event)
    number = found.event.number - 1
    while number in others:  # what ended with the dossier was told between the two
        number -= 1
    if found.before["state"] != State.RECEIVED or number < 1:
        return sorted(others)
    just_before = Q(chain=dossier.code, number=number, type="dossier.processing", at=found.made_at)
    taken = Event.objects.filter(just_before).values_list("number", flat=True)
    return sorted([*others, *taken])
