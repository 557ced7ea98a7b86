"""Writing a batch of replayed lives, set by set, in one transaction."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TypeVar

from django.db import connection, models, transaction

from motcua.dossiers.models import (
    CodeCounter,
    Dossier,
    DossierPaper,
    LedgerEntry,
    Remark,
    Standing,
    Supplement,
)
from motcua.flows.importing.life import Life
from motcua.flows.importing.reading import Line
from motcua.flows.importing.references import Referred
from motcua.journal import outbox, rules
from motcua.journal.models import ChainHead, Event
from motcua.kernel import clock, text
from motcua.kernel.actor import SYSTEM
from motcua.payments.models import Charge, Payment
from motcua.payments.rules import Line as ChargeLine
from motcua.people.models import Party
from motcua.people.rules import Declared
from motcua.voice.models import Rating
from motcua.voice.rules import Way

M = TypeVar("M", bound=models.Model)
_NUMBERED = re.compile(r"^(.+)-(\d{6})-(\d{1,9})$")
_BY = (SYSTEM.kind, SYSTEM.id, SYSTEM.role, SYSTEM.agency, SYSTEM.position)


@dataclass(frozen=True, slots=True)
class Ready:
    """A line that may be written."""

    number: int
    line: Line
    referred: Referred
    life: Life
    charges: Sequence[ChargeLine]


def write(batch: Sequence[Ready], *, recorded_at: datetime) -> None:
    """Write every row of these dossiers, or none: one transaction. Raises the database's own errors."""
    with transaction.atomic(durable=True):
        dossiers = _dossiers(batch)
        pairs = list(zip(batch, dossiers, strict=True))
        _add(DossierPaper, (row for ready, dossier in pairs for row in _papers(ready, dossier)))
        _add(Standing, (row for ready, dossier in pairs for row in _standings(ready, dossier)))
        _add(LedgerEntry, (row for ready, dossier in pairs for row in _ledger(ready, dossier)))
        _add(Supplement, (row for ready, dossier in pairs for row in _supplements(ready, dossier)))
        _add(Charge, (row for ready, dossier in pairs for row in _charges(ready, dossier)))
        _add(Payment, (row for ready, dossier in pairs for row in _payments(ready, dossier)))
        _add(Rating, (row for ready, dossier in pairs for row in _ratings(ready, dossier)))
        _journal(pairs, recorded_at)
        raise_counters(ready.line.code for ready in batch)


def _add(model: type[M], rows: Iterable[M]) -> list[M]:
    return model._default_manager.bulk_create(list(rows))


def _dossiers(batch: Sequence[Ready]) -> list[Dossier]:
    declared = [one for ready in batch for one in (ready.line.applicant, ready.line.submitter) if one is not None]
    parties = iter(_add(Party, map(_party, declared)))
    rows = []
    for ready in batch:
        applicant = next(parties)
        submitter = next(parties) if ready.line.submitter is not None else None
        rows.append(_dossier(ready, applicant, submitter))
    return _add(Dossier, rows)


def _party(declared: Declared) -> Party:
    return Party(
        **{name: getattr(declared, name) for name in Declared.__slots__}, search=text.tokens(declared.full_name)
    )


def _dossier(ready: Ready, applicant: Party, submitter: Party | None) -> Dossier:
    line, life, referred = ready.line, ready.life, ready.referred
    assert life.submitted_at is not None
    people = [party for party in (applicant, submitter) if party]
    own = text.tokens(line.code, *[part for one in people for part in (one.full_name, one.personal_id, one.phone)])
    return Dossier(
        code=line.code,
        state=life.state,
        procedure_version=referred.held.version,
        form=referred.form,
        process=referred.process,
        step=life.step,
        step_since=life.step_since,
        agency_id=life.agency_id,
        reception_agency_id=referred.reception_agency_id,
        channel=line.channel,
        entered_by=line.entered_by,
        applicant=applicant,
        submitter=submitter,
        submitted_at=life.submitted_at,
        intake_due_at=life.intake_due_at,
        received_at=life.received_at,
        due_at=life.due_at,
        original_due_at=life.original_due_at,
        paused_since=life.paused_since,
        finished_at=life.finished_at,
        delivered_at=life.delivered_at,
        closed_at=life.closed_at,
        resolved_at=life.resolved_at,
        result=life.result,
        delivered_by=life.delivered_by,
        allowance=life.allowance,
        answers=line.answers,
        note=line.note,
        supplements_asked=len(life.asked),
        imported=True,
        search=" ".join(dict.fromkeys(chain(own.split(), referred.held.tokens.split()))),
    )


def _papers(ready: Ready, dossier: Dossier) -> Iterable[DossierPaper]:
    counted: dict[str, int] = {}
    for paper in ready.line.papers:
        counted[paper.key] = counted.get(paper.key, 0) + 1
        yield DossierPaper(
            dossier=dossier,
            key=paper.key,
            number=counted[paper.key],
            name_vi=paper.name_vi,
            declared=paper.declared,
            seen=paper.seen,
            originals=paper.originals,
            copies=paper.copies,
            digitised=paper.digitised,
            reused=paper.reused,
            added_at=dossier.submitted_at,
        )


def _standings(ready: Ready, dossier: Dossier) -> Iterable[Standing]:
    for one in ready.life.stood:
        yield Standing(
            dossier=dossier,
            from_at=one.from_at,
            to_at=one.to_at,
            state=one.state,
            agency_id=one.agency_id,
            due_at=one.due_at,
            paused_since=one.paused_since,
            received_at=one.received_at,
            resolved_at=one.resolved_at,
        )


def _ledger(ready: Ready, dossier: Dossier) -> Iterable[LedgerEntry]:
    for number, entry in enumerate(ready.life.ledger, start=1):
        yield LedgerEntry(
            dossier=dossier,
            number=number,
            at=entry.at,
            rule=entry.rule,
            effect=entry.effect,
            facts=entry.facts,
            due_before=entry.due_before,
            due_after=entry.due_after,
        )


def _supplements(ready: Ready, dossier: Dossier) -> Iterable[Supplement]:
    for number, one in enumerate(ready.life.asked, start=1):
        label = one.reason or "Theo hệ thống trước"
        yield Supplement(
            dossier=dossier,
            number=number,
            at_intake=one.at_intake,
            asked_at=one.asked_at,
            reason=one.reason,
            ground=one.ground,
            items=[{"kind": "other", "key": "other1", "label_vi": label[:300], "label_en": "", "reason": ""}],
            answered_at=one.answered_at,
        )


def _charged_at(ready: Ready, dossier: Dossier) -> datetime:
    return ready.life.charged_at or dossier.received_at or dossier.submitted_at


def _charges(ready: Ready, dossier: Dossier) -> Iterable[Charge]:
    for number, one in enumerate(ready.charges, start=1):
        yield Charge(
            dossier=dossier,
            number=number,
            kind=one.kind,
            name_vi=one.name_vi,
            name_en=one.name_en,
            amount=one.amount,
            created_at=_charged_at(ready, dossier),
        )


def _payments(ready: Ready, dossier: Dossier) -> Iterable[Payment]:
    if ready.line.fee.paid:
        yield Payment(
            dossier=dossier,
            number=1,
            amount=ready.line.fee.paid,
            way=ready.referred.ground.way,
            confirmed_at=ready.life.paid_at or _charged_at(ready, dossier),
        )


def _ratings(ready: Ready, dossier: Dossier) -> Iterable[Rating]:
    if ready.line.satisfaction and ready.life.finished_at is not None:
        yield Rating(
            dossier=dossier,
            answer=ready.line.satisfaction,
            given_at=ready.line.events[-1].at,  # the file carries no time of the answer
            way=Way.IMPORTED,
        )


# --- the journal -----------------------------------------------------------------------------------------------------



def _journal(pairs: Sequence[tuple[Ready, Dossier]], recorded_at: datetime) -> None:
    """Events with their hash chains and heads. No deliveries: nobody is told today of what happened then."""
    events: list[Event] = []
    heads: list[ChainHead] = []
    remarks: list[tuple[Dossier, Event, str, str]] = []
    for ready, dossier in pairs:
        chained = _Chain(dossier.code, recorded_at)
        for told in ready.life.told:
            event = chained.tell(f"dossier.{told.type}", told.at, told.facts)
            if told.text or told.ground:
                remarks.append((dossier, event, told.text, told.ground))
        if ready.line.satisfaction and ready.life.finished_at is not None:
            facts: dict[str, object] = {"rating": ready.line.satisfaction, "way": Way.IMPORTED.value}
            chained.tell("dossier.rated", ready.line.events[-1].at, facts)
        money = _Chain(f"payments:{dossier.code}", recorded_at)
        _tell_money(money, ready, dossier)
        for one in (chained, money):
            if one.events:
                events += one.events
                heads.append(ChainHead(chain=one.name, number=len(one.events), hash=one.events[-1].hash))
    _add(Event, events)
    _add(ChainHead, heads)
    _add(Remark, (Remark(dossier=dossier, event=event, text=said, ground=law) for dossier, event, said, law in remarks))
    for event in events:
        for project in outbox.projectors():
            project(event)


class _Chain:
    """The events of one new chain."""

    def __init__(self, name: str, recorded_at: datetime) -> None:
        self.name = name
        self.recorded_at = recorded_at
        self.events: list[Event] = []

    def tell(self, type: str, at: datetime, facts: dict[str, object]) -> Event:
        row = rules.Row(
            chain=self.name,
            number=len(self.events) + 1,
            type=type,
            at=at,
            recorded_at=self.recorded_at,
            by=_BY,
            facts=rules.canonical(facts),
            previous_hash=self.events[-1].hash if self.events else "",
        )
        event = Event(
            chain=row.chain,
            number=row.number,
            type=row.type,
            at=row.at,
            recorded_at=row.recorded_at,
            by_kind=SYSTEM.kind,
            by_id=SYSTEM.id,
            by_role=SYSTEM.role,
            by_agency=SYSTEM.agency,
            by_position=SYSTEM.position,
            facts=row.facts,
            previous_hash=row.previous_hash,
            hash=rules.digest(row),
        )
        self.events.append(event)
        return event


def _tell_money(money: _Chain, ready: Ready, dossier: Dossier) -> None:
    if ready.charges:
        money.tell(
            "charge.owed",
            _charged_at(ready, dossier),
            {
                "dossier": dossier.code,
                "numbers": list(range(1, len(ready.charges) + 1)),
                "amount": sum(one.amount for one in ready.charges),
            },
        )
    for payment in _payments(ready, dossier):
        money.tell(
            "payment.confirmed",
            payment.confirmed_at,
            {"dossier": dossier.code, "number": 1, "amount": payment.amount, "way": payment.way},
        )


# --- codes -----------------------------------------------------------------------------------------------------------


def raise_counters(codes: Iterable[str]) -> None:
    """Codes that were given elsewhere are never given again: the counter of the agency and day in each goes at least
    as far. Only to that end is a code read."""
    highest: dict[tuple[str, date], int] = {}
    for code in codes:
        match = _NUMBERED.match(code)
        if match is None:
            continue
        try:
            day = datetime.strptime(f"20{match[2]}", "%Y%m%d").replace(tzinfo=clock.LOCAL).date()
        except ValueError:
            continue
        key = (match[1], day)
        if len(match[1]) <= 35:
            highest[key] = max(highest.get(key, 0), int(match[3]))
    table = connection.ops.quote_name(CodeCounter._meta.db_table)
    # One statement for both engines; sorted, so that two imports wait for one another in the same order.
    statement = (
        f"INSERT INTO {table} (agency_code, day, last) VALUES (%s, %s, %s) ON CONFLICT (agency_code, day) "  # noqa: S608
        f"DO UPDATE SET last = CASE WHEN excluded.last > {table}.last THEN excluded.last ELSE {table}.last END"
    )
    rows = [(agency, day.isoformat(), last) for (agency, day), last in sorted(highest.items())]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


