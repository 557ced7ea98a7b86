"""A paper book for a day without power: opened, keyed in line by line, closed once.

A line is keyed by the ordinary walk-in: this module only keeps its number, its time and its end. The hour of keying is
the clock's, not an argument: the time that the caller tells is the one that was written on paper.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from motcua.agencies.models import Agency
from motcua.dossiers.actions.drafts import new_key
from motcua.dossiers.models import Dossier, Draft, PaperLine, PaperRegister
from motcua.journal.actions import record
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotAllowed, NotLawfulNow
from motcua.people import access

MOST_LINES = 500
OLDEST = timedelta(days=31)
"""A book opened for days longer ago is no book of an outage."""
NUMBER = "paper_number"
"""The member of a draft's and a dossier's wishes that holds the number on paper."""


def subject_of(register: PaperRegister) -> str:
    """The journal chain of a book."""
    return f"paper_register:{register.agency.code}:{register.name}"


@transaction.atomic
def open_register(agency: Agency, *, reason: str, day: date, size: int, by: Actor, at: datetime) -> PaperRegister:
    """Open the next book of the agency's year with its lines numbered. One is open at a time.

    Raises NotAllowed, Invalid (paper_register.reason_missing, .day_wrong, .size_wrong), NotLawfulNow
    (paper_register.open_already).
    """
    access.require("paper_register.keep", by)
    reason = text.normal(reason)[:300]
    today = clock.local_day(at)
    errors = []
    if not reason:
        errors.append(FieldError("reason", "paper_register.reason_missing"))
    if not today - OLDEST <= day <= today + timedelta(days=1):
        errors.append(FieldError("day", "paper_register.day_wrong", first=today - OLDEST, last=today))
    if not 1 <= size <= MOST_LINES:
        errors.append(FieldError("size", "paper_register.size_wrong", most=MOST_LINES))
    if errors:
        raise Invalid("paper_register.invalid", errors)
    Agency.objects.select_for_update().get(pk=agency.pk)
    if (standing := PaperRegister.objects.filter(agency=agency, closed_at=None).first()) is not None:
        raise NotLawfulNow("paper_register.open_already", name=standing.name)
    rows = PaperRegister.objects.filter(agency=agency, year=day.year)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    made = PaperRegister.objects.create(
        agency=agency,
        year=day.year,
        number=number,
        reason=reason,
        day=day,
        size=size,
        opened_at=at,
        opened_by_id=by.account_id,
    )
    PaperLine.objects.bulk_create(PaperLine(register=made, number=one) for one in range(1, size + 1))
    record("paper_register.opened", subject=subject_of(made), by=by, at=at, day=day, size=size)
    return made


@transaction.atomic
def begin_line(line: PaperLine, *, received_at: datetime, by: Actor, at: datetime) -> Draft:
    """Begin to key a line: the draft of a walk-in that is received at the time written on paper.

    Beginning again changes the time. Raises NotAllowed, Invalid (paper_line.later_than_now, .before_book,
    .out_of_order), NotLawfulNow (paper_line.used, paper_register.closed).
    """
    access.require("paper_register.keep", by)
    if by.account_id is None:
        raise NotAllowed("act.not_allowed", act="paper_register.keep", role=by.role)
    held = _hold(line)
    errors = []
    if received_at > at:
        errors.append(FieldError("received_at", "paper_line.later_than_now"))
    elif clock.local_day(received_at) < held.register.day:
        errors.append(FieldError("received_at", "paper_line.before_book", day=held.register.day))
    elif (other := _out_of_order(held, received_at)) is not None:
        errors.append(FieldError("received_at", "paper_line.out_of_order", number=other.number, at=other.received_at))
    if errors:
        raise Invalid("paper_line.invalid", errors)
    held.received_at = received_at
    if held.draft is None:
        held.draft = Draft.objects.create(
            key=new_key(),
            account_id=by.account_id,
            channel="direct",
            wishes={"channel": "direct", NUMBER: held.name},
            begun_at=at,
            saved_at=at,
        )
    elif held.draft.account_id != by.account_id:
        Draft.objects.filter(pk=held.draft.pk).update(account_id=by.account_id)  # a colleague goes on with it
    held.save(update_fields=["received_at", "draft"])
    return held.draft


def became(draft: Draft, dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """What was begun became this dossier, within the transaction that wrote it; the line of a paper book with it."""
    Draft.objects.filter(pk=draft.pk).update(dossier=dossier, saved_at=at)
    if draft.wishes.get(NUMBER):
        _note_keyed(draft, dossier, by=by)


def _note_keyed(draft: Draft, dossier: Dossier, *, by: Actor) -> None:
    """The draft of a line became this dossier: within the transaction that wrote it."""
    line = PaperLine.objects.select_related("register__agency").filter(draft=draft, dossier=None).first()
    if line is None:
        return
    now = clock.now()
    line.dossier, line.keyed_at, line.keyed_by_id = dossier, now, by.account_id
    line.save(update_fields=["dossier", "keyed_at", "keyed_by"])
    record(
        "paper_register.keyed",
        subject=subject_of(line.register),
        by=by,
        at=now,
        number=line.number,
        dossier=dossier.code,
        received_at=line.received_at,
    )


@transaction.atomic
def spoil_line(line: PaperLine, *, reason: str, by: Actor, at: datetime) -> PaperLine:
    """A line that became nothing, and why: a slip of the pen, a page torn. What was begun of it is thrown away.

    Raises NotAllowed, Invalid (paper_line.reason_missing), NotLawfulNow (paper_line.used, paper_register.closed).
    """
    access.require("paper_register.keep", by)
    held = _hold(line)
    reason = text.normal(reason)[:300]
    if not reason:
        raise Invalid("paper_line.invalid", [FieldError("reason", "paper_line.reason_missing")])
    draft = held.draft
    held.draft, held.spoiled_at, held.spoiled_by_id, held.spoiled_reason = None, at, by.account_id, reason
    held.save(update_fields=["draft", "spoiled_at", "spoiled_by", "spoiled_reason"])
    if draft is not None:
        draft.delete()
    record("paper_register.spoiled", subject=subject_of(held.register), by=by, at=at, number=held.number)
    return held


@transaction.atomic
def close_register(register: PaperRegister, *, used: int, by: Actor, at: datetime) -> PaperRegister:
    """Close the book: `used` is the last line that was written on, and every line up to it is accounted for.

    Raises NotAllowed, Invalid (paper_register.used_wrong, .gaps naming the numbers), NotLawfulNow
    (paper_register.closed).
    """
    access.require("paper_register.keep", by)
    held = PaperRegister.objects.select_for_update(of=("self",)).select_related("agency").get(pk=register.pk)
    if held.closed_at is not None:
        raise NotLawfulNow("paper_register.closed", name=held.name)
    ended = {line.number: line.dossier_id is not None or line.spoiled_at is not None for line in held.lines.all()}
    last = max((number for number, is_ended in ended.items() if is_ended), default=0)
    if not last <= used <= held.size:
        raise Invalid(
            "paper_register.invalid", [FieldError("used", "paper_register.used_wrong", least=last, most=held.size)]
        )
    gaps = [number for number in range(1, used + 1) if not ended[number]]
    if gaps:
        shown = ", ".join(str(one) for one in gaps[:20]) + (" …" if len(gaps) > 20 else "")
        raise Invalid("paper_register.invalid", [FieldError("used", "paper_register.gaps", numbers=shown, n=len(gaps))])
    held.closed_at, held.closed_by_id, held.used = at, by.account_id, used
    held.save(update_fields=["closed_at", "closed_by", "used"])
    record("paper_register.closed", subject=subject_of(held), by=by, at=at, used=used)
    return held


def _hold(line: PaperLine) -> PaperLine:
    """The line locked, while it is free and its book open."""
    rows = PaperLine.objects.select_for_update(of=("self",)).select_related("register__agency")
    held = rows.get(pk=line.pk)
    if held.register.closed_at is not None:
        raise NotLawfulNow("paper_register.closed", name=held.register.name)
    if held.dossier_id is not None or held.spoiled_at is not None:
        raise NotLawfulNow("paper_line.used", number=held.number)
    return held


def _out_of_order(line: PaperLine, received_at: datetime) -> PaperLine | None:
    """A keyed line of the book that contradicts this time: people are written down one after the other."""
    rows = PaperLine.objects.filter(register=line.register, dossier__isnull=False)
    before = rows.filter(number__lt=line.number, received_at__gt=received_at).order_by("number").first()
    return before or rows.filter(number__gt=line.number, received_at__lt=received_at).order_by("number").first()
