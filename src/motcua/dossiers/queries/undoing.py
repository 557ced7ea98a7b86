"""What may still be undone, by whom and until when; and a life without what was undone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.dossiers.models import Dossier, UndoOffer
from motcua.dossiers.undoable import HARMLESS, LEAVES_DRAFT, follows
from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.kernel.actor import Actor

SETTLING = timedelta(seconds=10)
"""A notice goes so long after the window: an undo that was pressed in its last second is still being written."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act of mine that I may still undo."""

    code: str
    event: int
    act: str
    made_at: datetime
    until: datetime
    event_type: str = ""
    """What it came to: an approval that is not the last one is `dossier.endorsed`."""


def newest_offer(dossier: Dossier) -> UndoOffer | None:
    """The last offer that was not used."""
    rows = UndoOffer.objects.select_related("event").filter(dossier=dossier, undone=None)
    return rows.order_by("-event__number").first()


def followed_by(offer: UndoOffer) -> str | None:
    """The type of the first event that bars undoing, None while nothing followed."""
    later = Event.objects.filter(chain=offer.event.chain, number__gt=offer.event.number).order_by("number")
    cancelled: set[int] = set()
    types: list[tuple[int, str]] = []
    for event in later:
        if event.type == "dossier.undone":
            cancelled |= numbers_cancelled(event)
        types.append((event.number, event.type))
    barring = (type for number, type in types if number not in cancelled and follows(type, offer.act))
    return next(barring, None)


def undoable(viewer: Actor, at: datetime, codes: Collection[str] = ()) -> list[Undoable]:
    """What this person did and may still undo, the newest first; of these codes only, where some are given."""
    if viewer.account_id is None:
        return []
    rows = _open(at).filter(account_id=viewer.account_id).select_related("event", "dossier")
    if codes:
        rows = rows.filter(dossier__code__in=codes)
    return [
        Undoable(row.dossier.code, row.event.number, row.act, row.made_at, row.until, row.event.type)
        for row in rows.order_by("-made_at", "dossier__code")
    ]


def _open(at: datetime) -> QuerySet[UndoOffer]:
    """Offers inside their window that nothing has followed."""
    later = Event.objects.filter(chain=OuterRef("event__chain"), number__gt=OuterRef("event__number"))
    undone_since = UndoOffer.objects.filter(event=OuterRef("pk"), undone__isnull=False)
    later = later.exclude(type__in=HARMLESS).exclude(Exists(undone_since)).exclude(type="dossier.processing")
    drafts = Q(act__in=["propose", "return_for_rework"])
    return UndoOffer.objects.filter(undone=None, made_at__lte=at, until__gt=at).filter(
        Q(drafts & ~Exists(later.exclude(type__in=LEAVES_DRAFT))) | Q(~drafts & ~Exists(later))
    )


def held_until(event: Event) -> datetime | None:
    """Until when nobody outside is told of this event, because it may be undone; None where it may not."""
    offer = _offers_of(event).filter(undone=None).first()
    return offer.until + SETTLING if offer is not None else None


def is_undone(event: Event) -> bool:
    """True where somebody took it back."""
    return _offers_of(event).filter(undone__isnull=False).exists()


def _offers_of(event: Event) -> QuerySet[UndoOffer]:
    """The offers to undo the act that this event tells of, or with which it went: a part is opened by the act that let
    it begin, and goes when that is undone."""
    act = facts(event).get("of") if event.type == "dossier.part_opened" else None
    return UndoOffer.objects.filter(event__chain=event.chain, event__number=act or event.number)


def numbers_cancelled(event: Event) -> set[int]:
    """The numbers of the events that an event `undone` cancels, in its own chain."""
    known = facts(event)
    return {int(known["event"]), *[int(number) for number in known.get("also", ())]}


def lived(events: Iterable[Event]) -> list[Event]:
    """The events of one dossier without those that were undone and without the undoing."""
    every: Sequence[Event] = list(events)
    cancelled: set[int] = set()
    for event in every:
        if event.type == "dossier.undone":
            cancelled |= numbers_cancelled(event)
    return [event for event in every if event.type != "dossier.undone" and event.number not in cancelled]
