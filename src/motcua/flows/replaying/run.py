"""Replaying dossiers of an installation: one, or all of them in chunks, in one look at the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from motcua.agencies.queries import get_agency
from motcua.dossiers.models import Dossier
from motcua.dossiers.replay import Difference, Life, Outcome, Turn, compare, replay, turns
from motcua.flows.replaying.known import Known, read_known
from motcua.flows.replaying.money import compare_money
from motcua.flows.replaying.stored import read_events, read_stored

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Replayed:
    """One dossier after its replay."""

    life: Life
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Story:
    """As `Replayed` with what each event changed, for one dossier's page."""

    life: Life
    outcome: Outcome
    turns: Sequence[Turn]


def replay_one(code: str, known: Known | None = None) -> Story:
    """One dossier. Raises LookupError for a code that no dossier has."""
    stored = read_stored([code])
    if code not in stored:
        raise LookupError(code)
    life, story = turns(code, read_events([code]).get(code, []), known or read_known())
    found = compare(life, stored[code], story)
    money = compare_money([code]).get(code, [])
    return Story(life, Outcome(code, (*found.differences, *money), found.missing), story)


def count_dossiers(agency: str | None = None) -> int:
    """How many `replay_all` goes through."""
    return int(_chosen(agency).count())


def _chosen(agency: str | None):  # type: ignore[no-untyped-def]
    """All, or those that lie (or were taken in) at an agency. Raises NotVisible for one that never was."""
    rows = Dossier.objects.order_by("pk")
    if agency is None:
        return rows
    pk = get_agency(agency).pk
    return rows.filter(Q(agency=pk) | Q(reception_agency=pk))


def replay_all(agency: str | None = None, *, limit: int | None = None, chunk: int = CHUNK) -> Iterator[Replayed]:
    """Every dossier in the order of its row, chunk by chunk: memory does not grow with their number."""
    known = read_known()
    last, left = 0, limit
    while left is None or left > 0:
        size = chunk if left is None else min(chunk, left)
        rows = list(_chosen(agency).filter(pk__gt=last).values_list("pk", "code")[:size])
        if not rows:
            return
        last = rows[-1][0]
        left = None if left is None else left - len(rows)
        yield from replay_codes([code for _, code in rows], known, chunk=chunk)


def replay_codes(codes: Sequence[str], known: Known, *, chunk: int = CHUNK) -> Iterator[Replayed]:
    """These dossiers; a code that no dossier has is passed over."""
    for start in range(0, len(codes), chunk):
        some = codes[start : start + chunk]
        stored, events, money = read_stored(some), read_events(some), compare_money(some)
        for code in some:
            if code in stored:
                yield _replayed(code, stored[code], events.get(code, []), money.get(code, []), known)


def _replayed(code, stored, events, money: Sequence[Difference], known: Known) -> Replayed:  # type: ignore[no-untyped-def]
    life = replay(code, events, known)
    found = compare(life, stored)
    if found.differences:  # once more, slowly: which event gave the other value
        life, story = turns(code, events, known)
        found = compare(life, stored, story)
    return Replayed(life, Outcome(code, (*found.differences, *money), found.missing))
