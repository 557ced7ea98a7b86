"""The rows of a replayed life: what the actions would have written, table by table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from operator import attrgetter

from motcua.flows.importing.journal import Telling, tell
from motcua.flows.importing.life import Life
from motcua.flows.importing.references import Referred
from motcua.flows.importing.shapes import Line
from motcua.flows.importing.tables import CHARGED, ENTRY, GIVEN, LIVED, PARTY, SAID, STOOD, Packed, Speller
from motcua.kernel import text
from motcua.kernel.actor import SYSTEM
from motcua.payments.rules import Line as ChargeLine
from motcua.people.rules import Declared
from motcua.voice.rules import Way

_NUMBERED = re.compile(r"^(.{1,35})-(\d{6})-(\d{1,9})$")
_declared = attrgetter(*PARTY)
_lived = attrgetter(*LIVED)
_given = attrgetter(*GIVEN)
_stood = attrgetter(*STOOD)
_said = attrgetter(*SAID)
_entered = attrgetter(*ENTRY)
_charged = attrgetter(*CHARGED)

Counters = dict[tuple[str, str], int]
"""The highest number given by each agency on each day (ISO)."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A line that may be written; `number` of the line in its file, `digest` of what it says."""

    number: int
    line: Line
    referred: Referred
    life: Life
    charges: Sequence[ChargeLine]
    digest: str


def pack(batch: Iterable[Ready], speller: Speller, *, recorded_at: datetime, run_id: int | None) -> Packed:
    """The rows of these dossiers."""
    packed = Packed()
    for ready in batch:
        _pack(packed, speller, ready, recorded_at, run_id)
    return packed


def _pack(packed: Packed, speller: Speller, ready: Ready, recorded_at: datetime, run_id: int | None) -> None:
    line, life, number = ready.line, ready.life, packed.next("dossier")
    own = (number,)
    applicant = _party(packed, speller, line.applicant)
    submitter = _party(packed, speller, line.submitter) if line.submitter is not None else None
    speller.add(packed, "dossier", (number, applicant, submitter), _dossier(ready))
    speller.add(packed, "line", own, (run_id, ready.number, ready.digest))
    _papers(packed, speller, own, ready)
    for stood in life.stood:
        speller.add(packed, "standing", own, _stood(stood))
    for place, entry in enumerate(life.ledger, start=1):
        speller.add(packed, "entry", own, (place, *_entered(entry), SYSTEM.role))
    for place, one in enumerate(life.asked, start=1):
        label = one.reason or "Theo hệ thống trước"
        items = [{"kind": "other", "key": "other1", "label_vi": label[:300], "label_en": "", "reason": ""}]
        row = (place, one.at_intake, one.asked_at, one.reason, one.ground, items, one.answered_at)
        speller.add(packed, "supplement", own, row)
    for place, apology in enumerate(life.apologies, start=1):
        speller.add(packed, "apology", own, (place, *_said(apology), "signed", "other", "", True))
    for place, charge in enumerate(ready.charges, start=1):
        speller.add(packed, "charge", own, (place, *_charged(charge), _charged_at(ready)))
    if line.fee.paid:
        speller.add(packed, "payment", own, (1, line.fee.paid, ready.referred.ground.way, _paid_at(ready)))
    if is_rated(ready):
        # The file carries no time of the answer: figures count it from the resolution.
        speller.add(packed, "rating", own, (line.satisfaction, line.events[-1].at, Way.IMPORTED.value))
    tell(packed, speller, number, line.code, _story(ready), recorded_at)
    if ready.charges or line.fee.paid:
        tell(packed, speller, number, f"payments:{line.code}", _money(ready), recorded_at)


def is_rated(ready: Ready) -> bool:
    """An answer is kept for a dossier that has its result."""
    return bool(ready.line.satisfaction) and ready.life.finished_at is not None


def _party(packed: Packed, speller: Speller, one: Declared) -> int:
    number = packed.next("party")
    speller.add(packed, "party", (number,), (*_declared(one), text.tokens(one.full_name)))
    return number


def _dossier(ready: Ready) -> tuple[object, ...]:
    line, life, referred = ready.line, ready.life, ready.referred
    people = [one for one in (line.applicant, line.submitter) if one is not None]
    own = text.tokens(line.code, *[part for one in people for part in (one.full_name, one.personal_id, one.phone)])
    return (
        life.state,
        *_lived(life),
        *_given(line),
        referred.reception_agency_id,
        referred.held.version.pk,
        referred.form.pk if referred.form else None,
        referred.process.pk,
        len(life.asked),
        True,
        " ".join(dict.fromkeys(chain(own.split(), referred.held.tokens))),
    )


def _papers(packed: Packed, speller: Speller, own: tuple[int], ready: Ready) -> None:
    counted: dict[str, int] = {}
    for paper in ready.line.papers:
        counted[paper.key] = counted.get(paper.key, 0) + 1
        row = (
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
        speller.add(packed, "paper", own, row)


def _charged_at(ready: Ready) -> datetime:
    at = ready.life.charged_at or ready.life.received_at or ready.life.submitted_at
    assert at is not None
    return at


def _paid_at(ready: Ready) -> datetime:
    return ready.life.paid_at or _charged_at(ready)


def _story(ready: Ready) -> list[Telling]:
    """The events of the dossier's chain."""
    told: list[Telling] = [(f"dossier.{one.type}", one.at, one.facts, one.text, one.ground) for one in ready.life.told]
    if is_rated(ready):
        facts = {"rating": ready.line.satisfaction, "way": Way.IMPORTED.value}
        told.append(("dossier.rated", ready.line.events[-1].at, facts, "", ""))
    return told


def _money(ready: Ready) -> list[Telling]:
    """The events of the chain of its money, as `payments.actions` tells it."""
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
        told.append(("payment.confirmed", _paid_at(ready), paid, "", ""))
    return told


def counters(codes: Iterable[str]) -> Counters:
    """The highest number of each agency and day among these codes. Only to that end is a code read."""
    highest: Counters = {}
    for code in codes:
        match = _NUMBERED.match(code)
        if match is None:
            continue
        agency, day, number = match[1], match[2], int(match[3])
        try:
            key = (agency, date(2000 + int(day[:2]), int(day[2:4]), int(day[4:])).isoformat())
        except ValueError:
            continue
        highest[key] = max(highest.get(key, 0), number)
    return highest
