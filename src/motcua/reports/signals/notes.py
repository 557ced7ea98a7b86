"""What a unit says about a signal, and what who reviewed it wrote: appended, never changed."""

from datetime import date, datetime

from django.db import transaction

from motcua.agencies.queries import get_agency
from motcua.journal.actions import record
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotAllowed, NotVisible
from motcua.people import access
from motcua.reports.keeping.rights import account_of, may_read
from motcua.reports.models import SignalNote
from motcua.reports.signals.counting import signals_of
from motcua.reports.signals.known import SIGNALS, Signal

LEAST, MOST = 10, 2000
ACTS = {SignalNote.Kind.ANSWER: "signals.answer", SignalNote.Kind.REVIEW: "signals.review"}


def get_signal(slug: str) -> Signal:
    """Raises NotVisible."""
    if slug not in SIGNALS:
        raise NotVisible("signal.unknown")
    return SIGNALS[slug]


def kind_for(actor: Actor, agency: str, on: date) -> SignalNote.Kind | None:
    """How somebody may write about an agency's signals: as the unit, as a reviewer, or not at all."""
    for kind, act in ACTS.items():
        if access.may_ever(act, actor) and may_read(actor, agency, on, act):
            return kind
    return None


@transaction.atomic
def write(signal: Signal, agency: str, first: date, last: date, *, words: str, by: Actor, at: datetime) -> SignalNote:
    """Add a note with the numbers as they are now. Raises NotVisible, NotAllowed, Invalid."""
    today = clock.local_day(at)
    if not may_read(by, agency, today, "signals.read"):
        raise NotVisible("agency.unknown", agency=agency)
    kind = kind_for(by, agency, today)
    if kind is None:
        raise NotAllowed("act.not_allowed", act="signals.answer", role=by.role)
    words = text.normal_lines(words)
    if not LEAST <= len(words) <= MOST:
        raise Invalid("signal.invalid", [FieldError("text", "signal.text_missing", most=MOST)])
    if first > today:
        raise Invalid("signal.invalid", [FieldError("text", "signal.period_future")])
    (found,) = signals_of(agency, first, last, at, [signal])
    note = SignalNote.objects.create(
        signal=signal.slug,
        agency=get_agency(agency),
        first=first,
        last=last,
        kind=kind,
        text=words,
        number=found.number,
        whole=found.whole,
        written_at=at,
        written_by_id=account_of(by),
        role=by.role,
    )
    record(
        f"signal.{'answered' if kind == SignalNote.Kind.ANSWER else 'reviewed'}",
        subject=f"signal:{signal.slug}:{agency}:{first.isoformat()}:{last.isoformat()}",
        by=by,
        at=at,
        signal=signal.slug,
        agency=agency,
        period_from=first,
        period_to=last,
        number=found.number,
        whole=found.whole,
        note=note.pk,
    )
    return note


def notes(agency: str, first: date, last: date, signal: str = "") -> list[SignalNote]:
    """Notes of a unit's period, the oldest first."""
    rows = SignalNote.objects.filter(agency__code=agency, first=first, last=last)
    if signal:
        rows = rows.filter(signal=signal)
    return list(rows.select_related("written_by").order_by("written_at", "pk"))
