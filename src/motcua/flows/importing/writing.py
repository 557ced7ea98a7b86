"""Writing a batch of replayed lives, set by set, in one transaction."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db import connection, transaction

from motcua.dossiers.models import Apology, CodeCounter, Dossier, DossierPaper, LedgerEntry, Standing, Supplement
from motcua.flows.importing.journal import Telling, tell
from motcua.flows.importing.life import Life
from motcua.flows.importing.references import Referred
from motcua.flows.importing.shapes import Line
from motcua.flows.importing.tables import Row, insert, reserve
from motcua.kernel import clock, text
from motcua.kernel.actor import SYSTEM
from motcua.payments.models import Charge, Payment
from motcua.payments.rules import Line as ChargeLine
from motcua.people.models import Party
from motcua.people.rules import Declared
from motcua.voice.models import Rating
from motcua.voice.rules import Way

_NUMBERED = re.compile(r"^(.{1,35})-(\d{6})-(\d{1,9})$")
_PARTY = tuple(Declared.__slots__)
_STOOD = ("from_at", "to_at", "state", "agency_id", "due_at", "paused_since", "received_at", "resolved_at")
_SAID = ("due_before", "due_after", "reason", "drafted_at", "decided_at")
_APOLOGY = ("dossier_id", "number", *_SAID, "state", "reason_code", "decision_reason", "imported")
_ENTRY = ("at", "rule", "effect", "facts", "due_before", "due_after", "kind", "event", "evidence")
_LIVED = (
    "step",
    "step_since",
    "step_due_at",
    "agency_id",
    "submitted_at",
    "intake_due_at",
    "received_at",
    "due_at",
    "original_due_at",
    "paused_since",
    "finished_at",
    "delivered_at",
    "closed_at",
    "resolved_at",
    "result",
    "delivered_by",
    "allowance",
)
_GIVEN = ("code", "channel", "entered_by", "answers", "note")
_REFERRED = ("reception_agency_id", "applicant_id", "submitter_id", "procedure_version_id", "form_id", "process_id")


@dataclass(frozen=True, slots=True)
class Ready:
    """A line that may be written; `number` of the line in its file."""

    number: int
    line: Line
    referred: Referred
    life: Life
    charges: Sequence[ChargeLine]


def write(batch: Sequence[Ready], *, recorded_at: datetime) -> None:
    """Write every row of these dossiers, or none: one transaction. Raises the database's own errors."""
    with transaction.atomic(durable=True):
        ids = reserve(Dossier, len(batch))
        pairs = list(zip(batch, ids, strict=True))
        parties = _write_parties(batch)
        insert(
            Dossier,
            ("id", "state", *_LIVED, *_GIVEN, *_REFERRED, "supplements_asked", "imported", "search"),
            [_dossier(ready, dossier_id, parties) for ready, dossier_id in pairs],
        )
        insert(
            DossierPaper,
            (
                "dossier_id",
                "key",
                "number",
                "name_vi",
                "declared",
                "seen",
                "originals",
                "copies",
                "digitised",
                "reused",
                "added_at",
            ),
            [row for ready, dossier_id in pairs for row in _papers(ready, dossier_id)],
        )
        insert(
            Standing,
            ("dossier_id", *_STOOD),
            [
                (dossier_id, *[getattr(one, name) for name in _STOOD])
                for ready, dossier_id in pairs
                for one in ready.life.stood
            ],
        )
        insert(
            LedgerEntry,
            ("dossier_id", "number", *_ENTRY, "by_role"),
            [
                (dossier_id, number, *[getattr(one, name) for name in _ENTRY], SYSTEM.role)
                for ready, dossier_id in pairs
                for number, one in enumerate(ready.life.ledger, start=1)
            ],
        )
        insert(
            Supplement,
            ("dossier_id", "number", "at_intake", "asked_at", "reason", "ground", "items", "answered_at"),
            [row for ready, dossier_id in pairs for row in _supplements(ready, dossier_id)],
        )
        insert(
            Apology,
            _APOLOGY,
            [
                (dossier_id, number, *[getattr(one, name) for name in _SAID], "signed", "other", "", True)
                for ready, dossier_id in pairs
                for number, one in enumerate(ready.life.apologies, start=1)
            ],
        )
        _write_money(pairs)
        insert(
            Rating,
            ("dossier_id", "answer", "given_at", "way"),
            [
                # The file carries no time of the answer: figures count it from the resolution.
                (dossier_id, ready.line.satisfaction, ready.line.events[-1].at, Way.IMPORTED.value)
                for ready, dossier_id in pairs
                if is_rated(ready)
            ],
        )
        tell([(dossier_id, _story(ready), _money(ready)) for ready, dossier_id in pairs], recorded_at)
        raise_counters(ready.line.code for ready in batch)


def is_rated(ready: Ready) -> bool:
    """An answer is kept for a dossier that has its result."""
    return bool(ready.line.satisfaction) and ready.life.finished_at is not None


def _write_parties(batch: Sequence[Ready]) -> Iterator[int]:
    """Writes each dossier's parties; their ids in the order of the batch, applicant before submitter."""
    declared = [one for ready in batch for one in (ready.line.applicant, ready.line.submitter) if one is not None]
    ids = reserve(Party, len(declared))
    insert(
        Party,
        ("id", *_PARTY, "search"),
        [
            (party_id, *[getattr(one, name) for name in _PARTY], text.tokens(one.full_name))
            for party_id, one in zip(ids, declared, strict=True)
        ],
    )
    return iter(ids)


def _dossier(ready: Ready, dossier_id: int, parties: Iterator[int]) -> Row:
    line, life, referred = ready.line, ready.life, ready.referred
    people = [one for one in (line.applicant, line.submitter) if one is not None]
    own = text.tokens(line.code, *[part for one in people for part in (one.full_name, one.personal_id, one.phone)])
    return (
        dossier_id,
        str(life.state),
        *[getattr(life, name) for name in _LIVED],
        *[getattr(line, name) for name in _GIVEN],
        referred.reception_agency_id,
        next(parties),
        next(parties) if line.submitter is not None else None,
        referred.held.version.pk,
        referred.form.pk if referred.form else None,
        referred.process.pk,
        len(life.asked),
        True,
        " ".join(dict.fromkeys(chain(own.split(), referred.held.tokens.split()))),
    )


def _papers(ready: Ready, dossier_id: int) -> Iterator[Row]:
    counted: dict[str, int] = {}
    for paper in ready.line.papers:
        counted[paper.key] = counted.get(paper.key, 0) + 1
        yield (
            dossier_id,
            paper.key,
            counted[paper.key],
            paper.name_vi,
            paper.declared,
            paper.seen,
            paper.originals,
            paper.copies,
            paper.digitised,
            paper.reused,
            ready.life.submitted_at,
        )


def _supplements(ready: Ready, dossier_id: int) -> Iterator[Row]:
    for number, one in enumerate(ready.life.asked, start=1):
        label = one.reason or "Theo hệ thống trước"
        items = [{"kind": "other", "key": "other1", "label_vi": label[:300], "label_en": "", "reason": ""}]
        yield (dossier_id, number, one.at_intake, one.asked_at, one.reason, one.ground, items, one.answered_at)


def _charged_at(ready: Ready) -> datetime:
    at = ready.life.charged_at or ready.life.received_at or ready.life.submitted_at
    assert at is not None
    return at


_CHARGED = ("kind", "name_vi", "name_en", "amount", "quantity", "unit_vi", "unit_en", "position")


def _write_money(pairs: Sequence[tuple[Ready, int]]) -> None:
    insert(
        Charge,
        ("dossier_id", "number", *_CHARGED, "created_at"),
        [
            (dossier_id, number, *[getattr(one, name) for name in _CHARGED], _charged_at(ready))
            for ready, dossier_id in pairs
            for number, one in enumerate(ready.charges, start=1)
        ],
    )
    insert(
        Payment,
        ("dossier_id", "number", "amount", "way", "confirmed_at"),
        [
            (dossier_id, 1, ready.line.fee.paid, ready.referred.ground.way, ready.life.paid_at or _charged_at(ready))
            for ready, dossier_id in pairs
            if ready.line.fee.paid
        ],
    )


def _story(ready: Ready) -> tuple[str, list[Telling]]:
    """The dossier's chain and its events."""
    told: list[Telling] = [(f"dossier.{one.type}", one.at, one.facts, one.text, one.ground) for one in ready.life.told]
    if is_rated(ready):
        facts: dict[str, object] = {"rating": ready.line.satisfaction, "way": Way.IMPORTED.value}
        told.append(("dossier.rated", ready.line.events[-1].at, facts, "", ""))
    return ready.line.code, told


def _money(ready: Ready) -> tuple[str, list[Telling]]:
    """The chain of its money, as `payments.actions` tells it."""
    code = ready.line.code
    told: list[Telling] = []
    if ready.charges:
        owed: dict[str, object] = {
            "dossier": code,
            "numbers": list(range(1, len(ready.charges) + 1)),
            "amount": sum(one.amount for one in ready.charges),
            "amounts": [one.amount for one in ready.charges],
        }
        told.append(("charge.owed", _charged_at(ready), owed, "", ""))
    if ready.line.fee.paid:
        paid: dict[str, object] = {
            "dossier": code,
            "number": 1,
            "amount": ready.line.fee.paid,
            "way": ready.referred.ground.way,
        }
        told.append(("payment.confirmed", ready.life.paid_at or _charged_at(ready), paid, "", ""))
    return f"payments:{code}", told


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
