"""Scheduled upkeep: seal the journal, sweep what is done with, scan what was not scanned."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session

from motcua.documents import actions as documents
from motcua.dossiers.models import UndoOffer
from motcua.journal import actions as journal
from motcua.journal import outbox
from motcua.journal.models import Request, Throttle
from motcua.kernel.actor import SYSTEM
from motcua.people.sessions import sweep_sessions
from motcua.voice import marks

KEEP_DELIVERIES = timedelta(days=30)
KEEP_REQUESTS = timedelta(days=7)
KEEP_UNDO_OFFERS = timedelta(days=7)


def heartbeat(at: datetime) -> None:
    """A sign of life: its taken slot is what `doctor` and /metrics look at. Old signs are let go."""
    outbox.forget_slots("heartbeat", at - timedelta(hours=1))


def seal(at: datetime) -> None:
    """The daily signed seal of all chain heads."""
    journal.seal(key=settings.PIN_KEY, at=at)


def sweep(at: datetime) -> None:
    """Finished deliveries, old request keys, throttle windows, sessions that ended, marks of devices, uploads that
    nobody used, offers to undo that nobody took."""
    outbox.sweep(at - KEEP_DELIVERIES)
    Request.objects.filter(at__lt=at - KEEP_REQUESTS).delete()
    Throttle.objects.filter(began_at__lt=at - timedelta(days=1)).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    sweep_sessions(at)
    marks.sweep(at)
    documents.discard_unused(by=SYSTEM, at=at)
    # what nobody took back within its window can never be taken back; what was taken back says so for ever
    UndoOffer.objects.filter(undone=None, until__lt=at - KEEP_UNDO_OFFERS).delete()


def rescan(at: datetime) -> None:
    """Files that were stored while no scanner answered."""
    documents.rescan_pending(by=SYSTEM, at=at)
