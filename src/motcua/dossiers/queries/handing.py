"""Dossiers between two units: on a hand-over list, not yet accepted and not sent back. Until when, and who waits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from motcua.dossiers.models import Dossier, HandOverAnswer, HandOverLine, HandOverList
from motcua.dossiers.queries.processes import all_steps
from motcua.journal.reference import kept
from motcua.kernel.actor import Actor
from motcua.people import access


def waiting(to_agency: int | None = None) -> "QuerySet[HandOverLine]":
    """Lines that nobody answered, of lists that wait for an answer; of one receiving agency."""
    rows = HandOverLine.objects.filter(answer=None, hand_over__answer_until__isnull=False)
    # what the counter took back by undoing its forward waits for nobody
    rows = rows.exclude(forwarded=True, dossier__step__in=counter_steps())
    return rows if to_agency is None else rows.filter(hand_over__to_agency_id=to_agency)


@kept
def counter_steps() -> list[str]:
    """Keys of the steps at which a counter passes dossiers on."""
    steps = [step for found in all_steps().values() for step in found]
    return sorted({one.key for one in steps if one.act == "forward" and one.role == access.SINGLE_WINDOW_OFFICER})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One list with the lines that wait; `late`: it should have been answered."""

    hand_over: HandOverList
    lines: tuple[HandOverLine, ...]
    late: bool
    mine: bool


def waiting_for_me(viewer: Actor, at: datetime, most: int = 50) -> list[Waiting]:
    """The lists that wait for the viewer's agency, those for her own kind of post first, then the oldest."""
    rows = (
        waiting()
        .filter(hand_over__to_agency__code=viewer.agency)
        .select_related("hand_over__by", "hand_over__agency", "dossier__procedure_version", "dossier__applicant")
        .order_by("hand_over__at", "hand_over_id", "number")
    )
    grouped: dict[int, list[HandOverLine]] = {}
    for row in rows[: most * 20]:
        grouped.setdefault(row.hand_over_id, []).append(row)
    found = []
    for lines in list(grouped.values())[:most]:
        of = lines[0].hand_over
        late = of.answer_until is not None and of.answer_until < at
        found.append(Waiting(of, tuple(lines), late, of.to_post == viewer.position))
    return sorted(found, key=lambda one: (not one.mine, one.hand_over.at, one.hand_over.pk))


def in_hand_over(codes: Collection[int]) -> dict[int, HandOverLine]:
    """Of these dossiers (ids) those between two units, with their line."""
    rows = waiting().filter(dossier_id__in=codes).select_related("hand_over__agency", "hand_over__by")
    return {row.dossier_id: row for row in rows.order_by("hand_over__at")}


def newest_answer() -> Subquery:
    """Of a dossier: whether the unit accepted it from its newest list; None when it has not answered."""
    newest = HandOverLine.objects.filter(dossier=OuterRef("pk")).order_by("-hand_over__at", "-pk")
    return Subquery(newest.values("answer__accepted")[:1])


def late_lists(viewer: Actor, at: datetime) -> list[Waiting]:
    """Lists of the viewer's agency that should have been answered, given or received, for its leader."""
    ours = Q(hand_over__to_agency__code=viewer.agency) | Q(hand_over__agency__code=viewer.agency)
    rows = (
        waiting()
        .filter(ours, hand_over__answer_until__lt=at)
        .select_related("hand_over__by", "hand_over__agency", "dossier__procedure_version", "dossier__applicant")
        .order_by("hand_over__answer_until", "hand_over_id", "number")
    )
    grouped: dict[int, list[HandOverLine]] = {}
    for row in rows[:500]:
        grouped.setdefault(row.hand_over_id, []).append(row)
    return [Waiting(lines[0].hand_over, tuple(lines), True, False) for lines in grouped.values()]


@dataclass(frozen=True, slots=True)
class Progress:
    """How a list was answered so far."""

    accepted: int
    returned: int
    waits: int


def progress_of(lists: Iterable[HandOverList]) -> dict[int, Progress]:
    """By list: how many of its lines were accepted, sent back, and wait still. One query."""
    counted: dict[int, list[int]] = {one.pk: [0, 0, 0] for one in lists}
    rows = HandOverLine.objects.filter(hand_over_id__in=counted).values_list("hand_over_id", "answer__accepted")
    for pk, accepted in rows:
        counted[pk][2 if accepted is None else 0 if accepted else 1] += 1
    return {pk: Progress(*numbers) for pk, numbers in counted.items()}


def reasons_of(dossiers: Iterable[Dossier]) -> dict[int, str]:
    """Why units sent these dossiers back, by the dossier's id; the newest reason."""
    rows = HandOverAnswer.objects.filter(line__dossier_id__in=[row.pk for row in dossiers], accepted=False)
    return dict(rows.order_by("at").values_list("line__dossier_id", "reason"))
