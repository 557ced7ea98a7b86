"""Proving seals: the stored text gives its hash, the journal holds that hash, versions follow one another; and what is
counted differently now, which is no fault but asks for a correction."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.journal import queries as journal
from motcua.reports.models import PeriodSeal
from motcua.reports.seals import content
from motcua.reports.seals.content import Difference
from motcua.reports.seals.counting import figures_now
from motcua.reports.seals.sealing import subject


@dataclass(frozen=True, slots=True)
class Checked:
    """One seal: `fault` says what does not hold (empty: it holds); `differences` of the version in force alone."""

    seal: PeriodSeal
    fault: str
    differences: tuple[Difference, ...] = ()


def fault_of(seal: PeriodSeal, before: PeriodSeal | None, recorded: str) -> str:
    """What does not hold of a version: words for the command line; pure."""
    if content.digest(seal.content) != seal.digest:
        return "its content does not give its hash: it was changed after it was sealed"
    told = json.loads(seal.content)
    named = (told["agency"], told["from"], told["to"], told["version"])
    if named != (seal.agency.code, seal.first.isoformat(), seal.last.isoformat(), seal.version):
        return "its content tells of another agency, period or version"
    if told["previous"] != (before.digest if before is not None else None):
        return "it does not follow the version before it"
    if seal.version != (before.version + 1 if before is not None else 1):
        return "the version before it is missing"
    if recorded != seal.digest:
        return "the journal holds another hash for it, or none"
    return ""


def check(at: datetime, *, agency: str = "", told: Callable[[int], None] = lambda _: None) -> Iterator[Checked]:
    """Every version of every sealed period, those of a period one after the other."""
    rows = PeriodSeal.objects.select_related("agency").order_by("agency__code", "first", "last", "version")
    if agency:
        rows = rows.filter(agency__code=agency)
    before: PeriodSeal | None = None
    for number, seal in enumerate(rows.iterator(chunk_size=500), 1):
        if before is not None and _period(before) != _period(seal):
            yield _now(before, at)
            before = None
        yield Checked(seal, fault_of(seal, before, _recorded(seal)))
        before = seal
        told(number)
    if before is not None:
        yield _now(before, at)


def _period(seal: PeriodSeal) -> tuple[object, ...]:
    return seal.agency_id, seal.first, seal.last


def _recorded(seal: PeriodSeal) -> str:
    events = journal.events(subject(seal.agency.code, seal.first, seal.last), ("period.sealed", "period.corrected"))
    found = [journal.facts(event) for event in events]
    return next((str(one["digest"]) for one in found if one.get("version") == seal.version), "")


def _now(seal: PeriodSeal, at: datetime) -> Checked:
    now = figures_now(seal.agency.code, seal.first, seal.last, at)
    return Checked(seal, "", tuple(content.differences(content.read(seal.content), now)))
