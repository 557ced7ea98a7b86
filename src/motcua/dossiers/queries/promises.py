"""The chain of promises of a dossier: each line with why, whose act, by what evidence, old and new due time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier, LedgerEntry
from motcua.dossiers.rules import LedgerKind
from motcua.dossiers.words import ledger_words
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Because:
    """One reason of a line: the arithmetic's own words."""

    at: datetime
    words_vi: str
    words_en: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One line of the deadline ledger that made, moved, stopped or kept the promise.

    `role`, `agency` (code) and `position` (slug) are of the appointment that acted, never a person; `event` is the
    number in the dossier's chain; `undone`: a later line cancels it.
    """

    number: int
    at: datetime
    kind: str
    words_vi: str
    words_en: str
    role: str
    agency: str
    position: str
    event: int | None
    evidence: Mapping[str, Any]
    due_before: datetime | None
    due_after: datetime | None
    undone: bool = False
    because: tuple[Because, ...] = ()

    @property
    def moved(self) -> bool:
        """True where the due time became another one."""
        return self.due_before is not None and self.due_after is not None and self.due_before != self.due_after


def promise_story(dossier: Dossier, *, inside: bool) -> list[PromiseLine]:
    """The chain, oldest first; without `inside` what was undone and its undoing are left out. One query."""
    rows = LedgerEntry.objects.filter(dossier=dossier) if inside else dossier.ledger.in_force()
    entries = list(rows.order_by("number"))
    cancelled = {entry.cancels_id for entry in entries if entry.cancels_id}
    return list(_chain(entries, cancelled))


def _chain(entries: Iterable[LedgerEntry], cancelled: set[int]) -> Iterable[PromiseLine]:
    """Lines that only explain belong to the next line of the chain."""
    because: list[Because] = []
    for entry in entries:
        vi, en = told(entry, "vi"), told(entry, "en")
        if entry.kind == LedgerKind.WHY:
            line_at = entry.facts.get("line_at")
            because.append(Because(clock.parse(line_at) if line_at else clock.local(entry.at), vi, en))
            continue
        yield PromiseLine(
            number=entry.number,
            at=clock.local(entry.at),
            kind=entry.kind,
            words_vi=vi,
            words_en=en,
            role=entry.by_role,
            agency=entry.by_agency,
            position=entry.by_position,
            event=entry.event,
            evidence=entry.evidence,
            due_before=entry.due_before,
            due_after=entry.due_after,
            undone=entry.pk in cancelled,
            because=tuple(because),
        )
        because = []


def told(entry: LedgerEntry, lang: str) -> str:
    """The sentence of a line."""
    facts = {
        **entry.facts,
        **{key: value for key, value in entry.evidence.items() if key in ("decision", "article")},
        "at": entry.at,
        "effect": entry.effect,
        "due_before": entry.due_before,
        "due_after": entry.due_after,
    }
    return ledger_words(entry.rule, facts, lang)
