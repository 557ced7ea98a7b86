"""Hand-overs between agencies: a dossier to the one that decides it, a result to the counter where it is wanted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import add_working_minutes
from motcua.dossiers import manners
from motcua.dossiers.actions import clock as promises
from motcua.dossiers.actions import stepping
from motcua.dossiers.actions.moving import BEFORE_WORK, lock, need_text, settle, step_now
from motcua.dossiers.actions.parts import WITHOUT, check_time
from motcua.dossiers.actions.taking_back import left, was
from motcua.dossiers.models import Dossier, DossierPaper, Transfer
from motcua.dossiers.queries.transfers import result_elsewhere
from motcua.dossiers.queries.visibility import reach
from motcua.dossiers.rules import starts_at_competent, travels_on_paper
from motcua.dossiers.states import CLOSED, State
from motcua.journal.actions import record
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotAllowed, NotLawfulNow
from motcua.people import access


def answer_until(to_agency: Agency, at: datetime) -> datetime:
    """Until when the receiving agency accepts or returns what was sent at `at`, by its own calendar: so many working
    hours as hold on that day (`manners.between_on`)."""
    calendar = calendar_of(to_agency.pk)
    start = at if calendar.is_open(at) else calendar.next_opening(at)
    return add_working_minutes(start, manners.between_on(clock.local_day(at)).accept_hours * 60, calendar)


def latest_start(dossier: Dossier, allowance: Mapping[str, Any], at: datetime) -> datetime | None:
    """For a dossier taken in at another counter, whose clock starts with the competent agency while there is paper to
    carry: the end of that agency's time to accept, at which it starts in any case. Nobody lengthens a promise by not
    accepting, and the slip says one that is true. None where the clock starts at reception."""
    if dossier.reception_agency_id == dossier.agency_id or not starts_at_competent(allowance) or is_electronic(dossier):
        return None
    return answer_until(dossier.agency, at)


def is_electronic(dossier: Dossier) -> bool:
    """True where nothing on paper travels: every paper handed in is a file, none has originals or copies."""
    papers = DossierPaper.objects.filter(dossier=dossier)
    return not any(
        travels_on_paper(
            originals=row.originals,
            copies=row.copies,
            certified=row.certified,
            seen=row.seen,
            has_file=row.upload_id is not None,
        )
        for row in papers
    )


def write(
    dossier: Dossier, kind: str, from_agency: Agency, to_agency: Agency, *, note: str = "", by: Actor, at: datetime
) -> Transfer:
    """The row and the event of what was sent. Both sides have a clock from now on. A dossier that goes to another
    agency than before is that one's from now on."""
    number = (Transfer.objects.filter(dossier=dossier).aggregate(last=Max("number"))["last"] or 0) + 1
    row = Transfer.objects.create(
        dossier=dossier,
        number=number,
        kind=kind,
        from_agency=from_agency,
        to_agency=to_agency,
        electronic=is_electronic(dossier) if kind == Transfer.Kind.DOSSIER else False,
        handed_at=at,
        handed_by_id=by.account_id,
        note=note,
        answer_until=answer_until(to_agency, at),
    )
    facts: dict[str, Any] = {
        "number": number,
        "kind": str(kind),
        "of": from_agency.code,
        "to": to_agency.code,
        "until": row.answer_until,
        "electronic": row.electronic,
    }
    if kind == Transfer.Kind.DOSSIER and to_agency.pk != dossier.agency_id:
        dossier.agency = to_agency
        settle(dossier, "dossier.transfer_sent", by=by, at=at, agency=to_agency.code, **facts)
    else:
        record("dossier.transfer_sent", subject=dossier.code, by=by, at=at, **facts)
    return row


def require_result_here(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Whoever hands the result over has it: it was not sent to another counter. Raises NotLawfulNow
    `deliver.elsewhere`, which names where it is."""
    sent = result_elsewhere(dossier) if dossier.state == State.FINISHED else None
    if sent is None or by.role == access.SYSTEM:
        return
    if sent.to_agency_id in reach(access.require("dossier.deliver", by), at):
        if sent.is_open:  # it is on the counter already: handing it over says that it came
            row = Transfer.objects.select_for_update(of=("self",)).select_related("from_agency").get(pk=sent.pk)
            take_over(dossier, row, by=by, at=at)
        return
    day = clock.local_day(at)
    raise NotLawfulNow(
        "deliver.elsewhere",
        code=dossier.code,
        agency=agencies.name_of(sent.to_agency, day, short=True),
        agency_en=agencies.name_of(sent.to_agency, day, "en", short=True),
    )


@transaction.atomic
def send(code: str, *, to: Agency, note: str = "", by: Actor, at: datetime) -> Transfer:
    """Send on what is one's own to send: a dossier that came back from the agency that decides it (perhaps to another,
    which is competent), or a result to the counter where it is wanted."""
    dossier = lock(code, "transfer", by=by, at=at)
    check_time(dossier, at)
    own = reach(access.require("dossier.transfer", by), at)
    last = Transfer.objects.filter(dossier=dossier).order_by("-number").first()
    if last is not None and last.is_open:
        raise NotLawfulNow("transfer.on_the_way", code=code)
    if to.pk in own:
        raise Invalid("act.invalid", [FieldError("to", "transfer.to_self")])
    if dossier.state == State.FINISHED:
        return _send_result(dossier, own, to, note=note, by=by, at=at)
    if dossier.reception_agency_id not in own:
        raise NotLawfulNow("transfer.not_yours", code=code)
    if dossier.received_at is None or dossier.state in CLOSED or last is None or last.state != Transfer.State.RETURNED:
        raise NotLawfulNow("transfer.nothing_to_send", code=code)
    return write(dossier, Transfer.Kind.DOSSIER, dossier.reception_agency, to, note=note, by=by, at=at)


def _send_result(dossier: Dossier, own: frozenset[int], to: Agency, *, note: str, by: Actor, at: datetime) -> Transfer:
    elsewhere = result_elsewhere(dossier)
    holder = elsewhere.to_agency if elsewhere is not None else dossier.agency
    if holder.pk not in own:
        raise NotLawfulNow("transfer.not_yours", code=dossier.code)
    return write(dossier, Transfer.Kind.RESULT, holder, to, note=note, by=by, at=at)


@transaction.atomic
def accept_transfer(code: str, *, by: Actor, at: datetime) -> Transfer:
    """It is here and whole. For a dossier whose clock waits for this, the clock starts now, and the promise with it
    (domain: the clock starts when the competent agency has the full dossier)."""
    dossier, row = _coming(code, "accept_transfer", by=by, at=at)
    return take_over(dossier, row, by=by, at=at)


def take_over(dossier: Dossier, row: Transfer, *, by: Actor, at: datetime) -> Transfer:
    """As `accept_transfer`, for a dossier and transfer that are held already."""
    row.state, row.ended_at, row.ended_by_id = Transfer.State.ACCEPTED, at, by.account_id
    row.save(update_fields=["state", "ended_at", "ended_by"])
    facts: dict[str, Any] = {"number": row.number, "kind": str(row.kind), "of": row.from_agency.code}
    if row.kind == Transfer.Kind.DOSSIER:
        waited = dossier.allowance
        moved = promises.start_at_competent(dossier, at, by=by)
        stepping.place(dossier, step_now(dossier), at)
        facts |= {"step": dossier.step}
        if dossier.allowance != waited:
            facts |= {"allowance": dossier.allowance}
        if moved:
            facts |= {"due_at": dossier.due_at}
        settle(dossier, "dossier.transfer_accepted", by=by, at=at, **facts)
    else:
        record("dossier.transfer_accepted", subject=dossier.code, by=by, at=at, **facts)
    return row


def taken_by_working(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Whoever works on a dossier has it: an act of the deciding agency accepts what was still on its way to it."""
    if dossier.received_at is None or dossier.agency_id == dossier.reception_agency_id:
        return
    if by.agency != dossier.agency.code:
        return
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("from_agency", "to_agency")
    row = rows.filter(dossier=dossier, kind=Transfer.Kind.DOSSIER, state=Transfer.State.HANDED).first()
    if row is not None and row.to_agency_id == dossier.agency_id:
        take_over(dossier, row, by=by, at=at)


@transaction.atomic
def return_transfer(code: str, *, reason: str, by: Actor, at: datetime) -> Transfer:
    """Send it back with the reason: it comes to the top of the sender's list, who puts it right and sends it again."""
    dossier, row = _coming(code, "return_transfer", by=by, at=at)
    need_text(reason=reason)
    row.state, row.ended_at, row.ended_by_id, row.reason = Transfer.State.RETURNED, at, by.account_id, reason
    row.save(update_fields=["state", "ended_at", "ended_by", "reason"])
    record(
        "dossier.transfer_returned",
        subject=dossier.code,
        by=by,
        at=at,
        number=row.number,
        kind=str(row.kind),
        of=row.from_agency.code,
    )
    return row


@transaction.atomic
def cancel_transfer(code: str, *, reason: str, by: Actor, at: datetime) -> Transfer:
    """The sender takes back a result that is still on its way; a dossier stays on its way to the agency that decides
    it, which accepts or returns it."""
    dossier = lock(code, "cancel_transfer", by=by, at=at)
    check_time(dossier, at)
    need_text(reason=reason)
    row = Transfer.objects.select_for_update().filter(dossier=dossier, state=Transfer.State.HANDED).first()
    if row is None:
        raise NotLawfulNow("transfer.none_open", code=code)
    if row.kind != Transfer.Kind.RESULT:
        raise NotLawfulNow("transfer.dossier_goes_on", code=code)
    if row.from_agency_id not in reach(access.require("dossier.cancel_transfer", by), at):
        raise NotAllowed("act.not_allowed", act="cancel_transfer", role=by.role)
    _cancel(dossier, row, reason, by=by, at=at)
    return row


def end_open(dossier: Dossier, *, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """The dossier is stopped or withdrawn on its way: the transfer ends with it. Returned as `taking_back.left`."""
    if dossier.agency_id == dossier.reception_agency_id:
        return []
    row = Transfer.objects.select_for_update().filter(dossier=dossier, state=Transfer.State.HANDED).first()
    if row is None:
        return []
    before = was(row, "state", "ended_at", "ended_by_id", "reason")
    _cancel(dossier, row, WITHOUT, by=by, at=at, with_dossier=True)
    return [left(row, before)]


def _cancel(dossier: Dossier, row: Transfer, reason: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    row.state, row.ended_at, row.ended_by_id, row.reason = Transfer.State.CANCELLED, at, by.account_id, reason
    row.save(update_fields=["state", "ended_at", "ended_by", "reason"])
    record(
        "dossier.transfer_cancelled",
        subject=dossier.code,
        by=by,
        at=at,
        number=row.number,
        kind=str(row.kind),
        **facts,
    )


def _coming(code: str, act: str, *, by: Actor, at: datetime) -> tuple[Dossier, Transfer]:
    """The dossier and the transfer that is on its way to the actor's agency, both locked."""
    dossier = lock(code, act, by=by, at=at)
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("from_agency", "to_agency")
    row = rows.filter(dossier=dossier, state=Transfer.State.HANDED).first()
    if row is None:  # said before the order of times: of two at once the second hears what happened
        raise NotLawfulNow("transfer.none_open", code=code)
    check_time(dossier, at)
    if row.to_agency_id not in reach(access.require(f"dossier.{act}", by), at):
        raise NotAllowed("transfer.to_other", act=act)
    return dossier, row


BEFORE_WORK.append(taken_by_working)
