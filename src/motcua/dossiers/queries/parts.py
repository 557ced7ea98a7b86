"""Parts of dossiers at other agencies: what waits for an agency, what it waits for, and what keeps a step."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from motcua.agencies import queries as agencies
from motcua.dossiers import part_rules
from motcua.dossiers.models import Dossier, Part
from motcua.dossiers.part_rules import OPEN
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step

TABS = ("handed", "accepted", "late", "answered", "returned")
"""Lists of the inbox: to accept, in hand, late of both, answered, sent back or no longer needed."""
_OPEN = Q(state__in=sorted(OPEN))
RETURNED = Q(state=Part.State.RETURNED, settled_at=None, dossier__resolved_at=None)
"""Sent back, and nobody has dealt with it yet."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """A part that keeps a step from being done: its step of the process, and the last row that was opened for it."""

    step: Step
    part: Part


def parts_of(dossier: Dossier) -> list[Part]:
    """Every part of a dossier with its agency, people and papers, oldest first."""
    rows = Part.objects.filter(dossier=dossier).select_related(
        "agency", "from_agency", "opened_by", "accepted_by", "assigned_to", "ended_by"
    )
    return list(rows.prefetch_related("papers__upload__stored").order_by("number"))


def states_by_step(dossier: Dossier) -> dict[str, Part]:
    """The last part that was opened for each step of the process."""
    rows = Part.objects.filter(dossier=dossier).exclude(step="").select_related("agency").order_by("number")
    return {row.step: row for row in rows}


def stands(part: Part) -> str:
    """How a part stands for the steps that wait for it: one sent back and done without counts as not needed."""
    if part.state == Part.State.RETURNED and part.settled_at is not None:
        return str(Part.State.CANCELLED)
    return part.state


def keepers(dossier: Dossier, key: str = "") -> list[Keeper]:
    """The parts that the step of that key (the present one) waits for, in the order of the process."""
    steps = steps_of(dossier.process)
    if not any(step.is_part for step in steps):
        return []
    last = states_by_step(dossier)
    states = {step: stands(part) for step, part in last.items()}
    return [Keeper(step, last[step.key]) for step in part_rules.awaited(steps, key or dossier.step, states)]


def inbox(viewer: Actor, at: datetime, tab: str = "") -> QuerySet[Part]:
    """The parts of the viewer's agency; `tab` one of TABS, all without one. Open ones by what is due first, ended ones
    by the last first; ties by id, so that pages never overlap."""
    rows = Part.objects.filter(agency_id__in=_own(viewer, at))
    if tab == "handed":
        rows = rows.filter(state=Part.State.HANDED)
    elif tab == "accepted":
        rows = rows.filter(state=Part.State.ACCEPTED)
    elif tab == "late":
        rows = rows.filter(_OPEN, due_at__lt=at)
    elif tab == "answered":
        rows = rows.filter(state=Part.State.DONE)
    elif tab == "returned":
        rows = rows.filter(state__in=[Part.State.RETURNED, Part.State.CANCELLED])
    rows = rows.select_related(
        "dossier__procedure_version", "dossier__applicant", "agency", "from_agency", "assigned_to"
    )
    if tab in ("answered", "returned"):
        return rows.order_by("-ended_at", "-id")
    return rows.order_by(F("due_at").asc(nulls_last=True), "id")


def count_inbox(viewer: Actor, at: datetime) -> dict[str, int]:
    """How many parts each list of the inbox holds, and how many the viewer's agency waits for (`awaited`) and of those
    past their time (`awaited_late`); two questions."""
    own = _own(viewer, at)
    late = _OPEN & Q(due_at__lt=at)
    counted = Part.objects.filter(agency_id__in=own).aggregate(
        handed=Count("id", filter=Q(state=Part.State.HANDED)),
        accepted=Count("id", filter=Q(state=Part.State.ACCEPTED)),
        late=Count("id", filter=late),
        answered=Count("id", filter=Q(state=Part.State.DONE)),
        returned=Count("id", filter=Q(state__in=[Part.State.RETURNED, Part.State.CANCELLED])),
    )
    awaited = Part.objects.filter(from_agency_id__in=own).aggregate(
        awaited=Count("id", filter=_OPEN | RETURNED), awaited_late=Count("id", filter=late)
    )
    return {**counted, **awaited}


def waiting_parts(viewer: Actor, at: datetime) -> QuerySet[Part]:
    """Parts that wait for somebody of the viewer's agency: open ones of its own, those that came back to it, and those
    for which it waits in vain."""
    own = _own(viewer, at)
    back = RETURNED | (_OPEN & Q(due_at__lt=at, dossier__resolved_at=None))
    return Part.objects.filter((_OPEN & Q(agency_id__in=own)) | (back & Q(from_agency_id__in=own)))


def calls_back(viewer: Actor, at: datetime) -> QuerySet[Part]:
    """What comes back to an officer's attention: parts of her dossiers, and of those that nobody has, that were sent
    back or are late; sent back first."""
    rows = Part.objects.filter(RETURNED | (_OPEN & Q(due_at__lt=at, dossier__resolved_at=None)))
    rows = rows.filter(from_agency_id__in=_own(viewer, at))
    rows = rows.filter(Q(dossier__assigned_to_id=viewer.account_id) | Q(dossier__assigned_to=None))
    return rows.select_related("dossier", "agency").order_by("-state", "due_at", "id")


def find_part(dossier: Dossier, number: int) -> Part | None:
    """The part of that number with all that its page prints."""
    return next((one for one in parts_of(dossier) if one.number == number), None)


def awaited_by(viewer: Actor, at: datetime, *, late: bool = False) -> QuerySet[Part]:
    """The parts that the viewer's agency waits for: those sent back first, then by what is due first. `late`: only
    those past their time."""
    rows = Part.objects.filter(from_agency_id__in=_own(viewer, at))
    rows = rows.filter(_OPEN, due_at__lt=at) if late else rows.filter(_OPEN | RETURNED)
    rows = rows.select_related(
        "dossier__procedure_version", "dossier__applicant", "dossier__assigned_to", "agency", "assigned_to"
    )
    return rows.order_by("-state", F("due_at").asc(nulls_last=True), "id")


def parts_late(at: datetime) -> QuerySet[Part]:
    """Open parts past their time, of every agency: what the watch names."""
    return _watched().filter(due_at__lt=at).order_by("due_at", "id")


def parts_coming_due(at: datetime, before: datetime) -> QuerySet[Part]:
    """Open parts whose time ends from `at` on and before another moment: what the watch warns of."""
    return _watched().filter(due_at__gte=at, due_at__lt=before).order_by("due_at", "id")


def needing_attention(codes: Collection[str], at: datetime) -> dict[str, list[Part]]:
    """Of the dossiers with these codes, the parts that were sent back or are late, by code: for marks in lists."""
    rows = Part.objects.filter(RETURNED | (_OPEN & Q(due_at__lt=at)), dossier__code__in=codes)
    found: dict[str, list[Part]] = {}
    for row in rows.select_related("dossier", "agency").order_by("number"):
        found.setdefault(row.dossier.code, []).append(row)
    return found


def _watched() -> QuerySet[Part]:
    return Part.objects.filter(_OPEN).select_related("dossier", "agency", "from_agency", "assigned_to")


def _own(viewer: Actor, at: datetime) -> frozenset[int]:
    """The viewer's agency and those that it succeeded."""
    if not viewer.agency:
        return frozenset()
    return agencies.reach(viewer.agency, below=False, on=clock.local_day(at))
