"""A linked filing on its way: what waits is received when the result it waits for is there, and ends when that result
will not come (decree 63/2024/NĐ-CP; decree 118/2025/NĐ-CP, article 17).

Reacts to the journal through the outbox. At least once by the outbox, once by the lock on the waiting dossier. A
decision that may still be undone is waited for, as notices wait for it.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.documents.models import Upload
from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import BundleMember, Dossier
from motcua.dossiers.states import State
from motcua.flows import receive
from motcua.flows.linked_words import ENDS, ENDS_WITHDRAWN
from motcua.journal.models import Event
from motcua.journal.outbox import NotYet, Subscription
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

FINISHED = "dossier.finished"
TYPES = (FINISHED, "dossier.delivered", "dossier.refused", "dossier.stopped", "dossier.withdrawn")


def handle(event: Event) -> None:
    """Go on with what waited for the dossier that this event tells of. Idempotent. Raises NotYet while the act may be
    undone."""
    member = queries.member_of_event(event)
    if member is None or queries.is_undone(event):
        return
    members = queries.members_of(member.bundle)
    waiting = [one for one in members if queries.is_waiting(one.dossier) and member.key in one.after]
    if not waiting:
        return
    at = event.at
    until = queries.held_until(event)
    if until is not None and member.dossier.state != State.DELIVERED:
        if clock.now() < until:
            raise NotYet(until)
        at = until
    for one in waiting:
        _go_on(one, members, at=max(at, one.dossier.submitted_at))


def _go_on(member: BundleMember, members: Sequence[BundleMember], *, at: datetime) -> None:
    before = queries.waits_for(member, members)
    gone = next((one for one in before if queries.has_none(one.dossier)), None)
    if gone is not None:
        end(member, gone, at=at)
    elif all(queries.has_result(one.dossier) and not _open(one.dossier) for one in before):
        start(member, before, at=at)


def _open(dossier: Dossier) -> bool:
    """True while its decision may still be undone: its own event comes back here afterwards."""
    last = Event.objects.filter(chain=dossier.code, type=FINISHED).order_by("-number").first()
    until = queries.held_until(last) if last is not None else None
    return until is not None and dossier.state != State.DELIVERED and clock.now() < until


def start(member: BundleMember, before: Sequence[BundleMember], *, at: datetime) -> Dossier | None:
    """Receive what waited: the results are its papers, its clock starts. None where somebody was first."""
    with transaction.atomic(durable=True):
        released = dossiers.release(member, _results(member, before), at=at)
        if released is None:
            return None
        codes = ", ".join(one.dossier.code for one in before)
        allowance = {**receive.allowance_of(released), "linked": codes}
        return dossiers.receive(released.code, allowance=allowance, by=SYSTEM, at=at)


def _results(member: BundleMember, before: Sequence[BundleMember]) -> list[tuple[str, str, Upload | None]]:
    """(paper, name, file) of each result that the member takes over; without a file the paper says whose it is."""
    takes = catalogue.spec_of_linked(member.bundle.service).member(member.key).takes
    found: list[tuple[str, str, Upload | None]] = []
    for paper, key in takes.items():
        source = next((one for one in before if one.key == key), None)
        if source is None:
            continue
        name = f"{source.dossier.procedure_version.result_name_vi} ({source.dossier.code})"
        rows = queries.results_of(source.dossier, inside=False)
        found += [(paper, name, row.upload) for row in rows] or [(paper, name, None)]
    return found


def end(member: BundleMember, gone: BundleMember, *, at: datetime) -> Dossier | None:
    """Close what waited, with the reason and the way out: withdrawn with what the applicant withdrew, else not
    accepted. None where somebody was first."""
    name = catalogue.spec_of_linked(member.bundle.service).member(gone.key).name_vi
    with transaction.atomic(durable=True):
        held = dossiers.end_waiting(member, at=at)
        if held is None:
            return None
        facts = {"name": name, "code": gone.dossier.code, "own": held.procedure_version.name_vi}
        if gone.dossier.state == State.WITHDRAWN or held.state != State.SUBMITTED:
            return dossiers.withdraw(held.code, reason=ENDS_WITHDRAWN.format(**facts), by=SYSTEM, at=at)
        ground = member.bundle.service.decision_no or "118/2025/NĐ-CP, Điều 17"
        return dossiers.refuse(held.code, reason=ENDS.format(**facts), ground=ground, by=SYSTEM, at=at)


SUBSCRIPTIONS = (Subscription("linked", TYPES, handle),)
