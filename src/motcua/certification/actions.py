"""Entering certified copies in the register, and striking out what was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.agencies.models import Agency
from motcua.certification import rules
from motcua.certification.models import Cancelled, Entry, NumberCounter
from motcua.certification.rules import Original
from motcua.dossiers.models import Dossier
from motcua.journal.actions import record
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people.models import Account


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs the certified copies, as the register names them."""

    name: str = ""
    office: str = ""
    account: Account | None = None


@transaction.atomic
def enter(
    dossier: Dossier,
    originals: Sequence[Original],
    *,
    fees: Sequence[int],
    requester: str,
    signer: Signer,
    agency: Agency,
    by: Actor,
    at: datetime,
) -> list[Entry]:
    """Give each original its number of the year; `fees` (đồng) of one original of each line. Raises Invalid."""
    if errors := rules.judge(originals):
        raise Invalid("certification.invalid", errors)
    year = clock.local(at).year
    lines = [(one, fee) for one, fee in zip(originals, fees, strict=True) for _ in range(one.originals)]
    first = _take_numbers(agency, year, len(lines))
    entries = Entry.objects.bulk_create(
        Entry(
            agency=agency,
            year=year,
            number=number,
            dossier=dossier,
            requester=requester[:200],
            document=text.normal(one.document) or rules.DOCUMENT,
            pages=one.pages,
            copies=one.copies,
            fee=fee,
            signer=signer.account,
            signed_by=signer.name[:200],
            signed_as=signer.office[:200],
            certified_at=at,
            entered_by_id=by.account_id,
        )
        for number, (one, fee) in enumerate(lines, start=first)
    )
    record(
        "certification.entered",
        subject=f"certification:{dossier.code}",
        by=by,
        at=at,
        dossier=dossier.code,
        agency=agency.code,
        year=year,
        numbers=[entry.number for entry in entries],
        copies=[entry.copies for entry in entries],
        fees=[entry.fee for entry in entries],
    )
    return entries


@transaction.atomic
def cancel(dossier: Dossier, *, reason: str, by: Actor, at: datetime) -> list[Entry]:
    """Strike out every line of a dossier; the numbers are not given again.

    Raises Invalid without a reason, NotLawfulNow where nothing (more) counts.
    """
    reason = text.normal_lines(reason)
    if not reason or len(reason) > 500:
        code = "certification.reason_too_long" if reason else "certification.reason_missing"
        raise Invalid("certification.invalid", [FieldError("reason", code)])
    Dossier.objects.select_for_update(of=("self",)).only("pk").get(pk=dossier.pk)
    entries = list(Entry.objects.filter(dossier=dossier, cancelled=None).order_by("number"))
    if not entries:
        raise NotLawfulNow("certification.cancelled_already")
    Cancelled.objects.bulk_create(
        Cancelled(entry=entry, reason=reason, at=at, by_id=by.account_id) for entry in entries
    )
    record(
        "certification.cancelled",
        subject=f"certification:{dossier.code}",
        by=by,
        at=at,
        dossier=dossier.code,
        numbers=[entry.number for entry in entries],
    )
    return entries


def _take_numbers(agency: Agency, year: int, count: int) -> int:
    """The first of so many consecutive numbers, under the lock of the counter."""
    key = {"agency": agency, "year": year}
    counter = NumberCounter.objects.select_for_update().filter(**key).first()
    if counter is None:
        NumberCounter.objects.bulk_create([NumberCounter(**key)], ignore_conflicts=True)
        counter = NumberCounter.objects.select_for_update().get(**key)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return first
