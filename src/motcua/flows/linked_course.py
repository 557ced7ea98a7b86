"""How a linked filing stands: every part with its promise, or with what it waits for and when that may be."""

from dataclasses import dataclass
from datetime import datetime

from motcua.catalogue import queries as catalogue
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import promise
from motcua.dossiers import queries
from motcua.dossiers.models import Bundle, Dossier
from motcua.dossiers.rules import allowance_from
from motcua.flows.receive import allowance_of


@dataclass(frozen=True, slots=True)
class Part:
    """One dossier of the filing. `expected_at`: when it should be done, its promise where there is one, else reckoned
    from what it waits for as if that came when it was promised; None where nobody can say."""

    key: str
    name_vi: str
    name_en: str
    dossier: Dossier
    after: tuple[str, ...]
    waits: bool
    expected_at: datetime | None
    free_vi: str = ""
    free_en: str = ""

    def name(self, lang: str) -> str:
        """What it is called in the filing."""
        return self.name_en if lang == "en" else self.name_vi

    @property
    def is_promised(self) -> bool:
        """True where `expected_at` is a promise or the end itself, and no estimate."""
        return self.dossier.due_at is not None or self.dossier.resolved_at is not None

    @property
    def has_ended(self) -> bool:
        """True where nothing more comes of it."""
        return queries.is_over(self.dossier)


@dataclass(frozen=True, slots=True)
class Course:
    """A linked filing with its parts in order; `ends_at` when the last of them should be done."""

    bundle: Bundle
    parts: tuple[Part, ...]
    ends_at: datetime | None
    left_out: tuple[tuple[str, str, str], ...] = ()

    @property
    def lead(self) -> Dossier:
        return self.parts[0].dossier

    @property
    def is_over(self) -> bool:
        """True where every part has ended."""
        return all(part.has_ended for part in self.parts)

    def names(self, keys: tuple[str, ...], lang: str) -> str:
        """The names of some parts, joined."""
        return ", ".join(part.name(lang) for part in self.parts if part.key in keys)


def course_of(dossier: Dossier, at: datetime) -> Course | None:
    """The filing that a dossier is part of; None for an ordinary one, without a query."""
    bundle = queries.find_bundle(dossier)
    return course(bundle, at) if bundle is not None else None


def course(bundle: Bundle, at: datetime) -> Course:
    """How a filing stands at a moment. Whoever shows it has decided that it may be seen."""
    spec = catalogue.spec_of_linked(bundle.service)
    known = {one.key: one for one in spec.members}
    parts: dict[str, Part] = {}
    for row in queries.members_of(bundle):
        member = known[row.key]
        parts[row.key] = Part(
            key=row.key,
            name_vi=member.name_vi,
            name_en=member.name_en,
            dossier=row.dossier,
            after=tuple(row.after),
            waits=queries.is_waiting(row.dossier),
            expected_at=_expected(row.dossier, [parts[key].expected_at for key in row.after], at),
            free_vi=member.free_vi,
            free_en=member.free_en,
        )
    ends = [part.expected_at for part in parts.values() if not queries.has_none(part.dossier)]
    known_ends = [one for one in ends if one is not None]
    return Course(
        bundle,
        tuple(parts.values()),
        max(known_ends) if known_ends and len(known_ends) == len(ends) else None,
        tuple((known[key].name_vi, known[key].name_en, word) for key, word in bundle.left_out.items() if key in known),
    )


def _expected(dossier: Dossier, before: list[datetime | None], at: datetime) -> datetime | None:
    if queries.has_none(dossier):
        return None
    if dossier.resolved_at or dossier.due_at:
        return dossier.resolved_at or dossier.due_at
    if dossier.received_at is not None:
        return None  # the law sets no time
    starts = [one for one in before if one is not None]
    if len(starts) < len(before):
        return None
    start = max([at, *starts, *([dossier.intake_due_at] if dossier.intake_due_at else [])])
    return promise(start, allowance_from(allowance_of(dossier)), (), calendar_of(dossier.agency_id)).due_at
